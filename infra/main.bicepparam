using 'main.bicep'

// What `azd env set NAME VALUE` says; the defaults are those of main.bicep.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'tuner')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param adminKeySha256 = readEnvironmentVariable('TUNER_ADMIN_KEY_SHA256', '')
param instanceMemoryMB = readEnvironmentVariable('TUNER_FLEX_MEMORY_MB', '2048')
param maximumInstanceCount = int(readEnvironmentVariable('TUNER_MAX_INSTANCES', '40'))
param httpConcurrency = int(readEnvironmentVariable('TUNER_HTTP_CONCURRENCY', '32'))
param defaultMeter = readEnvironmentVariable('TUNER_DEFAULT_METER', 'flex')
param maxStudies = int(readEnvironmentVariable('TUNER_MAX_STUDIES', '0'))
param moreSettings = json(readEnvironmentVariable('TUNER_MORE_SETTINGS', '{}'))
param virtualNetwork = bool(readEnvironmentVariable('TUNER_VIRTUAL_NETWORK', 'false'))
param scheduler = bool(readEnvironmentVariable('TUNER_SCHEDULER', 'false'))
param budgetUsd = int(readEnvironmentVariable('TUNER_BUDGET_USD', '0'))
param budgetEmails = filter(split(readEnvironmentVariable('TUNER_BUDGET_EMAILS', ''), ','), email => !empty(email))
param budgetStart = readEnvironmentVariable('TUNER_BUDGET_START', '2026-12-01')
