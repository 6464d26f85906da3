use relata::Model;

#[derive(Model)]
struct Page<T> {
    id: i64,
    item: T,
}

fn main() {}
