//! The check at start-up, with a database that differs from the entities.

use expect_test::{Expect, expect};
use music::store;
use relata::{Level, Rule};
use sea_orm::ConnectionTrait;

relata::link!(music);

/// The errors about the created tables after this change, or else the warnings.
async fn told_after(sql: &str, expected: &Expect) {
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init()
        .unwrap();
    let database = store::open("sqlite::memory:").await.unwrap();
    store::create(&database, registry).await.unwrap();
    database.execute_unprepared(sql).await.unwrap();
    let text = match store::check(&database, registry).await {
        Ok(findings) => findings.iter().map(|it| it.to_string() + "\n").collect(),
        Err(error) => error.to_string(),
    };
    expected.assert_eq(&text);
}

#[tokio::test]
async fn they_agree() {
    told_after("", &expect![""]).await;
}

#[tokio::test]
async fn a_table_is_missing() {
    told_after("DROP TABLE playlist_tracks", &expect![[r#"
        relata: 1 error in 10 models from 1 crate

        error[missing_table]: `playlist_track` uses the table `playlist_tracks`, which is not in the schema
          --> src/entities/playlist_track.rs:8:12
          = note: the schema has 9 tables: `albums`, `artists`, `customers`, `discs`, `genres`, and 4 others

        for more information: cargo relata explain missing_table
    "#]]).await;
}

#[tokio::test]
async fn a_column_is_missing() {
    told_after(
        "ALTER TABLE customers RENAME COLUMN email TO mail",
        &expect![[r#"
            relata: 1 error in 10 models from 1 crate

            error[missing_column]: `customer.email` holds the column `email`, but table `customers` has no such column
              --> src/entities/customer.rs:11:9
              = note: a column with a similar name exists: `mail`
              = help: replace `email` with `mail`

            for more information: cargo relata explain missing_column
        "#]],
    )
    .await;
}

/// The table of the places of playlists, made anew with these columns.
fn playlist_tracks(columns: &str) -> String {
    format!(
        "DROP TABLE playlist_tracks;
        CREATE TABLE playlist_tracks ({columns}, PRIMARY KEY (playlist_id, track_id))"
    )
}

#[tokio::test]
async fn a_key_is_not_enforced() {
    let columns = "playlist_id INTEGER NOT NULL,
        track_id INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE, position INTEGER NOT NULL";
    told_after(&playlist_tracks(columns), &expect![[r#"
        warning[missing_foreign_key]: the schema has no foreign key for `playlist_track.playlist`: `playlist_id` of `playlist_tracks` does not refer to `playlists`
          --> src/entities/playlist_track.rs:14:34

    "#]]).await;
}

#[tokio::test]
async fn a_key_refers_to_another_table() {
    let columns = "playlist_id INTEGER NOT NULL REFERENCES albums ON DELETE CASCADE,
        track_id INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE, position INTEGER NOT NULL";
    told_after(&playlist_tracks(columns), &expect![[r#"
        relata: 1 error in 10 models from 1 crate

        error[foreign_key_elsewhere]: the key of `playlist_track.playlist` points at table `playlists`, but the foreign key `playlist_id` of `playlist_tracks` refers to `albums`
          --> src/entities/playlist_track.rs:14:34
          = help: change the target of `playlist_track.playlist` to `album`

        for more information: cargo relata explain foreign_key_elsewhere
    "#]]).await;
}

#[tokio::test]
async fn a_deletion_does_something_else() {
    let columns = "playlist_id INTEGER NOT NULL REFERENCES playlists ON DELETE CASCADE,
        track_id INTEGER NOT NULL REFERENCES tracks, position INTEGER NOT NULL";
    told_after(&playlist_tracks(columns), &expect![[r#"
        warning[on_delete_differs]: `playlist_track.track` has `on_delete = cascade`, but the foreign key `track_id` of `playlist_tracks` has `no_action`
          --> src/entities/playlist_track.rs:17:9
          = help: change `on_delete` of `playlist_track.track` to `no_action`, or change the foreign key in a migration

    "#]]).await;
}

#[tokio::test]
async fn a_foreign_key_is_not_declared() {
    let columns = "playlist_id INTEGER NOT NULL REFERENCES playlists ON DELETE CASCADE,
        track_id INTEGER NOT NULL REFERENCES tracks ON DELETE CASCADE,
        position INTEGER NOT NULL REFERENCES genres";
    told_after(&playlist_tracks(columns), &expect![[r#"
        warning[undeclared_foreign_key]: the foreign key `position` of table `playlist_tracks` refers to `genres`, but no relation declares it
          --> src/entities/playlist_track.rs:13:9
          = help: add `#[relata(belongs_to(super::genre::Model))]` to the field `position` of `playlist_track`

    "#]]).await;
}
