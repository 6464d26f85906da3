//! The companies that use the platform.

pub mod organization;
