use relata::Model;

#[derive(Model)]
#[relata(unique =)]
struct Post {
    id: i64,
}

fn main() {}
