//! Models that live elsewhere: another program owns them, and here nothing but their path is known.

/// Says that a model lives elsewhere: a target that names it is taken as given, and nothing about it is judged. It gives
/// way to the model itself if that is linked after all.
///
/// The path is the full one, `krate::module::Name`; several may be given.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// relata::external!("auth::User");
///
/// #[derive(Model)]
/// #[relata(belongs_to(author: "User"))]
/// struct Post {
///     id: i64,
///     author_id: i64,
/// }
///
/// relata::init()?;
/// # Ok::<(), relata::Report>(())
/// ```
///
/// A path without a crate is refused by the compiler:
///
/// ```compile_fail
/// relata::external!("User");
/// ```
#[macro_export]
macro_rules! external {
    ($($path:literal),+ $(,)?) => {
        $(
            const _: () = {
                use $crate::__private as __relata;
                const __RELATA_FACTS: &__relata::Facts = &__relata::bare(
                    __relata::full_path($path),
                    &[],
                    (__relata::file!(), __relata::line!(), __relata::column!()),
                    __relata::EXTERNAL_FLAGS
                );
                const __RELATA_EXTERNAL: &__relata::Entry = __relata::entry!(__RELATA_FACTS, __relata::Entry::NONE.own, &[]);
                __relata::register!(*__RELATA_EXTERNAL);
            };
        )+
    };
}
