//! A piece of music on a disc.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
#[sea_orm(table_name = "tracks")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub album_id: i32,
    pub disc_number: i32,
    pub genre_id: Option<i32>,
    pub title: String,
    #[sea_orm(
        belongs_to,
        from = "(AlbumId, DiscNumber)",
        to = "(AlbumId, Number)",
        on_delete = "Cascade"
    )]
    pub disc: BelongsTo<super::disc::Entity>,
    #[sea_orm(belongs_to, from = "genre_id", to = "id", on_delete = "SetNull")]
    pub genre: BelongsTo<Option<super::genre::Entity>>,
    #[sea_orm(has_many)]
    pub places: HasMany<super::playlist_track::Entity>,
    #[sea_orm(has_many, via = "playlist_track")]
    pub playlists: HasMany<super::playlist::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
