use relata::Model;

#[derive(Model)]
#[relata(key(id tenant))]
struct Post {
    id: i64,
    tenant: i64,
}

fn main() {}
