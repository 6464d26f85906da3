//! Assertions for tests, of what this program registers.

#[cfg(feature = "source")]
mod complete;
mod sound;
#[cfg(feature = "document")]
mod unchanged;

use self::sound::assert_sound;
use crate::options::Options;
use crate::rule::Rule;

#[cfg(feature = "source")]
pub use complete::{Compiled, assert_complete};
#[cfg(feature = "document")]
pub use unchanged::assert_unchanged;

/// Asserts that every model which the source declares is registered in this program, and that nothing else is denied. The
/// feature `source` has this; turn it on for tests alone:
///
/// ```toml
/// [dev-dependencies]
/// relata = { version = "0.1", features = ["source", "document"] }
/// ```
///
/// One test is enough, in `tests/` or beside the code:
///
/// ```rust,no_run
/// #[test]
/// fn every_model_is_registered() {
///     relata::assert_complete!();
/// }
/// ```
///
/// It reads the source of the program that the test stands in, of the library of its package, and of every package of
/// your own that these depend on. A model that is declared there and not registered is found with what keeps it out and
/// the line that mends it: no `mod` declares its file, no code names its crate, an optional dependency, a feature or
/// another `cfg` leaves it out. The last three may be meant, so they are warnings unless a relation needs the model or the
/// options are [`strict`](crate::Options::strict). Models that your own macros make cannot be seen in source and are never
/// missed.
///
/// A crate that only tests depend on, and of which this one names nothing, is a warning too. Of optional dependencies that
/// only `--features` turns on, and of packages from elsewhere, the source is not read.
///
/// Options say what else is asked, as for [`init`](crate::Options::init):
///
/// ```rust,no_run
/// relata::assert_complete!(relata::options().strict().outside("auth"));
/// ```
///
/// Cargo must be there when the test runs, since it is asked which packages there are; it fetches nothing.
///
/// # Panics
///
/// With the whole report, or if the source cannot be read.
#[macro_export]
#[cfg(feature = "source")]
macro_rules! assert_complete {
    () => {
        $crate::assert_complete!($crate::options())
    };
    ($options:expr $(,)?) => {
        $crate::__private::assert_complete(
            &$options,
            $crate::__private::Compiled {
                package: $crate::__private::env!("CARGO_MANIFEST_DIR"),
                module: $crate::__private::module_path!(),
                file: $crate::__private::file!(),
                program: $crate::__private::option_env!("CARGO_BIN_NAME"),
                has_folder: $crate::__private::option_env!("CARGO_TARGET_TMPDIR").is_some(),
                test: $crate::__private::cfg!(test),
            },
        )
    };
}

/// Asserts that models are registered in this program: types that derive [`Model`](macro@crate::Model), and names as
/// [`Options::expect_named`](crate::Options::expect_named) takes them. Whether their relations are sound is not asked.
///
/// A type is linked because it is named here, so a name says more: that the model is there without anybody's help.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// struct User {
///     id: i64,
/// }
///
/// #[derive(Model)]
/// #[relata(belongs_to(user: User))]
/// struct DocumentExportJob {
///     id: i64,
///     user_id: i64,
/// }
///
/// relata::assert_registered!(User, "DocumentExportJob");
/// ```
///
/// # Panics
///
/// With the report, if one is not registered.
#[macro_export]
macro_rules! assert_registered {
    ($($models:tt)+) => {
        $crate::__relata_assert_registered!([$crate::options()] $($models)+)
    };
}

/// Takes one name or type after the other.
#[doc(hidden)]
#[macro_export]
macro_rules! __relata_assert_registered {
    ([$($options:tt)+]) => {
        $crate::__private::assert_registered($($options)+)
    };
    ([$($options:tt)+] $name:literal $(, $($rest:tt)*)?) => {
        $crate::__relata_assert_registered!([$($options)+.expect_named($name)] $($($rest)*)?)
    };
    ([$($options:tt)+] $model:ty $(, $($rest:tt)*)?) => {
        $crate::__relata_assert_registered!([$($options)+.expect::<$model>()] $($($rest)*)?)
    };
}

/// Panics if one of the models that the options expect is not registered.
#[track_caller]
#[doc(hidden)]
pub fn assert_registered(options: Options) {
    use Rule::{EmptyRegistry, MissingModel, RegistrationUnavailable};
    let options = options.asking_only(&[RegistrationUnavailable, EmptyRegistry, MissingModel]);
    assert_sound(&options.check());
}

/// Asserts that what this program registers is what a document beside the code says, whose path is given from the folder
/// of the package. So a model that disappears shows up in review. The feature `document` has this.
///
/// The document leaves out places and versions: it changes only when the registry does. Keep one for each test that asks
/// for it, since each test is a program of its own.
///
/// ```rust,no_run
/// relata::assert_unchanged!("relata.json");
/// ```
///
/// With `RELATA_UPDATE=1` in the environment it writes the document anew and asserts nothing.
///
/// # Panics
///
/// With the difference in words, or if the document cannot be read or written.
#[macro_export]
#[cfg(feature = "document")]
macro_rules! assert_unchanged {
    ($file:expr $(,)?) => {
        $crate::__private::assert_unchanged($crate::__private::env!("CARGO_MANIFEST_DIR"), $file)
    };
}
