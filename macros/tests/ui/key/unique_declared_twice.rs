use relata::Model;

#[derive(Model)]
#[relata(unique(slug, lang), unique(slug, lang))]
struct Post {
    slug: String,
    lang: String,
}

fn main() {}
