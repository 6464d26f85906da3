//! What a type counts as in all keys: an entry with both types, next to those of models.

/// Declares that a type also counts as another one when keys are compared, wherever a field has it.
///
/// For the compiler and relata, a newtype and the type in it are different types. If a key is a `u32` and references a
/// `CustomerId(u32)`, that is a finding of [`Rule::KeyNewtype`](crate::Rule::KeyNewtype), unless `#[relata(as = u32)]` is on
/// the field of the newtype, or this macro declares it for all fields of that type.
///
/// Write it where an item can be, best next to the newtype. An alias counts as the type that it names.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// struct CustomerId(u32);
/// relata::key_type!(CustomerId = u32);
///
/// #[derive(Model)]
/// struct Customer {
///     id: CustomerId,
/// }
///
/// #[derive(Model)]
/// struct Invoice {
///     id: i64,
///     #[relata(belongs_to(Customer))]
///     customer_id: u32,
/// }
///
/// relata::init()?;
/// # Ok::<(), relata::Report>(())
/// ```
///
/// A type can count as several others: `relata::key_type!(CustomerId = u32, billing::CustomerId)`. Two types that both count
/// as `u32` are still different from each other, so a key of the type `OrderId` that references a `CustomerId` is found.
///
/// The declaration holds for all models of the program or library that it is linked into, and in documents that are made
/// from its registry.
///
/// The compiler rejects anything else:
///
/// ```compile_fail
/// relata::key_type!(u32);
/// ```
#[macro_export]
macro_rules! key_type {
    ($ty:ty = $($counts_as:ty),+ $(,)?) => {
        $($crate::__relata_key_type!($ty, $counts_as);)+
    };
    ($($other:tt)*) => {
        $crate::__private::compile_error!(
            "`key_type!` expects a type and what it counts as, as in `relata::key_type!(CustomerId = u32)`"
        );
    };
}

/// One pair of types of a [`key_type!`](crate::key_type).
#[doc(hidden)]
#[macro_export]
macro_rules! __relata_key_type {
    ($ty:ty, $counts_as:ty) => {
        const _: () = {
            const __RELATA_KEY_TYPE: $crate::__private::Entry = $crate::__private::entry!(
                type (),
                __RELATA_KEY_TYPE,
                __relata::module_path!(),
                __relata::KEY_TYPE_FLAGS,
                [0, 0],
                [],
                [
                    $crate::__private::type_text(__relata::stringify!($ty)),
                    $crate::__private::type_text(__relata::stringify!($counts_as))
                ],
                [$ty, $counts_as] 2 1 &__RELATA_RECORD.types,
                __relata::BARE
            );
        };
    };
}
