use relata::Model;

#[derive(Model)]
#[relata(skip, skip)]
struct Post {
    id: i64,
}

fn main() {}
