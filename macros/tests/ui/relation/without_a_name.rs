use relata::Model;

#[derive(Model)]
#[relata(has_many("Comment"))]
struct Post {
    id: i64,
}

fn main() {}
