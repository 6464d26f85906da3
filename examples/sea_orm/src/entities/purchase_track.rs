//! A track in a purchase, and what was paid for it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
#[sea_orm(table_name = "purchase_tracks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub purchase_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub track_id: i32,
    pub cents: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::purchase::Entity",
        from = "Column::PurchaseId",
        to = "super::purchase::Column::Id",
        on_update = "NoAction",
        on_delete = "Cascade"
    )]
    Purchase,
    #[sea_orm(
        belongs_to = "super::track::Entity",
        from = "Column::TrackId",
        to = "super::track::Column::Id",
        on_update = "NoAction",
        on_delete = "Restrict"
    )]
    Track,
}

impl Related<super::purchase::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Purchase.def()
    }
}

impl Related<super::track::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Track.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
