use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(as(i64, "u64"))]
    author_id: AuthorId,
}

struct AuthorId;

fn main() {}
