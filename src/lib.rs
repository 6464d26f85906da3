// The first definition of a link wins: these replace the README's, so that links stay in the documentation of this version.
#![doc = include_str!("links.md")]
#![cfg_attr(feature = "schema", doc = "[`Options::schema`]: Options::schema")]
#![cfg_attr(feature = "source", doc = "[source]: guide::source")]
#![cfg_attr(feature = "source", doc = "[testing]: guide::testing")]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(not(any(feature = "inventory", feature = "linkme")))]
compile_error!(
    "relata needs a channel to register models through: turn on its feature `inventory` (the default) or `linkme`"
);

// With both features, inventory works on every platform.
#[cfg(all(feature = "linkme", not(feature = "inventory")))]
relata_record::without_linkme! {
    compile_error!(
        "linkme registers nothing on this platform: turn on the feature `inventory` of relata (the default)"
    );
}

// In the order in which models pass through them.
mod record;
mod records;

mod model;
mod name;
mod orm;

mod circles;
mod creation_order;
mod graph;
mod index;
mod judge;
mod place;
mod primitive;
pub mod registry;
mod remembered;
mod sorted;

mod candidates;
mod criteria;
mod declared;
mod findings;
mod rule;
mod rules;

mod external;
mod key_type;
mod link;

#[cfg(feature = "document")]
pub mod document;

#[cfg(feature = "schema")]
pub mod schema;

#[cfg(feature = "source")]
pub mod source;

mod once;
mod options;
mod testing;
mod trace;

#[cfg(doc)]
pub mod guide;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use findings::{Coverage, Finding, Findings, Note, Report, Subject};
#[cfg(feature = "document")]
pub use findings::{UnreadableBaseline, UpgradedBaseline};
pub use options::{Options, options};
pub use place::Place;
pub use records::{Records, UnreadableRecords};
pub use registry::Registry;
pub use relata_macros::{Model, Relations};
#[doc(inline)]
pub use relata_record::{Kind, OnDelete, Registered};
pub use rule::{Level, Rule, UnknownLevel, UnknownRule};

/// Checks every relation of every model that is linked into this program. Call it once, first in `main`.
///
/// Equivalent to [`options().init()`](Options::init); see there for what it emits.
///
/// # Errors
///
/// Returns a [`Report`] with every finding of level [`Level::Deny`].
pub fn init() -> Result<&'static Registry, Report> {
    options().init()
}

/// Returns all findings of this program, including warnings. Nothing is cached and no event is emitted.
pub fn check() -> Findings {
    options().check()
}
