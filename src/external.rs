//! External models: another program defines them, and only their path is known here.

/// Declares that a model is defined elsewhere: a target that names it is assumed to exist, and nothing else about it is
/// checked. If the model itself is linked too, it replaces the external one. If only other models of its crate are linked, that
/// is [`missing_model`](crate::Rule::MissingModel).
///
/// Takes one or more full paths, `krate::module::Name`.
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
/// The compiler rejects a path without a crate:
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
                    [], [], [] 0 0 &[], __relata::BARE
                );
            };
        )+
    };
}
