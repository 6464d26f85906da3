//! Who may use the platform, and what they may do there.

pub mod role;
pub mod session;
pub mod user;
