use relata::Model;

#[derive(Model)]
#[relata(allow(duplicate_table = "legacy"))]
struct Post {
    id: i64,
}

fn main() {}
