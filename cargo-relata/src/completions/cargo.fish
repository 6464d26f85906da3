
# `cargo relata`: the words behind it are those of `cargo-relata`.
function __cargo_relata_as_subcommand
    set -l words (commandline -opc) (commandline -ct)
    complete -C "cargo-relata "(string join ' ' -- $words[3..])
end
complete -c cargo -n '__fish_seen_subcommand_from relata' -f -a '(__cargo_relata_as_subcommand)'
