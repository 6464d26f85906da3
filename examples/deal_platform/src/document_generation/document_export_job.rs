use relata::Model;

use crate::auth::user::User;
use crate::document_generation::generated_document::GeneratedDocument;
use crate::organizations::organization::Organization;
use crate::valuation::valuation_report::ValuationReport;

/// The work of turning a document into a file that an organization can download.
#[derive(Model)]
#[relata(table = "document_export_jobs")]
pub struct DocumentExportJob {
    pub id: i64,
    #[relata(belongs_to(GeneratedDocument, inverse = export_jobs, on_delete = cascade))]
    pub document_id: i64,
    #[relata(belongs_to(Organization, inverse = export_jobs, on_delete = cascade))]
    pub organization_id: i64,
    #[relata(belongs_to(ValuationReport, inverse = export_jobs, on_delete = set_null))]
    pub valuation_report_id: Option<i64>,
    #[relata(belongs_to(requested_by: User, on_delete = set_null))]
    pub requested_by_id: Option<i64>,
    pub finished: bool,
}
