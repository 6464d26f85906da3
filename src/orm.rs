//! Joins models with their parts: the relations that SeaORM declares next to a model become relations of that model.
//!
//! SeaORM does not declare inverses directly; they follow from types. If only one relation can be the inverse, it is
//! used.

mod pairs;
mod spelling;
mod whole;

use crate::index::Index;
use crate::model::{Model, Orphan, Run, Tables, Target, Text, Via, index};
use crate::record::Mark;
use crate::sorted::sort;
use relata_record::spelling::same_letters;
use whole::{Draft, Whole, real_models_at};

/// Joins the parts to their models. Parts are the rows of models from `models` on; `complete` holds whether each
/// declares all relations. Returns the parts whose model is absent.
pub(crate) fn join(tables: &mut Tables, models: usize, complete: &[bool]) -> Vec<Orphan> {
    let parts = tables.models.split_off(models);
    let mut orphans = Vec::new();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (nth, part) in (0..).zip(&parts) {
        let all = real_models_at(tables, &part.path);
        if all.clone().next().is_none() {
            orphans.push(Orphan {
                model: part.path.clone(),
                type_name: part.type_name().to_owned().into(),
                file: part.file.clone(),
                mark: part.mark,
            });
            continue;
        }
        for at in all {
            if tables.models[at as usize].is_of_version(part) {
                joined.push((at, nth));
            }
        }
    }
    sort(&mut joined);
    let mut wholes = Vec::new();
    for joined in joined.chunk_by(|one, other| one.0 == other.0) {
        let at = joined[0].0;
        let complete = joined.iter().all(|(_, nth)| complete[*nth as usize]);
        tables.models[at as usize].partial = !complete;
        let own: Vec<&Model> = joined.iter().map(|it| &parts[it.1 as usize]).collect();
        wholes.push(Whole::new(
            tables,
            at,
            relations(tables, at, &own),
            complete,
        ));
    }
    spelling::spell(tables, &mut wholes);
    pairs::pair(tables, &mut wholes);
    replace_relations(tables, wholes);
    orphans
}

/// Returns the model's own relations, then those of its parts, one for each name.
fn relations(tables: &Tables, at: u32, parts: &[&Model]) -> Vec<Draft> {
    let mut relations = Vec::new();
    let mut by_name = Index::new();
    for row in tables.models[at as usize].relations.of(&tables.relations) {
        let nth = index(relations.len());
        by_name.entry(&*row.name).or_insert(nth);
        relations.push(Draft::of(tables, row));
    }
    let own = relations.len();
    for part in parts {
        for row in part.relations.of(&tables.relations) {
            let relation = Draft::of_part(tables, part, row);
            let same = by_name.get(&*row.name).map(|nth| *nth as usize);
            let mut all_own = relations[..own].iter();
            let is_same = |own: &Draft| is_same(tables, at, own, &relation);
            let same = same.or_else(|| all_own.position(is_same));
            if let Some(same) = same {
                fill(&mut relations[same], relation);
            } else {
                by_name.insert(&row.name, index(relations.len()));
                relations.push(relation);
            }
        }
    }
    relations
}

/// Whether the model's own attribute describes the relation that a part declares under another name: same key, same
/// target.
fn is_same(tables: &Tables, at: u32, own: &Draft, part: &Draft) -> bool {
    let mut keys = own.key.iter().zip(&part.key);
    let fields = tables.models[at as usize].fields.of(&tables.fields);
    // A part names the field as the ORM's enum of columns does.
    let is_same_field = |(own, part): (&Text, &Text)| {
        let field = fields.iter().find(|field| field.name == *own);
        same_letters(field.map_or(own, |it| tables.variant(it)), part)
    };
    let target = part.only_type(tables);
    own.row.kind == part.row.kind
        && !own.key.is_empty()
        && own.key.len() == part.key.len()
        && keys.all(is_same_field)
        && target.is_some_and(|path| own.leads_to(tables, path))
}

/// Fills in what the model's own attribute omits. Places are not copied, since they belong to another file.
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
    own.rest.filtered |= part.rest.filtered;
}

/// Replaces the relations of models by their joined relations.
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
