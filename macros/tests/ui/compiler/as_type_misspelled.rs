use relata::Model;

#[derive(Model)]
struct Post {
    #[relata(as = Uid)]
    id: i64,
}

fn main() {}
