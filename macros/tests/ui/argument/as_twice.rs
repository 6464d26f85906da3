use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(as = i64, as = i32)]
    author_id: i64,
}

fn main() {}
