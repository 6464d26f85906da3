use relata::Model;

#[derive(Model)]
#[relata(allow(duplicate_table, shared_key, reason = "legacy"))]
struct Post {
    id: i64,
}

fn main() {}
