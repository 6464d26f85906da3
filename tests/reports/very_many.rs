//! Models with so many fields, relations or unique sets that messages name only some of them, and that only what is likely is
//! compared. `cargo bench --bench growth` holds how long it takes.

#![cfg(feature = "document")]

use expect_test::expect;
use relata::document::Document;
use relata::options;
use serde_json::{Value, json};

fn report(models: &[Value]) -> String {
    let document = json!({ "format": "relata/1", "models": models });
    let document = Document::parse(&document.to_string()).unwrap();
    options().check_documents(&[document]).to_string()
}

fn fields(name: &str, count: usize) -> Vec<Value> {
    let field = |nth: usize| json!({ "name": format!("{name}{nth}"), "type": "i64" });
    (0..count).map(field).collect()
}

/// A model with a primary key `id`.
fn model(path: &str, mut fields: Vec<Value>, relations: Vec<Value>) -> Value {
    fields.push(json!({ "name": "id", "type": "i64" }));
    json!({ "path": path, "key": ["id"], "fields": fields, "relations": relations })
}

fn belongs_to(name: &str, key: &[&str]) -> Value {
    json!({ "name": name, "kind": "belongs_to", "targets": ["app::User"], "key": key })
}

fn user() -> Value {
    model("app::User", vec![], vec![])
}

#[test]
fn a_field_is_found_among_many() {
    let relation = belongs_to("user", &["field_150"]);
    let post = model("app::Post", fields("field_", 300), vec![relation]);
    expect![[r#"
        relata: no findings in 2 models from 1 crate
    "#]]
    .assert_eq(&report(&[user(), post]));
}

/// The similar name is next to the missing one, and the fields are not all listed.
#[test]
fn a_field_with_a_similar_name_among_many() {
    let mut all = fields("field_", 300);
    all.push(json!({ "name": "author_id", "type": "i64" }));
    let relation = belongs_to("user", &["autor_id"]);
    let post = model("app::Post", all.clone(), vec![relation]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.user` names `autor_id`, but `Post` has no such field
          = note: a field with a similar name exists: `author_id`
          = help: replace `autor_id` with `author_id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&report(&[user(), post]));
    let relation = belongs_to("user", &["nothing_like_it"]);
    let post = model("app::Post", all, vec![relation]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.user` names `nothing_like_it`, but `Post` has no such field
          = note: `Post` has 302 fields: `field_0`, `field_1`, `field_2`, `field_3`, `field_4`, and 297 others

        for more information: cargo relata explain missing_key
    "#]].assert_eq(&report(&[user(), post]));
}

/// A key of many fields whose types all differ: the fields are counted.
#[test]
fn a_key_of_many_fields() {
    let names: Vec<String> = (0..20).map(|nth| format!("part_{nth}")).collect();
    let mut target = model("app::User", fields("part_", 20), vec![]);
    target["key"] = json!(names);
    let mut own = fields("part_", 20);
    for field in &mut own[..2] {
        field["type"] = json!("String");
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let relations = vec![belongs_to("user", &names), belongs_to("other", &["id"])];
    expect![[r#"
        relata: 2 errors in 2 models from 1 crate

        error[key_count]: the key of `Post.other` has 1 field, but the primary key that it references, `User.(part_0, part_1, part_2, part_3, part_4, and 15 others)`, has 20
          = note: the key is `Post.id`
          = note: use `references` if the key does not reference the primary key

        error[key_type]: key field `Post.part_0` is `String`, but it references `User.part_0`, which is `i64`
          = note: `Post.part_0` is part of the key of `Post.user`
          = note: key field `Post.part_1` is `String`, but it references `User.part_1`, which is `i64`
          = help: change the type of `Post.part_0` to `i64` and the type of `Post.part_1` to `i64`

        for more information: cargo relata explain key_count
    "#]].assert_eq(&report(&[target, model("app::Post", own, relations)]));
}

/// Each of many unique sets is found by its rarest name; what contains one is a minor fault.
#[test]
fn many_unique_sets() {
    let mut target = model("app::User", fields("part_", 40), vec![]);
    let set = |nth: usize| json!(["id", format!("part_{nth}")]);
    target["unique"] = (0..30).map(set).collect();
    let relation = |name: &str, key: &[&str], references: &[&str]| {
        let mut relation = belongs_to(name, key);
        relation["references"] = json!(references);
        relation
    };
    let relations = vec![
        relation("sound", &["a0", "a1"], &["part_7", "id"]),
        relation("missed", &["a0"], &["part_7"]),
    ];
    let post = model("app::Post", fields("a", 3), relations);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[reference_not_unique]: `Post.missed` references `User.part_7`, which is neither the primary key nor unique
          = note: the primary key is `User.id`
          = help: declare `unique(part_7)` on `User` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&report(&[target.clone(), post]));
    target["key"] = json!(["part_39"]);
    let relations = vec![relation(
        "more",
        &["a0", "a1", "a2"],
        &["id", "part_7", "part_8"],
    )];
    let post = model("app::Post", fields("a", 3), relations);
    expect![[r#"
        relata: no findings in 2 models from 1 crate
    "#]]
    .assert_eq(&report(&[target, post]));
}

/// Of many relations that point back, one is offered for which there is evidence.
#[test]
fn one_of_many_relations_that_lead_back() {
    let back = |nth: usize| {
        let key = format!("f{nth}");
        json!({ "name": format!("r{nth}"), "kind": "belongs_to", "targets": ["app::User"], "key": [key] })
    };
    let mut relations: Vec<Value> = (0..120).map(back).collect();
    relations.push(belongs_to("editor", &["f120"]));
    relations[7]["inverse"] = json!("by_claim");
    let post = model("app::Post", fields("f", 121), relations);
    let has_many = |name: &str, inverse: &str| json!({ "name": name, "kind": "has_many", "targets": ["app::Post"], "inverse": inverse });
    let user = |relation: Value| model("app::User", vec![], vec![relation]);
    let reports = [
        ("by_name", "editer"),
        ("by_key", "f9"),
        ("by_claim", "nothing"),
        ("by_nothing", "nothing"),
    ];
    let reports =
        reports.map(|(name, inverse)| report(&[user(has_many(name, inverse)), post.clone()]));
    let helps = reports.iter().map(|it| {
        let lines = it
            .lines()
            .filter(|it| it.starts_with("error") || it.contains("help: ") || it.contains("note: "));
        lines.collect::<Vec<_>>().join("\n")
    });
    expect![[r#"
        error[missing_inverse]: `User` has no relation `by_claim`, which `Post.r7` names as its inverse
          = note: `User` has 1 relation to `Post`: `by_name`
        error[missing_inverse]: `Post` has no relation `editer`, which `User.by_name` names as its inverse
          = note: `Post` has 121 relations to `User`: `r0`, `r1`, `r2`, `r3`, `r4`, and 116 others
          = note: a relation with a similar name exists: `editor`
          = help: write `inverse = editor`

        error[missing_inverse]: `User` has no relation `by_claim`, which `Post.r7` names as its inverse
          = note: `User` has 1 relation to `Post`: `by_key`
        error[missing_inverse]: `Post` has no relation `f9`, which `User.by_key` names as its inverse
          = note: `f9` is the key of `Post.r9`
          = note: `Post` has 121 relations to `User`: `r0`, `r1`, `r2`, `r3`, `r4`, and 116 others
          = help: write `inverse = r9`

        error[missing_inverse]: `Post` has no relation `nothing`, which `User.by_claim` names as its inverse
          = note: `Post` has 121 relations to `User`: `r0`, `r1`, `r2`, `r3`, `r4`, and 116 others
          = note: `r7` names `User.by_claim` as its inverse
          = help: write `inverse = r7`

        error[missing_inverse]: `User` has no relation `by_claim`, which `Post.r7` names as its inverse
          = note: `User` has 1 relation to `Post`: `by_nothing`
        error[missing_inverse]: `Post` has no relation `nothing`, which `User.by_nothing` names as its inverse
          = note: `Post` has 121 relations to `User`: `r0`, `r1`, `r2`, `r3`, `r4`, and 116 others"#]].assert_eq(&helps.collect::<Vec<_>>().join("\n\n"));
}

/// A through model with more relations to an end than are compared.
#[test]
fn many_relations_of_a_through_model() {
    let end = |target: &'static str| move |nth: usize| json!({ "name": format!("{}{nth}", &target[5..6].to_lowercase()), "kind": "belongs_to", "targets": [target] });
    let relations = (0..150)
        .map(end("app::User"))
        .chain((0..1).map(end("app::Group")));
    let member = model("app::Member", vec![], relations.collect());
    let groups = json!({ "name": "groups", "kind": "many_to_many", "targets": ["app::Group"], "through": "app::Member" });
    let models = [
        model("app::User", vec![], vec![groups]),
        model("app::Group", vec![], vec![]),
        member,
    ];
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `User.groups` goes through `Member`, which has at least 100 relations to `User`
          = note: one is `Member.u0`
          = note: another is `Member.u1`
          = note: another is `Member.u2`
          = note: another is `Member.u3`
          = note: another is `Member.u4`
          = note: and many other relations
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(u0, g0)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&report(&models));
}

/// An allow counts among many of the same model.
#[test]
fn many_allows() {
    let mut post = model("app::Post", vec![], vec![belongs_to("user", &["user_id"])]);
    let other = |nth: usize| json!({ "rule": "missing_target", "reason": format!("reason {nth}") });
    let mut allows: Vec<Value> = (0..20).map(other).collect();
    allows.push(json!({ "rule": "missing_key", "reason": "a view" }));
    post["allow"] = json!(allows);
    let report = report(&[user(), post]);
    assert_eq!(
        report
            .matches("has two `allow(missing_target)` attributes")
            .count(),
        19,
        "{report}"
    );
    assert_eq!(report.matches("matches no finding").count(), 1, "{report}");
    assert!(!report.contains("missing_key"), "{report}");
}

/// Of many misspelt names, more than anyone reads are searched for a similar one.
#[test]
fn many_misspelt_names() {
    let names = (0..250).map(|nth| model(&format!("app::Customer{nth}"), vec![], vec![]));
    let others = (0..250).map(|nth| {
        let relation =
            json!({ "name": "it", "kind": "refers_to", "targets": [format!("Custmer{nth}")] });
        model(&format!("app::Order{nth}"), vec![], vec![relation])
    });
    let models: Vec<Value> = names.chain(others).collect();
    let document = json!({ "format": "relata/1", "models": models }).to_string();
    let found = options().check_documents(&[Document::parse(&document).unwrap()]);
    assert_eq!(found.len(), 250);
    let helps = found.iter().filter_map(|it| it.help());
    let is_similar = |it: &&str| it.contains("Customer");
    assert_eq!(helps.clone().filter(is_similar).count(), 200);
    expect!["write `Customer0`"].assert_eq(&helps.take(1).collect::<String>());
}
