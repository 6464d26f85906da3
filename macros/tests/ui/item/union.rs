use relata::Model;

#[derive(Model)]
union Post {
    id: i64,
    other: f64,
}

fn main() {}
