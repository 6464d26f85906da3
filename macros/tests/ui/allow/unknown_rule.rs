use relata::Model;

#[derive(Model)]
#[relata(allow(dead_code, reason = "legacy"))]
struct Post {
    id: i64,
}

fn main() {}
