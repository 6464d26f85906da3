use relata::Model;

#[derive(Model)]
#[relata(belongs_to(author: "User"), on_delete = cascade)]
struct Post {
    id: i64,
}

fn main() {}
