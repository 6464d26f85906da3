//! What is found in models that are given as data, and what else is made of them. Nothing here depends on which models
//! the linker puts into this program: such a test is a program of its own.

#![allow(clippy::pedantic, reason = "tests are plain before they are polished")]
#![allow(
    unreachable_pub,
    reason = "the modules of one test share what they need"
)]

mod baseline;
mod columns;
mod corpora;
mod coverage;
mod creation_order;
mod difference;
mod document;
mod hand_made;
mod long_report;
mod oracle;
mod order;
mod resolution;
mod rules;
mod several_types;
mod very_many;
