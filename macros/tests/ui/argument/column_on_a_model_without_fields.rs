use relata::Model;

#[derive(Model)]
#[relata(column = "status")]
enum Status {
    Open,
    Closed,
}

fn main() {}
