use relata::Model;

use crate::community::comment::Comment;
use crate::deals::offer::Offer;
use crate::organizations::organization::Organization;
use crate::valuation::valuation_request::ValuationRequest;

/// The sale of a company, from the first talk to the signature.
#[derive(Model)]
#[relata(table = "deals")]
#[relata(has_many(offers: Offer, inverse = deal))]
#[relata(has_many(valuation_requests: ValuationRequest, inverse = deal))]
#[relata(has_many(documents: "GeneratedDocument", inverse = deal))]
#[relata(has_many(comments: Comment, inverse = subject))]
pub struct Deal {
    pub id: i64,
    #[relata(belongs_to(Organization, inverse = sales, on_delete = restrict))]
    pub seller_id: i64,
    #[relata(belongs_to(Organization, inverse = purchases, on_delete = restrict))]
    pub buyer_id: Option<i64>,
    #[relata(belongs_to(Offer, on_delete = set_null))]
    pub accepted_offer_id: Option<i64>,
    pub title: String,
}
