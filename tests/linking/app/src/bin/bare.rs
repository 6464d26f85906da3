//! A second program of the package, which names nothing.

fn main() {
    print!("{}", relata::check());
}
