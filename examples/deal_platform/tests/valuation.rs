//! A company is valued, and its report goes out.

relata::link!(deal_platform);

#[test]
fn its_models_are_registered() {
    relata::assert_complete!();
}
