#[derive(relata::Relations)]
struct Relation;

#[derive(relata::Model)]
struct Model {
    id: i64,
}

fn main() {}
