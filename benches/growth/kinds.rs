//! What one thing can have very many of, as generated documents.

use relata::{Level, Rule};
use serde_json::{Value, json};

use crate::parts::{
    baseline, child, composite, each, fields, gone, keyed, many, model, one, pointee, primary,
    sets, several, strings, through, throughs, to,
};

/// How an input of a size is made and checked.
pub enum Kind {
    Models(fn(usize) -> Vec<Value>),
    /// Several documents, checked together.
    Documents(fn(usize) -> Vec<Vec<Value>>),
    /// Models and a baseline.
    Baseline(fn(usize) -> (Vec<Value>, String)),
    /// As many calls of `init`.
    Calls(fn(usize)),
}

use Kind::{Baseline, Calls, Documents, Models};

/// A name, and how its input is made.
pub const KINDS: &[(&str, Kind)] = &[
    (
        "models",
        Models(|n| {
            (0..n)
                .map(|i| child(i, &format!("a::M{}", (i * 7 + 1) % n)))
                .collect()
        }),
    ),
    (
        "documents",
        Documents(|n| (0..n).map(|i| vec![child(i, "a::M0")]).collect()),
    ),
    (
        "duplicate paths",
        Models(|n| (0..n).map(|i| one("a::A", &[&format!("x{i}")])).collect()),
    ),
    (
        "field names",
        Models(|n| vec![model("a::A", fields("f", n), vec![])]),
    ),
    (
        "relations of a model",
        Models(|n| {
            vec![model(
                "a::A",
                fields("f", n),
                each(n, |i| to("a::A", i, json!({}))),
            )]
        }),
    ),
    (
        "models that point at one",
        Models(|n| {
            [
                vec![one("a::Hub", &[])],
                (0..n).map(|i| child(i, "a::Hub")).collect(),
            ]
            .concat()
        }),
    ),
    (
        "has_many",
        Models(|n| {
            vec![
                many(n, |i| json!({ "key": [format!("f{i}")] })),
                keyed(n, |_| json!({}), "f"),
            ]
        }),
    ),
    (
        "has_many with inverses",
        Models(|n| {
            vec![
                many(n, |i| json!({ "inverse": format!("r{i}") })),
                keyed(n, |i| json!({ "inverse": format!("s{i}") }), "f"),
            ]
        }),
    ),
    (
        "has_many without inverses",
        Models(|n| vec![many(n, |_| json!({})), keyed(n, |_| json!({}), "f")]),
    ),
    // One key.
    ("key: sound", Models(|n| composite(n, "i64", "f"))),
    ("key: wrong type", Models(|n| composite(n, "String", "f"))),
    ("key: absent", Models(|n| composite(n, "i64", "g"))),
    ("primary key", Models(|n| vec![primary(n)])),
    (
        "split key",
        Models(|n| {
            vec![
                primary(n),
                keyed(n, |i| json!({ "references": [format!("f{i}")] }), "f"),
            ]
        }),
    ),
    // Keys and references.
    ("unique sets", Models(|n| sets(n, |_| "id".to_owned()))),
    (
        "unique sets, missed",
        Models(|n| sets(n, |i| format!("u{}", (i + 2) % n))),
    ),
    (
        "references",
        Models(|n| {
            vec![
                pointee(n, true),
                keyed(n, |i| json!({ "references": [format!("u{i}")] }), "f"),
            ]
        }),
    ),
    (
        "missing_key",
        Models(|n| vec![pointee(n, true), keyed(n, |_| json!({}), "g")]),
    ),
    (
        "missing_reference",
        Models(|n| {
            vec![
                pointee(n, true),
                keyed(n, |i| json!({ "references": [format!("v{i}")] }), "f"),
            ]
        }),
    ),
    (
        "reference_not_unique",
        Models(|n| {
            vec![
                pointee(n, false),
                keyed(n, |i| json!({ "references": [format!("u{i}")] }), "f"),
            ]
        }),
    ),
    (
        "mirrored keys",
        Models(|n| {
            vec![
                pointee(n, false),
                keyed(
                    n,
                    |i| json!({ "key": [format!("u{i}")], "references": [format!("f{i}")] }),
                    "f",
                ),
            ]
        }),
    ),
    (
        "key_type",
        Models(|n| {
            vec![
                pointee(n, true),
                strings(keyed(
                    n,
                    |i| json!({ "references": [format!("u{i}")] }),
                    "f",
                )),
            ]
        }),
    ),
    (
        "key_count",
        Models(|n| vec![primary(n), keyed(n, |_| json!({}), "f")]),
    ),
    (
        "one key of many relations",
        Models(|n| {
            vec![
                pointee(n, true),
                keyed(n, |_| json!({ "key": ["f0"] }), "f"),
            ]
        }),
    ),
    // Inverses.
    (
        "missing_inverse",
        Models(|n| {
            vec![
                many(n, |i| json!({ "inverse": format!("z{i}") })),
                keyed(n, |_| json!({}), "f"),
            ]
        }),
    ),
    (
        "missing_inverse of belongs_to",
        Models(|n| {
            vec![
                pointee(n, true),
                keyed(n, |i| json!({ "inverse": format!("z{i}") }), "f"),
            ]
        }),
    ),
    (
        "missing_inverse of a model to itself",
        Models(|n| {
            vec![model(
                "a::A",
                fields("f", n),
                each(n, |i| to("a::A", i, json!({ "inverse": format!("z{i}") }))),
            )]
        }),
    ),
    (
        "inverse_disagrees",
        Models(|n| {
            vec![
                many(n, |i| json!({ "inverse": format!("r{i}") })),
                keyed(n, |i| json!({ "inverse": format!("s{}", i + 1) }), "f"),
            ]
        }),
    ),
    (
        "inverse_elsewhere",
        Models(|n| {
            let mut models = vec![
                many(n, |i| json!({ "inverse": format!("r{i}") })),
                one("a::C", &[]),
            ];
            models.push(model(
                "a::B",
                fields("f", n),
                each(n, |i| to("a::C", i, json!({}))),
            ));
            models
        }),
    ),
    (
        "inverse_key",
        Models(|n| {
            vec![
                many(
                    n,
                    |i| json!({ "inverse": format!("r{i}"), "key": [format!("f{}", (i + 1) % n)] }),
                ),
                keyed(n, |i| json!({ "inverse": format!("s{i}") }), "f"),
            ]
        }),
    ),
    (
        "inverse_taken",
        Models(|n| {
            vec![
                many(n, |_| json!({ "inverse": "r0" })),
                keyed(1, |_| json!({}), "f"),
            ]
        }),
    ),
    // Targets.
    (
        "targets",
        Models(|n| {
            [vec![several(n)], (0..n).map(|i| { let mut it = one(&format!("a::X{i}"), &[]); it["relations"] = json!([{ "name": "bs", "kind": "has_many", "targets": ["a::B"], "inverse": "x" }]); it }).collect()].concat()
        }),
    ),
    ("targets, absent", Models(|n| vec![several(n)])),
    (
        "one absent target",
        Models(|n| (0..n).map(|i| child(i, "a::Gone")).collect()),
    ),
    (
        "absent crates",
        Models(|n| (0..n).map(|i| child(i, &format!("c{i}::A"))).collect()),
    ),
    (
        "names, ambiguous",
        Models(|n| {
            [
                (0..n).map(|i| one(&format!("a::m{i}::X"), &[])).collect(),
                (0..n).map(|i| child(i, "X")).collect::<Vec<_>>(),
            ]
            .concat()
        }),
    ),
    (
        "misspelt names",
        Models(|n| {
            let names = (0..n).map(|i| one(&format!("a::Customer{i}"), &[]));
            let others = (0..n).map(|i| child(i, &format!("Custmer{i}")));
            names.chain(others).collect()
        }),
    ),
    (
        "misspelt crates",
        Models(|n| {
            let names = (0..n).map(|i| one(&format!("crate_{i:05}::A"), &[]));
            let others = (0..n).map(|i| child(i, &format!("crat_{i:05}::B")));
            names.chain(others).collect()
        }),
    ),
    (
        "cycles",
        Models(|n| {
            (0..n)
                .map(|i| child(i, &format!("a::M{}", i ^ 1)))
                .collect()
        }),
    ),
    (
        "one cycle",
        Models(|n| {
            (0..n)
                .map(|i| child(i, &format!("a::M{}", (i + 1) % n)))
                .collect()
        }),
    ),
    // Through models.
    (
        "through models",
        Models(|n| {
            [
                vec![
                    throughs(n, |i| json!({ "through": format!("a::T{i}") })),
                    one("a::B", &[]),
                ],
                (0..n).map(|i| through(&format!("a::T{i}"), 1)).collect(),
            ]
            .concat()
        }),
    ),
    (
        "through one model",
        Models(|n| {
            vec![
                throughs(
                    n,
                    |i| json!({ "through": "a::T", "via": [format!("a{i}"), format!("b{i}")] }),
                ),
                one("a::B", &[]),
                through("a::T", n),
            ]
        }),
    ),
    (
        "ambiguous_through",
        Models(|n| {
            vec![
                throughs(n, |_| json!({ "through": "a::T" })),
                one("a::B", &[]),
                through("a::T", n),
            ]
        }),
    ),
    (
        "through_keys",
        Models(|n| {
            vec![
                throughs(
                    n,
                    |i| json!({ "through": "a::T", "via": [format!("y{i}"), format!("z{i}")] }),
                ),
                one("a::B", &[]),
                through("a::T", n),
            ]
        }),
    ),
    (
        "missing_through",
        Models(|n| {
            vec![
                throughs(n, |i| json!({ "through": format!("a::T{i}") })),
                one("a::B", &[]),
            ]
        }),
    ),
    // Allows and baselines.
    (
        "allows of relations",
        Models(|n| {
            vec![
                pointee(n, true),
                keyed(
                    n,
                    |_| json!({ "allow": [{ "rule": "missing_key", "reason": "r" }] }),
                    "g",
                ),
            ]
        }),
    ),
    (
        "allows, unused",
        Models(|n| {
            vec![
                pointee(n, true),
                keyed(
                    n,
                    |_| json!({ "allow": [{ "rule": "missing_key", "reason": "r" }] }),
                    "f",
                ),
            ]
        }),
    ),
    (
        "allows of a model",
        Models(|n| {
            let mut it = keyed(n, |_| json!({}), "g");
            it["allow"] = (0..n)
                .map(|i| json!({ "rule": "isolated_model", "reason": format!("r{i}") }))
                .collect();
            vec![pointee(n, true), it]
        }),
    ),
    (
        "baseline entries",
        Baseline(|n| (gone(n), baseline(n, "a::X"))),
    ),
    (
        "baseline entries, unused",
        Baseline(|n| (gone(n), baseline(n, "a::Y"))),
    ),
    (
        "options",
        Calls(|i| {
            relata::options()
                .level(Rule::EmptyRegistry, Level::Allow)
                .outside(&format!("c{i}"))
                .init()
                .expect("an empty registry is allowed");
        }),
    ),
];
