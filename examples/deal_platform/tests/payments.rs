//! A ticket is paid, and its receipt is made.

relata::link!(deal_platform);

#[test]
fn its_models_are_registered() {
    relata::assert_complete!();
}
