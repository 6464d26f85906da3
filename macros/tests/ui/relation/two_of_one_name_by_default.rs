use relata::Model;

#[derive(Model)]
#[relata(has_one(author: "User"))]
struct Post {
    id: i64,
    #[relata(belongs_to("User"))]
    author_id: i64,
}

fn main() {}
