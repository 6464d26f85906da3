use relata::Model;

#[derive(Model)]
#[relata(belongs_to(author: "User", key(id, tenant), references(id, id)))]
struct Post {
    id: i64,
    tenant: i64,
}

fn main() {}
