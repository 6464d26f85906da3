use relata::Model;

#[derive(Model)]
#[relata(crate = 5)]
struct Post {
    id: i64,
}

fn main() {}
