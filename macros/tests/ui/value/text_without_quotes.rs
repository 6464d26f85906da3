use relata::Model;

#[derive(Model)]
#[relata(table = posts)]
struct Post {
    id: i64,
}

fn main() {}
