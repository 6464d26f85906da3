//! Products.

use relata::Model;

use crate::category::Category;

/// Something to buy, known by its article number.
#[derive(Model)]
#[relata(table = "products")]
#[relata(has_many(order_lines: "OrderLine", inverse = product))]
pub struct Product {
    #[relata(key)]
    pub number: String,
    #[relata(belongs_to(Category, inverse = products))]
    pub category_id: i64,
    pub title: String,
    pub price: i64,
}
