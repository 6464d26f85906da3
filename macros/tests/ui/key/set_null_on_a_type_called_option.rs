use relata::Model;

struct Option<T>(T);

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to("User", on_delete = set_null))]
    author_id: Option<i64>,
}

fn main() {}
