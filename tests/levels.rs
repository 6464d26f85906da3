//! A program with one fault: what options make of it, and what the report is.

#![allow(dead_code, reason = "only relata looks at the models")]

use std::error::Error;
use std::ptr;

use expect_test::expect;
use relata::{Finding, Level, Options, Report, Rule};

#[derive(relata::Model)]
struct Post {
    id: i64,
    #[relata(belongs_to(author: "auth::User"))]
    author_id: i64,
    #[relata(belongs_to(editor: "User"))]
    editor_id: i64,
}

#[derive(relata::Model)]
struct Comment {
    id: i64,
}

fn report() -> Report {
    relata::init().expect_err("one model is missing")
}

fn headlines<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<&'a str> {
    findings.into_iter().map(Finding::headline).collect()
}

#[test]
fn by_default_it_is_denied() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_target]: relation `Post.author` points at `auth::User`, but no model has that path
          --> tests/levels.rs:14:33
          = note: 1 more relation needs this model: `Post.editor` (tests/levels.rs:16:33)
          = note: 2 models are registered, from 1 crate: `levels`
          = note: no registered model is in a crate or module `auth`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `auth` is a crate, add `relata::link!(auth);` to the crate root of the program; otherwise check the spelling of `auth::User`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report().to_string());
}

#[test]
fn as_a_warning_it_is_reported_and_passes() {
    let options = relata::options().level(Rule::MissingTarget, Level::Warn);
    let registry = options.init().expect("it is a warning");
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[missing_target]: relation `Post.author` points at `auth::User`, but no model has that path
          --> tests/levels.rs:14:33
          = note: 1 more relation needs this model: `Post.editor` (tests/levels.rs:16:33)
          = note: 2 models are registered, from 1 crate: `levels`
          = note: no registered model is in a crate or module `auth`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `auth` is a crate, add `relata::link!(auth);` to the crate root of the program; otherwise check the spelling of `auth::User`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&registry.warnings().to_string());
    assert_eq!(registry.warnings().count(Level::Warn), 1);
    assert_eq!(options.check().to_string(), registry.warnings().to_string());

    let author = registry
        .get::<Post>()
        .and_then(|post| post.relation("author"))
        .expect("it is declared");
    assert_eq!(author.targets().count(), 0, "what is missing is no target");
    assert_eq!(author.written_targets().collect::<Vec<_>>(), ["auth::User"]);
}

#[test]
fn what_is_allowed_is_not_reported() {
    let options = relata::options().level(Rule::MissingTarget, Level::Allow);
    assert!(options.init().expect("it is allowed").warnings().is_empty());
    assert!(options.check().is_empty());
}

#[test]
fn the_last_level_counts() {
    let options = relata::options()
        .level(Rule::MissingTarget, Level::Allow)
        .level(Rule::EmptyRegistry, Level::Allow)
        .level(Rule::MissingTarget, Level::Deny);
    assert_eq!(options.check().count(Level::Deny), 1);
}

/// Only a name with its crate is known to be of that crate.
#[test]
fn a_crate_that_lives_elsewhere() {
    let options = relata::options().outside("auth");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_target]: relation `Post.editor` points at `User`, but no model has that name
          --> tests/levels.rs:16:33
          = note: 2 models are registered, from 1 crate: `levels`
          = note: the models of `auth` are declared as outside, but a name without a crate is not matched to them
          = help: check the spelling of `User`; if it is correct, check that `User` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&options.init().expect_err("`User` is anybody's").to_string());
    assert_eq!(
        relata::options().outside("other").check().to_string(),
        report().to_string()
    );
}

#[test]
fn a_model_that_is_there_is_expected() {
    let findings = relata::options()
        .expect::<Post>()
        .expect_named("Post")
        .expect_named("levels::Post")
        .check();
    assert_eq!(headlines(&findings), headlines(report().findings()));
}

/// The relations that need a model that is expected are reported with it, and not on their own.
#[test]
fn a_model_that_is_absent_is_expected() {
    let options = relata::options().expect_named("auth::User");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_model]: model `auth::User` is expected, but no model has that path
          --> tests/levels.rs:128:37
          = note: 2 relations need this model: `Post.author` (tests/levels.rs:14:33) and `Post.editor` (tests/levels.rs:16:33)
          = note: 2 models are registered, from 1 crate: `levels`
          = note: no registered model is in a crate or module `auth`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `auth` is a crate, add `relata::link!(auth);` to the crate root of the program; otherwise check the spelling of `auth::User`

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&options.init().expect_err("it is absent").to_string());

    // If its absence is allowed, the relations that need it are reported.
    let options = options.level(Rule::MissingModel, Level::Allow);
    assert_eq!(headlines(&options.check()), headlines(report().findings()));
}

#[test]
fn what_is_expected_twice_is_reported_once() {
    let options = relata::options()
        .level(Rule::MissingTarget, Level::Allow)
        .expect_named("Reader")
        .expect_named("Editor")
        .expect_named("Reader");
    let findings = options.check();
    let subjects: Vec<_> = findings.iter().map(Finding::subject).collect();
    assert_eq!(subjects, ["Reader", "Editor"]);
}

#[test]
fn a_type_that_is_absent_is_expected() {
    let options = relata::options()
        .level(Rule::MissingTarget, Level::Allow)
        .expect::<Comment>();
    let picked = relata::models![Post];
    let report = options
        .init_isolated(&picked)
        .expect_err("it is not picked");
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: model `levels::Comment` is expected, but no model has that path
          --> tests/levels.rs:164:10
          = note: `levels::Comment` derives `relata::Model`, so only its registration is missing
          = help: add `Comment` to the checked `relata::models![…]`

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&report.to_string());
    options
        .init_isolated(&picked.with::<Comment>())
        .expect("it is picked");
}

#[test]
fn the_findings_are_data() {
    let report = report();
    let [finding] = report.findings().iter().as_slice() else {
        panic!("one fault is one finding")
    };

    assert_eq!(
        (
            finding.rule(),
            finding.level(),
            &*finding.subject().to_string()
        ),
        (Rule::MissingTarget, Level::Deny, "Post.author")
    );
    let place = finding.place().map(ToString::to_string);
    assert_eq!(place.as_deref(), Some("tests/levels.rs:14:33"));
    let notes: Vec<_> = finding
        .notes()
        .iter()
        .map(|note| (note.text(), note.place()))
        .collect();
    expect![[r#"
        (
            "relation `Post.author` points at `auth::User`, but no model has that path",
            [
                (
                    "1 more relation needs this model: `Post.editor` (tests/levels.rs:16:33)",
                    None,
                ),
                (
                    "2 models are registered, from 1 crate: `levels`",
                    None,
                ),
                (
                    "no registered model is in a crate or module `auth`",
                    None,
                ),
                (
                    "the compiler does not link a crate that no code refers to, so its models are not registered",
                    None,
                ),
            ],
            Some(
                "if `auth` is a crate, add `relata::link!(auth);` to the crate root of the program; otherwise check the spelling of `auth::User`",
            ),
        )
    "#]]
    .assert_debug_eq(&(finding.headline(), notes, finding.help()));
    assert!(
        report.to_string().contains(&finding.to_string()),
        "a report is its findings below each other"
    );
}

/// `fn main() -> Result<(), relata::Report>` prints the text of the report.
#[test]
fn a_report_is_an_error() {
    fn is_error(error: impl Error + Send + Sync + Clone + 'static) -> Box<dyn Error + Send + Sync> {
        error.into()
    }

    let report = report();
    assert_eq!(format!("{report:?}"), report.to_string());
    assert_eq!(format!("{:?}", report.findings()), report.to_string());
    for finding in report.findings() {
        assert_eq!(format!("{finding:?}"), finding.to_string());
    }

    let error = is_error(report.clone());
    assert!(error.source().is_none());
    assert!(
        error
            .downcast_ref::<Report>()
            .is_some_and(|same| same.to_string() == report.to_string())
    );
}

#[test]
fn a_clone_of_a_report_shares_its_findings() {
    let report = report();
    let findings = |report: &Report| ptr::from_ref(&report.findings().iter().as_slice()[0]).addr();
    assert_eq!(findings(&report), findings(&report.clone()));
}

#[test]
fn options_are_values() {
    let by_default = relata::options();
    assert_eq!(by_default, Options::default());
    assert_ne!(by_default, relata::options().outside("auth"));
    assert_eq!(
        relata::options().outside("auth"),
        relata::options().outside("auth")
    );
}

#[test]
fn rules_have_names() {
    for rule in Rule::ALL {
        assert_eq!(rule.to_string().parse(), Ok(*rule));
        assert_eq!(rule.to_string(), rule.name());
    }
    assert_eq!("missing_target".parse(), Ok(Rule::MissingTarget));
    let unknown = "MissingTarget"
        .parse::<Rule>()
        .expect_err("names are written as in an attribute");
    expect!["unknown rule `MissingTarget`"].assert_eq(&unknown.to_string());
}

#[test]
fn levels_have_names() {
    assert!(Level::Allow < Level::Warn && Level::Warn < Level::Deny);
    for (level, name) in [
        (Level::Allow, "allow"),
        (Level::Warn, "warn"),
        (Level::Deny, "deny"),
    ] {
        assert_eq!(level.to_string(), name);
        assert_eq!(name.parse(), Ok(level));
    }
    let unknown = "Deny".parse::<Level>().expect_err("no level has this name");
    expect!["unknown level `Deny`"].assert_eq(&unknown.to_string());
}
