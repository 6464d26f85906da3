//! Models and their parts joined: the relations that SeaORM declares next to a model become relations of that model.
//!
//! SeaORM leaves it to types which relation is the inverse of which. Where only one can be, it is.

mod pairs;
mod spelling;
mod whole;

use std::collections::{BTreeMap, HashMap};

use crate::model::{Model, Orphan, Run, Tables, Target, Text, Via};
use crate::record::Mark;
use whole::{Draft, Models, Whole};

/// Joins the parts, which are the last rows of the models from this number on, each complete or not, to their models. The
/// parts of models that are absent are left over.
pub(crate) fn join(tables: &mut Tables, models: usize, complete: &[bool]) -> Vec<Orphan> {
    let parts = tables.models.split_off(models);
    let mut by_path: HashMap<Text, Vec<u32>> = HashMap::with_capacity(models);
    for (at, model) in (0..).zip(&tables.models) {
        if !model.external {
            by_path.entry(model.path.clone()).or_default().push(at);
        }
    }
    let mut orphans = Vec::new();
    let mut parts_of: BTreeMap<u32, Vec<(&Model, bool)>> = BTreeMap::new();
    for (part, complete) in parts.iter().zip(complete) {
        let Some(all) = by_path.get(&part.path) else {
            orphans.push(Orphan {
                model: part.path.clone(),
                type_name: part.type_name().to_owned().into(),
                file: part.file.clone(),
                mark: part.mark,
            });
            continue;
        };
        for at in all {
            if tables.models[*at as usize].is_of_version(part) {
                parts_of.entry(*at).or_default().push((part, *complete));
            }
        }
    }
    let wholes = parts_of.iter().map(|(at, parts)| whole(tables, *at, parts));
    let mut wholes: Vec<_> = wholes.collect();
    let numbers = wholes.iter().enumerate();
    let models = Models {
        tables,
        by_path: &by_path,
        wholes: numbers.map(|(nth, whole)| (whole.at, nth)).collect(),
    };
    spelling::spell(&models, &mut wholes);
    pairs::pair(&models, &mut wholes);
    replace_relations(tables, wholes);
    orphans
}

/// The model's own relations first, then those of its parts, one of each name.
fn whole(tables: &Tables, at: u32, parts: &[(&Model, bool)]) -> Whole {
    let mut whole = Whole {
        at,
        relations: Vec::new(),
        complete: parts.iter().all(|(_, complete)| *complete),
        by_target: HashMap::new(),
        loose: Vec::new(),
    };
    let mut by_name: HashMap<Text, usize> = HashMap::new();
    for row in tables.models[at as usize].relations.of(&tables.relations) {
        let nth = whole.relations.len();
        by_name.entry(row.name.clone()).or_insert(nth);
        whole.add(tables, Draft::of(tables, row));
    }
    let own = whole.relations.len();
    for (part, _) in parts {
        for row in part.relations.of(&tables.relations) {
            let relation = Draft::of_part(tables, part, row);
            let mut all_own = whole.relations[..own].iter();
            let same = by_name.get(&row.name).copied();
            let same = same.or_else(|| all_own.position(|own| is_same(tables, own, &relation)));
            if let Some(same) = same {
                fill(&mut whole.relations[same], relation);
            } else {
                by_name.insert(row.name.clone(), whole.relations.len());
                whole.add(tables, relation);
            }
        }
    }
    whole
}

/// Whether the model's own attribute is about the relation that a part declares under another name: it has its key and leads
/// to its target.
fn is_same(tables: &Tables, own: &Draft, part: &Draft) -> bool {
    let mut keys = own.key.iter().zip(&part.key);
    let target = part.only_type(tables);
    own.row.kind == part.row.kind
        && !own.key.is_empty()
        && own.key.len() == part.key.len()
        && keys.all(|(own, part)| relata_record::spelling::same_letters(own, part))
        && target.is_some_and(|path| own.leads_to(tables, path))
}

/// Adds what the model's own attribute leaves out of the same relation, without its places: they are in another file.
fn fill(own: &mut Draft, part: Draft) {
    own.from_part = true;
    if own.row.kind != part.row.kind || own.rest.through.is_some() {
        return;
    }
    let mark = Mark::default();
    if own.row.inverse.is_empty() {
        own.row.inverse = part.row.inverse;
        own.row.inverse_mark = mark;
    }
    if own.key.is_empty() {
        own.key = part.key;
        own.row.key_mark = mark;
    }
    if own.references.is_empty() {
        own.references = part.references;
        own.rest.references_mark = mark;
    }
    own.rest.through = part.rest.through.map(|it| Target { mark, ..it });
    let via = part.rest.via.map(|it| Via { mark, ..it });
    own.rest.via = own.rest.via.take().or(via);
    own.rest.on_delete = own.rest.on_delete.or(part.rest.on_delete);
}

/// Puts the relations of whole models in place of their own.
fn replace_relations(tables: &mut Tables, wholes: Vec<Whole>) {
    let old = std::mem::take(&mut tables.relations);
    let mut wholes = wholes.into_iter().peekable();
    for at in 0..tables.models.len() {
        let first = tables.relations.len();
        if let Some(whole) = wholes.next_if(|whole| whole.at as usize == at) {
            for mut draft in whole.relations {
                draft.row.model = whole.at;
                draft.row.key = tables.add_names(draft.key);
                draft.rest.references = tables.add_names(draft.references);
                draft.row.rest = tables.add_rest(draft.rest);
                tables.relations.push(draft.row);
            }
        } else {
            let own = tables.models[at].relations.of(&old);
            tables.relations.extend_from_slice(own);
        }
        tables.models[at].relations = Run::new(first, tables.relations.len());
    }
}
