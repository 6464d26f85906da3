use relata::Model;

#[derive(Model)]
#[relata(key)]
struct Post {
    id: i64,
}

fn main() {}
