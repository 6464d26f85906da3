//! What a customer buys at once.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, relata::Model)]
#[sea_orm(table_name = "purchases")]
// SeaORM has this below, in code that no derive reads.
#[relata(many_to_many(tracks: super::track::Model, through = super::purchase_track::Model))]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub customer_id: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation, relata::Relations)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::customer::Entity",
        from = "Column::CustomerId",
        to = "super::customer::Column::Id",
        on_update = "NoAction",
        on_delete = "Restrict"
    )]
    Customer,
    #[sea_orm(has_many = "super::purchase_track::Entity")]
    PurchaseTrack,
}

impl Related<super::customer::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Customer.def()
    }
}

impl Related<super::purchase_track::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::PurchaseTrack.def()
    }
}

impl Related<super::track::Entity> for Entity {
    fn to() -> RelationDef {
        super::purchase_track::Relation::Track.def()
    }

    fn via() -> Option<RelationDef> {
        Some(super::purchase_track::Relation::Purchase.def().rev())
    }
}

impl ActiveModelBehavior for ActiveModel {}
