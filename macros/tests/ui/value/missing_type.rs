use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(as)]
    author_id: i64,
}

fn main() {}
