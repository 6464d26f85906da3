use relata::Model;

#[derive(Model)]
#[relata(has_many(_: "Comment"))]
struct Post {
    id: i64,
}

fn main() {}
