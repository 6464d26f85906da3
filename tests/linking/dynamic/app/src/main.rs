//! A model that relates to one in a dynamic library. Prints what is found.

#[derive(relata::Model)]
#[relata(refers_to(other: "models::InLibrary"))]
struct InProgram;

fn main() {
    // Some linkers leave out a library of which nothing is called.
    assert_eq!(models::called(), "called");
    print!("{}", relata::options().expect::<InProgram>().check());
}
