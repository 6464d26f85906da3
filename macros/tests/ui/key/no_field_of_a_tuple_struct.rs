use relata::Model;

#[derive(Model)]
#[relata(key(1))]
struct Post(i64);

fn main() {}
