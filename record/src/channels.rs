//! How the linker hands entries over: the macros that register them, and the channels that collect them. The build script
//! decides which channels a platform has.
//!
//! Each model is registered through every channel that is compiled in; an entry that arrives twice is one entry. A *canary*
//! of this crate's own goes through each channel too: where it does not arrive, the channel does not work on this platform,
//! and a program without models must not be confused with that.

#![allow(
    unsafe_code,
    reason = "`link_section` is unsafe since a section may mean something to the system; ours is a note of read-only data"
)]

use crate::Entry;

/// A way by which entries arrive, and whether it works here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Channel {
    /// The library that the channel is, or what stands in its place.
    pub name: &'static str,
    /// Whether its canary arrived.
    pub alive: bool,
    /// Who put its entries together.
    pub origin: Origin,
    /// Whether the linker leaves out the parts of a crate that no code refers to. That of WebAssembly does: `rustc` keeps
    /// what is marked as used by an object file of its own beside the others, which it cannot write for this platform.
    pub sparing: bool,
}

/// Who put the entries of a channel together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The linker, from what it kept.
    Linker,
    /// Somebody by hand.
    Picked,
    /// They were read from bytes, a file or a document.
    Read,
}

impl Channel {
    /// A linker hands the entries over through this library.
    pub const fn linked(name: &'static str, alive: bool) -> Self {
        Channel {
            name,
            alive,
            origin: Origin::Linker,
            sparing: cfg!(target_family = "wasm"),
        }
    }

    /// Somebody lists them.
    pub const fn picked() -> Self {
        Channel::certain("models!", Origin::Picked)
    }

    /// They are read, and so lost no more.
    pub const fn read() -> Self {
        Channel::certain("records", Origin::Read)
    }

    /// Nothing is lost on the way.
    const fn certain(name: &'static str, origin: Origin) -> Self {
        Channel {
            name,
            alive: true,
            origin,
            sparing: false,
        }
    }

    /// The same, of a linker that leaves out the parts of a crate that no code refers to.
    #[must_use]
    pub const fn sparing(mut self) -> Self {
        self.sparing = true;
        self
    }
}

/// Everything that was handed over.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// The channels that are compiled in.
    pub channels: Vec<Channel>,
    /// The entries of models, canaries taken out.
    pub entries: Vec<&'static Entry>,
}

impl Collected {
    /// Adds what arrived by a channel of this name.
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

/// Gathers from every channel.
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

/// The slice that linkme fills. A linker knows it by its name alone, so that says which crate and major version it is of.
#[cfg(linkme)]
#[linkme::distributed_slice]
pub static RELATA_RECORD_1_ENTRIES: [Entry];

// It points somewhere, as the entries of models do: mold keeps what needs no address filled in apart from what does, and
// gives the slice one of both.
crate::__private::register!(Entry::new(
    &[],
    std::any::TypeId::of::<Entry>(),
    &[std::any::TypeId::of::<Entry>()]
));

/// Hands an entry to each channel; without linkme, inventory's own macro is all of it. What is compiled in is decided here, by
/// the features of this crate and not of the one that derives.
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

/// In place of inventory's own, without it.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "inventory"))]
macro_rules! __relata_nothing {
    ($entry:expr) => {};
}

/// Its tokens where linkme does not work on this platform, else nothing.
#[doc(hidden)]
#[macro_export]
#[cfg(linkme)]
macro_rules! without_linkme {
    ($($error:tt)*) => {};
}

/// Its tokens where linkme does not work on this platform, else nothing.
#[doc(hidden)]
#[macro_export]
#[cfg(not(linkme))]
macro_rules! without_linkme {
    ($($error:tt)*) => { $($error)* };
}

/// The value of the entry of a model of this type, which it registers by an expression that names the entry. The record is a
/// static in a section of its own: a note on ELF, and elsewhere a section that a reader finds by its name. It holds no
/// pointer, so it costs no relocation and is read as it lies in the file.
///
/// One macro with few items in it, for each item and each macro costs the compiler more than what stands in it.
#[doc(hidden)]
#[macro_export]
macro_rules! __relata_entry {
    (
        type $own:ty, $entry:expr, $path:expr, $flags:expr, $seen:expr,
        [$($maybe_option:ty),*], [$($target:expr),*], [$($key:ty),*], $rest:expr
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
        #[unsafe(link_section = __relata::section!())]
        static __RELATA_RECORD: __relata::Note<{ __relata::size(__RELATA_FACTS) }> =
            __relata::note(__RELATA_FACTS);
        __relata::register!($entry);
        __relata::entry_of::<$own>(
            &__RELATA_RECORD.record,
            &[$(__relata::type_id(__relata::Probe::<$key>::RELATA_INNER)),*],
        )
    }};
}

/// The section of records. That its name is asked for here costs the compiler less than as many conditions on each record.
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
#[cfg(target_family = "wasm")]
macro_rules! __relata_section {
    () => {
        "relata"
    };
}

/// The section of records.
#[doc(hidden)]
#[macro_export]
#[cfg(not(any(
    target_vendor = "apple",
    target_os = "windows",
    target_os = "uefi",
    target_family = "wasm"
)))]
macro_rules! __relata_section {
    () => {
        ".note.relata"
    };
}
