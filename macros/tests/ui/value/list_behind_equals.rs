use relata::Model;

#[derive(Model)]
#[relata(belongs_to(author: "User", key = (author_id)))]
struct Post {
    id: i64,
    author_id: i64,
}

fn main() {}
