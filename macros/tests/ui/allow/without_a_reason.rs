use relata::Model;

#[derive(Model)]
#[relata(allow(duplicate_table))]
struct Post {
    id: i64,
}

fn main() {}
