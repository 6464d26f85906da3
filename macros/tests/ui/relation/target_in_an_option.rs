use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to(Option<User>))]
    author_id: Option<i64>,
}

fn main() {}
