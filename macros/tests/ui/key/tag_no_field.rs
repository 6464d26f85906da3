use relata::Model;

#[derive(Model)]
#[relata(belongs_to(subject: any, key = id, tag = kind))]
struct Post {
    id: i64,
}

fn main() {}
