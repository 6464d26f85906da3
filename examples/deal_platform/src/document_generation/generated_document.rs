use relata::Model;

use crate::auth::user::User;
use crate::deals::deal::Deal;
use crate::document_generation::document_template::DocumentTemplate;

/// A document made from a template, for a deal.
#[derive(Model)]
#[relata(table = "generated_documents")]
#[relata(has_many(export_jobs: "DocumentExportJob", inverse = document))]
pub struct GeneratedDocument {
    pub id: i64,
    #[relata(belongs_to(DocumentTemplate, inverse = documents, on_delete = restrict))]
    pub template_id: i64,
    #[relata(belongs_to(Deal, inverse = documents, on_delete = cascade))]
    pub deal_id: i64,
    #[relata(belongs_to(User, inverse = documents, on_delete = set_null))]
    pub author_id: Option<i64>,
}
