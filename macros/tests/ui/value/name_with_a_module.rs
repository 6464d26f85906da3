use relata::Model;

#[derive(Model)]
#[relata(name = "blog::Post")]
struct Post {
    id: i64,
}

fn main() {}
