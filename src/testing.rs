//! Assertions for tests about the models of this program.

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

/// Asserts that every model that the source declares is registered in this program, and that no other finding is denied.
/// Requires the feature `source`; enable it only for tests:
///
/// ```toml
/// [dev-dependencies]
/// relata = { version = "0.1", features = ["source", "document"] }
/// ```
///
/// One test is enough, in `tests/` or next to the code:
///
/// ```rust,no_run
/// #[test]
/// fn every_model_is_registered() {
///     relata::assert_complete!();
/// }
/// ```
///
/// It reads the source of the test's program, of the library of its package, and of every package of your own that these
/// depend on. A model that is declared there and not registered is reported with its cause and the line that fixes it: no
/// `mod` declares its file, no code refers to its crate, or an optional dependency, a feature or another `cfg` excludes
/// it. The last three may be intentional, so they are warnings unless a relation needs the model or the options are
/// [`strict`](crate::Options::strict). Models that your own macros generate are not visible in source and are not checked.
///
/// A crate that only tests depend on, and that this test does not refer to, is a warning too. The source of packages outside
/// the workspace is not read.
///
/// Features are those with which cargo builds this package when it builds nothing else. Under `forbid(unexpected_cfgs)` it does not
/// compile.
///
/// Options apply as for [`init`](crate::Options::init):
///
/// ```rust,no_run
/// relata::assert_complete!(relata::options().strict().outside("auth"));
/// ```
///
/// The test runs `cargo metadata` and `cargo tree`, without network access, to find the packages and their features.
///
/// # Panics
///
/// Panics with the whole report if a finding is denied, or if the source cannot be read.
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
                features: $crate::__private::features!(),
            },
        )
    };
}

/// Asserts that models are registered in this program: types that derive [`Model`](macro@crate::Model), and names as in
/// [`Options::expect_named`](crate::Options::expect_named). It does not check their relations.
///
/// A type is linked because this assertion refers to it. A name proves more: that the program links the model by itself.
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
/// Panics with the report if a model is not registered.
#[macro_export]
macro_rules! assert_registered {
    ($($models:tt)+) => {
        $crate::__relata_assert_registered!([$crate::options()] $($models)+)
    };
}

/// Takes the names and types one by one.
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

/// Panics if a model that the options expect is not registered.
#[track_caller]
#[doc(hidden)]
pub fn assert_registered(options: Options) {
    use Rule::{EmptyRegistry, MissingModel, RegistrationUnavailable};
    let options = options.asking_only(&[RegistrationUnavailable, EmptyRegistry, MissingModel]);
    assert_sound(&options.check());
}

/// Asserts that this program registers exactly what a document next to the code lists, so that a model that disappears
/// shows up in review. The path is relative to the folder of the package. Requires the feature `document`.
///
/// The document has no places and no versions, so it changes only when the registry does. Keep one document for each test
/// target, since each is a program of its own.
///
/// ```rust,no_run
/// relata::assert_unchanged!("relata.json");
/// ```
///
/// With `RELATA_UPDATE=1` in the environment it writes the document and asserts nothing.
///
/// # Panics
///
/// Panics with the differences, or if the document cannot be read or written.
#[macro_export]
#[cfg(feature = "document")]
macro_rules! assert_unchanged {
    ($file:expr $(,)?) => {
        $crate::__private::assert_unchanged($crate::__private::env!("CARGO_MANIFEST_DIR"), $file)
    };
}
