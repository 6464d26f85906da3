//! A model's facts as bytes: the one layout that the derive writes while compiling and everything else reads in place.
//!
//! In: the facts that generated code states ([`write`]), or the bytes of a finished record ([`read`], or [`scan`] for what
//! links models). Out: a static of bytes without a single pointer, or borrowed views. This module must not know how records
//! are found, what a name means, or what is right or wrong.
//!
//! # The layout, version 1
//!
//! A record stands behind the header of an ELF note on every platform (owner `relata`, type = version), so that a
//! reader of a finished executable walks from one to the next without a symbol. A *number* is LEB128 of a `u32`; a
//! *text* is a number of bytes and UTF-8; a *list* is a number of items and the items; a *mark* is a line and a column,
//! both zero where only the model's own place is known. In this order:
//!
//! | what | as |
//! |---|---|
//! | path, file | 2 texts |
//! | the model's place | mark |
//! | flags: 1 the other marks hold, 2 abstract, 4 external, 8 part, 16 fields are known, 32 link, 64 known by its module, 128 all relations are known (of a part), 256 what an ORM declares beside it is not registered | number |
//! | whether each field that may be an `Option` is one | list of bytes |
//! | the paths of the types that relations name, its own aside; empty where a type is no model | list of at most 4,096 texts |
//! | what is not looked at to link models | the number of the bytes of the next three, and these |
//! | type name (empty: the path's last segment), package, version, table (empty: none) | 4 texts |
//! | unique field sets | list of lists of texts |
//! | where the fields stand | a mark for each |
//! | primary key (empty: unknown) | list of texts |
//! | allows | list of: rule, reason, mark |
//! | fields | the number of bytes of the list, then the list of: name, type, flags (1 unique, 2 has a type id, 4 counts `as` another type, which has a type id too, 8 may be an `Option`, 16 the language's own type of that name), the `as` type if there is one |
//! | relations | list of relations |
//!
//! and a relation is its name, kind (a byte), list of targets, inverse (text), key (list), a number, and marks: of its name, of
//! its inverse (zeros without one), of its key, and of each target. The number is twice the length of the marks in bytes, so
//! that linking can skip them, plus one if what few relations say follows: its file (text, empty: the model's), references
//! (list, mark), tag (text), through (a target and its mark, or a zero), via (two texts, mark), on delete (a byte), allows.
//! Behind the relations zeros fill the record up to the next multiple of 4 bytes.
//!
//! A *type* is a number below 32, of those that have one ([`common_type`]) or 0 where a document tells none, or 32 more than
//! the number of its bytes, and UTF-8.
//!
//! A *target* is a byte, a number, and for some more: 1 and the text of a name; 2 and the number of a path, 0 for the
//! model's own and from 1 on for those listed; 3, such a number, and the text that counts where that path is empty, of a
//! type that is no model; 4 and the path of a type itself; 5 and the text of a type that is no model. Of the last two are
//! the relations of a record that was joined from those of a model and its parts, which list other paths.
//!
//! What the compiler alone knows stands first: a compiler copies what the derive has written in one piece then.
//!
//! A *part* is no model: its path is that of the model whose relations it declares, its type name that of the type which
//! does. In it a field may be spelled like the variant of an ORM's columns, `AuthorId`, and an inverse like that of its
//! relations; which they are is known where parts and models come together.
//!
//! A *link* is no model: its path is the name of a crate that must contribute one, and the one path that it lists is that of
//! the module that says so.

mod decode;
#[cfg(feature = "document")]
mod encode;
mod identity;
mod list;
mod paths;
mod read;
mod reader;
mod writer;

pub(crate) use decode::{Head, decode, first_listed};
#[cfg(feature = "document")]
pub(crate) use encode::encode;
pub(crate) use identity::Identity;
use list::List;
pub(crate) use read::{Allow, Form, ModelRecord, TargetRecord};
pub(crate) use reader::Mark;
pub(crate) use relata_record::flag::{self, types_beside};
pub(crate) use relata_record::write::{OWNER, OWNER_SIZE, VERSION};
pub(crate) use relata_record::{Kind, OnDelete, common_type};
