//! A field that counts as several types.

#![cfg(feature = "document")]

use expect_test::expect;
use relata::document::Document;
use relata::options;

#[test]
fn a_field_that_counts_as_several_types_is_of_a_later_minor() {
    let text = |as_types: &str| {
        let field = format!(r#"{{ "name": "id", "as": {as_types} }}"#);
        let model = format!(r#"{{ "path": "a::B", "fields": [ {field} ] }}"#);
        format!(r#"{{ "format": "relata/1.1", "models": [ {model} ] }}"#)
    };
    let parse = |as_types: &str| Document::parse(&text(as_types)).unwrap();
    let several = parse(r#"["u32", "Uuid"]"#);
    let json = several.to_json();
    assert!(json.contains(r#""format": "relata/1.1""#), "{json}");
    assert_eq!(Document::parse(&json).unwrap(), several);
    let registry = options().init_documents(&[several]).unwrap();
    let model = registry.models().next().unwrap();
    let types: Vec<_> = model.fields().next().unwrap().as_types().collect();
    assert_eq!(types, ["u32", "Uuid"]);
    // One type is written as a text.
    let one = parse(r#""u32""#);
    assert_eq!(parse(r#"["u32"]"#), one);
    let json = one.to_json();
    assert!(json.contains(r#""as": "u32""#), "{json}");
    assert!(json.contains(r#""format": "relata/1""#), "{json}");
    assert!(!parse("null").to_json().contains("as"));

    let refused = |as_types: &str| Document::parse(&text(as_types)).unwrap_err().to_string();
    expect!["line 1, column 92: invalid length 0, expected a non-empty string or a list of them"]
        .assert_eq(&refused("[]"));
    expect![[r#"line 1, column 92: invalid value: string "", expected a non-empty string"#]]
        .assert_eq(&refused(r#""""#));
    expect!["line 1, column 103: `u32` occurs twice in the list of names"]
        .assert_eq(&refused(r#"["u32", "u32"]"#));
    expect!["line 1, column 91: invalid type: integer `1`, expected a non-empty string or a list of them"].assert_eq(&refused("1"));
}
