//! The examples, read from source: equal to what they record or register.

use std::path::{Path, PathBuf};

use expect_test::expect;
use relata::Records;
use relata::document::Document;
use relata::source::{Models, Workspace};

use super::models::{listing, registry};
use super::random::{same, without};
use crate::cargo;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

fn read(name: &str) -> Models {
    Models::read(&Workspace::new(example(name))).unwrap()
}

/// Checks an example against the document next to its manifest, which has no places.
fn recorded(name: &str) {
    let text = std::fs::read_to_string(example(name).join("relata.json")).unwrap();
    let recorded = Document::parse(&text).unwrap().to_json();
    let source = Document::of(&registry(read(name).records())).to_json();
    let [source, recorded] =
        [source, recorded].map(|it| without(&it, &["at", "package", "version"]));
    same(name, &source, &recorded);
}

/// Checks a package of an example against its program.
fn built(name: &str, package: &str, others: &[&str]) {
    let folder = example(name).display().to_string();
    let status = cargo::command("build", &folder)
        .args(["-p", package])
        .status();
    assert!(status.unwrap().success());
    let program = format!("debug/{package}{}", std::env::consts::EXE_SUFFIX);
    let file = std::fs::read(cargo::built().join(program)).unwrap();
    let program = Records::of_executable(&file).unwrap();
    let packages = others.iter().chain([&package]).copied();
    let models = Models::read(&Workspace::new(example(name)).packages(packages)).unwrap();
    let [source, program] = [models.records(), &program]
        .map(|it| without(&Document::of(&registry(it)).to_json(), &["version"]));
    same(name, &source, &program);
}

#[test]
fn axum() {
    recorded("axum");
}

#[test]
fn deal_platform() {
    recorded("deal_platform");
}

#[test]
fn monolith() {
    built(
        "monolith",
        "app",
        &["billing", "catalog", "identity", "ordering", "shipping"],
    );
}

#[test]
fn plugin() {
    built("plugin", "host", &[]);
}

/// It takes long to build.
#[test]
fn diesel() {
    expect![[r#"
        tracker::issues::Comment = "comments", key id, src/issues.rs:29:12
            { id: i32, issue_id: i32, author_id: i32, body: String }
            belongs_to issue: tracker::issues::Issue by issue_id
            belongs_to written_by: tracker::people::Account by author_id
        tracker::issues::Issue = "issues", key id, src/issues.rs:16:12
            { id: i32, project_id: i32, author_id: i32, assignee_id: i32?, title: String }
            has_many comments: tracker::issues::Comment by issue_id, inverse issue
            many_to_many labels: tracker::labels::Label through tracker::labels::IssueLabel, inverse issues
            belongs_to assignee: tracker::people::Account by assignee_id, inverse assigned
            belongs_to project: tracker::projects::Project by project_id
            belongs_to author: tracker::people::Account by author_id
        tracker::labels::IssueLabel = "issue_labels", key issue_id, label_id, src/labels.rs:28:12
            { issue_id: i32, label_id: i32 }
            belongs_to issue: tracker::issues::Issue by issue_id
            belongs_to label: tracker::labels::Label by label_id
        tracker::labels::Label = "labels", key id, src/labels.rs:15:12
            { id: i32, project_id: i32, name: String }
            many_to_many issues: tracker::issues::Issue through tracker::labels::IssueLabel, inverse labels
            belongs_to project: tracker::projects::Project by project_id
        tracker::people::Account = "accounts", key id, src/people.rs:16:12
            { id: i32, name: String unique }
            has_many issues: tracker::issues::Issue by author_id, inverse author
            has_many assigned: tracker::issues::Issue by assignee_id, inverse assignee
            has_many comments: tracker::issues::Comment by author_id, inverse written_by
            many_to_many teams: tracker::people::Team through tracker::people::Membership, inverse members
        tracker::people::Membership = "memberships", key team_id, account_id, src/people.rs:35:12
            { team_id: i32, account_id: i32, role: String }
            belongs_to team: tracker::people::Team by team_id
            belongs_to account: tracker::people::Account by account_id
        tracker::people::Team = "teams", key id, src/people.rs:26:12
            { id: i32, name: String }
            has_many projects: tracker::projects::Project by team_id, inverse team
            many_to_many members: tracker::people::Account through tracker::people::Membership, inverse teams
        tracker::projects::Project = "projects", key id, src/projects.rs:15:12
            { id: i32, team_id: i32, name: String }
            has_many issues: tracker::issues::Issue by project_id, inverse project
            has_many labels: tracker::labels::Label by project_id, inverse project
            belongs_to team: tracker::people::Team by team_id
        8 models, 22 relations; 18 keys compared, 4 relations without a key
    "#]].assert_eq(&listing(&read("diesel")));
}

/// It takes long to build.
#[test]
fn sea_orm() {
    expect![[r#"
        music::entities::album (Model) = "albums", key id, unique artist_id, title, src/entities/album.rs:8:12
            { id: i32, artist_id: i32, title: String }
            belongs_to artist: music::entities::artist by artist_id to id, paired albums, on delete cascade
            has_many discs: music::entities::disc by album_id to id, paired album
        music::entities::artist (Model) = "artists", key id, src/entities/artist.rs:8:12
            { id: i32, name: String }
            has_many albums: music::entities::album by artist_id to id, paired artist
        music::entities::customer (Model) = "customers", key id, src/entities/customer.rs:7:12
            { id: i32, email: String unique, referrer_id: i32? }
            belongs_to self_ref: music::entities::customer by referrer_id to id, on delete set_null
            has_many purchase: music::entities::purchase by customer_id to id, inverse customer
        music::entities::disc (Model) = "discs", key album_id, number, src/entities/disc.rs:8:12
            { album_id: i32, number: i32 }
            belongs_to album: music::entities::album by album_id to id, paired discs, on delete cascade
            has_many tracks: music::entities::track by album_id, disc_number to album_id, number, paired disc
        music::entities::genre (Model) = "genres", key id, src/entities/genre.rs:8:12
            { id: i32, parent_id: i32?, name: String unique }
            belongs_to parent: music::entities::genre by parent_id to id, inverse children
            has_many children: music::entities::genre by parent_id to id, inverse parent
            has_many tracks: music::entities::track by genre_id to id, paired genre
        music::entities::playlist (Model) = "playlists", key id, src/entities/playlist.rs:8:12
            { id: i32, name: String }
            has_many places: music::entities::playlist_track by playlist_id to id, paired playlist
            many_to_many tracks: music::entities::track through music::entities::playlist_track
        music::entities::playlist_track (Model) = "playlist_tracks", key playlist_id, track_id, src/entities/playlist_track.rs:8:12
            { playlist_id: i32, track_id: i32, position: i32 }
            belongs_to playlist: music::entities::playlist by playlist_id to id, paired places, on delete cascade
            belongs_to track: music::entities::track by track_id to id, paired places, on delete cascade
        music::entities::purchase (Model) = "purchases", key id, src/entities/purchase.rs:9:12
            { id: i32, customer_id: i32 }
            many_to_many tracks: music::entities::track through music::entities::purchase_track
            belongs_to customer: music::entities::customer by customer_id to id, inverse purchase, on delete restrict
            has_many purchase_track: music::entities::purchase_track by purchase_id to id, inverse purchase
        music::entities::purchase_track (Model) = "purchase_tracks", key purchase_id, track_id, src/entities/purchase_track.rs:7:12
            { purchase_id: i32, track_id: i32, cents: i32 }
            belongs_to purchase: music::entities::purchase by purchase_id to id, inverse purchase_track, on delete cascade
            belongs_to track: music::entities::track by track_id to id, on delete restrict
        music::entities::track (Model) = "tracks", key id, src/entities/track.rs:8:12
            { id: i32, album_id: i32, disc_number: i32, genre_id: i32?, title: String }
            belongs_to disc: music::entities::disc by album_id, disc_number to album_id, number, paired tracks, on delete cascade
            belongs_to genre: music::entities::genre by genre_id to id, paired tracks, on delete set_null
            has_many places: music::entities::playlist_track by track_id to id, paired track
            many_to_many playlists: music::entities::playlist through music::entities::playlist_track
        10 models, 23 relations; 20 keys compared, 3 relations without a key
    "#]].assert_eq(&listing(&read("sea_orm")));
}
