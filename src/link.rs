//! Crates that must be linked: named in code, so that the compiler does not leave them out, and held to contribute.

/// Links crates that hold models, and asks that each of them contributes one.
///
/// A dependency that stands only in `Cargo.toml` is not linked, and its models are not registered. This names it in
/// code; where none of its models arrives all the same, [`Rule::MissingCrate`](crate::Rule::MissingCrate) is found.
///
/// It stands where any item can stand, in the root of a program, of a test or of an example:
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
/// A package's own library is a crate like any other to its `main.rs`, its tests, examples and doctests: they see its
/// models only if they name it, as in `relata::link!(my_package)`. A dependency that `Cargo.toml` calls `docs` and that
/// calls itself `documents` is linked by both names, as in `relata::link!(docs as documents)`.
///
/// A crate that has no model of its own and links others by `link!` contributes theirs. A program and a library of one
/// name are one crate to this check: a model of the program counts for the library.
///
/// The guide to [linking](crate::guide::linking) says where else models can be lost.
///
/// A name that is no dependency is refused by the compiler:
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
                [0, 0],
                [],
                [__relata::module_path!()],
                [],
                __relata::BARE
            );
        };
    };
}
