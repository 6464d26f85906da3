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

/// What an ORM declares about the columns of a model, in a document as in the program.
#[cfg(feature = "schema")]
#[test]
fn what_an_orm_declares_about_columns() {
    let text = r#"{
  "format": "relata/1.1",
  "models": [
    {
      "path": "a::Row",
      "name": "Row",
      "table": "rows",
      "write_only": true,
      "fields": [
        {
          "name": "total",
          "type": "i64",
          "computed": true
        },
        {
          "name": "address",
          "type": "Address",
          "computed": true,
          "embedded": true
        },
        {
          "name": "tags",
          "type": "String",
          "converted": true
        },
        {
          "name": "nickname",
          "type": "String",
          "defaulted": true
        },
        {
          "name": "note",
          "type": "Note",
          "optional": true,
          "maybe_optional": true
        }
      ]
    }
  ]
}
"#;
    let schema = relata::schema::Schema::parse(
        r#"{ "format": "relata-schema/1", "dialect": "postgresql", "known": ["tables", "nullability"], "tables": [
            { "name": "rows", "columns": [ { "name": "tags", "type": "bigint" }, { "name": "note", "type": "text" },
                { "name": "city", "type": "text" } ] } ] }"#,
    );
    let options = options().strict().schema(schema.unwrap());
    let found = |text: &str| {
        let document = Document::parse(text).unwrap();
        let findings = options.check_documents(&[document]);
        let all = findings
            .iter()
            .map(|it| format!("{} at {}", it.rule(), it.subject()));
        all.collect::<Vec<_>>().join("\n")
    };
    expect![[r#""#]].assert_eq(&found(text));
    let document = Document::parse(text).unwrap();
    assert_eq!(document.to_json(), text);
    let registry = relata::options().init_documents(&[document]).unwrap();
    assert_eq!(Document::of(&registry).to_json(), text);
    // The same models without it.
    let members = [
        "computed",
        "embedded",
        "converted",
        "defaulted",
        "maybe_optional",
        "write_only",
    ];
    let mut plain = text.to_owned();
    for member in members {
        for indent in ["      ", "          "] {
            plain = plain.replace(&format!(",\n{indent}\"{member}\": true"), "");
        }
    }
    expect![[r#"
        missing_column at Row.address
        missing_column at Row.nickname
        missing_column at Row.total
        column_type at Row.tags
        column_null at Row.note"#]]
    .assert_eq(&found(&plain));
}
