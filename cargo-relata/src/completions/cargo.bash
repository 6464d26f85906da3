
# `cargo relata`: the words behind it are those of `cargo-relata`. Other commands go to the function that completed them before.
_cargo_relata_before=$(complete -p cargo 2>/dev/null | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
if [[ "$_cargo_relata_before" == _cargo_or_relata ]]; then
    _cargo_relata_before=_cargo
fi

_cargo_or_relata() {
    if [[ "${COMP_WORDS[1]}" == relata && "$COMP_CWORD" -gt 1 ]]; then
        COMP_WORDS=(cargo-relata "${COMP_WORDS[@]:2}")
        COMP_CWORD=$((COMP_CWORD - 1))
        _cargo_relata cargo-relata "$2" "$3"
    elif [[ -n "$_cargo_relata_before" ]]; then
        "$_cargo_relata_before" "$@"
    fi
}

complete -F _cargo_relata -o bashdefault -o default cargo-relata
complete -F _cargo_or_relata -o bashdefault -o default cargo
