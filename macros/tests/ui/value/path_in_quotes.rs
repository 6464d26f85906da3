use relata::Model;

#[derive(Model)]
#[relata(crate = "relata")]
struct Post {
    id: i64,
}

fn main() {}
