//! What linkers keep: a program with a model in every possible place, built in many ways, and what it reports about
//! those that are lost. The packages are in `tests/linking`.
//!
//! `cargo test --test linking -- --ignored --nocapture` builds it in all ways that this machine can, and prints a table
//! of them.

#![cfg_attr(
    not(debug_assertions),
    allow(
        dead_code,
        reason = "how this test is built does not matter, so once is enough"
    )
)]
#![allow(clippy::print_stdout, reason = "the table is printed")]

mod cargo;

mod linking {
    #[cfg(all(target_os = "linux", target_pointer_width = "64"))]
    mod added;
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    mod libraries;
    pub(crate) mod packages;
    #[cfg(all(target_os = "linux", feature = "executable"))]
    mod platforms;
    mod rebuilt;
    mod ways;
}
