use relata::Model;

#[derive(Model)]
#[relata(tabel = "posts")]
struct Post {
    id: i64,
}

fn main() {}
