#[derive(relata::Relations)]
enum Relation {}

fn main() {}
