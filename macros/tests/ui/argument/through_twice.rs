use relata::Model;

#[derive(Model)]
#[relata(has_many(tags: "Tag", through = "Tagging", through = "Label"))]
struct Post {
    id: i64,
}

fn main() {}
