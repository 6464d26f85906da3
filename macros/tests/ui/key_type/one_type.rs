//! A newtype without what it counts as.

struct AuthorId;
relata::key_type!(AuthorId);

fn main() {}
