use relata::Model;

#[derive(Model)]
#[relata(has_many(inverse = post))]
struct Post {
    id: i64,
}

fn main() {}
