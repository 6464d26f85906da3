use relata::Model;

#[derive(Model)]
#[relata(allow(duplicate_table, reason = "legacy", reason = "old"))]
struct Post {
    id: i64,
}

fn main() {}
