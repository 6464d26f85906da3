//! A type that does not exist.

struct AuthorId;
relata::key_type!(AuthorId = Nmber);

fn main() {}
