//! That the registry is complete.

relata::link!(tracker);

#[test]
fn every_model_is_registered() {
    relata::assert_complete!();
}
