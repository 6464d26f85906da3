use relata::Model;

#[derive(Model)]
#[relata(has_many(tags: "Tag", through = "Tagging", via(post, tag, user)))]
struct Post {
    id: i64,
}

fn main() {}
