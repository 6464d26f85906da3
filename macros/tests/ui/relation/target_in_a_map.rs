use relata::Model;

#[derive(Model)]
#[relata(has_many(comments: std::collections::HashMap<i64, Comment>))]
struct Post {
    id: i64,
}

fn main() {}
