use relata::Model;

#[derive(Model)]
#[relata(belongs_to(author: "User"), belongs_to(editor: "User", key = author))]
struct Post {
    id: i64,
    author_id: i64,
}

fn main() {}
