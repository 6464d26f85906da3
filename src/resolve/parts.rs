//! Models and their parts, put together: what SeaORM declares of a model beside it becomes relations of that model.
//!
//! In: records in any order, parts among them. Out: records of whole models, as if each had been derived at once, and the
//! parts of models that are not there. Which relation is the inverse of which SeaORM leaves to the types: where only one
//! can be, it is.

mod pairs;
mod spelling;

use std::collections::HashMap;

use super::UNREADABLE;
use crate::record::{ModelRecord, NewRelation, flag, with_relations};
use crate::records::Source;

/// What became of the records.
pub(super) struct Joined {
    pub(super) sources: Vec<Source>,
    /// By path and place.
    pub(super) orphans: Vec<Source>,
}

/// A model that has parts.
struct Whole<'s> {
    /// Where it stands among the models.
    at: usize,
    relations: Vec<NewRelation<'s>>,
    /// For each relation whether a part declares it, or says something of it.
    from_part: Vec<bool>,
    /// Its parts declare every relation that there is.
    complete: bool,
    /// The relations that lead to one model, by its path.
    by_target: HashMap<&'s str, Vec<usize>>,
    /// Those of which that is not known: to a name, to several, or to any. To what is no model there is none.
    loose: Vec<usize>,
}

impl<'s> Whole<'s> {
    /// Its relations that lead to this model and to no other.
    fn leading_to<'w>(&'w self, path: &'w str) -> impl Iterator<Item = &'w NewRelation<'s>> {
        let by_type = self.by_target.get(path).into_iter().flatten();
        let by_type = by_type.map(|at| &self.relations[*at]);
        let by_name = self.loose.iter().map(|at| &self.relations[*at]);
        by_type.chain(by_name.filter(move |it| it.leads_to(path)))
    }

    /// Whether any of its relations may lead there.
    fn may_lead_to(&self, path: &str) -> bool {
        self.by_target.contains_key(path) || !self.loose.is_empty()
    }

    fn add(&mut self, relation: NewRelation<'s>, from_part: bool) {
        let at = self.relations.len();
        match relation.only_type() {
            Some(path) => self.by_target.entry(path).or_default().push(at),
            None if relation.leads_to_none() => {}
            None => self.loose.push(at),
        }
        self.relations.push(relation);
        self.from_part.push(from_part);
    }
}

/// All models, and those of them that have parts.
struct Models<'s> {
    records: Vec<ModelRecord<'s>>,
    by_path: HashMap<&'s str, Vec<usize>>,
    /// Where the model is among the whole ones.
    wholes: HashMap<usize, usize>,
}

impl Models<'_> {
    /// The model of this path; of several the one that is of the same version as the asker.
    fn at(&self, path: &str, asker: usize) -> Option<usize> {
        let all = self.by_path.get(path)?;
        let asker = &self.records[asker];
        let near = all.iter().find(|at| {
            let record = &self.records[**at];
            (record.package, record.version) == (asker.package, asker.version)
        });
        near.or(all.first()).copied()
    }
}

/// Puts the parts to their models.
pub(super) fn join(sources: Vec<Source>) -> Joined {
    let is_part = |source: &Source| open(source).is(flag::PART);
    let (mut parts, mut sources): (Vec<_>, Vec<_>) = sources.into_iter().partition(is_part);
    parts.sort_by(|one, other| {
        let [a, b] = [open(one), open(other)];
        let [one, other] = [&one.bytes, &other.bytes];
        (a.path, a.file, a.mark, one).cmp(&(b.path, b.file, b.mark, other))
    });
    parts.dedup_by(|one, other| one.bytes == other.bytes);
    let (models, wholes) = read(&sources, &parts);
    let wholes = pairs::pair(&models, spelling::spell(&models, wholes));
    let orphan = |part: &Source| !models.by_path.contains_key(open(part).path);
    let orphans: Vec<bool> = parts.iter().map(orphan).collect();
    let whole = |whole: &Whole<'_>| {
        let record = &models.records[whole.at];
        (whole.at, with_relations(record, &whole.relations))
    };
    let joined: Vec<_> = wholes.iter().map(whole).collect();
    for (at, bytes) in joined {
        sources[at].bytes = bytes.into();
    }
    let mut orphans = orphans.into_iter();
    parts.retain(|_| orphans.next().unwrap_or_default());
    Joined {
        sources,
        orphans: parts,
    }
}

fn open(source: &Source) -> ModelRecord<'_> {
    ModelRecord::open(&source.bytes).expect(UNREADABLE)
}

/// The models, and the relations of those that have parts.
fn read<'s>(sources: &'s [Source], parts: &'s [Source]) -> (Models<'s>, Vec<Whole<'s>>) {
    let mut of_path: HashMap<&str, Vec<ModelRecord<'s>>> = HashMap::new();
    for part in parts.iter().map(open) {
        of_path.entry(part.path).or_default().push(part);
    }
    let mut models = Models {
        records: sources.iter().map(open).collect(),
        by_path: HashMap::with_capacity(sources.len()),
        wholes: HashMap::new(),
    };
    let mut wholes = Vec::new();
    for (at, record) in models.records.iter().enumerate() {
        if record.is(flag::LINK) || record.is(flag::EXTERNAL) {
            continue;
        }
        models.by_path.entry(record.path).or_default().push(at);
        let Some(parts) = of_path.get(record.path) else {
            continue;
        };
        let is_own = |part: &&ModelRecord<'_>| {
            (part.package, part.version) == (record.package, record.version)
        };
        let own: Vec<_> = parts.iter().filter(is_own).collect();
        if !own.is_empty() {
            models.wholes.insert(at, wholes.len());
            wholes.push(whole(at, record, &own));
        }
    }
    (models, wholes)
}

/// The model's own relations first, then those of its parts, one of each name.
fn whole<'s>(at: usize, record: &ModelRecord<'s>, parts: &[&ModelRecord<'s>]) -> Whole<'s> {
    let mut whole = Whole {
        at,
        relations: Vec::new(),
        from_part: Vec::new(),
        complete: parts.iter().all(|part| part.is(flag::COMPLETE)),
        by_target: HashMap::new(),
        loose: Vec::new(),
    };
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for relation in record.relations() {
        by_name
            .entry(relation.name)
            .or_insert(whole.relations.len());
        whole.add(relation.into(), false);
    }
    let own = whole.relations.len();
    for part in parts {
        for relation in part.relations() {
            let relation = placed(part, relation.into());
            let called = by_name.get(relation.name).copied();
            let same = called.or_else(|| {
                let mut own = whole.relations[..own].iter();
                own.position(|own| is_same(own, &relation))
            });
            match same {
                Some(same) => {
                    fill(&mut whole.relations[same], relation);
                    whole.from_part[same] = true;
                }
                None => {
                    by_name.insert(relation.name, whole.relations.len());
                    whole.add(relation, true);
                }
            }
        }
    }
    whole
}

/// Whether the model's own attribute is about the relation that a part declares, though it calls it otherwise: it has its
/// key and leads to its target.
fn is_same(own: &NewRelation<'_>, part: &NewRelation<'_>) -> bool {
    let mut keys = own.key.0.iter().zip(&part.key.0);
    own.kind == part.kind
        && !own.key.0.is_empty()
        && own.key.0.len() == part.key.0.len()
        && keys.all(|(own, part)| spelling::same_letters(own, part))
        && part.only_type().is_some_and(|path| own.leads_to(path))
}

/// The relation with places that hold wherever it is written.
fn placed<'s>(part: &ModelRecord<'s>, mut relation: NewRelation<'s>) -> NewRelation<'s> {
    if relation.file.is_empty() {
        relation.file = part.file;
        relation.mark = part.resolve_mark(relation.mark);
    }
    if !part.is(flag::MARKS_HOLD) {
        relation.without_marks();
    }
    relation
}

/// What the model's own attribute leaves unsaid of the same relation.
fn fill<'s>(own: &mut NewRelation<'s>, part: NewRelation<'s>) {
    if own.kind != part.kind || own.through.is_some() {
        return;
    }
    let mut part = part;
    // They would be places in another file.
    part.without_marks();
    own.inverse = own.inverse.take().or(part.inverse);
    if own.key.0.is_empty() {
        own.key = part.key;
    }
    if own.references.0.is_empty() {
        own.references = part.references;
    }
    own.through = part.through;
    own.via = own.via.take().or(part.via);
    own.on_delete = own.on_delete.or(part.on_delete);
}
