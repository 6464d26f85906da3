
# `cargo relata`: the words behind it are those of `cargo-relata`. Other commands go to the function that completes cargo.
_cargo_relata_cargo() {
    complete -p cargo 2>/dev/null | sed -n 's/.* -F \([^ ]*\) .*/\1/p'
}

_cargo_relata_before=$(_cargo_relata_cargo)
[[ "$_cargo_relata_before" != _cargo_or_relata ]] || _cargo_relata_before=

_cargo_or_relata() {
    local at=1
    [[ "${COMP_WORDS[1]}" != +* ]] || at=2
    if [[ "${COMP_WORDS[at]}" == relata && "$COMP_CWORD" -gt "$at" ]]; then
        COMP_WORDS=(cargo-relata "${COMP_WORDS[@]:at + 1}")
        COMP_CWORD=$((COMP_CWORD - at))
        _cargo_relata cargo-relata "$2" "$3"
        return
    fi
    # bash-completion loads the function of cargo when it is first needed.
    if [[ -z "$_cargo_relata_before" ]]; then
        complete -r cargo
        { declare -F _comp_load && _comp_load cargo; } >/dev/null 2>&1 ||
            { declare -F _completion_loader && _completion_loader cargo; } >/dev/null 2>&1
        _cargo_relata_before=$(_cargo_relata_cargo)
        complete -F _cargo_or_relata -o bashdefault -o default cargo
    fi
    [[ -z "$_cargo_relata_before" ]] || "$_cargo_relata_before" "$@"
}

complete -F _cargo_relata -o bashdefault -o default cargo-relata
complete -F _cargo_or_relata -o bashdefault -o default cargo
