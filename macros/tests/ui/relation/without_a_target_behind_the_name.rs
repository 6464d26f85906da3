use relata::Model;

#[derive(Model)]
#[relata(has_many(comments:))]
struct Post {
    id: i64,
}

fn main() {}
