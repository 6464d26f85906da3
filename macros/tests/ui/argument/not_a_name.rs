use relata::Model;

#[derive(Model)]
#[relata(7)]
struct Post {
    id: i64,
}

fn main() {}
