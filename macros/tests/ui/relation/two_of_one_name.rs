use relata::Model;

#[derive(Model)]
#[relata(has_many(comments: "Comment"), has_many(comments: "Reply"))]
struct Post {
    id: i64,
}

fn main() {}
