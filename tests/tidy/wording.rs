//! Phrases that messages had and that are not natural English.

use super::tokens::literals;
use super::{files, read, root, shown, sources};

/// What must not come back in a message, a help text or a rule page, and why.
const PHRASES: &[(&str, &str)] = &[
    (" is told", "a program reports, prints or lists"),
    (" is said", "an attribute declares"),
    ("says nothing", "an attribute is empty"),
    ("it says which", "a field, an argument or a column names it"),
    (
        "stands there",
        "an attribute is there once or twice; nothing stands",
    ),
    ("stand at", "a model is declared at a place"),
    ("stands behind", "write how it must look, as in `key(a, b)`"),
    (" is no rule", "unknown rule"),
    (" is no relation", "it is not a relation"),
    (" is no place", "invalid place"),
    (" is no executable", "it is not an executable"),
    ("names no rule", "unknown rule"),
    ("is called so", "it has that name"),
    ("is called `", "it has the name, or it is unknown"),
    ("so it is with", "the same applies to"),
    ("nor does", "it does not either"),
    ("nor has", "it does not have it either"),
    ("beside the", "next to, or in addition to"),
    (" mended", "fixed"),
    ("likest", "best match"),
    ("found no more", "it no longer occurs"),
    ("strike it", "remove it"),
    ("lead back by", "be the inverse of"),
    ("brought nothing", "it registered nothing"),
    ("is picked", "the list of models is empty"),
    ("see that `", "check that"),
    ("a mention", "it is only a reference"),
    ("no code names", "no code refers to"),
    ("that of an address", "pointer-sized"),
    ("a text needs", "expected a string literal"),
    ("judged as one", "checked together"),
    ("no one system", "these programs cannot be combined"),
    ("leads to", "a relation points at its target"),
    ("lead to", "a relation points at its target"),
    ("leads back", "a relation points back"),
    ("it points at, is", "a key references its fields"),
    ("the allow of", "write it as it looks: `allow(r)`"),
    ("its reason is", "write `reason:`"),
    (
        "goes via",
        "write the argument as it looks: `via(own, other)`",
    ),
    ("its only relation", "name the model: `Post` has 1 relation"),
    ("also names it", "name what is named"),
    ("found in bin", "this finding is in"),
    ("have the table", "models use a table"),
    ("association", "through model, the one word for it"),
    ("junction", "through model, the one word for it"),
    ("passage", "through model, the one word for it"),
];

#[test]
fn no_message_has_a_phrase_that_was_replaced() {
    let mut found = Vec::new();
    for folder in [
        "src",
        "macros/src",
        "record/src",
        "syntax/src",
        "cargo-relata/src",
    ] {
        for path in sources(folder) {
            for text in literals(&read(&path)) {
                found.extend(phrases(&text).map(|it| format!("{}: {text}: {it}", shown(&path))));
            }
        }
    }
    let mut texts = files(&root().join("src/rules"));
    texts.extend(files(&root().join("macros/tests/ui")));
    texts.retain(|path| {
        path.extension()
            .is_some_and(|it| it == "md" || it == "stderr")
    });
    assert!(texts.len() > 200, "{}", texts.len());
    for path in texts {
        for line in read(&path).lines() {
            found.extend(phrases(line).map(|it| format!("{}: {line}: {it}", shown(&path))));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Those that a text has, each with its reason.
fn phrases(text: &str) -> impl Iterator<Item = String> {
    let has = move |(phrase, _): &&(&str, &str)| text.contains(phrase);
    let found = PHRASES.iter().filter(has);
    found.map(|(phrase, reason)| format!("`{phrase}`: {reason}"))
}
