#[derive(relata::Relations)]
enum Relation {
    #[relata(belongs_to(author: "Author"))]
    Author,
}

#[derive(relata::Model)]
struct Model {
    id: i64,
}

fn main() {}
