//! The program on a real database.

use std::fs;
use std::path::Path;
use std::process::Command;

use expect_test::expect;

#[test]
fn it_works_on_a_file() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("music.db");
    drop(fs::remove_file(&file));
    let output = Command::new(env!("CARGO_BIN_EXE_music"))
        .arg(format!("sqlite://{}?mode=rwc", file.display()))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    expect![[r#"
        created
          artists
          albums
          customers
          discs
          genres
          playlists
          purchases
          tracks
          playlist_tracks
          purchase_tracks
        10 models, warnings about the database: 0
        found
          Scherzo No. 2 (romantic): Evening
          Romance in B minor (romantic): Evening
          ada@example.org bought Scherzo No. 2
    "#]]
    .assert_eq(&String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success());
}
