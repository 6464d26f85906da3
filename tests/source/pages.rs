//! The page of a rule shows the report of its example, as a check from source prints it. `UPDATE_EXPECT=1` writes it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use relata::document::Document;
use relata::source::{Models, Workspace};
use relata::{Findings, Level, Rule};

/// The rules whose finding needs a linker or an ORM. Other tests have their reports.
const WITHOUT_REPORT: [Rule; 4] = [
    Rule::RegistrationUnavailable,
    Rule::EmptyRegistry,
    Rule::MissingCrate,
    Rule::UnreadRelations,
];

#[test]
fn the_page_of_a_rule_shows_its_report() {
    let mut other = Vec::new();
    for rule in Rule::ALL {
        let page = page(*rule);
        let is_of_schema = page.parent().is_some_and(|it| it.ends_with("schema"));
        if is_of_schema || WITHOUT_REPORT.contains(rule) {
            continue;
        }
        let text = fs::read_to_string(&page).unwrap();
        let shown = with_report(&text, &report(*rule, &example(&text)));
        if shown != text {
            other.push(rule.name());
            if env::var_os("UPDATE_EXPECT").is_some() {
                fs::write(&page, shown).unwrap();
            }
        }
    }
    assert!(
        other.is_empty(),
        "these pages show another report: {other:?}"
    );
}

fn page(rule: Rule) -> PathBuf {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let name = format!("{}.md", rule.name());
    let mut folders = fs::read_dir(rules).unwrap();
    let page = folders.find_map(|it| {
        let page = it.unwrap().path().join(&name);
        page.exists().then_some(page)
    });
    page.unwrap_or_else(|| panic!("{rule} has no page"))
}

/// The first block of code, with the lines that rustdoc hides.
fn example(page: &str) -> String {
    let code = page.lines().skip_while(|it| !it.starts_with("```rust"));
    let code = code.skip(1).take_while(|it| *it != "```");
    let code = code.map(|it| it.strip_prefix("# ").unwrap_or(it));
    code.collect::<Vec<_>>().join("\n")
}

fn report(rule: Rule, example: &str) -> String {
    let options = match rule.default_level() {
        Level::Allow => relata::options().level(rule, Level::Warn),
        _ => relata::options(),
    };
    let findings = match between(example, "r#\"", "\"#") {
        Some(json) => options.check_documents(&[Document::parse(json).unwrap()]),
        None => {
            let options = match between(example, "expect_named(\"", "\"") {
                Some(name) => options.expect_named(name),
                None => options,
            };
            options.check_models(&models(rule, example))
        }
    };
    shown(rule, &findings)
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}

/// The models of the example: what is before its first statement.
fn models(rule: Rule, example: &str) -> Models {
    let is_statement = |line: &&str| line.starts_with("let ") || line.starts_with("assert");
    let items = example.lines().take_while(|it| !is_statement(it));
    let items: Vec<&str> = items.collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("pages")
        .join(rule.name());
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[workspace]\n[package]\nname = \"app\"\nversion = \"1.0.0\"\nedition = \"2024\"\n[dependencies.relata]\npath = {:?}\n",
        env!("CARGO_MANIFEST_DIR")
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(
        folder.join("src/main.rs"),
        items.join("\n") + "\n\nfn main() {}\n",
    )
    .unwrap();
    Models::read(&Workspace::new(&folder).no_metadata(true)).unwrap()
}

fn shown(rule: Rule, findings: &Findings) -> String {
    let found: Vec<String> = findings
        .iter()
        .filter(|it| it.rule() == rule)
        .map(ToString::to_string)
        .collect();
    assert!(!found.is_empty(), "{rule}: {findings}");
    let found = found.join("\n").replace("app::", "");
    // A name that options expect has a place in this file.
    let lines = found.trim_end().lines();
    let lines = lines.filter(|it| !it.contains(file!()));
    lines.collect::<Vec<_>>().join("\n")
}

const LINE: &str = "\nThe report:\n\n```text\n";

/// The page with this report behind its example.
fn with_report(page: &str, report: &str) -> String {
    let start = page.find("```rust").unwrap();
    let end = start + page[start..].find("\n```\n").unwrap() + "\n```\n".len();
    let (before, after) = page.split_at(end);
    let after = match after.strip_prefix(LINE) {
        Some(rest) => rest.split_once("\n```\n").unwrap().1,
        None => after,
    };
    format!("{before}{LINE}{report}\n```\n{after}")
}
