//! Registration through the linker: the macros that register entries and the channels that collect them. The build script
//! decides which channels a platform has.
//!
//! Each model is registered through every compiled-in channel; duplicate entries count once. This crate also registers a
//! *canary* through each channel: if it does not arrive, the channel does not work on this platform, which is not the same
//! as a program without models.

#![allow(
    unsafe_code,
    reason = "`link_section` is unsafe since a section may mean something to the system; ours is a note of read-only data"
)]

use crate::Entry;

/// A channel through which entries arrive, and whether it works on this platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Channel {
    /// The name of the library, or of what replaces it.
    pub name: &'static str,
    /// Whether the canary arrived.
    pub alive: bool,
    /// Where the entries come from.
    pub origin: Origin,
    /// Whether the linker drops the parts of a crate that no code refers to. The WebAssembly linker does: `rustc` keeps
    /// used items with an additional object file, which it cannot write for this platform.
    pub sparing: bool,
}

/// Where the entries of a channel come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The linker collected them.
    Linker,
    /// The program lists them.
    Picked,
    /// They were read from bytes, a file or a document.
    Read,
}

impl Channel {
    /// Returns the channel of a library that collects entries through the linker.
    pub const fn linked(name: &'static str, alive: bool) -> Self {
        Channel {
            name,
            alive,
            origin: Origin::Linker,
            sparing: cfg!(target_family = "wasm"),
        }
    }

    /// Returns the channel of entries that the program lists.
    pub const fn picked() -> Self {
        Channel::certain("models!", Origin::Picked)
    }

    /// Returns the channel of entries that were read.
    pub const fn read() -> Self {
        Channel::certain("records", Origin::Read)
    }

    /// Returns a channel that cannot lose entries.
    const fn certain(name: &'static str, origin: Origin) -> Self {
        Channel {
            name,
            alive: true,
            origin,
            sparing: false,
        }
    }

    /// Marks the linker as one that drops the parts of a crate that no code refers to.
    #[must_use]
    pub const fn sparing(mut self) -> Self {
        self.sparing = true;
        self
    }
}

/// The collected entries, and the channels that they came through.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// The compiled-in channels.
    pub channels: Vec<Channel>,
    /// The entries of models, without canaries.
    pub entries: Vec<&'static Entry>,
}

impl Collected {
    /// Adds the entries of the channel with this name.
    pub fn take(&mut self, name: &'static str, entries: impl Iterator<Item = &'static Entry>) {
        let mut alive = false;
        for entry in entries {
            if entry.is_canary() {
                alive = true;
            } else {
                self.entries.push(entry);
            }
        }
        self.channels.push(Channel::linked(name, alive));
    }
}

/// Collects the entries of every channel.
pub fn collect() -> Collected {
    #[allow(
        unused_mut,
        reason = "without a channel, that is the one mistake to tell"
    )]
    let mut collected = Collected::default();
    #[cfg(feature = "inventory")]
    collected.take("inventory", inventory::iter::<Entry>.into_iter());
    #[cfg(linkme)]
    collected.take("linkme", RELATA_RECORD_1_ENTRIES.iter());
    collected
}

#[cfg(feature = "inventory")]
inventory::collect!(Entry);

/// The slice that linkme fills. The linker knows it only by name, so the name contains the crate and its major version.
#[cfg(linkme)]
#[linkme::distributed_slice]
pub static RELATA_RECORD_1_ENTRIES: [Entry];

// The canary contains a pointer, like the entries of models: mold separates data with relocations from data without, and
// the slice would be only one of the two.
crate::__private::register!(Entry::new(
    &[],
    std::any::TypeId::of::<Entry>(),
    &[std::any::TypeId::of::<Entry>()]
));

/// The ids of the known types, for readers of this file.
#[used]
#[cfg_attr(
    not(target_family = "wasm"),
    unsafe(link_section = crate::__private::section!())
)]
static RELATA_KNOWN_TYPES: crate::facts::Known = crate::facts::Known::NOTE;

/// Registers an entry through each channel. Without linkme, inventory's own macro does this. The features of this crate
/// decide, not those of the crate that uses the derive.
#[doc(hidden)]
#[macro_export]
#[cfg(linkme)]
macro_rules! __relata_register {
    ($entry:expr) => {
        $crate::__private::submit!($entry);
        const _: () = {
            #[$crate::__private::linkme::distributed_slice(
                $crate::__private::RELATA_RECORD_1_ENTRIES
            )]
            #[linkme(crate = $crate::__private::linkme)]
            static __RELATA_ELEMENT: $crate::__private::Entry = $entry;
        };
    };
}

/// Replaces inventory's macro when that is not compiled in.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "inventory"))]
macro_rules! __relata_nothing {
    ($entry:expr) => {};
}

/// Expands to its tokens where linkme does not work on this platform, else to nothing.
#[doc(hidden)]
#[macro_export]
#[cfg(linkme)]
macro_rules! without_linkme {
    ($($error:tt)*) => {};
}

/// Expands to its tokens where linkme does not work on this platform, else to nothing.
#[doc(hidden)]
#[macro_export]
#[cfg(not(linkme))]
macro_rules! without_linkme {
    ($($error:tt)*) => { $($error)* };
}

/// Evaluates to the entry of a model of this type, and registers it through `$entry`, an expression that names the entry.
/// The record is a static in its own section: a note on ELF, elsewhere a section that readers find by name. In WebAssembly, it
/// is among the other data with a mark. It contains no pointers, so it needs no relocations and can be read directly from the
/// file.
///
/// This is one macro with few items, because each macro and each item costs the compiler more than its content.
#[doc(hidden)]
#[macro_export]
macro_rules! __relata_entry {
    (
        type $own:ty, $entry:expr, $path:expr, $flags:expr, $seen:expr,
        [$($maybe_option:ty),*], [$($target:expr),*], [$($key:ty),*] $count:literal $headers:literal $types:expr, $rest:expr
    ) => {{
        #[allow(unused_imports)]
        use $crate::__private::{self as __relata, Otherwise as _};
        const __RELATA_FACTS: &__relata::Facts<'_> = &__relata::Facts {
            path: $path,
            file: __relata::file!(),
            at: [__relata::line!(), __relata::column!()],
            seen: $seen,
            flags: $flags,
            optional: &[$(__relata::Probe::<$maybe_option>::RELATA_OPTIONAL),*],
            targets: &[$($target),*],
            rest: $rest,
        };
        #[used]
        #[cfg_attr(not(target_family = "wasm"), unsafe(link_section = __relata::section!()))]
        static __RELATA_RECORD: __relata::Note<{ __relata::size(__RELATA_FACTS) }, $count, $headers> =
            __relata::note(
                __RELATA_FACTS,
                [$(__relata::type_id(__relata::Probe::<$key>::RELATA_INNER)),*],
            );
        __relata::register!($entry);
        __relata::entry_of::<$own>(&__RELATA_RECORD.record, $types)
    }};
}

/// The section of records. One macro per platform costs the compiler less than conditions on each record.
#[doc(hidden)]
#[macro_export]
#[cfg(target_vendor = "apple")]
macro_rules! __relata_section {
    () => {
        "__DATA,__relata"
    };
}

/// The section of records.
#[doc(hidden)]
#[macro_export]
#[cfg(any(target_os = "windows", target_os = "uefi"))]
macro_rules! __relata_section {
    () => {
        ".relata"
    };
}

/// The section of records.
#[doc(hidden)]
#[macro_export]
#[cfg(not(any(target_vendor = "apple", target_os = "windows", target_os = "uefi")))]
macro_rules! __relata_section {
    () => {
        ".note.relata"
    };
}
