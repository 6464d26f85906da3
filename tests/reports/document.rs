//! Documents: what is read, what is refused and where, and that nothing is lost on the way.

#![cfg(feature = "document")]

use expect_test::{Expect, expect, expect_file};
use relata::document::Document;
use relata::{Model, Registry, models, options};
use serde_json::{Value, json};

/// A mistake in a document, reported with its line and column.
fn refused(text: &str, expected: &Expect) {
    expected.assert_eq(&Document::parse(text).unwrap_err().to_string());
}

#[test]
fn each_mistake_is_reported_with_its_place() {
    refused("", &expect!["line 1, column 1: EOF while parsing a value"]);
    refused(
        "{\n  \"models\": []\n}",
        &expect!["line 3, column 1: missing field `format`"],
    );
    refused(
        r#"{ "format": "relata/2", "models": [] }"#,
        &expect![
            "line 1, column 22: the format is `relata/2`, but this version of relata reads `relata/1` to `relata/1.1`"
        ],
    );
    refused(
        r#"{ "format": "relata/1.2", "models": [] }"#,
        &expect![
            "line 1, column 24: the format is `relata/1.2`, but this version of relata reads `relata/1` to `relata/1.1`"
        ],
    );
    refused(
        r#"{ "format": "sarif", "models": [] }"#,
        &expect![
            "line 1, column 19: the format is `sarif`, but the format of a document is `relata/1`"
        ],
    );
    refused(
        "{ \"format\": \"relata/1\", \"models\": [\n  { \"path\": \"a::B\", \"tabel\": \"bs\" } ] }",
        &expect![
            "line 2, column 27: unknown field `tabel`, expected one of `path`, `name`, `package`, `version`, `table`, `abstract`, `external`, `write_only`, `at`, `key`, `unique`, `allow`, `fields`, `relations`"
        ],
    );
    refused(
        r#"{ "format": "relata/1", "models": [], "models": [] }"#,
        &expect!["line 1, column 46: duplicate field `models`"],
    );
    refused(
        r#"{ "format": "relata/1", "models": [] } x"#,
        &expect!["line 1, column 40: trailing characters"],
    );
    model_refused(
        r#""name": "B""#,
        &expect!["line 2, column 17: missing field `path`"],
    );
    model_refused(
        r#""path": """#,
        &expect![
            "line 2, column 16: `` is not the path of a model; expected `krate::module::Name`"
        ],
    );
    model_refused(
        r#""path": "a::::B""#,
        &expect![
            "line 2, column 22: `a::::B` is not the path of a model; expected `krate::module::Name`"
        ],
    );
    model_refused(
        r#""path": "a::B", "name": "c::D""#,
        &expect!["line 2, column 36: `c::D` is not the name of a model; expected a single segment"],
    );
    model_refused(
        r#""path": "a::B", "at": "b.rs:0:1""#,
        &expect!["line 2, column 38: invalid place `b.rs:0:1`: expected `file:line:column`"],
    );
    model_refused(
        r#""path": "a::B", "at": "b.rs""#,
        &expect!["line 2, column 34: invalid place `b.rs`: expected `file:line:column`"],
    );
    model_refused(
        r#""path": "a::B", "fields": [ { "name": "" } ]"#,
        &expect![[r#"line 2, column 46: invalid value: string "", expected a non-empty string"#]],
    );
    model_refused(
        r#""path": "a::B", "fields": [ { "name": "c" }, { "name": "c" } ]"#,
        &expect!["line 2, column 64: `c` occurs twice in the list of fields"],
    );
    model_refused(
        r#""path": "a::B", "allow": [ { "rule": "missing_target" } ]"#,
        &expect!["line 2, column 59: missing field `reason`"],
    );
    model_refused(
        r#""path": "a::B\u001b[31m", "key": 1"#,
        &expect!["line 2, column 38: invalid type: integer `1`, expected a list of names"],
    );
}

#[test]
fn an_empty_or_contradicting_value_is_reported_with_its_place() {
    model_refused(
        r#""path": "a::B", "key": [""]"#,
        &expect![[r#"line 2, column 30: invalid value: string "", expected a non-empty name"#]],
    );
    model_refused(
        r#""path": "a::B", "key": ["id", "id"]"#,
        &expect!["line 2, column 38: `id` occurs twice in the list of names"],
    );
    model_refused(
        r#""path": "a::B", "unique": [[]]"#,
        &expect!["line 2, column 34: invalid length 0, expected at least one name"],
    );
    model_refused(
        r#""path": "a::B", "table": """#,
        &expect![[r#"line 2, column 33: invalid value: string "", expected a non-empty string"#]],
    );
    model_refused(
        r#""path": "a::B", "fields": [ { "name": "id" } ], "key": ["nope"]"#,
        &expect!["line 2, column 69: `a::B` has no field `nope`, which `key` names"],
    );
    model_refused(
        r#""path": "a::B", "fields": [], "unique": [["nope"]]"#,
        &expect!["line 2, column 56: `a::B` has no field `nope`, which `unique` names"],
    );
    model_refused(
        r#""path": "a::B", "external": true, "relations": [ { "name": "b", "kind": "has_one", "targets": ["B"] } ]"#,
        &expect![
            "line 2, column 109: `a::B` is external, so only its path is known, and it cannot have `relations`"
        ],
    );
}

#[test]
fn a_mistake_in_one_model_is_reported_before_the_next_is_read() {
    refused(
        "{ \"format\": \"relata/1\", \"models\": [\n  { \"path\": \"a::B\",\n    \"fields\": [\n      { \"name\": \"id\" },\n      { \"name\": \"id\" }\n    ]\n  },\n  { \"path\": \"a::C\" } ] }",
        &expect!["line 5, column 22: `id` occurs twice in the list of fields"],
    );
}

#[test]
fn only_an_object_is_an_object() {
    refused(
        "null",
        &expect![
            "line 1, column 4: invalid type: null, expected a document, which is an object with `format` and `models`"
        ],
    );
    refused(
        r#"["relata/1", []]"#,
        &expect![
            "line 1, column 1: invalid type: sequence, expected a document, which is an object with `format` and `models`"
        ],
    );
    refused(
        r#"{ "format": "relata/1", "models": [["a::B"]] }"#,
        &expect![
            "line 1, column 35: invalid type: sequence, expected a model, which is an object with a `path`"
        ],
    );
    model_refused(
        r#""path": "a::B", "fields": [["id"]]"#,
        &expect![
            "line 2, column 31: invalid type: sequence, expected an object, one of the fields"
        ],
    );
    model_refused(
        r#""path": "a::B", "relations": [3]"#,
        &expect![
            "line 2, column 35: invalid type: integer `3`, expected an object, one of the relations"
        ],
    );
    model_refused(
        r#""path": "a::B", "allow": ["missing_target"]"#,
        &expect![[
            r#"line 2, column 46: invalid type: string "missing_target", expected an allow, which is an object with `rule` and `reason`"#
        ]],
    );
}

#[test]
fn an_option_is_optional() {
    let text = r#"{ "format": "relata/1", "models": [ { "path": "a::B",
        "fields": [ { "name": "id", "type": "i64" }, { "name": "b_id", "type": "Option<i64>" } ],
        "relations": [ { "name": "b", "kind": "belongs_to", "targets": ["B"], "key": ["b_id"] } ] } ] }"#;
    let document = Document::parse(text).unwrap();
    let registry = options().strict().init_documents(&[document]).unwrap();
    let model = registry.model("B").unwrap();
    assert!(model.fields().nth(1).unwrap().is_optional());
}

#[test]
fn models_are_written_by_path_and_keep_the_names_of_their_types() {
    let text = r#"{ "format": "relata/1", "models": [
        { "path": "b::Row", "name": "Invoice" }, { "path": "a::B" } ] }"#;
    let document = Document::parse(text).unwrap();
    expect![[r#"
        {
          "format": "relata/1",
          "models": [
            {
              "path": "a::B"
            },
            {
              "path": "b::Row",
              "name": "Invoice"
            }
          ]
        }
    "#]]
    .assert_eq(&document.to_json());
    let registry = options()
        .init_documents(std::slice::from_ref(&document))
        .unwrap();
    let invoice = registry.model("b::Invoice").unwrap();
    assert_eq!((invoice.name(), invoice.type_name()), ("Invoice", "Row"));
    assert!(registry.model("Row").is_none());
    let again = Document::of(&registry);
    assert_eq!(Document::parse(&again.to_json()).unwrap(), again);
}

#[test]
fn each_mistake_in_a_relation_is_reported_with_its_place() {
    let mut errors = Vec::new();
    relation_refused(
        r#""name": "b", "kind": "belongs_to""#,
        &expect!["line 3, column 41: missing field `targets`"],
    );
    relation_refused(
        r#""name": "b", "kind": "owns", "targets": ["B"]"#,
        &expect![
            "line 3, column 33: unknown variant `owns`, expected one of `belongs_to`, `has_one`, `has_many`, `many_to_many`, `refers_to`"
        ],
    );
    relation_refused(
        r#""name": "b", "kind": "has_many", "targets": []"#,
        &expect![[
            r#"line 3, column 52: invalid length 0, expected a list of one target or more, or "any""#
        ]],
    );
    relation_refused(
        r#""name": "b", "kind": "has_many", "targets": "all""#,
        &expect![[
            r#"line 3, column 55: invalid value: string "all", expected a list of one target or more, or "any""#
        ]],
    );
    relation_refused(
        r#""name": "b", "kind": "has_many", "targets": ["a::"]"#,
        &expect!["line 3, column 57: `a::` is not the name of a target"],
    );
    relation_refused(
        r#""name": "b", "kind": "has_many", "targets": ["B"], "via": ["one"]"#,
        &expect![
            "line 3, column 73: `via` needs 2 relations of the through model: first the one to this model, then the one to the target"
        ],
    );
    for more in [
        r#""inverse": """#,
        r#""tag": """#,
        r#""through": """#,
        r#""key": ["c", "c"]"#,
        r#""via": ["one", "two"]"#,
        r#""via": ["one", "two", "three"], "through": "C""#,
    ] {
        let members = format!(r#""name": "b", "kind": "has_many", "targets": ["B"], {more}"#);
        let text = format!(
            "{{ \"format\": \"relata/1\", \"models\": [ {{ \"path\": \"a::B\", \"relations\": [ {{ {members} }} ] }} ] }}"
        );
        errors.push(Document::parse(&text).unwrap_err().to_string());
    }
    expect![[r#"
        line 1, column 137: invalid value: string "", expected a non-empty string
        line 1, column 133: invalid value: string "", expected a non-empty string
        line 1, column 137: `` is not the name of a target
        line 1, column 138: `c` occurs twice in the list of names
        line 1, column 145: relation `b` has `via`, which names relations of a through model, but no `through`
        line 1, column 152: `via` needs 2 relations of the through model: first the one to this model, then the one to the target
    "#]]
    .assert_eq(&(errors.join("\n") + "\n"));
    for no_key in ["", r#", "key": []"#, r#", "tag": "c""#] {
        let any = r#""name": "b", "kind": "has_many", "targets": "any""#;
        let text = format!(
            "{{ \"format\": \"relata/1\", \"models\": [ {{ \"path\": \"a::B\", \"relations\": [ {{ {any}{no_key} }} ] }} ] }}"
        );
        let error = Document::parse(&text).unwrap_err();
        assert_eq!(
            error.message(),
            "relation `b` points at \"any\" model and has no `key`; list its targets or write a `key`"
        );
    }
    relation_refused(
        r#""name": "b", "kind": "has_many", "targets": ["B"], "on_delete": "drop""#,
        &expect![
            "line 3, column 78: unknown variant `drop`, expected one of `cascade`, `restrict`, `set_null`, `set_default`, `no_action`"
        ],
    );
    relation_refused(
        r#""name": "b", "kind": "has_many", "targets": ["B"] }, { "name": "b", "kind": "has_one", "targets": ["B"]"#,
        &expect!["line 3, column 111: `b` occurs twice in the list of relations"],
    );
}

fn model_refused(members: &str, expected: &Expect) {
    refused(
        &format!("{{ \"format\": \"relata/1\", \"models\": [\n  {{ {members} }} ] }}"),
        expected,
    );
}

fn relation_refused(members: &str, expected: &Expect) {
    model_refused(
        &format!("\"path\": \"a::B\", \"relations\": [\n    {{ {members} }} ]"),
        expected,
    );
}

#[test]
fn only_what_is_required_must_be_there() {
    let text = r#"{ "format": "relata/1.0", "models": [
        { "path": "a::B", "fields": null,
          "relations": [ { "name": "b", "kind": "refers_to", "targets": "any" } ] } ] }"#;
    let document: Document = text.parse().unwrap();
    assert!(
        options()
            .check_documents(std::slice::from_ref(&document))
            .is_empty()
    );
    assert_eq!(Document::parse(&document.to_json()).unwrap(), document);
}

#[derive(Model)]
#[relata(name = "Invoice", table = "invoices", unique(tenant_id, number))]
#[relata(allow(key_type, reason = "the old keys"))]
#[relata(has_many(lines: InvoiceLine, inverse = invoice, on_delete = cascade))]
#[relata(many_to_many(tags: "Tag", through = "Tagging", via(invoice, tag)))]
#[relata(belongs_to(origin: any(Tagging, "Tag"), key = origin_id, tag = origin_kind))]
#[relata(refers_to(whatever: any))]
#[expect(dead_code, reason = "only declared")]
struct InvoiceRow {
    id: i64,
    tenant_id: i64,
    #[relata(unique)]
    number: String,
    #[relata(unique, as = u64)]
    code: Option<i64>,
    origin_id: i64,
    origin_kind: String,
}

#[derive(Model)]
#[relata(key(invoice_id, position))]
#[expect(dead_code, reason = "only declared")]
struct InvoiceLine {
    #[relata(belongs_to(InvoiceRow, inverse = lines, references = id, allow(missing_key, reason = "why not")))]
    invoice_id: i64,
    position: u32,
}

#[derive(Model)]
#[expect(dead_code, reason = "only declared")]
struct Tag {
    id: i64,
}

#[derive(Model)]
#[expect(dead_code, reason = "only declared")]
struct Tagging {
    id: i64,
    #[relata(belongs_to(InvoiceRow))]
    invoice_id: i64,
    #[relata(belongs_to("document::Tag"))]
    tag_id: i64,
}

#[test]
fn a_registry_is_written_whole_and_read_back() {
    let models = models![InvoiceRow, InvoiceLine, Tag, Tagging];
    let registry = options().init_isolated(&models).unwrap();
    let document = Document::of(&registry);
    let text = document.to_json();
    expect_file!["document.json"].assert_eq(&text);
    let read = Document::parse(&text).unwrap();
    assert_eq!(read, document);
    // Judged as a document it is what it was as a program.
    let again = options().init_documents(&[read]).unwrap();
    assert_eq!(Document::of(&again), document);
    let told = |registry: &Registry| {
        let warnings = registry.warnings().iter();
        warnings
            .map(|warning| warning.headline().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&again), told(&registry));
}

/// The fields of the model `Post` that are optional.
fn optional_fields(document: &Document) -> Vec<String> {
    let registry = options()
        .init_documents(std::slice::from_ref(document))
        .unwrap();
    let post = registry.model("Post").unwrap();
    let optional = post.fields().filter(|field| field.is_optional());
    optional.map(|field| field.name().to_owned()).collect()
}

#[test]
fn a_field_without_optional_is_required() {
    let field = |name: &str, members: Value| {
        let mut field = members;
        field["name"] = json!(name);
        field
    };
    let fields = json!([
        field("a", json!({})),
        field("b", json!({ "type": "i64" })),
        field("c", json!({ "type": "i64", "optional": true })),
        field("d", json!({ "type": "Option<i64>" })),
        field("e", json!({ "type": "Option<i64>", "optional": true })),
        field("f", json!({ "type": "Option<i64>", "optional": false })),
        field("g", json!({ "type": "i64", "optional": false })),
    ]);
    let document = post_document(&fields, &json!([]));
    assert_eq!(optional_fields(&document), ["c", "d", "e"]);
    let registry = options()
        .init_documents(std::slice::from_ref(&document))
        .unwrap();
    let written = Document::of(&registry).to_json();
    assert_eq!(
        optional_fields(&Document::parse(&written).unwrap()),
        ["c", "d", "e"]
    );
    let written: Value = serde_json::from_str(&document.to_json()).unwrap();
    let fields = written["models"][0]["fields"].as_array().unwrap();
    let optional: Vec<&Value> = fields.iter().map(|field| &field["optional"]).collect();
    let (absent, yes, no) = (&Value::Null, &json!(true), &json!(false));
    assert_eq!(optional, [absent, absent, yes, yes, yes, no, absent]);
}

/// A type that only has the name of an `Option`.
#[test]
fn another_type_called_option_stays_required() {
    struct Option<T>(T);

    #[derive(Model)]
    #[expect(dead_code, reason = "only declared")]
    struct Post {
        id: i64,
        choice: Option<Option<i64>>,
    }

    let registry = options().init_isolated(&models![Post]).unwrap();
    let document = Document::of(&registry);
    assert_eq!(optional_fields(&document), [""; 0]);
    let read = Document::parse(&document.to_json()).unwrap();
    assert_eq!(read, document);
    assert_eq!(optional_fields(&read), [""; 0]);
}

#[test]
fn a_model_without_key_has_the_key_id() {
    let parse = |members: &str| {
        let text = format!(
            r#"{{ "format": "relata/1", "models": [ {{ "path": "app::Post", {members} }} ] }}"#
        );
        Document::parse(&text).unwrap()
    };
    let key = |document: Document| {
        let registry = options().init_documents(&[document]).unwrap();
        let written = Document::of(&registry);
        assert_eq!(Document::parse(&written.to_json()).unwrap(), written);
        let post = registry.model("Post").unwrap();
        let key: Vec<_> = post.key().collect();
        let again = options().init_documents(&[written]).unwrap();
        assert!(again.model("Post").unwrap().key().eq(key.iter().copied()));
        key.join(" ")
    };
    let fields = r#""fields": [ { "name": "id" }, { "name": "number" } ]"#;
    assert_eq!(key(parse(fields)), "id");
    assert_eq!(key(parse(&format!(r#"{fields}, "key": []"#))), "");
    assert_eq!(
        key(parse(&format!(r#"{fields}, "key": ["number"]"#))),
        "number"
    );
    assert_eq!(key(parse(r#""fields": null"#)), "");
    // The default has one form, and an unknown key is written only where the default is another.
    let by_default = parse(fields);
    assert_eq!(by_default, parse(&format!(r#"{fields}, "key": ["id"]"#)));
    assert_eq!(
        parse(r#""key": []"#).to_json(),
        parse(r#""fields": null"#).to_json()
    );
    assert_ne!(parse(&format!(r#"{fields}, "key": []"#)), by_default);
}

/// The relations of the model `Post`, each with the fields of its key.
fn keys_of_post(registry: &Registry) -> Vec<String> {
    let post = registry.model("Post").unwrap();
    let relation = |it: relata::registry::Relation<'_>| {
        let key: Vec<_> = it.key().collect();
        format!("{}: {}", it.name(), key.join(" "))
    };
    post.relations().map(relation).collect()
}

fn post_document(fields: &Value, relations: &Value) -> Document {
    let post = json!({ "path": "app::Post", "fields": fields, "relations": relations });
    let models = json!([post, { "path": "app::Tag", "external": true }]);
    let document = json!({ "format": "relata/1", "models": models });
    Document::parse(&document.to_string()).unwrap()
}

/// The keys of `Post` in a document, which are the same in what is written of it.
fn document_keys(document: &Document) -> Vec<String> {
    let registry = options()
        .init_documents(std::slice::from_ref(document))
        .unwrap();
    for document in [document, &Document::of(&registry)] {
        let read = Document::parse(&document.to_json()).unwrap();
        assert_eq!(&read, document);
        let again = options().init_documents(&[read]).unwrap();
        assert_eq!(keys_of_post(&again), keys_of_post(&registry));
    }
    keys_of_post(&registry)
}

#[test]
fn a_belongs_to_without_key_has_the_key_of_the_derive() {
    #[derive(Model)]
    #[relata(belongs_to(author: Tag), belongs_to(editor: Tag), belongs_to(owner: Tag, key = user))]
    #[relata(belongs_to(origin: any, tag = origin_kind), refers_to(topic: Tag), has_one(first: Tag))]
    #[expect(dead_code, reason = "only declared")]
    struct Post {
        id: i64,
        author_id: i64,
        editor: i64,
        owner_id: i64,
        user: i64,
        origin_id: i64,
        origin_kind: String,
        topic_id: i64,
        first_id: i64,
    }

    let names = [
        "id",
        "author_id",
        "editor",
        "owner_id",
        "user",
        "origin_id",
        "origin_kind",
        "topic_id",
        "first_id",
    ];
    let relations = json!([
        { "name": "author", "kind": "belongs_to", "targets": ["Tag"] },
        { "name": "editor", "kind": "belongs_to", "targets": ["Tag"] },
        { "name": "owner", "kind": "belongs_to", "targets": ["Tag"], "key": ["user"] },
        { "name": "origin", "kind": "belongs_to", "targets": "any", "tag": "origin_kind" },
        { "name": "topic", "kind": "refers_to", "targets": ["Tag"] },
        { "name": "first", "kind": "has_one", "targets": ["Tag"] },
    ]);
    let registry = options().init_isolated(&models![Post, Tag]).unwrap();
    let keys = [
        "author: author_id",
        "editor: ",
        "owner: user",
        "origin: origin_id",
        "topic: ",
        "first: ",
    ];
    assert_eq!(keys_of_post(&registry), keys);
    let fields = names.map(|name| json!({ "name": name }));
    let document = post_document(&json!(fields), &relations);
    assert_eq!(document_keys(&document), keys);
    let unknown = document_keys(&post_document(&Value::Null, &relations));
    assert_eq!(unknown[0], "author: ");
}

#[test]
fn an_empty_key_is_unknown() {
    let fields = json!([{ "name": "id" }, { "name": "author_id" }]);
    let relations = json!([
        { "name": "author", "kind": "belongs_to", "targets": ["Tag"], "key": [] },
        { "name": "editor", "kind": "belongs_to", "targets": ["Tag"], "key": [] },
        { "name": "readers", "kind": "has_many", "targets": ["Tag"], "key": [] },
    ]);
    let document = post_document(&fields, &relations);
    let keys = document_keys(&document);
    assert_eq!(keys, ["author: ", "editor: ", "readers: "]);
    // Where an absent key has the same meaning, none is written.
    expect![[r#"
        {
          "format": "relata/1",
          "models": [
            {
              "path": "app::Post",
              "key": [
                "id"
              ],
              "fields": [
                {
                  "name": "id"
                },
                {
                  "name": "author_id"
                }
              ],
              "relations": [
                {
                  "name": "author",
                  "kind": "belongs_to",
                  "targets": [
                    "Tag"
                  ],
                  "key": []
                },
                {
                  "name": "editor",
                  "kind": "belongs_to",
                  "targets": [
                    "Tag"
                  ]
                },
                {
                  "name": "readers",
                  "kind": "has_many",
                  "targets": [
                    "Tag"
                  ]
                }
              ]
            },
            {
              "path": "app::Tag",
              "external": true
            }
          ]
        }
    "#]]
    .assert_eq(&document.to_json());
}

#[test]
fn several_documents_are_one_system() {
    let billing = r#"{ "format": "relata/1", "models": [
        { "path": "crm::Customer", "external": true },
        { "path": "billing::Invoice",
          "relations": [ { "name": "customer", "kind": "belongs_to", "targets": ["crm::Customer"], "inverse": "bills" } ] } ] }"#;
    let crm = r#"{ "format": "relata/1", "models": [
        { "path": "crm::Customer", "relations": [ { "name": "bills", "kind": "has_many", "targets": ["Bill"] } ] } ] }"#;
    let (billing, crm) = (
        Document::parse(billing).unwrap(),
        Document::parse(crm).unwrap(),
    );
    // Alone, the external model satisfies; together it gives way to the real one, which lacks its target.
    assert!(
        options()
            .check_documents(std::slice::from_ref(&billing))
            .is_empty()
    );
    expect![[r#"
        relata: 1 error in 2 models from 2 crates

        error[missing_target]: relation `Customer.bills` points at `Bill`, but no model has that name
          = note: 2 models are registered, from 2 crates: `billing` and `crm`
          = help: check the spelling of `Bill`; if it is correct, check that `Bill` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&options().check_documents(&[billing, crm]).to_string());
}

#[test]
fn the_same_document_twice_is_one() {
    let text = r#"{ "format": "relata/1", "models": [ { "path": "a::B", "fields": [ { "name": "id" } ] } ] }"#;
    let document = Document::parse(text).unwrap();
    let registry = options()
        .init_documents(&[document.clone(), document])
        .unwrap();
    assert_eq!(registry.len(), 1);
    assert_eq!(
        registry.models().next().unwrap().key().collect::<Vec<_>>(),
        ["id"]
    );
}

#[test]
fn control_characters_are_shown_and_not_sent() {
    let text = r#"{ "format": "relata/1", "models": [
        { "path": "a::B", "at": "b\u001b[2J.rs:1:1",
          "relations": [ { "name": "c\n\u202e", "kind": "refers_to", "targets": ["D\u0007"] } ] } ] }"#;
    let findings = options().check_documents(&[Document::parse(text).unwrap()]);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `B.c\u{a}\u{202e}` points at `D\u{7}`, but no model has that name
          --> b\u{1b}[2J.rs:1:1
          = note: 1 model is registered, from 1 crate: `a`
          = note: `D\u{7}` is not the path of a Rust type, so no derive can register it

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&findings.to_string());
}

#[test]
fn a_mistake_knows_its_place() {
    let text = "{ \"format\": \"relata/1\",\n  \"modles\": [] }";
    let error = Document::parse(text).unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 10));
    assert!(
        error.message().starts_with("unknown field `modles`"),
        "{}",
        error.message()
    );
}

/// A field that is unique by itself is declared once, whichever way it is written.
#[test]
fn one_unique_field_is_said_once() {
    let model = json!({
        "path": "app::User",
        "fields": [{ "name": "id", "type": "i64" }, { "name": "email", "type": "String" }],
        "unique": [["email"], ["id", "email"]],
    });
    let document = json!({ "format": "relata/1", "models": [model] });
    let document = Document::parse(&document.to_string()).unwrap();
    let registry = options().init_documents(&[document]).unwrap();
    let user = registry.model("User").unwrap();
    let unique: Vec<String> = user.unique().map(|fields| fields.join(" ")).collect();
    assert_eq!(unique, ["id email"]);
    let alone = user.fields().filter(relata::registry::Field::is_unique);
    assert_eq!(alone.map(|it| it.name()).collect::<Vec<_>>(), ["email"]);
}
