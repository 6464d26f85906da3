//! The columns of fields in documents.

#![cfg(feature = "document")]

use expect_test::expect;
use relata::document::Document;
use relata::options;

fn text(column: &str) -> String {
    let field = format!(r#"{{ "name": "number"{column} }}"#);
    let model = format!(r#"{{ "path": "a::B", "fields": [ {field} ] }}"#);
    format!(r#"{{ "format": "relata/1.1", "models": [ {model} ] }}"#)
}

#[test]
fn a_column_is_of_a_later_minor() {
    let parse = |column: &str| Document::parse(&text(column)).unwrap();
    let column_of = |document: Document| {
        let registry = options().init_documents(&[document]).unwrap();
        let model = registry.models().next().unwrap();
        let field = model.fields().next().unwrap();
        field.column().to_owned()
    };
    let other = parse(r#", "column": "Nr.""#);
    let json = other.to_json();
    assert!(json.contains(r#""format": "relata/1.1""#), "{json}");
    assert!(json.contains(r#""column": "Nr.""#), "{json}");
    assert_eq!(Document::parse(&json).unwrap(), other);
    let registry = options().init_documents(std::slice::from_ref(&other));
    let json = Document::of(&registry.unwrap()).to_json();
    assert!(json.contains(r#""column": "Nr.""#), "{json}");
    assert_eq!(column_of(other), "Nr.");
    // The name of the field is the default.
    let plain = parse("");
    assert!(plain.to_json().contains(r#""format": "relata/1""#));
    for column in [r#", "column": "number""#, r#", "column": null"#] {
        assert_eq!(parse(column), plain);
    }
    assert_eq!(column_of(plain), "number");
}

#[test]
fn an_invalid_column_is_refused() {
    let refused = |column: &str| Document::parse(&text(column)).unwrap_err().to_string();
    expect![[r#"line 1, column 102: invalid value: string "", expected a non-empty string"#]]
        .assert_eq(&refused(r#", "column": """#));
    expect!["line 1, column 99: invalid type: integer `1`, expected a string"]
        .assert_eq(&refused(r#", "column": 1"#));
}
