//! No relata.

fn main() {
    print!("0");
}
