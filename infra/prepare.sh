#!/bin/sh
# Runs before `azd provision`. Makes the first admin key once: it is shown here and kept nowhere, only its SHA-256 goes to Azure.
set -eu

sha256() {
    if command -v sha256sum > /dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

if [ -z "${TUNER_ADMIN_KEY_SHA256-}" ]; then
    key=$(od -A n -N 32 -t x1 /dev/urandom | tr -d ' \n')
    azd env set TUNER_ADMIN_KEY_SHA256 "$(printf %s "$key" | sha256)"
    printf '\nThe first admin key. It is shown this once; keep it as TUNER_KEY:\n\n    %s\n\n' "$key"
fi

# The month in which the alert was set up cannot be changed any more.
if [ "${TUNER_BUDGET_USD:-0}" != 0 ] && [ -z "${TUNER_BUDGET_START-}" ]; then
    azd env set TUNER_BUDGET_START "$(date -u +%Y-%m-01)"
fi
