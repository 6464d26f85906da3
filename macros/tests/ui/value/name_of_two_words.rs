use relata::Model;

#[derive(Model)]
#[relata(name = "blog post")]
struct Post {
    id: i64,
}

fn main() {}
