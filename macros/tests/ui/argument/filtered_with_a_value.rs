use relata::Model;

#[derive(Model)]
#[relata(has_many(posts: "Post", filtered = true))]
struct User {
    id: i64,
}

fn main() {}
