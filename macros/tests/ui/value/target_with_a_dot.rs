use relata::Model;

#[derive(Model)]
#[relata(belongs_to(author: "user.User"))]
struct Post {
    id: i64,
    author_id: i64,
}

fn main() {}
