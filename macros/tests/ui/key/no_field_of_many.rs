use relata::Model;

#[derive(Model)]
#[relata(key(tenant))]
struct Post {
    id: i64,
    title: i64,
    body: i64,
    slug: i64,
    lang: i64,
    author: i64,
    score: i64,
    views: i64,
    pinned: i64,
}

fn main() {}
