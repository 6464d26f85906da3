use relata::Model;

#[derive(Model)]
#[relata(has_many(tags: "Tag", through = "Tagging", via = post))]
struct Post {
    id: i64,
}

fn main() {}
