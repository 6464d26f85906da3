//! What the derive records, read through the public face. Nothing is judged here: what is recorded need not be sound.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "the models are only declared here, not used"
)]
#![allow(
    unused_qualifications,
    clippy::option_option,
    clippy::type_complexity,
    reason = "types are written in every way in which they can be"
)]

#[path = "derive/harness.rs"]
mod harness;

#[path = "derive/fields.rs"]
mod fields;
#[path = "derive/generics.rs"]
mod generics;
#[path = "derive/hostile.rs"]
mod hostile;
#[path = "derive/items.rs"]
mod items;
#[path = "derive/kinds.rs"]
mod kinds;
#[path = "derive/lifetimes.rs"]
mod lifetimes;
#[path = "derive/lints.rs"]
mod lints;
#[path = "derive/macros.rs"]
mod macros;
#[path = "derive/models.rs"]
mod models;
#[path = "derive/optional.rs"]
mod optional;
#[path = "derive/options.rs"]
mod options;
#[path = "derive/places.rs"]
mod places;
#[path = "derive/targets.rs"]
mod targets;
#[path = "derive/types.rs"]
mod types;
