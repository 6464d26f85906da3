use relata::Model;

#[derive(Model)]
#[relata(key("id"))]
struct Post {
    id: i64,
}

fn main() {}
