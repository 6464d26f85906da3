//! Records in the order of their paths and places, those that are one model merged.
//!
//! In: records in any order. Out: the models and links of the graph, the same for every order. What a name means is not
//! looked at here.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::UNREADABLE;
use super::parts::{self, Joined};
use crate::collect::Entry;
use crate::graph::{LinkNode, ModelNode, PartNode, index};
use crate::record::{Identity, Start, flag};
use crate::records::Source;

type Twins = Vec<(u32, &'static Entry)>;

/// What the records are, put in order.
pub(super) struct Ordered {
    /// Parts of models that are not there.
    pub(super) orphans: Vec<PartNode>,
    pub(super) links: Vec<LinkNode>,
    pub(super) models: Vec<ModelNode>,
    pub(super) twins: Twins,
    /// Whether any model is known by its module.
    pub(super) has_modules: bool,
    /// The models of which an ORM declares relations that are not registered.
    pub(super) unread: Vec<u32>,
    /// How many bytes all records have.
    pub(super) bytes: usize,
}

/// A model, as far as it is known while it is put in order.
struct Key<'s> {
    /// Eight bytes of the path as one number: those that are compared now.
    part: u64,
    path: &'s [u8],
    /// Where it stands among the records.
    at: u32,
    flags: u32,
    flags_before_end: u32,
    from_elsewhere: bool,
}

impl<'s> Key<'s> {
    fn of(at: usize, source: &Source, record: &Start<'s>) -> Self {
        Key {
            part: 0,
            path: record.path,
            at: index(at),
            flags: record.flags,
            flags_before_end: index(record.flags_before_end),
            from_elsewhere: source.entry.is_none(),
        }
    }

    fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// By path. Of one path the real ones come before those that only stand for one, and those that are linked here before
    /// those from elsewhere; then by place.
    fn cmp(&self, other: &Self, sources: &[Source]) -> Ordering {
        self.path.cmp(other.path).then_with(|| {
            let rest = |key: &Self| {
                let bytes = &*sources[key.at as usize].bytes;
                let record = start(bytes);
                let place = (record.file, record.mark);
                (
                    key.is(flag::EXTERNAL),
                    key.from_elsewhere,
                    place,
                    bytes,
                    key.at,
                )
            };
            rest(self).cmp(&rest(other))
        })
    }
}

/// Eight bytes of a path from here on, zeros behind its end.
fn part(path: &[u8], from: usize) -> u64 {
    let rest = &path[from.min(path.len())..];
    if let Some(part) = rest.first_chunk() {
        return u64::from_be_bytes(*part);
    }
    rest.iter()
        .fold(0, |part, byte| part << 8 | u64::from(*byte))
        .unbounded_shl(index(64 - 8 * rest.len()))
}

/// As many bytes of paths are compared as numbers, so that this calls itself no deeper.
const COMPARED_AS_NUMBERS: usize = 256;

/// Sorts models whose paths are the same up to here: by the next bytes of them, then each that have those in common.
fn sort(keys: &mut [Key<'_>], from: usize, sources: &[Source]) {
    for key in &mut *keys {
        key.part = part(key.path, from);
    }
    if from == 0 {
        // The models of one crate mostly come together already, which this makes use of.
        keys.sort_by_key(|key| key.part);
    } else {
        keys.sort_unstable_by_key(|key| key.part);
    }
    for same in keys.chunk_by_mut(|one, other| one.part == other.part) {
        if same.len() == 1 {
            continue;
        }
        // A zero at the end: here some path may be over.
        if same[0].part.trailing_zeros() >= 8 || from >= COMPARED_AS_NUMBERS {
            same.sort_unstable_by(|one, other| one.cmp(other, sources));
        } else {
            sort(same, from + 8, sources);
        }
    }
}

/// What becomes of a record.
enum Fate {
    Model {
        flags_before_end: u32,
        external: bool,
        is_abstract: bool,
        shares_path: bool,
    },
    /// The same model once more.
    TwinOf(u32),
    /// It only stands for a model that is there.
    GivesWay,
}

/// Sorts records and merges those that are one model or one link.
pub(super) fn put_in_order(sources: Vec<Source>) -> Ordered {
    let mut bytes = 0;
    let mut links = Vec::new();
    let mut has_parts = false;
    // Of any model.
    let mut flags = 0;
    let mut keys = Vec::with_capacity(sources.len());
    for (at, source) in sources.iter().enumerate() {
        let record = start(&source.bytes);
        if record.is(flag::LINK) {
            links.push(LinkNode(source.bytes.clone()));
            continue;
        }
        if record.is(flag::PART) {
            has_parts = true;
            break;
        }
        bytes += source.bytes.len();
        flags |= record.flags;
        keys.push(Key::of(at, source, &record));
    }
    if has_parts {
        drop(keys);
        let Joined { sources, orphans } = parts::join(sources);
        let orphans = orphans.into_iter().map(|part| PartNode(part.bytes));
        return Ordered {
            orphans: orphans.collect(),
            ..put_in_order(sources)
        };
    }
    sort(&mut keys, 0, &sources);
    let fates = fates(&keys, &sources);
    links.sort_by(|one, other| one.order().cmp(&other.order()));
    links.dedup_by(|one, other| one.0 == other.0);
    let (models, twins) = models(sources, fates);
    let has_unread = flags & flag::UNREAD != 0;
    let is_unread = |at: &u32| has_unread && start(&models[*at as usize].bytes).is(flag::UNREAD);
    let unread = (0..index(models.len())).filter(is_unread).collect();
    Ordered {
        orphans: Vec::new(),
        links,
        models,
        twins,
        has_modules: flags & flag::MODULE != 0,
        unread,
        bytes,
    }
}

fn start(bytes: &[u8]) -> Start<'_> {
    Start::of(bytes).expect(UNREADABLE)
}

/// What becomes of each record, in order, with where it stands among the sources.
fn fates(keys: &[Key<'_>], sources: &[Source]) -> Vec<(u32, Fate)> {
    let bytes = |key: &Key<'_>| &*sources[key.at as usize].bytes;
    let mut known: HashMap<Identity<'_>, u32> = HashMap::new();
    // What is linked here is one model only if all of it is the same.
    let may_differ = keys
        .iter()
        .any(|key| key.from_elsewhere && !key.is(flag::EXTERNAL));
    let mut fates = Vec::with_capacity(keys.len());
    // The last model, and where it stands among the fates.
    let mut last: Option<(&Key<'_>, usize)> = None;
    let mut models = 0;
    for key in keys {
        let before = last.filter(|(last, _)| last.path == key.path);
        let identity = may_differ.then(|| Identity::of(bytes(key))).flatten();
        let twin = identity.as_ref().and_then(|it| known.get(it)).copied();
        let fate = match (before, twin) {
            (Some((last, _)), _) if bytes(last) == bytes(key) => Fate::TwinOf(models - 1),
            (Some(_), _) if key.is(flag::EXTERNAL) => Fate::GivesWay,
            (_, Some(twin)) if key.from_elsewhere => Fate::TwinOf(twin),
            _ => {
                let same = before.and_then(|(_, at)| fates.get_mut(at));
                if let Some((_, Fate::Model { shares_path, .. })) = same {
                    *shares_path = true;
                }
                last = Some((key, fates.len()));
                models += 1;
                if let Some(identity) = identity {
                    known.entry(identity).or_insert(models - 1);
                }
                Fate::Model {
                    flags_before_end: key.flags_before_end,
                    external: key.is(flag::EXTERNAL),
                    is_abstract: key.is(flag::ABSTRACT),
                    shares_path: before.is_some(),
                }
            }
        };
        fates.push((key.at, fate));
    }
    fates
}

fn models(mut sources: Vec<Source>, fates: Vec<(u32, Fate)>) -> (Vec<ModelNode>, Twins) {
    let mut models: Vec<ModelNode> = Vec::with_capacity(fates.len());
    let mut twins = Twins::new();
    for (at, fate) in fates {
        // No record is taken twice.
        let source = &mut sources[at as usize];
        let (bytes, entry) = (std::mem::take(&mut source.bytes), source.entry);
        match fate {
            Fate::GivesWay => {}
            Fate::TwinOf(model) => twins.extend(entry.map(|entry| (model, entry))),
            Fate::Model {
                flags_before_end,
                external,
                is_abstract,
                shares_path,
            } => models.push(ModelNode {
                bytes,
                entry,
                flags_before_end,
                external,
                is_abstract,
                shares_path,
            }),
        }
    }
    // The same entry through two channels says nothing new.
    let types = |entry: &Entry| (entry.own, entry.types);
    twins.retain(|(model, twin)| models[*model as usize].entry.map(types) != Some(types(twin)));
    twins.sort_by_key(|(model, _)| *model);
    (models, twins)
}
