//! The types of fields, as far as names show them. Equal types get equal ids, as the compiler gives them to a program, so
//! the same rules compare them.

use std::collections::HashMap;
use std::sync::Arc;

use relata_record::common_type::{KNOWN, OWN, PRIMITIVES, TEXT, is_primitive};

use crate::model::types::{KnownTypes, RawId, Stored};
use crate::primitive::Primitive;
use crate::source::modules::{ScopeId, Tree};
use crate::source::names::{Found, Item, Names, What};
use crate::source::outline::{self, FieldType, TypePath};

/// The most aliases of aliases that are followed.
pub(super) const MOST_ALIASES: usize = 16;

/// The types of well-known crates that are recognized by name: their paths differ, because crates re-export them.
const FOREIGN: &[&str] = &[
    "BigDecimal",
    "Decimal",
    "NaiveDate",
    "NaiveDateTime",
    "NaiveTime",
    "OffsetDateTime",
    "Ulid",
    "Uuid",
];

/// The ids of types.
#[derive(Debug)]
pub(super) struct Ids {
    pub(super) known: Arc<KnownTypes>,
    /// By a text that is unique to each type.
    others: HashMap<String, RawId>,
    /// What columns hold for each newtype, and for the types of well-known crates.
    stored: HashMap<RawId, Held>,
    /// The number of newtypes around the one that is resolved.
    nested: usize,
}

/// What columns hold for a type.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    /// None if it is not known.
    stored: Option<Stored>,
    /// Whether it may be `NULL`.
    is_option: bool,
}

/// The type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) is_option: bool,
    /// Whether it is not known to be an `Option` or not.
    pub(super) maybe_option: bool,
    pub(super) ty: Type,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// A primitive type that is written by its own name.
    Primitive,
    Id(RawId),
    /// Only the compiler knows it.
    Unknown,
}

impl Resolved {
    fn unknown(is_option: bool, maybe_option: bool) -> Self {
        Resolved {
            is_option,
            maybe_option: maybe_option && !is_option,
            ty: Type::Unknown,
        }
    }
}

impl Ids {
    pub(super) fn new() -> Self {
        let numbers = (0..KNOWN.len()).map(|nth| number(nth.max(OWN - 1)));
        Ids {
            known: Arc::new(KnownTypes::of(numbers.collect())),
            others: HashMap::new(),
            stored: HashMap::new(),
            nested: 0,
        }
    }

    /// Returns an id that no other type has.
    pub(super) fn unique(&mut self) -> RawId {
        self.other(format!("? {}", self.others.len()))
    }

    /// Returns what columns hold for these types, where the source shows it.
    pub(super) fn stored(&self, ids: &[RawId]) -> Vec<(RawId, Stored)> {
        let stored = |id: &RawId| Some((*id, self.stored.get(id)?.stored?));
        ids.iter().filter_map(stored).collect()
    }

    fn other(&mut self, text: String) -> RawId {
        let next = number(KNOWN.len() + self.others.len());
        *self.others.entry(text).or_insert(next)
    }

    /// Returns the type of a field in a scope.
    pub(super) fn resolve<'s>(
        &mut self,
        tree: &Tree,
        names: &mut Names<'s>,
        mut scope: ScopeId,
        mut ty: &'s FieldType,
    ) -> Resolved {
        let mut is_option = false;
        for depth in 0..MOST_ALIASES {
            is_option |= ty.is_option;
            if ty.is_open {
                return Resolved::unknown(is_option, ty.maybe_option);
            }
            let path = ty.path.as_ref().or(ty.applied.as_ref());
            let found = path.and_then(|it| names.item_or_several(scope, &it.names, it.absolute));
            let known = |ty| Resolved {
                is_option,
                maybe_option: false,
                ty,
            };
            let Some((Found::Item(id), is_open)) = found else {
                return known(self.elsewhere(ty, depth == 0));
            };
            if is_open {
                return Resolved::unknown(is_option, true);
            }
            let item = names.items.get(id);
            match item.what {
                What::Alias(alias) => (scope, ty) = (item.scope, &alias.ty),
                // A macro that gets a type of the language does not declare it.
                What::Made if of_the_language(&ty.text).is_some() => {
                    return known(self.elsewhere(ty, depth == 0));
                }
                // Its arguments are not compared.
                _ if ty.path.is_none() => return known(Type::Unknown),
                What::Type(declared) => {
                    let (id, holds_option) = self.declared(tree, names, item, declared);
                    return Resolved {
                        maybe_option: holds_option && !is_option,
                        ..known(Type::Id(id))
                    };
                }
                What::Table(_) | What::Made => {
                    let name = ty.path.as_ref().map_or("", |it| it.last());
                    let text = format!("{}::{name}", tree.scopes[item.scope].path);
                    return known(Type::Id(self.other(text)));
                }
            }
        }
        Resolved::unknown(is_option, true)
    }

    /// Returns the id of a struct or an enum, and whether it may hold an `Option` as columns see it.
    fn declared<'s>(
        &mut self,
        tree: &Tree,
        names: &mut Names<'s>,
        item: Item<'s>,
        declared: &'s outline::Type,
    ) -> (RawId, bool) {
        // The library and the program may share the file.
        let (line, column) = declared.at;
        let id = self.other(format!("{}:{line}:{column}", tree.parts[item.part].shown));
        if let Some(inner) = declared.newtype_of.as_deref()
            && self.nested < MOST_ALIASES
            && !self.stored.contains_key(&id)
        {
            // It may be one of itself.
            self.stored.insert(id, Held::default());
            self.nested += 1;
            let resolved = self.resolve(tree, names, item.scope, inner);
            self.nested -= 1;
            self.stored.insert(id, self.held(resolved, &inner.text));
        }
        (id, self.stored.get(&id).is_some_and(|it| it.is_option))
    }

    /// Returns what columns hold for a newtype of a type.
    fn held(&self, of: Resolved, text: &str) -> Held {
        let id = match of.ty {
            Type::Id(id) => Some(id),
            Type::Primitive => primitive(text),
            Type::Unknown => None,
        };
        let inner = id.and_then(|id| match self.stored.get(&id) {
            Some(held) => held.stored.map(|it| it.name),
            None => self.known.name_of(id),
        });
        let is_option = of.is_option || of.maybe_option;
        Held {
            stored: inner.filter(|_| !is_option).map(|name| Stored {
                name,
                is_newtype: true,
            }),
            is_option,
        }
    }

    /// Returns a type that is not declared in the workspace. `is_written`: it is the type of the field itself, not of an alias.
    fn elsewhere(&mut self, ty: &FieldType, is_written: bool) -> Type {
        let text = &*ty.text;
        if is_primitive(text) && is_written {
            return Type::Primitive;
        }
        if let Some(id) = of_the_language(text) {
            return Type::Id(id);
        }
        let last = ty.path.as_ref().map(TypePath::last);
        let Some(name) = FOREIGN.iter().find(|it| Some(**it) == last) else {
            return Type::Unknown;
        };
        let id = self.other(format!("::{name}"));
        let held = Held {
            stored: Some(Stored {
                name,
                is_newtype: false,
            }),
            is_option: false,
        };
        self.stored.insert(id, held);
        Type::Id(id)
    }
}

/// Returns the id of a primitive type, of text or of bytes.
fn of_the_language(text: &str) -> Option<RawId> {
    let forms = OWN + PRIMITIVES.len();
    let (name, arguments) = text.split_at(text.find('<').unwrap_or(text.len()));
    let first = name.trim_start_matches(':').split("::").next();
    let name = match name.rsplit_once("::") {
        Some((_, last)) if matches!(first, Some("std" | "core" | "alloc")) => last,
        _ => name,
    };
    match Primitive::of(&format!("{name}{arguments}")) {
        Some(Primitive::Text) => Some(number(forms)),
        Some(Primitive::Bytes) => Some(number(forms + TEXT.len())),
        _ => primitive(text),
    }
}

/// Returns the id of the primitive type with this name.
pub(super) fn primitive(name: &str) -> Option<RawId> {
    let nth = PRIMITIVES.iter().position(|it| *it == name)?;
    Some(number(OWN + nth))
}

/// Returns an id with a number.
fn number(nth: usize) -> RawId {
    (nth as u128 + 1).to_le_bytes()
}
