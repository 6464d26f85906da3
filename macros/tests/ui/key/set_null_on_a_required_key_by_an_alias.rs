use relata::Model;

type UserId = i64;

#[derive(Model)]
#[relata(belongs_to(author: "User", on_delete = set_null))]
struct Post {
    id: i64,
    author_id: UserId,
}

fn main() {}
