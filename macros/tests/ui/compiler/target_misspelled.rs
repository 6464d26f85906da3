use relata::Model;

#[derive(Model)]
struct User {
    id: i64,
}

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to(Usr))]
    author_id: i64,
}

fn main() {}
