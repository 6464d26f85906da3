//! Crates that must be linked: the macro refers to them, so that the compiler links them, and each must contribute a model.

/// Links crates that declare models, and requires that each of them contributes one.
///
/// A dependency that only `Cargo.toml` lists is not linked, and its models are not registered. This macro refers to it in
/// code. If none of its models is registered even so, that is a finding of
/// [`Rule::MissingCrate`](crate::Rule::MissingCrate).
///
/// Write it where an item can be, in the root of a program, a test or an example:
///
/// ```rust,no_run,standalone_crate
/// # extern crate relata as billing;
/// # extern crate relata as crm;
/// relata::link!(billing, crm);
///
/// fn main() -> Result<(), relata::Report> {
///     relata::init()?;
///     Ok(())
/// }
/// ```
///
/// The library of a package is a crate like any other to its `main.rs`, tests, examples and doctests: they see its models
/// only if they refer to it, as in `relata::link!(my_package)`. For a dependency that `Cargo.toml` renames from
/// `documents` to `docs`, write both names, as in `relata::link!(docs as documents)`.
///
/// A crate without models that links others by `link!` contributes theirs. A program and a library with the same name are
/// one crate to this check: a model of the program counts for the library.
///
/// See the guide to [linking](crate::guide::linking) for other ways to lose models.
///
/// The compiler rejects a name that is not a dependency; `cargo relata check` then shows the missing line of `Cargo.toml`, or the
/// feature of an optional dependency:
///
/// ```compile_fail,E0432
/// relata::link!(bilingg);
/// ```
#[macro_export]
macro_rules! link {
    ($($krate:ident $(as $name:ident)?),+ $(,)?) => {
        $($crate::__relata_link!($krate $(as $name)?);)+
    };
    ($($other:tt)*) => {
        $crate::__private::compile_error!(
            "`link!` expects the names of crates, as in `relata::link!(billing, docs as documents)`"
        );
    };
}

/// One crate of a [`link!`](crate::link).
#[doc(hidden)]
#[macro_export]
macro_rules! __relata_link {
    ($krate:ident) => {
        $crate::__relata_link!($krate as $krate);
    };
    ($krate:ident as $name:ident) => {
        const _: () = {
            use ::$krate as _;
            const __RELATA_LINK: $crate::__private::Entry = $crate::__private::entry!(
                type (),
                __RELATA_LINK,
                __relata::stringify!($name),
                __relata::LINK_FLAGS,
                __relata::place_in(
                    __relata::file!(),
                    [__relata::line!(), __relata::column!()],
                    $crate::__private::place!($krate)
                ),
                [],
                [__relata::module_path!()],
                [] 0 0 &[],
                __relata::BARE
            );
        };
    };
}
