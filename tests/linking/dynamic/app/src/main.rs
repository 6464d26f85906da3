//! A model that relates to one in a dynamic library. Prints what is found.

#[derive(relata::Model)]
#[relata(refers_to(other: "models::InLibrary"))]
struct InProgram;

fn main() {
    // The system's loader does not load what nothing is called of.
    assert_eq!(models::called(), "called");
    print!("{}", relata::options().expect::<InProgram>().check());
}
