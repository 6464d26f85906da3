//! A program of its own, whose model is not that of the one it builds.

#[derive(relata::Model)]
struct OfTheBuildScript {
    _id: i64,
}

fn main() {
    let registry = relata::init().expect("its own model is sound");
    assert_eq!(registry.len(), 1);
    println!("cargo::rerun-if-changed=build.rs");
}
