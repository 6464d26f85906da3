//! What the derive makes is quiet: models of every shape in a crate that denies what the strictest crates deny.
//!
//! The test is that this file compiles, and that clippy has nothing to say: `cargo clippy --tests -- -D warnings`.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    deprecated,
    deprecated_in_future,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    future_incompatible,
    keyword_idents,
    let_underscore,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    nonstandard_style,
    redundant_imports,
    redundant_lifetimes,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic
)]
#![allow(
    clippy::redundant_pub_crate,
    reason = "the compiler's `unreachable_pub` asks for what this forbids"
)]

use std::borrow::Cow;

use relata::{Level, Model, Rule};

relata::external!("elsewhere::Thing");
relata::link!(relata as quiet);

/// Every argument that a struct and a field can have.
#[derive(Clone, Debug, Model)]
#[relata(
    name = "Account",
    table = "accounts",
    key(tenant, number),
    unique(tenant, mail),
    unique(mail),
    allow(missing_inverse, reason = "every argument is here"),
    belongs_to(owner: Person, key = owner_id, references = id, inverse = accounts, on_delete = restrict),
    has_one(profile: "Profile", inverse = account),
    has_many(events: Event, inverse = account),
    has_many(entries: Entry<'static>, inverse = account, on_delete = cascade),
    has_many(children: Self, inverse = parent),
    many_to_many(tags: Tag, through = "Tagging", via(account, tag), inverse = accounts),
    refers_to(price: "Currency", key = currency),
    refers_to(anything: any)
)]
pub struct Everything {
    /// Part of the key.
    pub tenant: i64,
    /// Part of the key.
    pub number: i64,
    /// Unique.
    pub mail: String,
    /// A key of its own type.
    #[relata(as = i64)]
    pub owner_id: PersonId,
    /// A key that may be null.
    #[relata(belongs_to(Self, inverse = children, on_delete = set_null))]
    pub parent_id: Option<i64>,
    /// A key that another type represents.
    #[relata(belongs_to(last: Entry<'_>, on_delete = set_default), unique)]
    pub last_id: Optional,
    /// Of one of several models.
    #[relata(belongs_to(subject: any(Person, "Tag"), tag = subject_kind, on_delete = no_action))]
    pub subject_id: i64,
    /// Which of them.
    pub subject_kind: u8,
    /// A mention.
    #[relata(refers_to("Currency"))]
    pub currency: Currency,
}

/// An `Option` by another name.
pub type Optional = Option<i64>;

/// A key of its own type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonId(pub i64);

/// A key that is marked on a field.
#[derive(Clone, Copy, Debug, Model)]
#[relata(has_many(accounts: "Account", inverse = owner))]
pub struct Person {
    /// The key.
    #[relata(key, as = i64)]
    pub id: PersonId,
}

/// Borrowed fields, in the key too.
#[derive(Clone, Debug, Model)]
#[relata(key(name, code))]
pub struct Entry<'a> {
    /// Borrowed.
    pub name: &'a str,
    /// Borrowed or owned.
    #[relata(unique)]
    pub code: Cow<'a, str>,
    /// A function that is generic over a lifetime.
    pub format: for<'b> fn(&'b str) -> &'b str,
    /// The account.
    #[relata(belongs_to("Account", inverse = entries, on_delete = set_null))]
    pub account_id: Option<Cow<'a, str>>,
}

/// Several lifetimes, one with a bound.
#[derive(Clone, Copy, Debug, Model)]
pub struct Borrowed<'a, 'b: 'a> {
    /// Borrowed.
    #[relata(key)]
    pub name: &'a str,
    /// A slice.
    #[relata(unique)]
    pub parts: &'b [&'b [u8]],
    /// A trait object.
    #[relata(unique)]
    pub shown: &'a (dyn std::fmt::Debug + Sync),
}

/// A bound in a `where` clause.
#[derive(Clone, Copy, Debug, Model)]
pub struct Bounded<'a, 'b>
where
    'b: 'a,
{
    /// Borrowed.
    #[relata(key)]
    pub name: &'a str,
    /// Borrowed for longer.
    #[relata(unique)]
    pub mail: Option<&'b str>,
}

/// Types that name the model itself, and those that are written in other ways than by a path.
#[derive(Clone, Copy, Debug, Model)]
#[relata(key(next, format, bytes, pair))]
pub struct Written<'a> {
    /// The model itself, behind an `Option`.
    pub next: Option<&'a Self>,
    /// A function.
    pub format: fn(&str) -> &str,
    /// An array.
    pub bytes: [u8; 2 + 2],
    /// A tuple.
    pub pair: (&'a str, ()),
    /// Not there.
    #[cfg(any())]
    #[relata(belongs_to(NoModel))]
    pub absent: NoType,
    /// There by a condition.
    #[cfg_attr(all(), relata(unique))]
    pub pointer: *const u8,
}

/// No field at all.
#[derive(Clone, Copy, Debug, Model)]
#[relata(refers_to(person: Person))]
pub struct Unit;

/// Braces and no field.
#[derive(Clone, Copy, Debug, Model)]
pub struct Braces {}

/// Fields without names.
#[derive(Clone, Copy, Debug, Model)]
pub struct Tuple(
    /// The key.
    #[relata(key)]
    pub i64,
    /// A person.
    #[relata(belongs_to(person: Person))]
    pub PersonId,
);

/// No field and no brace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Model)]
#[relata(table = "currencies")]
pub enum Currency {
    /// One.
    Euro,
    /// Another.
    Yen,
}

/// Variants with fields and a lifetime.
#[derive(Clone, Debug, Model)]
#[relata(refers_to(account: "Account"))]
pub enum Event<'a> {
    /// Fields without names.
    Opened(&'a str),
    /// Fields with names.
    Closed {
        /// Why.
        reason: Cow<'a, str>,
    },
}

/// No variant.
#[derive(Clone, Copy, Debug, Model)]
pub enum Never {}

/// Models called as what generated code could mean, and fields called by keywords.
pub mod names {
    use relata::Model;

    /// What a function gives back elsewhere.
    #[derive(Clone, Copy, Debug, Model)]
    #[relata(key(r#type))]
    pub struct Result {
        /// A keyword.
        #[relata(belongs_to(Option, inverse = r#match, on_delete = set_null))]
        pub r#type: std::option::Option<i64>,
        /// The name of the hidden module in generated code.
        #[relata(unique)]
        #[expect(
            clippy::pub_underscore_fields,
            reason = "generated code begins its names so"
        )]
        pub __relata: i64,
    }

    /// No `Option`.
    #[derive(Clone, Copy, Debug, Model)]
    #[relata(has_one(r#match: Result, inverse = r#type))]
    pub struct Option {
        /// The key.
        pub id: i64,
    }
}

mod old {
    #![allow(deprecated, reason = "what is deprecated is declared here")]

    /// An old type.
    #[deprecated]
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct OldId(pub i64);

    /// An old model.
    #[deprecated = "there is a new one"]
    #[derive(Clone, Copy, Debug, relata::Model)]
    #[relata(has_many(uses: super::Using, inverse = old))]
    pub struct Old {
        /// The key.
        #[deprecated]
        #[relata(key)]
        pub id: OldId,
    }
}

#[expect(deprecated, reason = "re-exported as it is")]
pub use old::{Old, OldId};

/// Uses what is deprecated, and says so itself: the derive adds nothing.
#[derive(Debug, Model)]
#[expect(deprecated, reason = "the fields name old types")]
#[relata(has_many(more: Old))]
pub struct Using {
    /// The key.
    #[relata(key, as = OldId)]
    pub id: OldId,
    /// The old model's key.
    #[relata(belongs_to(old: Old, inverse = uses))]
    pub old_id: OldId,
    /// Not deprecated.
    pub name: String,
}

/// Hidden from the documentation.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Model)]
pub struct Hidden {
    pub id: i64,
}

/// No model.
#[derive(Clone, Copy, Debug, Model)]
#[relata(skip)]
pub struct Skipped {
    /// The key.
    pub id: i64,
}

/// A model behind the other name of relata.
#[derive(Clone, Copy, Debug, Model)]
#[relata(crate = relata)]
pub struct Named {
    /// The key.
    pub id: i64,
}

mod private {
    use relata::Model;

    /// Of no one else.
    #[derive(Clone, Debug, Model)]
    pub(crate) struct Profile {
        #[relata(belongs_to(account: "Account", inverse = profile))]
        pub(crate) id: i64,
    }

    #[derive(Debug, Model)]
    #[relata(many_to_many(accounts: super::Everything, through = Tagging, inverse = tags))]
    pub(super) struct Tag {
        pub(super) id: i64,
        name: &'static str,
    }

    impl Tag {
        pub(super) const fn new(id: i64, name: &'static str) -> Self {
            Self { id, name }
        }

        pub(super) const fn name(&self) -> &'static str {
            self.name
        }
    }

    #[derive(Debug, Model)]
    #[relata(key(account_id, tag_id))]
    pub(crate) struct Tagging {
        #[relata(belongs_to("Account"))]
        pub(crate) account_id: i64,
        #[relata(belongs_to(super::private::Tag))]
        pub(crate) tag_id: i64,
    }
}

use private::{Profile, Tag, Tagging};

macro_rules! models {
    ($(#[$outer:meta])* $vis:vis struct $name:ident { $id:ident: $ty:ty } -> $target:ty) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, Model)]
        #[relata(belongs_to(target: $target, key = $id))]
        $vis struct $name {
            /// The key.
            #[relata(key)]
            $vis $id: $ty,
        }
    };
}

models! {
    /// Made by a macro.
    pub struct Made { id: i64 } -> Person
}

#[test]
fn in_a_function() {
    #[derive(Debug, Model)]
    #[relata(belongs_to(outer: Person), belongs_to(inner: Inner))]
    struct Local<'a> {
        id: i64,
        #[relata(unique)]
        name: &'a str,
    }

    #[derive(Debug, Model)]
    struct Inner {
        id: i64,
    }

    models! {
        /// Made by a macro, in a function.
        struct MadeHere { id: PersonId } -> Inner
    }

    const _: () = {
        #[derive(Debug, Model)]
        #[relata(belongs_to(inner: Inner))]
        #[expect(dead_code, reason = "nothing can name it")]
        struct InConst {
            inner_id: i64,
        }
    };

    let name = "local";
    let local = Local { id: 1, name };
    assert_eq!((local.id, local.name.len()), (1, 5));
    assert_eq!(Inner { id: 2 }.id, MadeHere { id: PersonId(2) }.id.0);
}

#[expect(
    dead_code,
    reason = "a model is registered whether its function is called or not"
)]
const fn in_a_generic_function<T>() -> usize {
    #[derive(Debug, Model)]
    struct InGeneric {
        id: i64,
    }
    size_of::<(T, InGeneric)>()
}

/// Each model is there: nothing was quiet because nothing was made.
#[test]
fn every_model_is_registered() {
    let tag = Tag::new(1, "new");
    assert_eq!((tag.id, tag.name()), (1, "new"));
    let tagging = Tagging {
        account_id: 1,
        tag_id: tag.id,
    };
    assert_eq!(
        Profile {
            id: tagging.account_id
        }
        .id,
        tagging.tag_id
    );

    // They are of every shape, and not a sound program.
    let nothing_matters = Rule::ALL.iter().fold(relata::options(), |options, rule| {
        options.level(*rule, Level::Allow)
    });
    let registry = nothing_matters.init().expect("no finding is denied");
    let names: Vec<_> = registry
        .models()
        .map(|model| model.path().to_owned())
        .collect();
    assert_eq!(
        names.join(" ").replace("quiet::", ""),
        "elsewhere::Thing Account Borrowed Bounded Braces Currency Entry Event Hidden InConst InGeneric Inner Local Made MadeHere Named Never Person \
         Tuple Unit Using Written names::Option names::Result old::Old private::Profile private::Tag private::Tagging"
    );
}
