#[derive(relata::Relations)]
enum Relation {
    #[relata(inverse = posts)]
    Author,
}

#[derive(relata::Model)]
struct Model {
    id: i64,
}

fn main() {}
