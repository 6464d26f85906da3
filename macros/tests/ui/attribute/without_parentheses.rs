use relata::Model;

#[derive(Model)]
#[relata]
struct Post {
    id: i64,
}

fn main() {}
