//! The program on a real database.

use std::fs;
use std::path::Path;
use std::process::Command;

use diesel::prelude::*;
use expect_test::expect;
use tracker::schema::issues;
use tracker::store;

relata::link!(tracker);

#[test]
fn it_works_on_a_file() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tracker.db");
    drop(fs::remove_file(&file));
    let output = Command::new(env!("CARGO_BIN_EXE_tracker"))
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    expect![[r#"
        8 models, warnings about the database: 0
        issues
          Parser: A comma too many by Ada [bug]
          Parser: Name the grammar by Ada
        deleted
          1 of issue_labels
          1 of labels
          1 of comments
          2 of issues
          1 of projects
          2 of memberships
          1 of teams
          2 of accounts
    "#]]
    .assert_eq(&String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success());
}

/// The order is needed: SQLite refuses another.
#[test]
fn rows_cannot_be_deleted_in_another_order() {
    let registry = relata::init().unwrap();
    let mut database = store::open(":memory:").unwrap();
    store::fill(&mut database).unwrap();

    let error = diesel::delete(issues::table)
        .execute(&mut database)
        .unwrap_err();
    assert_eq!(error.to_string(), "FOREIGN KEY constraint failed");

    store::empty(&mut database, registry).unwrap();
    let left: i64 = issues::table.count().get_result(&mut database).unwrap();
    assert_eq!(left, 0);
}
