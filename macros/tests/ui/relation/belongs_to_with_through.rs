use relata::Model;

#[derive(Model)]
struct Post {
    id: i64,
    #[relata(belongs_to("User", through = "Membership"))]
    author_id: i64,
}

fn main() {}
