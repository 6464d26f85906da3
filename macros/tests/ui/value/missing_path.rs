use relata::Model;

#[derive(Model)]
#[relata(crate)]
struct Post {
    id: i64,
}

fn main() {}
