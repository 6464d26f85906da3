use relata::Model;

#[derive(Model)]
#[relata(allow(missing_modl, reason = "legacy"))]
struct Post {
    id: i64,
}

fn main() {}
