#[derive(Model)]
struct Included;

mod beside;
