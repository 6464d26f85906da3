use relata::Model;

#[derive(Model)]
struct Post(#[relata(belongs_to("User"))] i64);

fn main() {}
