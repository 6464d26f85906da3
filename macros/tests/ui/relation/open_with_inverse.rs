use relata::Model;

#[derive(Model)]
#[relata(belongs_to(subject: any, inverse = posts))]
struct Post {
    id: i64,
}

fn main() {}
