use relata::Model;

use crate::deals::deal::Deal;
use crate::valuation::valuation_report::ValuationReport;

/// That someone wants to know what the company in a deal is worth.
#[derive(Model)]
#[relata(table = "valuation_requests")]
#[relata(has_one(report: ValuationReport, inverse = request))]
pub struct ValuationRequest {
    pub id: i64,
    #[relata(belongs_to(Deal, inverse = valuation_requests, on_delete = cascade))]
    pub deal_id: i64,
    #[relata(belongs_to(requested_by: "auth::user::User", on_delete = set_null))]
    pub requested_by_id: Option<i64>,
    pub urgent: bool,
}
