use relata::Model;

#[derive(Model)]
#[relata(unique(id, slug))]
struct Post {
    id: i64,
}

fn main() {}
