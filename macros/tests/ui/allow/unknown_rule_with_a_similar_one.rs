use relata::Model;

#[derive(Model)]
#[relata(allow(duplicate_tables, reason = "legacy"))]
struct Post {
    id: i64,
}

fn main() {}
