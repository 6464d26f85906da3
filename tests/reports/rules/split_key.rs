//! `split_key`: one key of several fields as several relations, each with a part.

use expect_test::expect;
use relata::{Model, Rule, models, options};
use serde_json::{Value, json};

use super::models::Models;

fn part(kind: &str, name: &str, target: &str, field: &str) -> Value {
    json!({ "name": name, "kind": kind, "targets": [target], "key": [field], "references": [field] })
}

fn fields(names: &[&str]) -> Value {
    names
        .iter()
        .map(|name| json!({ "name": name, "type": "i64" }))
        .collect()
}

/// A rule of a block, whose key of two fields is two relations.
fn split() -> Models {
    Models::new(json!([
        { "path": "app::Block", "key": ["qidx", "bidx"], "fields": fields(&["qidx", "bidx"]), "relations": [] },
        { "path": "app::Rule", "key": ["qidx", "bidx", "ridx"], "fields": fields(&["qidx", "bidx", "ridx"]),
          "relations": [
            part("belongs_to", "block2", "Block", "qidx"),
            part("belongs_to", "block1", "Block", "bidx") ] }
    ]))
}

#[test]
fn the_parts_are_one_finding() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[split_key]: `Rule.block2` and `Rule.block1` are parts of one key, which references `Block.(qidx, bidx)`
          --> src/rule.rs:12:5
        note: `Rule.block1` is declared here
          --> src/rule.rs:13:5
          = note: a part of a primary key matches several rows
          = help: replace `Rule.block2` and `Rule.block1` with `belongs_to(block2: Block, key(qidx, bidx))`

        for more information: cargo relata explain split_key
    "#]].assert_eq(&split().report());
    split().mended(&options());
}

/// The other side of each part is declared too.
#[test]
fn both_sides_are_one_finding() {
    let models = split()
        .add(
            "Block",
            "relations",
            part("has_many", "rules2", "Rule", "qidx"),
        )
        .add(
            "Block",
            "relations",
            part("has_many", "rules1", "Rule", "bidx"),
        )
        .set("Rule.block1", json!({ "inverse": "rules1" }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[split_key]: `Block.rules2` and `Block.rules1` are parts of one key, which references `Block.(qidx, bidx)`
          --> src/block.rs:12:5
        note: `Block.rules1` is declared here
          --> src/block.rs:13:5
        note: `Rule.block2` has a part of the same key
          --> src/rule.rs:12:5
        note: `Rule.block1` has a part of the same key
          --> src/rule.rs:13:5
          = note: a part of a primary key matches several rows
          = help: replace `Block.rules2` and `Block.rules1` with `has_many(rules2: Rule, key(qidx, bidx))`, and `Rule.block2` and `Rule.block1` with `belongs_to(block2: Block, key(qidx, bidx))`

        for more information: cargo relata explain split_key
    "#]].assert_eq(&models.report());
}

#[test]
fn the_has_side_alone_is_reported() {
    let models = split()
        .without("Rule.block1")
        .without("Rule.block2")
        .add(
            "Block",
            "relations",
            part("has_many", "rules2", "Rule", "qidx"),
        )
        .add(
            "Block",
            "relations",
            part("has_many", "rules1", "Rule", "bidx"),
        );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[split_key]: `Block.rules2` and `Block.rules1` are parts of one key, which references `Block.(qidx, bidx)`
          --> src/block.rs:12:5
        note: `Block.rules1` is declared here
          --> src/block.rs:13:5
          = note: a part of a primary key matches several rows
          = help: replace `Block.rules2` and `Block.rules1` with `has_many(rules2: Rule, key(qidx, bidx))`

        for more information: cargo relata explain split_key
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn three_parts_are_one_finding() {
    let models = split()
        .set(
            "Block",
            json!({ "key": ["qidx", "bidx", "ridx"], "fields": fields(&["qidx", "bidx", "ridx"]) }),
        )
        .add(
            "Rule",
            "relations",
            part("belongs_to", "block3", "Block", "ridx"),
        );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[split_key]: `Rule.block2`, `Rule.block1`, and `Rule.block3` are parts of one key, which references `Block.(qidx, bidx, ridx)`
          --> src/rule.rs:12:5
        note: `Rule.block1` is declared here
          --> src/rule.rs:13:5
        note: `Rule.block3` is declared here
          --> src/rule.rs:14:5
          = note: a part of a primary key matches several rows
          = help: replace `Rule.block2`, `Rule.block1`, and `Rule.block3` with `belongs_to(block2: Block, key(qidx, bidx, ridx))`

        for more information: cargo relata explain split_key
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

/// No field is missing, but each part alone is at fault.
#[test]
fn a_relation_with_the_whole_key_leaves_parts_of_their_own() {
    let whole = json!({ "name": "block", "kind": "belongs_to", "targets": ["Block"], "key": ["qidx", "bidx"] });
    let models = split().add("Rule", "relations", whole);
    assert_eq!(
        models.faults(),
        [
            "reference_not_unique at Rule.block2",
            "reference_not_unique at Rule.block1"
        ]
    );
}

#[test]
fn parts_that_do_not_make_up_the_key_are_faults_of_their_own() {
    let one = split().without("Rule.block1");
    assert_eq!(one.faults(), ["reference_not_unique at Rule.block2"]);
    let three = split().set(
        "Block",
        json!({ "key": ["qidx", "bidx", "ridx"], "fields": fields(&["qidx", "bidx", "ridx"]) }),
    );
    assert_eq!(
        three.faults(),
        [
            "reference_not_unique at Rule.block2",
            "reference_not_unique at Rule.block1"
        ]
    );
    let twice = split().set("Rule.block1", json!({ "references": ["qidx"] }));
    assert_eq!(twice.faults(), ["reference_not_unique at Rule.block2"]);
}

#[test]
fn parts_that_are_unique_are_sound() {
    let models = split()
        .set("Block.qidx", json!({ "unique": true }))
        .set("Block.bidx", json!({ "unique": true }));
    assert_eq!(models.faults(), [""; 0]);
    let one = split().set("Block.qidx", json!({ "unique": true }));
    assert_eq!(one.faults(), ["reference_not_unique at Rule.block1"]);
}

#[test]
fn relations_of_two_models_are_not_one_key() {
    let models = split().without("Rule.block1").and(
        json!({ "path": "app::Other", "fields": fields(&["id", "bidx"]),
                     "relations": [part("belongs_to", "block", "Block", "bidx")] }),
    );
    assert_eq!(
        models.faults(),
        [
            "reference_not_unique at Other.block",
            "reference_not_unique at Rule.block2"
        ]
    );
}

#[test]
fn is_allowed_at_a_part_and_their_model() {
    split().is_allowed_only_at(
        &options(),
        Rule::SplitKey,
        &["Rule", "Rule.block1", "Rule.block2"],
    );
}

#[expect(dead_code, reason = "only declared")]
mod derived {
    use super::*;

    #[derive(Model)]
    #[relata(key(queue, number))]
    pub(super) struct Block {
        pub(super) queue: i64,
        pub(super) number: i64,
    }

    #[derive(Model)]
    #[relata(belongs_to(queue_of_block: Block, key = queue, references = queue))]
    #[relata(belongs_to(number_of_block: Block, key = number, references = number))]
    pub(super) struct Line {
        pub(super) id: i64,
        pub(super) queue: i64,
        pub(super) number: i64,
    }
}

#[test]
fn the_derive_is_reported_alike() {
    let found = options().check_isolated(&models![derived::Block, derived::Line]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[split_key]: `Line.queue_of_block` and `Line.number_of_block` are parts of one key, which references `Block.(queue, number)`
          --> tests/reports/rules/split_key.rs:219:54
        note: `Line.number_of_block` is declared here
          --> tests/reports/rules/split_key.rs:220:25
          = note: a part of a primary key matches several rows
          = help: replace `Line.queue_of_block` and `Line.number_of_block` with `belongs_to(queue_of_block: Block, key(queue, number))`

        for more information: cargo relata explain split_key
    "#]].assert_eq(&found.to_string());
}
