# Completion of tuner for fish. In ~/.config/fish/completions/tuner.fish, or: tuner completion fish | source
function __tuner_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l current (commandline --current-token --cut-at-cursor)
    set -l line (string join ' ' -- $words[2..-1] "$current")
    command $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2> /dev/null < /dev/null
end
complete --command tuner --arguments '(__tuner_complete)'
