use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(unique(author_id, id))]
    author_id: i64,
}

fn main() {}
