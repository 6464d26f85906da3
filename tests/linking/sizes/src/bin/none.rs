//! No model.

fn main() {
    print!("{}", relata::check().len());
}
