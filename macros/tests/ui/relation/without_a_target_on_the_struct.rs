use relata::Model;

#[derive(Model)]
#[relata(has_many())]
struct Post {
    id: i64,
}

fn main() {}
