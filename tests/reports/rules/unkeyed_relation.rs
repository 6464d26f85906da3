//! `unkeyed_relation`: a has_one or has_many that no field can hold the key of.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, faults};

fn field(name: &str, ty: &str) -> Value {
    json!({ "name": name, "type": ty })
}

/// Neither of two models has the key of the one relation between them.
fn unkeyed() -> Models {
    Models::new(json!([
        { "path": "models::C", "fields": [field("id", "i64")],
          "relations": [{ "name": "b", "kind": "has_one", "targets": ["B"] }] },
        { "path": "models::B", "fields": [field("id", "i64"), field("title", "String")], "relations": [] }
    ]))
}

fn with(ty: &str) -> Models {
    unkeyed().add("B", "fields", field("c", ty))
}

#[test]
fn nothing_can_hold_the_key() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[unkeyed_relation]: no field of `B` can hold the key of `C.b`
          --> src/c.rs:12:5
        note: `B` is declared here
          --> src/b.rs:1:5
          = note: no relation of `B` points at `C`
          = help: add `#[relata(belongs_to(c: C))] c_id: i64` to `B`

        for more information: cargo relata explain unkeyed_relation
    "#]]
    .assert_eq(&unkeyed().report());
}

#[test]
fn a_struct_may_omit_the_column() {
    let package = json!({ "package": "models", "version": "1.0.0" });
    let derived = unkeyed().set("B", package);
    let findings = derived.found();
    assert_eq!(faults(&findings), ["unkeyed_relation at C.b"]);
    assert_eq!(findings.iter().next().unwrap().level(), Level::Warn);
    let options = options().level(Rule::UnkeyedRelation, Level::Deny);
    let findings = derived.found_with(&options);
    assert_eq!(findings.iter().next().unwrap().level(), Level::Deny);
}

#[test]
fn a_field_that_may_hold_it_is_enough() {
    assert_eq!(with("i64").faults(), [""; 0]);
    // It may be another name of `i64`.
    assert_eq!(with("CId").faults(), [""; 0]);
    assert_eq!(with("i32").faults(), ["unkeyed_relation at C.b"]);
}

#[test]
fn the_key_of_another_relation_does_not_hold_it() {
    let other = json!({ "name": "other", "kind": "belongs_to", "targets": ["B"], "key": ["c"] });
    let models = with("i64").set("B.c", json!({ "optional": true }));
    let models = models.add("B", "relations", other);
    assert_eq!(models.faults(), ["unkeyed_relation at C.b"]);
}

#[test]
fn each_part_of_a_composite_key_needs_a_field() {
    let composite = json!({ "key": ["id", "code"] });
    let models = |ty: &str| {
        let models = with(ty).add("C", "fields", field("code", "bool"));
        models.set("C", composite.clone())
    };
    assert_eq!(models("i64").faults(), ["unkeyed_relation at C.b"]);
    let both = models("i64").add("B", "fields", field("flag", "bool"));
    assert_eq!(both.faults(), [""; 0]);
}

#[test]
fn unknown_fields_may_hold_it() {
    assert_eq!(
        unkeyed().set("B", json!({ "fields": null })).faults(),
        [""; 0]
    );
    assert_eq!(
        unkeyed().set("C", json!({ "fields": null })).faults(),
        [""; 0]
    );
}

#[test]
fn whatever_leads_back_may_hold_it() {
    for kind in ["belongs_to", "refers_to", "many_to_many"] {
        let back = json!({ "name": "c", "kind": kind, "targets": ["C"] });
        assert_eq!(
            unkeyed().add("B", "relations", back).faults(),
            [""; 0],
            "{kind}"
        );
    }
    let any = json!({ "name": "any", "kind": "belongs_to", "targets": "any" });
    assert_eq!(unkeyed().add("B", "relations", any).faults(), [""; 0]);
    let gone = json!({ "name": "gone", "kind": "belongs_to", "targets": ["Gone"] });
    let gone = unkeyed().add("B", "relations", gone);
    assert_eq!(gone.faults(), ["missing_target at B.gone"]);
}

#[test]
fn what_declares_a_key_or_an_inverse_has_another_fault() {
    let key = unkeyed().set("C.b", json!({ "key": ["c_id"] }));
    assert_eq!(key.faults(), ["missing_key at C.b"]);
    let inverse = unkeyed().set("C.b", json!({ "inverse": "c" }));
    assert_eq!(inverse.faults(), ["missing_inverse at C.b"]);
}

/// A model with two relations to itself, and no field for the key of either.
fn own(name: &str, kind: &str) -> Models {
    Models::new(json!([
        { "path": "models::Page", "fields": [field("id", "i64"), field("title", "String")], "relations": [
            { "name": name, "kind": kind, "targets": ["Page"] },
            { "name": "children", "kind": "has_many", "targets": ["Page"] } ] }
    ]))
}

#[test]
fn two_of_one_model_to_itself_are_one_finding() {
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[unkeyed_relation]: no field of `Page` can hold the key of `Page.parent`
          --> src/page.rs:12:5
        note: `Page` is declared here
          --> src/page.rs:1:5
        note: the same applies to `Page.children`
          --> src/page.rs:13:5
          = note: no `belongs_to` of `Page` points at `Page`
          = help: replace `Page.parent` with `#[relata(belongs_to(parent: Page))] parent_id: Option<i64>`

        for more information: cargo relata explain unkeyed_relation
    "#]].assert_eq(&own("parent", "has_one").report());
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[unkeyed_relation]: no field of `Page` can hold the key of `Page.replies`
          --> src/page.rs:12:5
        note: `Page` is declared here
          --> src/page.rs:1:5
        note: the same applies to `Page.children`
          --> src/page.rs:13:5
          = note: no `belongs_to` of `Page` points at `Page`
          = help: add `#[relata(belongs_to(parent: Page))] parent_id: Option<i64>` to `Page`

        for more information: cargo relata explain unkeyed_relation
    "#]]
    .assert_eq(&own("replies", "has_many").report());
}

#[test]
fn a_field_of_the_model_may_hold_the_key_to_itself() {
    let models = own("parent", "has_one").add("Page", "fields", field("parent_id", "i64"));
    assert_eq!(models.faults(), [""; 0]);
}

#[test]
fn each_of_one_model_allows_it_for_itself() {
    let allow = json!({ "allow": [{ "rule": "unkeyed_relation", "reason": "a test" }] });
    let one = own("parent", "has_one").set("Page.parent", allow.clone());
    assert_eq!(one.faults(), ["unkeyed_relation at Page.children"]);
    let both = one.set("Page.children", allow.clone());
    assert_eq!(both.faults(), [""; 0]);
    assert_eq!(
        own("parent", "has_one").set("Page", allow).faults(),
        [""; 0]
    );
}

#[test]
fn the_help_can_be_done() {
    let help = |models: Models| models.mended(&options());
    expect!["add `#[relata(belongs_to(c: C))] c_id: i64` to `B`"].assert_eq(&help(unkeyed()));
    expect![
        "replace `Page.parent` with `#[relata(belongs_to(parent: Page))] parent_id: Option<i64>`"
    ]
    .assert_eq(&help(own("parent", "has_one")));
    expect!["add `#[relata(belongs_to(parent: Page))] parent_id: Option<i64>` to `Page`"]
        .assert_eq(&help(own("replies", "has_many")));
    let code = unkeyed()
        .add(
            "C",
            "fields",
            json!({ "name": "code", "type": "Uuid", "unique": true }),
        )
        .set("C.b", json!({ "references": ["code"] }));
    expect!["add `#[relata(belongs_to(c: C, references = code))] c_code: Uuid` to `B`"]
        .assert_eq(&help(code));
    expect!["make `B.c` or `C.b` a `belongs_to`"].assert_eq(&help(mutual()));
    let taken = with("i32").set("B.c", json!({ "name": "c_id" }));
    let findings = taken.found();
    let finding = findings.iter().next().unwrap();
    expect!["add a field for the key to `B`, with a `belongs_to` relation to `C`"]
        .assert_eq(finding.help().unwrap());
}

/// Each of two models has one of the other.
fn mutual() -> Models {
    let back = json!({ "name": "c", "kind": "has_many", "targets": ["C"] });
    with("i64").add("B", "relations", back)
}

#[test]
fn two_that_lead_to_each_other_have_no_key() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[unkeyed_relation]: neither `B.c` nor `C.b` has a key
          --> src/b.rs:12:5
        note: `C.b` is declared here
          --> src/c.rs:12:5
          = note: the key of a `has_many` or `has_one` is in the model that it points at
          = help: make `B.c` or `C.b` a `belongs_to`

        for more information: cargo relata explain unkeyed_relation
    "#]]
    .assert_eq(&mutual().report());
    let derived = mutual().set("B", json!({ "package": "models", "version": "1.0.0" }));
    let findings = derived.found();
    assert_eq!(findings.iter().next().unwrap().level(), Level::Deny);
}

#[test]
fn a_third_may_hold_the_key_of_one_of_them() {
    let third = json!({ "name": "third", "kind": "belongs_to", "targets": ["B"] });
    assert_eq!(mutual().add("C", "relations", third).faults(), [""; 0]);
}

#[test]
fn it_is_allowed_on_a_relation() {
    let allow = json!({ "allow": [{ "rule": "unkeyed_relation", "reason": "a test" }] });
    assert_eq!(unkeyed().set("C.b", allow.clone()).faults(), [""; 0]);
    for at in ["C.b", "B.c", "C", "B"] {
        assert_eq!(mutual().set(at, allow.clone()).faults(), [""; 0], "{at}");
    }
}

#[test]
fn a_field_of_a_composite_primary_key_may_hold_it() {
    let junction = json!({ "key": ["c_id", "d_id"] });
    let models = unkeyed()
        .add("B", "fields", field("c_id", "i64"))
        .add("B", "fields", field("d_id", "i64"))
        .set("B", junction);
    assert_eq!(models.faults(), [""; 0]);
    let other = models.set("B.c_id", json!({ "type": "i32" }));
    let other = other
        .set("B.d_id", json!({ "type": "i32" }))
        .without("B.id");
    assert_eq!(other.faults(), ["unkeyed_relation at C.b"]);
}
