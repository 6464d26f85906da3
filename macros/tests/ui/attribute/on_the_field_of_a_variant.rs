use relata::Model;

#[derive(Model)]
enum Event {
    Created {
        #[relata(key)]
        id: i64,
    },
}

fn main() {}
