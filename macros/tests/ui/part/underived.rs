#[derive(relata::Relations)]
enum Relation {}

struct Model {
    id: i64,
}

fn main() {}
