use relata::Model;

#[derive(Model)]
#[relata(allow(reason = "legacy"))]
struct Post {
    id: i64,
}

fn main() {}
