use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(table = "posts")]
    author_id: i64,
}

fn main() {}
