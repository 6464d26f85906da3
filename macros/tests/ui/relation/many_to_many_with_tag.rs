use relata::Model;

#[derive(Model)]
#[relata(many_to_many(tags: "Tag", through = "Tagging", tag = kind))]
struct Post {
    id: i64,
}

fn main() {}
