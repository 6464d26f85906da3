use relata::Model;

#[derive(Model)]
#[relata(unique = slug)]
struct Post {
    #[relata(unique)]
    slug: String,
}

fn main() {}
