use relata::Model;

#[derive(Model)]
#[relata(refers_to(event: "Event", filtered))]
struct Handler {
    id: i64,
}

fn main() {}
