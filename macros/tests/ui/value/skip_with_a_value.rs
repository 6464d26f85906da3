use relata::Model;

#[derive(Model)]
#[relata(skip = true)]
struct Post {
    id: i64,
}

fn main() {}
