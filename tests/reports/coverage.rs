//! What a check compared, as counts and as one line.

#![cfg(feature = "document")]
#![allow(dead_code, reason = "only relata looks at the models")]

use expect_test::expect;
use relata::__private::{Channel, Collected, Entry};
use relata::document::Document;
use relata::{Coverage, Level, Model, Rule, models, options};
use serde_json::{Value, json};

use crate::hand_made::{bare, hand_made};
use crate::rules::harness::{found, found_with};

fn line(models: Value) -> String {
    found(models).coverage().to_string()
}

/// One relation of each result.
fn each() -> Value {
    json!([
        { "path": "app::Post", "key": ["id"],
            "fields": [
                { "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64" },
                { "name": "blog_id", "type": "BlogId" }, { "name": "site_id", "type": "i64" } ],
            "relations": [
                { "name": "author", "kind": "belongs_to", "key": ["author_id"], "targets": ["User"], "inverse": "posts" },
                { "name": "blog", "kind": "belongs_to", "key": ["blog_id"], "targets": ["Blog"] },
                { "name": "site", "kind": "belongs_to", "key": ["site_id"], "targets": ["outside::Site"] },
                { "name": "editor", "kind": "belongs_to", "targets": ["User"] } ] },
        { "path": "app::User", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }],
            "relations": [
                { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" },
                { "name": "screen", "kind": "refers_to", "targets": ["Screen"] } ] },
        { "path": "app::Blog", "key": ["id"], "fields": [{ "name": "id", "type": "BlogId" }] },
        { "path": "app::Screen" },
        { "path": "app::Log" },
    ])
}

#[test]
fn each_relation_counts_once() {
    let findings = found_with(&options().outside("outside"), each());
    expect![[r#"
        Coverage {
            models: 5,
            relations: 6,
            keys_compared: 2,
            keys_unknown: 1,
            types_unknown: 1,
            targets_unknown: 1,
            relations_without_key: 1,
            models_without_relations: 1,
            columns_compared: 0,
            column_types_unknown: 0,
            tables_unknown: 0,
            foreign_keys_without_relation: 0,
            unread_code: 0,
            skipped_parts: 0,
            silenced_by_allow: 0,
            silenced_by_level: 0,
            silenced_by_baseline: 0,
        }
    "#]]
    .assert_debug_eq(&findings.coverage());
    assert_eq!(
        findings.coverage().to_string(),
        "5 models, 6 relations; 2 keys compared, 1 key not known, 1 type not known, 1 target not known, 1 relation without a key; 1 model without relations"
    );
    assert!(!findings.coverage().is_complete());
}

/// S07: keys are declared as fields only.
#[test]
fn without_relations_nothing_is_compared() {
    expect!["2 models, no relation is declared; nothing was compared"].assert_eq(&line(json!([
        { "path": "app::Account", "fields": [{ "name": "id", "type": "i64" }, { "name": "owner_id", "type": "i64" }] },
        { "path": "app::Owner", "fields": [{ "name": "id", "type": "i64" }] },
    ])));
    expect!["0 models, no relation is declared; nothing was compared"].assert_eq(&line(json!([])));
}

/// The side that declares no key has the key of the other, whichever names the inverse.
#[test]
fn both_sides_have_one_key() {
    let relation = |mut relation: Value, more: Value| {
        for (name, value) in more.as_object().unwrap() {
            relation[name] = value.clone();
        }
        relation
    };
    let post = |more: Value| {
        let author = json!({ "name": "author", "kind": "belongs_to", "targets": ["User"] });
        json!({ "path": "app::Post", "relations": [relation(author, more)],
            "fields": [{ "name": "id", "type": "i64" }, { "name": "writer", "type": "i64" }] })
    };
    let user = |more: Value| {
        let posts = json!({ "name": "posts", "kind": "has_many", "targets": ["Post"] });
        json!({ "path": "app::User", "relations": [relation(posts, more)], "key": ["id"],
            "fields": [{ "name": "id", "type": "i64" }] })
    };
    for (of_author, of_posts) in [
        (json!({ "key": ["writer"] }), json!({ "inverse": "author" })),
        (json!({ "key": ["writer"], "inverse": "posts" }), json!({})),
        (json!({ "inverse": "posts" }), json!({ "key": ["writer"] })),
        (json!({}), json!({ "key": ["writer"], "inverse": "author" })),
    ] {
        assert_eq!(
            line(json!([post(of_author), user(of_posts)])),
            "2 models, 2 relations; 2 keys compared"
        );
    }
    // Neither names the other, but nothing else leads there or back.
    assert_eq!(
        line(json!([post(json!({ "key": ["writer"] })), user(json!({}))])),
        "2 models, 2 relations; 2 keys compared"
    );
}

/// A key is compared if all of its fields are, with each target.
#[test]
fn all_fields_and_all_targets() {
    let model = |ty: &str| json!([{ "name": "id", "type": "i64" }, { "name": "no", "type": ty }]);
    let line_of = |ty: &str, external: bool, targets: Value| {
        line(json!([
            { "path": "app::Line", "fields": [
                { "name": "order_id", "type": "i64" }, { "name": "order_no", "type": ty }, { "name": "kind", "type": "String" } ],
                "relations": [{ "name": "order", "kind": "belongs_to", "targets": targets, "tag": "kind",
                    "key": ["order_id", "order_no"] }] },
            { "path": "app::Order", "key": ["id", "no"], "fields": model(ty) },
            if external {
                json!({ "path": "app::Offer", "external": true })
            } else {
                json!({ "path": "app::Offer", "key": ["id", "no"], "fields": model(ty) })
            },
        ]))
    };
    let both = json!(["Order", "Offer"]);
    for (line, expected) in [
        (
            line_of("i32", false, both.clone()),
            "3 models, 1 relation; 1 key compared",
        ),
        (
            line_of("No", false, both.clone()),
            "3 models, 1 relation; 0 keys compared, 1 type not known",
        ),
        (
            line_of("i32", true, both),
            "2 models, 1 relation; 0 keys compared, 1 type not known",
        ),
        (
            line_of("i32", true, json!(["Order"])),
            "2 models, 1 relation; 1 key compared",
        ),
    ] {
        assert_eq!(line, expected);
    }
}

/// A key of another type is compared: that is the finding.
#[test]
fn a_key_that_differs_is_compared() {
    let findings = found(json!([
        { "path": "app::Post", "fields": [{ "name": "author_id", "type": "i32" }],
            "relations": [{ "name": "author", "kind": "belongs_to", "key": ["author_id"], "targets": ["User"] }] },
        { "path": "app::User", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }] },
    ]));
    assert_eq!(findings.count(Level::Deny), 1);
    assert_eq!(
        findings.coverage().to_string(),
        "2 models, 1 relation; 1 key compared"
    );
}

/// Relations that go through a model have the keys of its relations.
#[test]
fn relations_that_go_through_a_model() {
    let team = |path: &str, own: &str, other: &str, through: Value| {
        json!({ "path": path, "key": ["id"], "fields": [{ "name": "id", "type": "i64" }], "relations": [
            { "name": own, "kind": "many_to_many", "targets": [other], "through": through } ] })
    };
    let membership = json!({ "path": "app::Membership", "fields": [
        { "name": "user_id", "type": "i64" }, { "name": "team_id", "type": "i64" } ], "relations": [
        { "name": "user", "kind": "belongs_to", "key": ["user_id"], "targets": ["User"] },
        { "name": "team", "kind": "belongs_to", "key": ["team_id"], "targets": ["Team"] } ] });
    expect!["3 models, 4 relations; 2 keys compared, 2 relations without a key"].assert_eq(&line(
        json!([
            team("app::Team", "members", "User", json!("Membership")),
            team("app::User", "teams", "Team", json!("Membership")),
            membership,
        ]),
    ));
    expect!["2 models, 2 relations; 0 keys compared, 2 keys not known"].assert_eq(&line(json!([
        team("app::Team", "members", "User", Value::Null),
        team("app::User", "teams", "Team", Value::Null),
    ])));
}

#[test]
fn findings_that_were_silenced() {
    let allow = |rule: &str| json!([{ "rule": rule, "reason": "known" }]);
    let models = json!([
        { "path": "app::Post", "fields": [{ "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64" }], "relations": [
            { "name": "author", "kind": "belongs_to", "key": ["author_id"], "targets": ["User"], "inverse": "posts", "allow": allow("missing_inverse") },
            { "name": "editor", "kind": "belongs_to", "targets": ["User"], "key": ["editor_id"] },
            { "name": "blog", "kind": "belongs_to", "key": ["blog_id"], "targets": ["Blog"] } ] },
        { "path": "app::User", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }] },
    ]);
    let options = options().level(Rule::MissingKey, Level::Allow);
    let findings = found_with(&options, models.clone());
    assert_eq!(
        findings.coverage().to_string(),
        "2 models, 3 relations; 1 key compared, 1 type not known, 1 target not known; 2 findings silenced: 1 by allow, 1 by level"
    );
    let known = options.baseline(&findings.to_baseline());
    let findings = found_with(&known, models.clone());
    assert_eq!((findings.count(Level::Deny), findings.len()), (0, 1));
    assert_eq!(
        findings.coverage().to_string(),
        "2 models, 3 relations; 1 key compared, 1 type not known, 1 target not known; 3 findings silenced: 1 by allow, 1 by level, 1 by baseline"
    );
    assert_eq!(findings.coverage().silenced(), 3);
}

/// A level is counted where it silences something, by whichever rule.
#[test]
fn rules_that_are_turned_off() {
    let cycle = json!([
        { "path": "app::A", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }, { "name": "b_id", "type": "i64" }],
            "relations": [{ "name": "b", "kind": "belongs_to", "key": ["b_id"], "targets": ["B"] }] },
        { "path": "app::B", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }, { "name": "a_id", "type": "i64" }],
            "relations": [{ "name": "a", "kind": "belongs_to", "key": ["a_id"], "targets": ["A"],
                "allow": [{ "rule": "key_type", "reason": "no longer" }] }] },
    ]);
    let options = options()
        .level(Rule::RequiredCycle, Level::Allow)
        .level(Rule::UnusedAllow, Level::Allow)
        .level(Rule::DuplicateTable, Level::Allow);
    let findings = found_with(&options, cycle);
    assert!(findings.is_empty());
    assert_eq!(
        findings.coverage().to_string(),
        "2 models, 2 relations; 2 keys compared; 2 findings silenced: 2 by level"
    );
}

/// The report, the findings and the registry agree.
#[test]
fn is_in_every_result() {
    let documents = |models: Value| {
        let document = json!({ "format": "relata/1", "models": models });
        [Document::parse(&document.to_string()).unwrap()]
    };
    let is_one = |registry: Coverage, findings: Coverage| assert_eq!(registry, findings);
    let outside = options().outside("outside");
    let registry = outside.init_documents(&documents(each())).unwrap();
    is_one(
        registry.coverage(),
        outside.check_documents(&documents(each())).coverage(),
    );
    is_one(registry.warnings().coverage(), registry.coverage());
    let report = outside
        .require_coverage()
        .init_documents(&documents(each()))
        .unwrap_err();
    is_one(report.coverage(), registry.coverage());
    is_one(report.findings().coverage(), registry.coverage());
    assert_eq!(report.findings().len(), 3);
}

/// What a later version of relata wrote is skipped, and counted where it is linked too.
#[test]
fn unknown_parts_of_records() {
    let later: &Entry = hand_made!(Facts {
        rest: b"\x03\x03\x02id\x3e\x03job", // a key, and a part that no version has
        ..bare("shop::Job", &[], ("job.rs", 1, 8), 0)
    });
    let findings = options().check_collected(Collected {
        channels: vec![Channel::linked("inventory", true)],
        entries: vec![later],
    });
    assert_eq!(
        findings.coverage().to_string(),
        "1 model, no relation is declared; nothing was compared; 1 unknown part of records skipped"
    );
}

struct TeamId;
struct OtherId;

#[derive(Model)]
#[relata(has_many(members: Member, inverse = team))]
struct Team {
    id: TeamId,
}

#[derive(Model)]
#[relata(belongs_to(former: Team, key = former_team))]
struct Member {
    id: i64,
    #[relata(belongs_to(Team, inverse = members))]
    team_id: TeamId,
    former_team: OtherId,
}

#[derive(Model)]
struct Account {
    id: i64,
    owner_id: i64,
}

/// Types that are compiled are compared by id. A document has only their text.
#[test]
fn compiled_types_are_compared() {
    let models = models![Team, Member];
    let expected = options().level(Rule::KeyType, Level::Warn);
    let registry = expected
        .clone()
        .require_coverage()
        .init_isolated(&models)
        .unwrap();
    assert_eq!(
        registry.coverage().to_string(),
        "2 models, 3 relations; 3 keys compared"
    );
    assert!(registry.coverage().is_complete());
    let document = Document::of(&registry);
    let registry = expected.init_documents(&[document]).unwrap();
    assert_eq!(
        registry.coverage().to_string(),
        "2 models, 3 relations; 0 keys compared, 3 types not known"
    );
}

#[test]
fn required_coverage_fails_at_the_start() {
    let models = models![Account];
    assert!(options().init_isolated(&models).is_ok());
    let report = options()
        .require_coverage()
        .init_isolated(&models)
        .unwrap_err();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[incomplete_coverage]: nothing was compared: the registry has 1 model and no relations
          = help: declare a relation for each key field, as in `#[relata(belongs_to(User))]`

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&report.to_string());
    assert_eq!(
        report.coverage().to_string(),
        "1 model, no relation is declared; nothing was compared"
    );
}
