use relata::Model;

use crate::financial::currency::Currency;
use crate::valuation::valuation_request::ValuationRequest;

/// The answer to a request: a range, and the documents that explain it.
#[derive(Model)]
#[relata(table = "valuation_reports")]
#[relata(has_many(export_jobs: "DocumentExportJob", inverse = valuation_report))]
pub struct ValuationReport {
    pub id: i64,
    #[relata(unique, belongs_to(ValuationRequest, inverse = report, on_delete = cascade))]
    pub request_id: i64,
    #[relata(belongs_to(currency: Currency))]
    pub currency_code: String,
    pub lowest: i64,
    pub highest: i64,
}
