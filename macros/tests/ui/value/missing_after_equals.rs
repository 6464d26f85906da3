use relata::Model;

#[derive(Model)]
#[relata(table =)]
struct Post {
    id: i64,
}

fn main() {}
