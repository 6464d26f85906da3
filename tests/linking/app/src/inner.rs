//! A module, and one inside.

#[derive(relata::Model)]
struct Inner;

mod nested {
    #[derive(relata::Model)]
    struct Nested;
}
