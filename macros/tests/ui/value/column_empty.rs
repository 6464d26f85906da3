use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(column = " ")]
    title: String,
}

fn main() {}
