use relata::Model;

use crate::document_generation::generated_document::GeneratedDocument;

/// The pattern that documents are made from.
#[derive(Model)]
#[relata(table = "document_templates")]
#[relata(has_many(documents: GeneratedDocument, inverse = template))]
pub struct DocumentTemplate {
    pub id: i64,
    pub title: String,
    pub body: String,
}
