//! A dependency of which only a type and a constant are used: no code of it is in the program.

#[derive(relata::Model)]
pub struct Typed {
    pub id: i64,
}

pub const LENGTH: usize = 3;
