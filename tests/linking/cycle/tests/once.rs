//! The library and its dev-dependency use one and the same.

use std::any::TypeId;

use cycle::Forth;
use cycle_back::Back;

#[test]
fn one_type_is_one_model() {
    assert_eq!(TypeId::of::<Forth>(), TypeId::of::<cycle_back::Forth>());
    let registry = relata::options().expect::<Forth>().init().unwrap();
    assert_eq!(registry.len(), 2);
    let relations = registry.get::<Back>().unwrap().relations();
    let led_to: Vec<_> = relations.flat_map(|it| it.targets()).map(Some).collect();
    assert_eq!(led_to, [registry.get::<Forth>(); 2]);
}
