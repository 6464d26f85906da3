use relata::Model;

struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to(User))]
    author_id: i64,
}

fn main() {}
