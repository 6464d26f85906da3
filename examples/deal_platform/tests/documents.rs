//! A document is generated, exported and downloaded.

relata::link!(deal_platform);

#[test]
fn its_models_are_registered() {
    relata::assert_complete!();
}
