use relata::Model;

#[derive(Model)]
#[relata(many_to_many(tags: "Tag", via(post, tag)))]
struct Post {
    id: i64,
}

fn main() {}
