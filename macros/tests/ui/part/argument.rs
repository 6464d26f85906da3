#[derive(relata::Relations)]
#[relata(table = "posts")]
enum Relation {}

#[derive(relata::Model)]
struct Model {
    id: i64,
}

fn main() {}
