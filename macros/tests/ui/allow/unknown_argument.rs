use relata::Model;

#[derive(Model)]
#[relata(allow(duplicate_table, because = "legacy"))]
struct Post {
    id: i64,
}

fn main() {}
