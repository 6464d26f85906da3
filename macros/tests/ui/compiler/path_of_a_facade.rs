//! It re-exports the derive alone, so the path does not lead to relata.

mod facade {
    pub use relata::Model;
}

#[derive(facade::Model)]
#[relata(crate = crate::facade)]
struct User {
    id: i64,
}

#[derive(facade::Model)]
#[relata(crate = facade::relata)]
struct Post {
    id: i64,
}

fn main() {}
