//! `filtered`: a relation to some of the rows shares the inverse of the relation to all of them.

use relata::document::Document;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, edited_blog, faults};

/// The posts of a user, and those that are published.
fn published(relation: &Value) -> Models {
    let mut published = json!({ "name": "published", "kind": "has_many", "targets": ["Post"] });
    let members = published.as_object_mut().unwrap();
    members.extend(relation.as_object().unwrap().clone());
    edited_blog().add("User", "relations", published)
}

fn filtered() -> Models {
    published(&json!({ "inverse": "author", "filtered": true }))
}

#[test]
fn it_shares_an_inverse_that_names_another_relation() {
    assert_eq!(filtered().faults(), [""; 0]);
    let whole = published(&json!({ "inverse": "author" }));
    assert_eq!(whole.faults(), ["inverse_disagrees at User.published"]);
}

#[test]
fn it_shares_an_inverse_that_names_none() {
    let free = |models: Models| models.set("Post.author", json!({ "inverse": null }));
    assert_eq!(free(filtered()).faults(), [""; 0]);
    let whole = published(&json!({ "inverse": "author" }));
    assert_eq!(free(whole).faults(), ["inverse_taken at User.posts"]);
}

#[test]
fn nobody_need_name_it_back() {
    let only = filtered().without("User.posts");
    let only = only.set("Post.author", json!({ "inverse": null }));
    let options = options().level(Rule::OneSidedInverse, Level::Deny);
    assert_eq!(faults(&only.found_with(&options)), [""; 0]);
    let whole = only.set("User.published", json!({ "filtered": false }));
    assert_eq!(
        faults(&whole.found_with(&options)),
        ["one_sided_inverse at User.published"]
    );
}

#[test]
fn its_key_must_agree() {
    let other = published(&json!({ "inverse": "author", "filtered": true, "key": ["editor_id"] }));
    assert_eq!(other.faults(), ["inverse_key at User.published"]);
}

#[test]
fn a_filtered_relation_is_of_a_later_minor() {
    let relation = r#"{ "name": "open", "kind": "has_many", "targets": ["B"], "filtered": true }"#;
    let text = format!(
        r#"{{ "format": "relata/1.1", "models": [ {{ "path": "a::B", "relations": [ {relation} ] }} ] }}"#
    );
    let document = Document::parse(&text).unwrap();
    let json = document.to_json();
    assert!(json.contains(r#""format": "relata/1.1""#), "{json}");
    assert!(json.contains(r#""filtered": true"#), "{json}");
    assert_eq!(Document::parse(&json).unwrap(), document);
    let registry = options().init_documents(&[document]).unwrap();
    let model = registry.model("B").unwrap();
    assert!(model.relation("open").unwrap().is_filtered());
    let plain = text
        .replace("true", "false")
        .replace("relata/1.1", "relata/1");
    let plain = Document::parse(&plain).unwrap().to_json();
    assert!(plain.contains(r#""format": "relata/1""#), "{plain}");
}

#[test]
fn it_does_not_keep_others_from_their_pair() {
    let active = json!({ "name": "active_author", "kind": "belongs_to", "targets": ["User"], "key": ["author_id"],
        "filtered": true });
    let models = blog()
        .set("User.posts", json!({ "inverse": null }))
        .set("Post.author", json!({ "inverse": null }))
        .add("Post", "relations", active);
    let options = options()
        .strict()
        .level(Rule::UnqualifiedTarget, Level::Allow);
    assert_eq!(faults(&models.found_with(&options)), [""; 0]);
}
