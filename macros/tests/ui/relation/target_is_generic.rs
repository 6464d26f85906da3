use relata::Model;

struct Vector<T>(T);

#[derive(Model)]
struct Point<T> {
    id: i64,
    #[relata(belongs_to(Point<T>, on_delete = set_null))]
    next_id: Option<T>,
}

#[derive(Model)]
struct Line {
    id: i64,
    #[relata(belongs_to(Point<u8>))]
    point_id: i64,
    #[relata(belongs_to(Vector<i64>))]
    vector_id: i64,
}

fn main() {}
