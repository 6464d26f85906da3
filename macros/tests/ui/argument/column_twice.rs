use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(column = "title", column = "post_title")]
    title: String,
}

fn main() {}
