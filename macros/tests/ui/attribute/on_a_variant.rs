use relata::Model;

#[derive(Model)]
enum Event {
    #[relata(refers_to(User))]
    Created,
}

fn main() {}
