//! The library of the package, which its programs see only if they name it.

#[derive(relata::Model)]
#[relata(name = "InLibrary")]
pub struct Library {
    pub id: i64,
}
