//! Prints the models that are registered.

relata::link!(grows);

#[derive(relata::Model)]
struct InProgram;

fn main() {
    for model in relata::init().unwrap().models() {
        println!("{}", model.path());
    }
}
