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
                const __RELATA_EXTERNAL: $crate::__private::Entry = $crate::__private::entry!(
                    type (), __RELATA_EXTERNAL, $crate::__private::full_path($path), __relata::EXTERNAL_FLAGS, [0, 0],
                    [], [], [], __relata::BARE
                );
            };
        )+
    };
}
