
# `cargo relata`: the words behind it are those of `cargo-relata`.
function __cargo_relata_words
    set -l words (commandline -opc)
    string match -q -- '+*' $words[2]; and set -e words[2]
    test "$words[2]" = relata; or return 1
    string join -- \n $words[3..]; or true
end
function __cargo_relata_as_subcommand
    set -l words (__cargo_relata_words) (commandline -ct)
    complete -C "cargo-relata "(string join ' ' -- $words)
end
complete -c cargo -n '__cargo_relata_words >/dev/null' -f -a '(__cargo_relata_as_subcommand)'
