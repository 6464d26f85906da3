//! What organizations owe the platform.

pub mod billing_account;
pub mod invoice;
pub mod subscription;
