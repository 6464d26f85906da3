use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to("User", inverse = _))]
    author_id: i64,
}

fn main() {}
