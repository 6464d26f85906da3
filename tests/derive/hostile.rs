//! Names that the generated code could trip over: types, modules, traits and macros of the user's own.

use relata::registry::Field;

use crate::harness::recorded;

/// Models that are called as what generated code may use.
#[allow(
    clippy::upper_case_acronyms,
    reason = "generated code has constants of these names"
)]
mod models {
    use relata::Model as Derived;

    macro_rules! models {
        ($($name:ident)*) => {
            $(#[derive(Derived)]
            #[relata(belongs_to(parent: Self, key = parent, on_delete = set_null), unique(name, parent))]
            pub struct $name {
                id: i64,
                name: &'static str,
                parent: std::option::Option<i64>,
            })*

            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            pub fn all() -> relata::registry::Models {
                relata::models![$($name),*]
            }
        };
    }

    models! {
        Model Registered Entry Facts Same Type TypeId Note Probe Plain Otherwise PhantomData Channel Collected
        Option Some None Result Ok Err String Vec Box Default Clone Copy Sized Send Sync Drop Fn Iterator
        PATH ENTRY OPTIONAL INNER
    }
}

#[test]
fn models() {
    let registry = recorded(&models::all());
    assert_eq!(registry.len(), models::NAMES.len());
    for name in models::NAMES {
        let model = registry.model(name).unwrap();
        assert_eq!(
            model.fields().filter(Field::is_optional).count(),
            1,
            "{name}"
        );
        assert_eq!(
            model.relation("parent").unwrap().targets().next(),
            Some(model)
        );
    }
}

/// Everything that generated code could mean is something else here.
#[allow(
    non_camel_case_types,
    reason = "the names of primitive types are names like others"
)]
#[allow(unused_macros, reason = "no one is to use them")]
#[allow(unused_imports, reason = "no one is to use them")]
pub mod shadowed {
    #![no_implicit_prelude]

    pub mod core {}
    pub mod std {}
    pub mod alloc {}
    pub mod clippy {}
    pub mod diagnostic {}
    pub mod rustfmt {}
    pub mod relata {}
    pub mod relata_ {}
    pub mod __private {}
    pub mod inventory {}
    pub mod linkme {}

    macro_rules! useless {
        ($d:tt $($name:ident)*) => {
            $(macro_rules! $name {
                ($d($d any:tt)*) => { compile_error!("the user's own macro") };
            })*
        };
    }

    useless! { $
        assert column compile_error concat entry env file include_bytes line matches module_path panic record register
        relata stringify submit vec __relata_entry __relata_nothing __relata_register
    }

    pub struct Entry;
    pub struct Model;
    pub struct Option<T>(pub T);
    pub struct Facts;
    pub struct Same;
    pub struct Probe<T>(T);
    pub struct Registered;
    pub struct Result;
    pub struct Some;
    pub struct String;
    pub struct Type;
    pub struct bool;
    pub struct str;
    pub struct u32;
    pub struct u8;
    pub struct usize;
    pub fn note() {}
    pub fn size() {}
    pub fn type_id() {}
    pub fn by_module() {}
    pub fn path_or() {}
    pub fn same() {}
    pub const N: i8 = 0;
    pub static PATH: i8 = 0;
    pub static ENTRY: i8 = 0;

    /// Every type has these, and none of them may be taken for the derive's.
    #[allow(clippy::new_ret_no_self, reason = "it only has the name")]
    pub trait Everything {
        const PATH: i8 = 0;
        const ENTRY: i8 = 0;
        fn record(self) -> i8
        where
            Self: ::core::marker::Sized,
        {
            0
        }
        fn record_of(&self) {}
        fn of() {}
        fn new() {}
    }

    impl<T: ?::core::marker::Sized> Everything for T {}

    #[derive(::relata::Model)]
    #[relata(belongs_to(parent: Self, key = parent), unique(own, id), table = "users")]
    #[relata(allow(missing_target, reason = "none"), has_many(posts: "Post", inverse = author))]
    pub struct User<'a> {
        id: ::core::primitive::i64,
        own: Option<::core::primitive::i64>,
        parent: ::core::option::Option<&'a ::core::primitive::str>,
        texts: (str, u8, usize, bool),
    }

    #[derive(::relata::Model)]
    pub enum Role {
        Admin,
    }
}

#[test]
fn shadowed() {
    let registry = recorded(&relata::models![shadowed::User, shadowed::Role]);
    let user = registry.get::<shadowed::User>().unwrap();
    let optional: Vec<_> = user.fields().map(|field| field.is_optional()).collect();
    assert_eq!(optional, [false, false, true, false]);
    assert_eq!(
        user.relation("parent").unwrap().targets().next(),
        Some(user)
    );
}

/// A key is taken for a type of the language by its name; the compiler refuses it where that is another type (see
/// macros/tests/ui/compiler). With its module, any type can be one.
#[allow(
    non_camel_case_types,
    reason = "the names of primitive types are names like others"
)]
mod keys_of_such_types {
    use relata::{Model, options};

    pub type u64 = i64;
    pub struct u32;

    #[derive(Model)]
    #[relata(belongs_to(parent: Self))]
    pub struct Folder {
        id: self::u64,
        parent_id: Option<i64>,
    }

    #[derive(Model)]
    #[relata(belongs_to(folder: Folder))]
    pub struct File {
        id: i64,
        folder_id: self::u32,
    }

    #[test]
    fn are_reported_with_their_module() {
        let found = options().check_isolated(&relata::models![Folder, File]);
        let headlines: Vec<_> = found.iter().map(relata::Finding::headline).collect();
        assert_eq!(
            headlines,
            [
                "key field `File.folder_id` is `self::u32`, but it references `Folder.id`, which is `self::u64`"
            ]
        );
    }
}

/// What is called `Option` and is another type is no `Option`; of what it holds nothing is known, so it may be any key.
mod a_key_in_another_option {
    use relata::{Model, options};

    pub struct Option<T>(pub T);

    #[derive(Model)]
    #[relata(belongs_to(parent: Self))]
    pub struct Folder {
        id: i64,
        parent_id: Option<i64>,
    }

    #[test]
    fn is_not_compared() {
        let found = options().check_isolated(&relata::models![Folder]);
        // It cannot be null, so no first folder can be made.
        let rules: Vec<_> = found.iter().map(|it| it.rule().name()).collect();
        assert_eq!(rules, ["required_cycle"]);
    }
}
