use relata::Model;

#[derive(Model)]
#[relata(table = "posts")]
#[relata(table = "post")]
struct Post {
    id: i64,
}

fn main() {}
