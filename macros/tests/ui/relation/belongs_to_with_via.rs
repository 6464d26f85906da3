use relata::Model;

#[derive(Model)]
#[relata(belongs_to(author: "User", via(a, b)))]
struct Post {
    id: i64,
}

fn main() {}
