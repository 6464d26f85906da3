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
/// Registers a struct or an enum as a model, with the targets of its relations.
///
/// ```rust,standalone_crate
/// use relata::Model;
///
/// #[derive(Model)]
/// #[relata(table = "users", has_many(posts: Post, inverse = author))]
/// struct User {
///     id: i64,
/// }
///
/// #[derive(Model)]
/// #[relata(table = "posts")]
/// struct Post {
///     id: i64,
///     #[relata(belongs_to(author: User, inverse = posts))]
///     author_id: i32,
/// }
///
/// let report = relata::init().unwrap_err();
/// assert_eq!(report.findings().iter().next().unwrap().rule(), relata::Rule::KeyType);
/// ```
///
/// `relata::init()` returns this report, because the key is narrower than what it references:
///
/// ```text
/// relata: 1 error in 2 models from 1 crate
///
/// error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
///   --> src/main.rs:13:35
/// note: `Post.author_id` is declared here
///   --> src/main.rs:14:16
/// note: `User.id` is declared here
///   --> src/main.rs:6:9
///   = note: `Post.author_id` is the key of `Post.author`
///   = note: different widths: 32 bits and 64 bits
///   = help: change the type of `Post.author_id` to `i64`
///
/// for more information: cargo relata explain key_type
/// ```
///
/// A mistake that one struct shows is a compile error at the exact word:
///
/// ```compile_fail
/// #[derive(relata::Model)]
/// struct Post {
///     id: i64,
///     // error: unknown argument `inverze`; a similar one exists: `inverse`
///     #[relata(belongs_to(User, inverze = posts))]
///     author_id: i64,
/// }
/// # #[derive(relata::Model)]
/// # struct User { id: i64 }
/// ```
pub use relata_macros::Model;
pub use relata_macros::Relations;
#[doc(inline)]
pub use relata_record::{Kind, OnDelete, Registered};
pub use rule::{Level, Rule, UnknownLevel, UnknownRule};

/// Checks every relation of every model that is linked into this program. Call it once, first in `main`.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(has_many(books: "Bok", inverse = author))]
/// struct Author {
///     id: i64,
/// }
///
/// #[derive(Model)]
/// #[relata(belongs_to(author: Author, inverse = books))]
/// struct Book {
///     id: i64,
///     author_id: i64,
/// }
///
/// let report = relata::init().unwrap_err();
/// let finding = report.findings().iter().next().unwrap();
/// assert_eq!(
///     finding.headline(),
///     "relation `Author.books` points at `Bok`, but no model has that name"
/// );
/// assert_eq!(finding.help(), Some("write `Book`"));
/// ```
///
/// In `fn main() -> Result<(), relata::Report>`, `relata::init()?` ends the program and prints the whole report.
///
/// Equivalent to [`options().init()`](Options::init); see there for what it emits.
///
/// # Errors
///
/// Returns a [`Report`] with every finding of level [`Level::Deny`].
#[doc(alias("configure_mappers", "validate", "system check"))]
pub fn init() -> Result<&'static Registry, Report> {
    options().init()
}

/// Returns all findings of this program, including warnings. Nothing is cached and no event is emitted.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(has_many(members: User, inverse = team, on_delete = cascade))]
/// struct Team {
///     id: i64,
/// }
///
/// #[derive(Model)]
/// #[relata(belongs_to(team: Team, inverse = members, on_delete = set_null))]
/// struct User {
///     id: i64,
///     team_id: Option<i64>,
/// }
///
/// let findings = relata::check();
/// println!("{findings}");
/// assert_eq!(findings.len(), 1);
/// ```
///
/// It prints:
///
/// ```text
/// relata: 1 warning in 2 models from 1 crate
///
/// warning[on_delete_disagrees]: `Team.members` has `on_delete = cascade`, but its inverse `User.team` has `on_delete = set_null`
///   --> src/main.rs:4:21
/// note: `User.team` is declared here
///   --> src/main.rs:10:23
///   = help: write `on_delete = set_null` on `Team.members`, or write `on_delete = cascade` on `User.team`
///
/// for more information: cargo relata explain on_delete_disagrees
/// ```
#[must_use = "findings are not printed by the check"]
pub fn check() -> Findings {
    options().check()
}
