//! The order in which rows can be created: each model after those that its keys point at, circles as one group.

#![cfg(feature = "document")]

use relata::document::Document;
use relata::registry::Model;
use relata::{Registry, options};
use serde_json::{Value, json};

fn registry(models: &[Value]) -> Registry {
    let text = json!({ "format": "relata/1", "models": models }).to_string();
    options()
        .init_documents(&[Document::parse(&text).unwrap()])
        .unwrap()
}

/// The groups, the models of each joined with `+`.
fn order(models: &[Value]) -> Vec<String> {
    let registry = registry(models);
    let groups = registry.creation_order().into_iter();
    groups
        .map(|group| {
            group
                .iter()
                .map(|model| model.name())
                .collect::<Vec<_>>()
                .join("+")
        })
        .collect()
}

fn model(name: &str, relations: Value) -> Value {
    json!({ "path": format!("app::{name}"), "relations": relations })
}

fn belongs_to(targets: &[&str]) -> Value {
    let relation = |(nth, target): (usize, &&str)| json!({ "name": format!("r{nth}"), "kind": "belongs_to", "targets": [target] });
    targets.iter().enumerate().map(relation).collect()
}

fn one(kind: &str, target: &str) -> Value {
    json!([{ "name": "r", "kind": kind, "targets": [target] }])
}

#[test]
fn of_nothing_and_of_models_without_relations() {
    assert_eq!(
        order(&[
            model("B", json!([])),
            model("A", json!([])),
            model("C", json!([]))
        ]),
        ["A", "B", "C"]
    );
}

#[test]
fn what_is_pointed_at_comes_first() {
    assert_eq!(
        order(&[model("A", belongs_to(&["B"])), model("B", json!([]))]),
        ["B", "A"]
    );
    assert_eq!(
        order(&[model("A", json!([])), model("B", belongs_to(&["A"]))]),
        ["A", "B"]
    );
}

#[test]
fn the_side_that_is_pointed_at_says_as_much() {
    // There is no `belongs_to` on the other side, and it has no key but that.
    for kind in ["has_one", "has_many"] {
        assert_eq!(
            order(&[model("A", json!([])), model("B", one(kind, "A"))]),
            ["B", "A"],
            "{kind}"
        );
        assert_eq!(
            order(&[model("A", one(kind, "B")), model("B", json!([]))]),
            ["A", "B"],
            "{kind}"
        );
    }
}

#[test]
fn both_sides_of_a_pair_are_one_edge() {
    let posts =
        json!([{ "name": "posts", "kind": "has_many", "targets": ["APost"], "inverse": "author" }]);
    let author = json!([{ "name": "author", "kind": "belongs_to", "targets": ["User"], "inverse": "posts" }]);
    assert_eq!(
        order(&[model("APost", author), model("User", posts)]),
        ["User", "APost"]
    );
}

#[test]
fn what_goes_through_a_model_holds_no_key() {
    let through = |kind: &str| {
        let groups = json!([{ "name": "groups", "kind": kind, "targets": ["Group"], "through": "Membership" }]);
        let keys = json!([
            { "name": "user", "kind": "belongs_to", "targets": ["AUser"] },
            { "name": "group", "kind": "belongs_to", "targets": ["Group"] } ]);
        order(&[
            model("AUser", groups),
            model("Group", belongs_to(&["Zone"])),
            model("Membership", keys),
            model("Zone", json!([])),
        ])
    };
    for kind in ["many_to_many", "has_many", "has_one"] {
        // `AUser` waits for nothing.
        assert_eq!(
            through(kind),
            ["AUser", "Zone", "Group", "Membership"],
            "{kind}"
        );
    }
}

#[test]
fn a_mention_is_no_key() {
    assert_eq!(
        order(&[
            model("A", one("refers_to", "B")),
            model("B", one("refers_to", "A"))
        ]),
        ["A", "B"]
    );
}

#[test]
fn a_mention_by_a_key_is_one() {
    let fields = json!([{ "name": "b_id", "type": "i64" }]);
    let relations =
        json!([{ "name": "b", "kind": "refers_to", "targets": ["B"], "key": ["b_id"] }]);
    let a = json!({ "path": "app::A", "fields": fields, "relations": relations });
    assert_eq!(order(&[a, model("B", json!([]))]), ["B", "A"]);
}

#[test]
fn a_model_that_points_at_itself_is_alone() {
    assert_eq!(
        order(&[
            model("A", belongs_to(&["B", "A"])),
            model("B", belongs_to(&["B"]))
        ]),
        ["B", "A"]
    );
}

#[test]
fn every_target_of_a_polymorphic_relation_comes_first() {
    let subject = json!([{ "name": "subject", "kind": "belongs_to", "targets": ["User", "Post"], "tag": "kind" }]);
    assert_eq!(
        order(&[
            model("APin", subject),
            model("User", json!([])),
            model("Post", json!([]))
        ]),
        ["Post", "User", "APin"]
    );
    // An open one may lead anywhere, so nothing is known to come first.
    let open = json!([{ "name": "subject", "kind": "belongs_to", "targets": "any" }]);
    assert_eq!(
        order(&[model("APin", open), model("User", json!([]))]),
        ["APin", "User"]
    );
    let many = json!([{ "name": "pins", "kind": "has_many", "targets": ["APin", "BPin"] }]);
    assert_eq!(
        order(&[
            model("APin", json!([])),
            model("BPin", json!([])),
            model("User", many)
        ]),
        ["User", "APin", "BPin"]
    );
}

#[test]
fn a_key_that_may_be_null_counts_too() {
    let fields = json!([{ "name": "b_id", "type": "i64", "optional": true }]);
    let relations =
        json!([{ "name": "b", "kind": "belongs_to", "targets": ["B"], "key": ["b_id"] }]);
    let a = json!({ "path": "app::A", "fields": fields, "relations": relations });
    assert_eq!(order(&[a, model("B", json!([]))]), ["B", "A"]);
}

#[test]
fn the_members_of_a_circle_are_one_group() {
    // A and D need the circle of B and C, and the circle needs E.
    let models = [
        model("A", belongs_to(&["C"])),
        model("B", belongs_to(&["C", "E"])),
        model("C", belongs_to(&["B"])),
        model("D", belongs_to(&["B", "A"])),
        model("E", json!([])),
    ];
    assert_eq!(order(&models), ["E", "B+C", "A", "D"]);
}

#[test]
fn circles_that_share_a_model_are_one_group() {
    let models = [
        model("A", belongs_to(&["B"])),
        model("B", belongs_to(&["A", "C"])),
        model("C", belongs_to(&["D"])),
        model("D", belongs_to(&["B"])),
        model("E", belongs_to(&["F"])),
        model("F", belongs_to(&["E"])),
    ];
    assert_eq!(order(&models), ["A+B+C+D", "E+F"]);
}

#[test]
fn among_those_that_are_ready_the_first_by_path_comes_first() {
    let models = [
        model("A", belongs_to(&["Z"])),
        model("B", json!([])),
        model("C", belongs_to(&["B"])),
        model("Y", json!([])),
        model("Z", json!([])),
    ];
    assert_eq!(order(&models), ["B", "C", "Y", "Z", "A"]);
}

#[test]
fn a_model_without_rows_here_is_left_out() {
    let user = json!({ "path": "auth::User", "external": true });
    assert_eq!(
        order(&[model("Post", belongs_to(&["auth::User"])), user]),
        ["Post"]
    );
    let base = json!({ "path": "app::Base", "abstract": true, "relations": belongs_to(&["Post"]) });
    assert_eq!(order(&[base, model("Post", json!([]))]), ["Post"]);
}

#[test]
fn the_order_of_the_document_does_not_show() {
    let names: Vec<String> = (0..40).map(|nth| format!("M{nth:02}")).collect();
    // A tree, edges across it, and a circle of three.
    let of = |nth: usize| {
        let across = if (10..13).contains(&nth) {
            10 + (nth + 1) % 3
        } else {
            nth / 3
        };
        let targets: Vec<&str> = [nth / 2, across].iter().map(|to| &*names[*to]).collect();
        model(&names[nth], belongs_to(&targets))
    };
    let mut models: Vec<Value> = (0..40).map(of).collect();
    let expected = order(&models);
    assert_eq!(expected.len(), 38, "{expected:?}");
    for step in [3, 7, 11, 13] {
        models = (0..40).map(|nth| models[nth * step % 40].clone()).collect();
        assert_eq!(order(&models), expected);
        models.reverse();
        assert_eq!(order(&models), expected);
    }
}

#[test]
fn every_model_comes_once_and_after_what_it_needs() {
    for name in [
        "airflow",
        "crates_io",
        "galaxy",
        "kellnr",
        "netbox",
        "saleor",
    ] {
        let path = format!("{}/tests/corpora/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let document = Document::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let registry = options().init_documents(&[document]).unwrap();
        let groups = registry.creation_order();
        let group_of = |path: &str| {
            groups
                .iter()
                .position(|group| group.iter().any(|model| model.path() == path))
        };
        let has_rows = |model: &Model<'_>| !model.is_abstract() && !model.is_external();
        let count = registry.models().filter(has_rows).count();
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), count, "{name}");
        for model in registry.models().filter(has_rows) {
            for relation in model
                .relations()
                .filter(|relation| relation.kind() == relata::Kind::BelongsTo)
            {
                for target in relation.targets().filter(has_rows) {
                    assert!(
                        group_of(target.path()) <= group_of(model.path()),
                        "{name}: {relation:?}"
                    );
                }
            }
        }
        assert!(
            groups.len() * 2 > registry.len(),
            "{name} is one heap of {} groups",
            groups.len()
        );
    }
}

/// A document of as many models, written without a tree of values.
fn large(count: usize, target: impl Fn(usize) -> Option<usize>) -> Registry {
    let model = |nth: usize| {
        let relation = target(nth)
            .map(|to| format!(r#"{{"name":"to","kind":"belongs_to","targets":["a::M{to:06}"]}}"#));
        format!(
            r#"{{"path":"a::M{nth:06}","relations":[{}]}}"#,
            relation.unwrap_or_default()
        )
    };
    let models: Vec<String> = (0..count).map(model).collect();
    let text = format!(r#"{{"format":"relata/1","models":[{}]}}"#, models.join(","));
    options()
        .init_documents(&[Document::parse(&text).unwrap()])
        .unwrap()
}

const MANY: usize = 100_000;

fn first_and_last(registry: &Registry) -> (usize, String, String) {
    let groups = registry.creation_order();
    let name = |at: usize| groups[at][0].name().to_owned();
    (groups.len(), name(0), name(groups.len() - 1))
}

#[test]
fn of_a_long_chain() {
    let chain = large(MANY, |nth| (nth + 1 < MANY).then_some(nth + 1));
    assert_eq!(
        first_and_last(&chain),
        (MANY, "M099999".into(), "M000000".into())
    );
}

#[test]
fn of_a_star() {
    let star = large(MANY, |nth| (nth + 1 < MANY).then_some(MANY - 1));
    assert_eq!(
        first_and_last(&star),
        (MANY, "M099999".into(), "M099998".into())
    );
}

#[test]
fn of_one_circle_of_all() {
    let ring = large(MANY, |nth| Some((nth + 1) % MANY));
    let groups = ring.creation_order();
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].len(), MANY);
    assert_eq!(groups[0][0].name(), "M000000");
}
