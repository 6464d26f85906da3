use relata::Model;

#[derive(Model)]
#[relata(unique(id, slug, id))]
struct Post {
    id: i64,
    slug: String,
}

fn main() {}
