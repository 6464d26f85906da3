use relata::Model;

#[derive(Model)]
#[relata(color = "red")]
struct Post {
    id: i64,
}

fn main() {}
