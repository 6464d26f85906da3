use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(allow(missing_target, reason = "legacy"))]
    author_id: i64,
}

fn main() {}
