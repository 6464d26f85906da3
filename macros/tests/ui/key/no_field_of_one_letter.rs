//! Two names of one letter are not similar.

use relata::Model;

#[derive(Model)]
#[relata(key(a))]
struct Post {
    b: i64,
}

fn main() {}
