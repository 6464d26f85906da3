use relata::Model;

#[derive(Model)]
#[relata(unique(id, -1))]
struct Post {
    id: i64,
}

fn main() {}
