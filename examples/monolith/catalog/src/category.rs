//! The tree of categories.

use relata::Model;

use crate::product::Product;

/// A shelf of the shop, which can be within another.
#[derive(Model)]
#[relata(table = "categories")]
#[relata(has_many(children: Self, inverse = parent))]
#[relata(has_many(products: Product, inverse = category))]
pub struct Category {
    pub id: i64,
    #[relata(belongs_to(Self, inverse = children, on_delete = set_null))]
    pub parent_id: Option<i64>,
    pub title: String,
}
