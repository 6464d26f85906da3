use relata::Model;

struct Tagging;

#[derive(Model)]
#[relata(many_to_many(tags: "Tag", through = Tagging))]
struct Post {
    id: i64,
}

fn main() {}
