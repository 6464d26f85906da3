//! Where the users of the platform talk to each other.

pub mod comment;
pub mod group;
pub mod membership;
pub mod post;
