//! What an artist brings out.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
#[sea_orm(table_name = "albums")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    #[sea_orm(unique_key = "title_of_artist")]
    pub artist_id: i32,
    #[sea_orm(unique_key = "title_of_artist")]
    pub title: String,
    #[sea_orm(belongs_to, from = "artist_id", to = "id", on_delete = "Cascade")]
    pub artist: BelongsTo<super::artist::Entity>,
    #[sea_orm(has_many)]
    pub discs: HasMany<super::disc::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
