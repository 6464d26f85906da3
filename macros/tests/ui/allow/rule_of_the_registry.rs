use relata::Model;

#[derive(Model)]
#[relata(allow(missing_model, reason = "legacy"))]
struct Post {
    id: i64,
}

fn main() {}
