use relata::Model;

#[derive(Model)]
#[relata(allow = missing_target)]
struct Post {
    id: i64,
}

fn main() {}
