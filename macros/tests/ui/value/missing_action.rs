use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to("User", on_delete))]
    author_id: i64,
}

fn main() {}
