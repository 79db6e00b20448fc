#compdef tuner
# Completion of tuner for zsh. In ~/.zshrc, behind compinit: eval "$(tuner completion zsh)"
_tuner_complete() {
    local line="${(j: :)words[2,CURRENT-1]}"
    [[ -n $line ]] && line="$line "
    line="$line$PREFIX"
    local -a found
    found=("${(@f)$(${~words[1]} "[suggest:${#line}]" "$line" 2> /dev/null < /dev/null)}")
    found=(${found:#})
    # Where nothing of tuner's fits, a file may be meant.
    if (( ${#found} )) && compadd -a found; then return 0; fi
    _files
}
compdef _tuner_complete tuner
