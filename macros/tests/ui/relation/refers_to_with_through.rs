use relata::Model;

#[derive(Model)]
#[relata(refers_to(handler: "User", through = "Membership"))]
struct Post {
    id: i64,
}

fn main() {}
