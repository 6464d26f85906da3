use relata::Model;

#[derive(Model)]
#[relata(table = 5)]
struct Post {
    id: i64,
}

fn main() {}
