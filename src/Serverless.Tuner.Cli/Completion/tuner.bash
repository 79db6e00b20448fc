# Completion of tuner for bash. In ~/.bashrc: eval "$(tuner completion bash)"
_tuner_complete() {
    local word line=${COMP_LINE:0:COMP_POINT} current=${COMP_WORDS[COMP_CWORD]}
    # The command as it was typed is the program that is asked; it sees what stands behind it.
    line=${line#*"$1"}
    line=${line# }
    COMPREPLY=()
    while IFS= read -r word; do
        if [[ $word == "$current"* ]]; then COMPREPLY+=("$word"); fi
    done < <("${1/#\~/$HOME}" "[suggest:${#line}]" "$line" 2> /dev/null < /dev/null)
}
# Where nothing of tuner's fits, a file may be meant.
complete -o default -F _tuner_complete tuner
