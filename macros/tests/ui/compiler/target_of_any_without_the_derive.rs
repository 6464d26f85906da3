use relata::Model;

mod auth {
    pub struct User;
}

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to(any(Self, auth::User)))]
    author_id: i64,
}

fn main() {}
