use relata::Model;

#[derive(Model)]
#[relata(name = "")]
struct Post {
    id: i64,
}

fn main() {}
