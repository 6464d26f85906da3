//! Records in the order of their paths and places, those that are one model merged.
//!
//! In: records in any order. Out: the models and links of the graph, the same for every order. What a name means is not
//! looked at here.

use std::any::TypeId;
use std::collections::HashMap;

use super::UNREADABLE;
use crate::graph::{LinkNode, ModelNode};
use crate::record::{Identity, Mark, ModelRecord, flag};
use crate::records::Source;

/// What is counted before anything is allocated for it.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) relations: usize,
    pub(super) targets: usize,
}

type Twins = Vec<(u32, &'static [TypeId])>;

/// What the records are, put in order.
pub(super) struct Ordered {
    pub(super) links: Vec<LinkNode>,
    pub(super) models: Vec<ModelNode>,
    pub(super) twins: Twins,
    pub(super) counts: Counts,
}

/// What models are sorted by: of one path the real ones come before those that only stand for one, and those that are
/// linked here before those from elsewhere; then by place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'s> {
    path: &'s str,
    external: bool,
    from_elsewhere: bool,
    file: &'s str,
    mark: Mark,
    bytes: &'s [u8],
    at: usize,
    is_abstract: bool,
}

/// What becomes of a record.
enum Part {
    Model {
        external: bool,
        is_abstract: bool,
    },
    /// The same model once more.
    TwinOf(u32),
    /// It only stands for a model that is there.
    GivesWay,
}

/// Sorts records and merges those that are one model or one link.
pub(super) fn put_in_order(sources: Vec<Source>) -> Ordered {
    let mut counts = Counts::default();
    let mut links = Vec::new();
    let mut keys = Vec::with_capacity(sources.len());
    for (at, source) in sources.iter().enumerate() {
        let record = ModelRecord::read(&source.bytes).expect(UNREADABLE);
        if record.is(flag::LINK) {
            links.push(LinkNode(source.bytes.clone()));
            continue;
        }
        counts.relations += record.relation_count();
        let targets = record.relations().map(|it| it.target_count());
        counts.targets += targets.sum::<usize>();
        keys.push(Key {
            path: record.path,
            external: record.is(flag::EXTERNAL),
            from_elsewhere: source.types.is_empty(),
            file: record.file,
            mark: record.mark,
            bytes: &source.bytes,
            at,
            is_abstract: record.is(flag::ABSTRACT),
        });
    }
    keys.sort_unstable();
    let parts = parts(&keys);
    links.sort_by(|one, other| one.order().cmp(&other.order()));
    links.dedup_by(|one, other| one.0 == other.0);
    let (models, twins) = models(sources, parts);
    Ordered {
        links,
        models,
        twins,
        counts,
    }
}

/// What becomes of each record, in order, with where it stands among the sources.
fn parts(keys: &[Key<'_>]) -> Vec<(usize, Part)> {
    let mut known: HashMap<Identity<'_>, u32> = HashMap::new();
    // What is linked here is one model only if all of it is the same.
    let may_differ = keys.iter().any(|key| key.from_elsewhere && !key.external);
    let mut parts = Vec::with_capacity(keys.len());
    let mut last: Option<&Key<'_>> = None;
    let mut models = 0;
    for key in keys {
        let identity = may_differ.then(|| Identity::of(key.bytes)).flatten();
        let twin = identity.as_ref().and_then(|it| known.get(it)).copied();
        let part = match (last, twin) {
            (Some(last), _) if last.bytes == key.bytes => Part::TwinOf(models - 1),
            (Some(last), _) if key.external && last.path == key.path => Part::GivesWay,
            (_, Some(twin)) if key.from_elsewhere => Part::TwinOf(twin),
            _ => {
                last = Some(key);
                models += 1;
                if let Some(identity) = identity {
                    known.entry(identity).or_insert(models - 1);
                }
                Part::Model {
                    external: key.external,
                    is_abstract: key.is_abstract,
                }
            }
        };
        parts.push((key.at, part));
    }
    parts
}

fn models(sources: Vec<Source>, parts: Vec<(usize, Part)>) -> (Vec<ModelNode>, Twins) {
    let mut sources: Vec<Option<Source>> = sources.into_iter().map(Some).collect();
    let mut models: Vec<ModelNode> = Vec::with_capacity(parts.len());
    let mut twins = Twins::new();
    for (at, part) in parts {
        let Some(Source { bytes, types }) = sources[at].take() else {
            continue;
        };
        match part {
            Part::GivesWay => {}
            Part::TwinOf(model) => twins.push((model, types)),
            Part::Model {
                external,
                is_abstract,
            } => models.push(ModelNode {
                bytes,
                types,
                first_relation: 0,
                external,
                is_abstract,
                shares_path: false,
            }),
        }
    }
    for at in 1..models.len() {
        let [one, other] = [&models[at - 1], &models[at]];
        if ModelRecord::path_of(&one.bytes) == ModelRecord::path_of(&other.bytes) {
            models[at - 1].shares_path = true;
            models[at].shares_path = true;
        }
    }
    // The same entry through two channels says nothing new.
    twins.retain(|(model, types)| models[*model as usize].types != *types);
    twins.sort_by_key(|(model, _)| *model);
    (models, twins)
}
