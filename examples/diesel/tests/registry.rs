//! That the registry is whole, and that the database has the keys that it says.

use expect_test::expect;
use tracker::{foreign_keys, store};

relata::link!(tracker);

#[test]
fn every_model_is_registered() {
    relata::assert_complete!();
}

#[test]
fn the_database_has_the_keys_that_the_models_say() {
    let registry = relata::init().unwrap();
    let mut database = store::open(":memory:").unwrap();
    let keys = foreign_keys::of(&mut database).unwrap();
    assert_eq!(keys.len(), 11);
    let differences = foreign_keys::differences(registry, &keys);
    assert!(differences.is_empty(), "{differences:?}");
}

#[test]
fn a_difference_is_reported() {
    let registry = relata::init().unwrap();
    let mut database = store::open(":memory:").unwrap();
    let changes = "
        DROP TABLE issue_labels;
        CREATE TABLE issue_labels (
            issue_id INTEGER NOT NULL,
            label_id INTEGER NOT NULL REFERENCES labels,
            added_by INTEGER REFERENCES accounts (id),
            PRIMARY KEY (issue_id, label_id)
        );
    ";
    diesel::connection::SimpleConnection::batch_execute(&mut database, changes).unwrap();
    let keys = foreign_keys::of(&mut database).unwrap();
    expect![[r#"
        relation `IssueLabel.issue` is not enforced: the database has no foreign key from `issue_labels(issue_id)` to `issues(id)` (src/labels.rs:27:21)
        the database has a foreign key from `issue_labels(added_by)` to `accounts(id)`, which no relation declares"#]].assert_eq(&foreign_keys::differences(registry, &keys).join("\n"));
}
