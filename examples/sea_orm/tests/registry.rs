//! That the registry is complete, and what is in it.

use expect_test::expect;
use relata::registry::Relation;

relata::link!(music);

#[test]
fn every_model_is_registered() {
    relata::assert_complete!();
}

/// None of them is said in an attribute of relata, except `purchase.tracks`.
#[test]
fn the_relations_are_those_of_the_entities() {
    fn side(relation: &Relation<'_>) -> String {
        format!("{}.{}", relation.model().name(), relation.name())
    }
    let registry = relata::init().unwrap();
    let relations = registry.models().flat_map(|model| model.relations());
    let lines = relations.map(|relation| {
        let targets: Vec<_> = relation.targets().map(|target| target.name()).collect();
        let back = relation
            .inverse()
            .map(|it| format!(", back by {}", side(&it)));
        let (side, kind, targets) = (side(&relation), relation.kind(), targets.join(", "));
        format!("{side} {kind} {targets}{}\n", back.unwrap_or_default())
    });
    expect![[r#"
        album.artist belongs_to artist, back by artist.albums
        album.discs has_many disc, back by disc.album
        artist.albums has_many album, back by album.artist
        customer.self_ref belongs_to customer
        customer.purchase has_many purchase, back by purchase.customer
        disc.album belongs_to album, back by album.discs
        disc.tracks has_many track, back by track.disc
        genre.parent belongs_to genre, back by genre.children
        genre.children has_many genre, back by genre.parent
        genre.tracks has_many track, back by track.genre
        playlist.places has_many playlist_track, back by playlist_track.playlist
        playlist.tracks many_to_many track, back by track.playlists
        playlist_track.playlist belongs_to playlist, back by playlist.places
        playlist_track.track belongs_to track, back by track.places
        purchase.tracks many_to_many track
        purchase.customer belongs_to customer, back by customer.purchase
        purchase.purchase_track has_many purchase_track, back by purchase_track.purchase
        purchase_track.purchase belongs_to purchase, back by purchase.purchase_track
        purchase_track.track belongs_to track
        track.disc belongs_to disc, back by disc.tracks
        track.genre belongs_to genre, back by genre.tracks
        track.places has_many playlist_track, back by playlist_track.track
        track.playlists many_to_many playlist, back by playlist.tracks
    "#]]
    .assert_eq(&lines.collect::<String>());
}
