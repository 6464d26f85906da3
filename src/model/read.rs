//! Records and documents as tables: in the order of their paths and places, one model once, whatever the link order.

use std::borrow::Cow;
#[cfg(feature = "document")]
use std::sync::Arc;

use relata_record::{Entry, Mark, Record};

use super::{Link, Orphan, Tables, index};
use crate::orm;
use crate::record::{self, flag};

/// Where one model comes from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// A record of this program, with the types beside it.
    Linked(&'static Entry),
    /// A record of another program.
    Read(Box<[u8]>),
    #[cfg(feature = "document")]
    Document(Arc<crate::document::Model>),
}

impl Source {
    /// The types beside the record, if it is that of a type of this program.
    fn entry(&self) -> Option<&'static Entry> {
        match self {
            Source::Linked(entry) => Some(*entry).filter(|entry| entry.is_typed()),
            Source::Read(_) => None,
            #[cfg(feature = "document")]
            Source::Document(_) => None,
        }
    }

    /// The record; for a model of a document the one that a derive would have written.
    pub(crate) fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Source::Linked(entry) => entry.record().into(),
            Source::Read(bytes) => (&**bytes).into(),
            #[cfg(feature = "document")]
            Source::Document(model) => model.encode().into(),
        }
    }

    fn size(&self) -> usize {
        match self {
            Source::Linked(entry) => entry.record().len(),
            Source::Read(bytes) => bytes.len(),
            #[cfg(feature = "document")]
            Source::Document(model) => 256 * (1 + model.relations.len()),
        }
    }

    fn head(&self) -> Head<'_> {
        let bytes: &[u8] = match self {
            Source::Linked(entry) => entry.record(),
            Source::Read(bytes) => bytes,
            #[cfg(feature = "document")]
            Source::Document(model) => return model.head(),
        };
        let head = relata_record::Head::of(bytes).expect(UNREADABLE);
        Head {
            path: head.path.into(),
            file: head.file.into(),
            mark: head.mark,
            flags: head.flags,
        }
    }

    /// Adds its model. `linked` is memory that this needs again and again.
    fn decode(&self, linked: &mut Record<'static>, tables: &mut Tables) {
        match self {
            Source::Linked(entry) => {
                linked.read(entry.record()).expect(UNREADABLE);
                record::decode(linked, Cow::Borrowed, tables);
            }
            Source::Read(bytes) => {
                let mut read = Record::default();
                read.read(bytes).expect(UNREADABLE);
                record::decode(&read, |text| text.to_owned().into(), tables);
            }
            #[cfg(feature = "document")]
            Source::Document(model) => model.decode(tables),
        }
        if let (Some(model), entry) = (tables.models.last_mut(), self.entry()) {
            model.entry = entry;
        }
    }
}

/// What sources are put in order by.
#[derive(Clone, Debug)]
pub(crate) struct Head<'a> {
    pub(crate) path: Cow<'a, str>,
    pub(crate) file: Cow<'a, str>,
    pub(crate) mark: Mark,
    pub(crate) flags: u32,
}

const UNREADABLE: &str = "a record that was read before cannot be read; this is a bug in relata";

/// The same model from another compilation of its package, by model: any of its types counts.
pub(crate) type Twins = Vec<(u32, &'static Entry)>;

/// All that was read.
pub(crate) struct Read {
    pub(crate) tables: Tables,
    /// By crate, then by place.
    pub(crate) links: Vec<Link>,
    /// By path and place.
    pub(crate) orphans: Vec<Orphan>,
    pub(crate) twins: Twins,
}

/// A record, as far as it is known while records are put in order.
struct Key<'s> {
    head: Head<'s>,
    at: u32,
    from_elsewhere: bool,
}

impl Key<'_> {
    fn is(&self, flag: u32) -> bool {
        self.head.flags & flag != 0
    }
}

/// Decodes these sources.
pub(crate) fn read(sources: &[Source]) -> Read {
    let (mut links, mut parts, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    keys.reserve(sources.len());
    let mut size = 0;
    for (at, source) in (0..).zip(sources) {
        let head = source.head();
        if head.flags & flag::LINK != 0 {
            links.push(source);
            continue;
        }
        size += source.size();
        let from_elsewhere = source.entry().is_none();
        let list = if head.flags & flag::PART == 0 {
            &mut keys
        } else {
            &mut parts
        };
        list.push(Key {
            head,
            at,
            from_elsewhere,
        });
    }
    sort(&mut keys, sources);
    let mut tables = Tables::with_room(keys.len(), size);
    let twins = models(&keys, sources, &mut tables);
    let mut links: Vec<Link> = links.into_iter().map(link).collect();
    links.sort_unstable();
    links.dedup();
    let mut orphans = Vec::new();
    if !parts.is_empty() {
        let models = tables.models.len();
        sort(&mut parts, sources);
        let mut buffers = Record::default();
        let bytes = |key: &Key<'_>| sources[key.at as usize].bytes();
        parts.dedup_by(|one, other| bytes(one) == bytes(other));
        for part in &parts {
            sources[part.at as usize].decode(&mut buffers, &mut tables);
        }
        let complete: Vec<bool> = parts.iter().map(|it| it.is(flag::COMPLETE)).collect();
        orphans = orm::join(&mut tables, models, &complete);
    }
    Read {
        tables,
        links,
        orphans,
        twins,
    }
}

/// By path. Real models come before external ones of the same path, and those of this program before those from elsewhere;
/// then by place.
fn sort(keys: &mut [Key<'_>], sources: &[Source]) {
    keys.sort_by(|one, other| {
        one.head.path.cmp(&other.head.path).then_with(|| {
            let order = |key: &Key<'_>| {
                let place = (key.head.file.to_string(), key.head.mark);
                let bytes = sources[key.at as usize].bytes().into_owned();
                (key.is(flag::EXTERNAL), key.from_elsewhere, place, bytes)
            };
            order(one).cmp(&order(other))
        })
    });
}

/// Decodes the models, those that are one model once.
fn models(keys: &[Key<'_>], sources: &[Source], tables: &mut Tables) -> Twins {
    let (mut twins, mut buffers) = (Twins::new(), Record::default());
    for same in keys.chunk_by(|one, other| one.head.path == other.head.path) {
        let source = |key: &Key<'_>| &sources[key.at as usize];
        let first = tables.models.len();
        let mut bytes: Vec<(u32, Cow<'_, [u8]>)> = Vec::new();
        for (nth, key) in same.iter().enumerate() {
            if same.len() > 1 {
                let own = source(key).bytes();
                let twin = twin(key, &own, &bytes);
                bytes.push((index(tables.models.len()), own));
                if let Some(twin) = twin {
                    bytes.pop();
                    twins.extend(source(key).entry().map(|entry| (twin, entry)));
                    continue;
                }
                // An external model gives way to the model itself.
                if nth > 0 && key.is(flag::EXTERNAL) {
                    bytes.pop();
                    continue;
                }
            }
            source(key).decode(&mut buffers, tables);
        }
        if tables.models.len() - first > 1 {
            for model in &mut tables.models[first..] {
                model.shares_path = true;
            }
        }
    }
    // The same entry through two channels says nothing new.
    let types = |entry: &Entry| (entry.own(), entry.types());
    twins.retain(|(model, twin)| {
        tables.models[*model as usize].entry.map(types) != Some(types(twin))
    });
    twins
}

/// The model among these, all of one path, that a record is once more. What is linked here is one model only if all of it is
/// the same; what comes from elsewhere also where only the path of its file differs, if its package and version are known.
fn twin(key: &Key<'_>, own: &[u8], before: &[(u32, Cow<'_, [u8]>)]) -> Option<u32> {
    if let Some((last, bytes)) = before.last()
        && **bytes == *own
    {
        return Some(*last);
    }
    if !key.from_elsewhere || key.is(flag::EXTERNAL) {
        return None;
    }
    let identity = Record::identity(own).expect(UNREADABLE)?;
    let is_same =
        |(_, bytes): &&(u32, Cow<'_, [u8]>)| Record::identity(bytes) == Ok(Some(identity));
    before.iter().find(is_same).map(|(model, _)| *model)
}

/// A link, whose record holds nothing but its head.
fn link(source: &Source) -> Link {
    let head = source.head();
    let bytes = source.bytes();
    let mut record = Record::default();
    record.read(&bytes).expect(UNREADABLE);
    Link {
        krate: crate::name::last_segment(&head.path).to_owned().into(),
        file: head.file.into_owned().into(),
        mark: head.mark,
        module: record.path(1).to_owned().into(),
    }
}
