use relata::Model;

#[derive(Model)]
#[relata(belongs_to(author: "User", key = author_id))]
enum Event {
    Created,
}

fn main() {}
