//! Records and documents as tables: in the order of their paths and places, one model once, whatever the link order.

use relata_record::Entry;

use super::key_types::{KeyType, KeyTypes};
use super::types::Types;
use super::{Link, Orphan, Tables, Text, index};
use crate::orm;
use crate::record::{Open, flag, own};
use crate::sorted::{distinct, sort_by};

/// The record of a model.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// From this program, with its types.
    Linked(&'static Entry),
    /// From another program, or what a derive would have written for the model of a document.
    Read(Box<[u8]>, Option<Types>, Decode),
}

/// Decodes a record whose texts do not live as long as this program. A record brings it along, so a program that reads no
/// records does not contain it.
type Decode = fn(&Open<'_>, &mut Tables) -> Option<usize>;

impl Source {
    pub(crate) fn read(record: impl Into<Box<[u8]>>, types: Option<Types>) -> Self {
        Source::Read(record.into(), types, |record, tables| {
            record.decode(own, &mut Vec::new(), tables)
        })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Source::Linked(entry) => entry.record(),
            Source::Read(bytes, ..) => bytes,
        }
    }

    #[cfg(feature = "source")]
    pub(crate) fn path(&self) -> &str {
        Open::new(self.bytes()).head.path
    }
}

/// The same model from another compilation of its package, by model: any of its types counts.
pub(crate) type Twins = Vec<(u32, Types)>;

/// All that was read.
pub(crate) struct Read {
    pub(crate) tables: Tables,
    /// By crate, then by place.
    pub(crate) links: Vec<Link>,
    /// By path and place.
    pub(crate) orphans: Vec<Orphan>,
    pub(crate) twins: Twins,
    pub(crate) key_types: KeyTypes,
}

/// A record that is put in order with others. The texts of one of this program live as long as that.
enum Key<'s> {
    Linked(&'static Entry, Open<'static>),
    Read(&'s [u8], Option<&'s Types>, Decode, Open<'s>),
}

impl<'s> Key<'s> {
    fn of(source: &'s Source) -> Self {
        match source {
            Source::Linked(entry) => Key::Linked(entry, Open::new(entry.record())),
            Source::Read(bytes, types, decode) => {
                Key::Read(bytes, types.as_ref(), *decode, Open::new(bytes))
            }
        }
    }

    fn open(&self) -> &Open<'s> {
        match self {
            Key::Linked(_, open) | Key::Read(.., open) => open,
        }
    }

    fn bytes(&self) -> &'s [u8] {
        match self {
            Key::Linked(entry, _) => entry.record(),
            Key::Read(bytes, ..) => bytes,
        }
    }

    fn is(&self, flag: u32) -> bool {
        self.open().head.is(flag)
    }

    /// The types next to the record, if it is that of a type of this program.
    fn entry(&self) -> Option<&'static Entry> {
        match self {
            Key::Linked(entry, _) if entry.is_typed() => Some(entry),
            _ => None,
        }
    }

    /// The types next to the record, if they are known.
    fn types(&self) -> Option<Types> {
        match self {
            Key::Linked(..) => self.entry().map(Types::Linked),
            Key::Read(_, types, ..) => types.cloned(),
        }
    }

    fn identity(&self) -> Option<(&'s str, &'s str)> {
        self.open().identity(self.bytes())
    }

    /// Decodes the model. `paths` is memory that is used again for the next one. Returns whether the record was readable.
    fn decode(&self, paths: &mut Vec<&'static str>, tables: &mut Tables) -> bool {
        let decoded = match self {
            Key::Linked(_, open) => {
                let skipped = open.decode(Text::Borrowed, paths, tables);
                skipped.map(|skipped| tables.skipped += skipped)
            }
            // What is skipped was counted when the record was read.
            Key::Read(_, _, decode, open) => decode(open, tables).map(drop),
        };
        if decoded.is_none() {
            tables.damaged += 1;
            return false;
        }
        if let Some(model) = tables.models.last_mut() {
            model.types = self.types();
        }
        true
    }
}

/// Sorts by path. Real models come before external ones of the same path, those before external ones without a declaration, and
/// those of this program before those from elsewhere; then by place.
fn sort(keys: &mut [Key<'_>]) {
    sort_by(keys, |one, other| {
        let [own, theirs] = [one, other].map(|it| it.open().head);
        own.path.cmp(theirs.path).then_with(|| {
            let order = |key: &Key<'_>| {
                let is_external = key.is(flag::EXTERNAL);
                let is_declared = key.open().head.mark.line > 0;
                (
                    is_external,
                    is_external && !is_declared,
                    key.entry().is_none(),
                )
            };
            let place = (own.file, own.mark).cmp(&(theirs.file, theirs.mark));
            let by_bytes = || one.bytes().cmp(other.bytes());
            order(one)
                .cmp(&order(other))
                .then(place)
                .then_with(by_bytes)
        })
    });
}

/// Decodes these sources.
pub(crate) fn read(sources: &[Source]) -> Read {
    let (mut links, mut parts, mut key_types) = (Vec::new(), Vec::new(), Vec::new());
    let mut keys = Vec::with_capacity(sources.len());
    let (mut size, mut damaged) = (0, 0);
    for source in sources {
        let key = Key::of(source);
        if key.is(flag::LINK | flag::KEY_TYPE) {
            let count = links.len() + key_types.len();
            if key.is(flag::LINK) {
                links.extend(link(key.open()));
            } else {
                key_types.extend(key_type(&key));
            }
            damaged += usize::from(links.len() + key_types.len() == count);
            continue;
        }
        size += key.bytes().len();
        if key.is(flag::PART) {
            parts.push(key);
        } else {
            keys.push(key);
        }
    }
    sort(&mut keys);
    let mut tables = Tables::with_room(keys.len(), size);
    tables.damaged = damaged;
    let mut paths = Vec::new();
    let twins = models(&keys, &mut paths, &mut tables);
    let mut orphans = Vec::new();
    if !parts.is_empty() {
        let models = tables.models.len();
        sort(&mut parts);
        parts.dedup_by_key(|part| part.bytes());
        parts.retain(|part| part.decode(&mut paths, &mut tables));
        let complete: Vec<bool> = parts.iter().map(|it| it.is(flag::COMPLETE)).collect();
        orphans = orm::join(&mut tables, models, &complete);
    }
    let key_types = KeyTypes::new(key_types);
    key_types.apply(&mut tables, &twins);
    Read {
        tables,
        links: distinct(links),
        orphans,
        twins,
        key_types,
    }
}

/// Decodes the models, those that are one model once.
fn models(keys: &[Key<'_>], paths: &mut Vec<&'static str>, tables: &mut Tables) -> Twins {
    let mut twins = Twins::new();
    for same in keys.chunk_by(|one, other| one.open().head.path == other.open().head.path) {
        let first = tables.models.len();
        let mut before: Vec<(u32, &Key<'_>)> = Vec::new();
        for key in same {
            if same.len() > 1 {
                if let Some(twin) = twin(key, &before) {
                    twins.extend(key.types().map(|types| (twin, types)));
                    continue;
                }
                // An external model gives way to the model itself.
                if !before.is_empty() && key.is(flag::EXTERNAL) {
                    continue;
                }
            }
            let model = index(tables.models.len());
            if key.decode(paths, tables) && same.len() > 1 {
                before.push((model, key));
            }
        }
        if tables.models.len() - first > 1 {
            for model in &mut tables.models[first..] {
                model.shares_path = true;
            }
        }
    }
    // The same entry through two channels adds nothing.
    twins.retain(|(model, twin)| {
        let first = &tables.models[*model as usize].types;
        !first.as_ref().is_some_and(|first| first.is_same(twin))
    });
    twins
}

/// The model among these, all of one path, that a record is once more. What is linked here is one model only if all of it is
/// the same; what comes from elsewhere also where only the path of its file differs, if its package and version are known.
fn twin(key: &Key<'_>, before: &[(u32, &Key<'_>)]) -> Option<u32> {
    let (last, other) = before.last()?;
    if other.bytes() == key.bytes() {
        return Some(*last);
    }
    if key.entry().is_some() || key.is(flag::EXTERNAL) {
        return None;
    }
    let identity = key.identity()?;
    let mut before = before.iter();
    let same = before.find(|(_, other)| other.identity() == Some(identity));
    same.map(|(model, _)| *model)
}

/// A link. Its record has only a head and the module of the `link!`.
fn link(record: &Open<'_>) -> Option<Link> {
    let (head, [module, _]) = (&record.head, record.first_paths()?);
    Some(Link {
        krate: crate::name::last_segment(head.path).to_owned().into(),
        file: head.file.to_owned().into(),
        mark: head.mark,
        module: module.to_owned().into(),
    })
}

/// A key type, whose record holds nothing but its head and two types.
#[cold]
fn key_type(key: &Key<'_>) -> Option<KeyType> {
    let [ty, counts_as] = key.open().first_paths()?;
    let types = match key {
        Key::Linked(entry, _) => Some(Types::Linked(entry)),
        Key::Read(_, types, ..) => types.cloned(),
    };
    Some(KeyType {
        types,
        ty: ty.to_owned().into(),
        counts_as: counts_as.to_owned().into(),
    })
}
