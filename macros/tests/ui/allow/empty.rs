use relata::Model;

#[derive(Model)]
#[relata(allow())]
struct Post {
    id: i64,
}

fn main() {}
