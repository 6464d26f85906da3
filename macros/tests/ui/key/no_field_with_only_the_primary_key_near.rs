use relata::Model;

#[derive(Model)]
#[relata(belongs_to(parent: "Parent", key = pid))]
struct Child {
    id: i64,
    parent_ref: i64,
}

fn main() {}
