//! Relates to a model of `cycle` by its name and by its type.

pub use cycle::Forth;

#[derive(relata::Model)]
pub struct Back {
    pub id: cycle::Id,
    #[relata(belongs_to("cycle::Forth"))]
    pub name_id: cycle::Id,
    #[relata(belongs_to(Forth))]
    pub type_id: cycle::Id,
}
