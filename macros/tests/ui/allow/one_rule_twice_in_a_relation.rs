use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to("User", allow(key_type, reason = "a"), allow(key_type, reason = "b")))]
    author_id: i64,
}

fn main() {}
