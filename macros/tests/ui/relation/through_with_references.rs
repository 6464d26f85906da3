use relata::Model;

#[derive(Model)]
#[relata(has_many(tags: "Tag", through = "Tagging", references = id))]
struct Post {
    id: i64,
}

fn main() {}
