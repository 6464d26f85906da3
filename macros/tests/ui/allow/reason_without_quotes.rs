use relata::Model;

#[derive(Model)]
#[relata(allow(duplicate_table, reason = legacy))]
struct Post {
    id: i64,
}

fn main() {}
