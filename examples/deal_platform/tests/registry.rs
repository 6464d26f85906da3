//! That the registry is whole, and what is in it.

relata::link!(deal_platform);

#[test]
fn every_model_is_registered() {
    relata::assert_complete!();
}

#[test]
fn it_is_reviewed() {
    relata::assert_unchanged!("relata.json");
}

/// What a document is made of, by the names that other modules know.
#[test]
fn what_documents_need() {
    relata::assert_registered!("DocumentTemplate", "GeneratedDocument", "DocumentExportJob");
}
