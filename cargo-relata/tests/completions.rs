//! The scripts that complete the command, in the shells that they are for.

mod run;

use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect;

/// Writes the script for a shell into a folder of its own.
fn script(shell: &str, file: &str) -> PathBuf {
    let folder = run::folder(&format!("completions_{shell}"), &[]);
    let script = run::output(&folder, &["completions", shell]).stdout;
    run::write(&folder.join(file), &script);
    folder
}

fn shell(folder: &Path, program: &str, arguments: &[&str]) -> String {
    let mut shell = Command::new(program);
    shell
        .current_dir(folder)
        .args(arguments)
        .env("TERM", "dumb");
    let output = shell.output().expect("the shell is installed");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout)
}

/// What cargo's own completions do with other commands stays, also if the script is read twice.
#[test]
fn in_bash() {
    let folder = script("bash", "relata.bash");
    let test = r#"
# As bash-completion loads it.
_completion_loader() {
    _cargo() { COMPREPLY=("cargo's own: $2"); }
    complete -F _cargo "$1"
}
source relata.bash
source relata.bash
try() {
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    local function=$(complete -p "$1" | sed 's/.* -F \([^ ]*\) .*/\1/')
    "$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    echo "$* => ${COMPREPLY[*]}"
}
try cargo relata ch
try cargo relata check --message-format ""
try cargo relata explain missing_t
try cargo-relata explain missing_t
try cargo relata
try cargo bui
try cargo +stable relata ch
try cargo bui
complete -F _cargo cargo
source relata.bash
try cargo bui
try cargo relata ch
"#;
    expect![[r#"
        cargo relata ch => check
        cargo relata check --message-format  => human json cargo sarif github
        cargo relata explain missing_t => missing_target missing_through missing_table
        cargo-relata explain missing_t => missing_target missing_through missing_table
        cargo relata => cargo's own: relata
        cargo bui => cargo's own: bui
        cargo +stable relata ch => check
        cargo bui => cargo's own: bui
        cargo bui => cargo's own: bui
        cargo relata ch => check
    "#]]
    .assert_eq(&shell(&folder, "bash", &["--norc", "-c", test]));
}

#[test]
#[ignore = "it needs fish"]
fn in_fish() {
    let folder = script("fish", "relata.fish");
    let test = r#"
source relata.fish
for line in "cargo relata ch" "cargo relata check --message-format g" "cargo +stable relata ch" "cargo build -p relata ch"
    complete -C "$line"
end"#;
    expect![[r#"
        check	Build the targets, check their models and relations, and report findings
        github	Annotations for GitHub Actions
        check	Build the targets, check their models and relations, and report findings
    "#]]
    .assert_eq(&shell(&folder, "fish", &["--no-config", "-c", test]));
}

/// The function of cargo calls that of a command.
#[test]
#[ignore = "it needs zsh"]
fn in_zsh() {
    let folder = script("zsh", "_cargo-relata");
    let test = r#"
zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell "fpath=($PWD $(rustc --print sysroot)/share/zsh/site-functions \$fpath)"
zpty -w shell "autoload -U compinit; compinit -u -D; bindkey '^I' complete-word; echo rea''dy"
zpty -r -m shell text '*ready*'
zpty -w -n shell $'cargo relata che\t'
zpty -r -m shell text '*relata check*' && echo check
zpty -w -n shell $'--message-f\t'
zpty -r -m shell text '*--message-format=*' && echo --message-format
"#;
    let printed = shell(&folder, "timeout", &["20", "zsh", "-f", "-c", test]);
    assert_eq!(printed, "check\n--message-format\n");
}
