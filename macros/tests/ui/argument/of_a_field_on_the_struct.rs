use relata::Model;

#[derive(Model)]
#[relata(as = i64)]
struct Post {
    id: i64,
}

fn main() {}
