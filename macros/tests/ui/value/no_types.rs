use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(as())]
    author_id: AuthorId,
}

struct AuthorId;

fn main() {}
