use relata::Model;

#[derive(Model)]
#[relata(key(a), key(b))]
struct Post {
    a: i64,
    b: i64,
}

fn main() {}
