use relata::Model;

#[derive(Model)]
#[relata(tabel = "users")]
struct User<'a> {
    name: &'a str,
}

#[derive(Model)]
struct Post {
    #[relata(belongs_to(User))]
    author_id: i64,
    #[relata(belongs_to(any(Self, User<'static>)))]
    owner_id: i64,
}

fn main() {}
