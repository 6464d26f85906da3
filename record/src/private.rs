//! Used by generated code. Not public API.

use std::any::TypeId;
use std::marker::PhantomData;

use crate::flag;

pub use crate::__relata_diesel as diesel_table;
pub use crate::__relata_entry as entry;
#[cfg(not(feature = "inventory"))]
pub use crate::__relata_nothing as submit;
#[cfg(linkme)]
pub use crate::__relata_register as register;
pub use crate::__relata_section as section;
// Directly, because a macro in between would cost the compiler more.
#[cfg(not(linkme))]
pub use self::submit as register;
#[cfg(linkme)]
pub use crate::channels::RELATA_RECORD_1_ENTRIES;
pub use crate::channels::{Channel, Collected};
pub use crate::facts::{Facts, Note, note, size};
pub use crate::{Entry, Registered};
pub use core::{
    cfg, column, compile_error, concat, env, file, line, module_path, option_env, stringify,
};
#[cfg(feature = "inventory")]
pub use inventory::{self, submit};
#[cfg(linkme)]
pub use linkme;
pub use std::any::TypeId as Type;
pub use std::option::Option::{None, Some};

/// Asks the compiler about the type of a field. The inherent constants are those of an `Option`, and [`Otherwise`] has
/// those of every other type. So an alias of `Option` is recognized, and another type with that name is not an `Option`.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T> Probe<Option<T>> {
    /// An `Option` can be null.
    pub const RELATA_OPTIONAL: bool = true;
    /// The type in the `Option`.
    pub const RELATA_INNER: PhantomData<T> = PhantomData;
}

/// The constants of types that have no inherent ones.
pub trait Otherwise {
    /// The type itself.
    type Of: ?Sized;
    /// Not an `Option`: it cannot be null.
    const RELATA_OPTIONAL: bool = false;
    /// Not an `Option`: the type itself.
    const RELATA_INNER: PhantomData<Self::Of> = PhantomData;
    /// Not a model: it has no path.
    const RELATA_PATH: &'static str = "";
}

impl<T: ?Sized> Otherwise for Probe<T> {
    type Of = T;
}

/// A key that can be null.
#[diagnostic::on_unimplemented(
    message = "`on_delete = set_null` needs a key that can be null, but its type `{Self}` is not an `Option`",
    label = "make the type of the key an `Option`, or write another action"
)]
pub trait Nullable {}

#[diagnostic::do_not_recommend]
impl<T> Nullable for Option<T> {}

/// Compiles only for a key that can be null.
pub const fn nullable<T: Nullable>() {}

/// Returns the id of the type that a [`Probe`] found.
pub const fn type_id<T: ?Sized + 'static>(_: PhantomData<T>) -> TypeId {
    TypeId::of::<T>()
}

/// Returns the entry of a model of this type. A free function costs the compiler less than an associated one.
pub const fn entry_of<T: ?Sized + 'static>(
    record: &'static [u8],
    types: &'static [TypeId],
) -> Entry {
    Entry::new(record, TypeId::of::<T>(), types)
}

/// A type that is `P` itself. The bound shows that a key has the primitive type that the derive infers from its name, which
/// costs the compiler less than the type ids of all keys.
#[diagnostic::on_unimplemented(
    message = "`{P}` is not the primitive type here",
    label = "relata expects a key or unique field with this type name to have the primitive type",
    note = "write the type with its module, as in `self::u64`, or give it another name"
)]
pub trait Same<P> {
    /// The flags of a model with such a key.
    const MODEL_FLAGS: u32 = MODEL_FLAGS;
}

impl<T> Same<T> for T {}

/// The flags of a compiled model: its fields are known.
pub const MODEL_FLAGS: u32 = flag::FIELDS_KNOWN;

/// Returns the flags of a part of a model. `complete` means that all its relations are known.
pub const fn part_flags(complete: bool) -> u32 {
    flag::PART | if complete { flag::COMPLETE } else { 0 }
}

/// Adds the flag of a model whose table the compiler knows.
pub const fn table_flags(flags: u32) -> u32 {
    flags | flag::TABLE
}

/// Adds the flags of a model that may be named by its module. `is_whole` means that the type next to it that declares its
/// relations is registered.
pub const fn module_flags(flags: u32, module: &str, path: &str, is_whole: bool) -> u32 {
    // `path` is either the module itself or a path in it.
    let by_module = if path.len() == module.len() {
        flag::MODULE
    } else {
        0
    };
    let unread = if is_whole { 0 } else { flag::UNREAD };
    flags | by_module | unread
}

/// Returns the path of a model that may be named by its module. It is the path of the module if that has this name, or if
/// no name is given. In other modules, and in the root of a crate, the model has its own path.
pub const fn by_module(
    module: &'static str,
    path: &'static str,
    name: Option<&str>,
) -> &'static str {
    let (module_bytes, mut i) = (module.as_bytes(), module.len());
    while i > 0 && module_bytes[i - 1] != b':' {
        i -= 1;
    }
    let (_, last) = module_bytes.split_at(i);
    let last = match last {
        [b'r', b'#', plain @ ..] => plain,
        last => last,
    };
    let has_name = match name {
        Some(name) => is_same(last, name.as_bytes()),
        None => true,
    };
    if i > 0 && has_name { module } else { path }
}

pub(crate) const fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut i = 0;
    while i < one.len() {
        if one[i] != other[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The model next to a type that declares its relations.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relata model, so relations cannot be declared for it",
    label = "this type declares relations of `{Self}`, which does not derive `relata::Model` or is marked `#[relata(skip)]`",
    note = "add `relata::Model` to the derives of `{Self}` and remove any `#[relata(skip)]`; if `{Self}` should not be a model, mark this type `#[relata(skip)]` too"
)]
pub trait Whole {
    /// The path of the model.
    const RELATA_PATH: &'static str;
}

#[diagnostic::do_not_recommend]
impl<T: Registered> Whole for T {
    const RELATA_PATH: &'static str = T::PATH;
}

/// Asks the compiler for the path of a type that may not be a model. [`Otherwise`] has the path of those that are not.
#[derive(Debug)]
pub struct Target<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized + Registered> Target<T> {
    /// The path of the model.
    pub const RELATA_PATH: &'static str = T::PATH;
}

impl<T: ?Sized> Otherwise for Target<T> {
    type Of = T;
}

/// The flags of an external model.
pub const EXTERNAL_FLAGS: u32 = flag::EXTERNAL | flag::MARKS_HOLD;

/// The flags of a crate that must contribute a model.
pub const LINK_FLAGS: u32 = flag::LINK | flag::MARKS_HOLD;

/// The flags of a type that counts as another one in all keys.
pub const KEY_TYPE_FLAGS: u32 = flag::KEY_TYPE;

/// The place of a token as a macro saw it, or that of the macro's call if the token is in another file, where a macro's
/// definition is.
pub const fn place_in(file: &str, call: [u32; 2], (seen_in, seen): (&str, [u32; 2])) -> [u32; 2] {
    let (file, seen_in) = (file.as_bytes(), seen_in.as_bytes());
    let mut at = 0;
    while at < file.len() && at < seen_in.len() && file[at] == seen_in[at] {
        at += 1;
    }
    if at == file.len() && at == seen_in.len() {
        seen
    } else {
        call
    }
}

/// The parts of a record that has only a path.
pub const BARE: &[u8] = b"";

/// Returns this path, or the other one if it is empty.
pub const fn path_or(path: &'static str, other: &'static str) -> &'static str {
    if path.is_empty() { other } else { path }
}
