use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to(inverse = posts, key = id))]
    author_id: i64,
}

fn main() {}
