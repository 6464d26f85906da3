use relata::Model;

#[derive(Model)]
#[relata(has_many(comments = "Comment"))]
struct Post {
    id: i64,
}

fn main() {}
