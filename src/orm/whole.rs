//! Models with the relations of their parts, during joining.

use crate::model::{Form, Model, Relation, Rest, Tables, Text};
use crate::name;
use crate::sorted::{equal, sort_by_key};

/// A relation of a model that has parts, with lists that can change.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) row: Relation,
    pub(super) rest: Rest,
    pub(super) key: Vec<Text>,
    pub(super) references: Vec<Text>,
    /// Whether a part declares it or adds to it.
    pub(super) from_part: bool,
}

impl Draft {
    pub(super) fn of(tables: &Tables, row: &Relation) -> Self {
        let rest = tables.rest(row).clone();
        Draft {
            key: row.key.of(&tables.names).to_vec(),
            references: rest.references.of(&tables.names).to_vec(),
            row: row.clone(),
            rest,
            from_part: false,
        }
    }

    pub(super) fn of_part(tables: &Tables, part: &Model, row: &Relation) -> Self {
        let mut draft = Draft::of(tables, row);
        draft.from_part = true;
        // The relation keeps its places, so it needs the file of the part.
        if draft.rest.file.is_empty() {
            draft.rest.file.clone_from(&part.file);
            if row.mark.line == 0 {
                draft.row.mark = part.mark;
            }
        }
        draft
    }

    /// Returns the path of its only target, if that is a type.
    pub(super) fn only_type<'t>(&self, tables: &'t Tables) -> Option<&'t str> {
        match self.row.targets.of(&tables.targets) {
            [only] if only.form == Form::Type => Some(&only.text),
            _ => None,
        }
    }

    /// Whether it leads only to the model with this path.
    pub(super) fn leads_to(&self, tables: &Tables, path: &str) -> bool {
        let [only] = self.row.targets.of(&tables.targets) else {
            return false;
        };
        let fits = |written: &str| name::fit(written, path) != name::Fit::No;
        match only.form {
            Form::Type => only.text == path,
            Form::Name => fits(&only.text) || only.text.strip_suffix("::Model").is_some_and(fits),
            Form::Underived => false,
        }
    }

    /// Whether each of its targets is a type that is not a model.
    pub(super) fn leads_to_none(&self, tables: &Tables) -> bool {
        let targets = self.row.targets.of(&tables.targets);
        !targets.is_empty() && targets.iter().all(|it| it.form == Form::Underived)
    }
}

/// A model that has parts.
pub(super) struct Whole {
    /// The row of the model.
    pub(super) at: u32,
    pub(super) relations: Vec<Draft>,
    /// Whether its parts declare all relations.
    pub(super) complete: bool,
    /// The relations, sorted by the path of their only target type. Relations without one come first.
    by_target: Vec<usize>,
}

impl Whole {
    pub(super) fn new(tables: &Tables, at: u32, relations: Vec<Draft>, complete: bool) -> Self {
        let mut by_target: Vec<usize> = (0..relations.len()).collect();
        sort_by_key(&mut by_target, |at| relations[*at].only_type(tables));
        Whole {
            at,
            relations,
            complete,
            by_target,
        }
    }

    /// Returns the relations that lead only to this model.
    pub(super) fn leading_to(&self, tables: &Tables, path: &str) -> impl Iterator<Item = &Draft> {
        let by_type = self.by_type(tables, Some(path)).iter();
        let all = by_type.chain(self.by_type(tables, None));
        let all = all.map(|at| &self.relations[*at]);
        all.filter(move |it| it.leads_to(tables, path))
    }

    /// Whether any of its relations may lead to this model.
    pub(super) fn may_lead_to(&self, tables: &Tables, path: &str) -> bool {
        let mut loose = self.by_type(tables, None).iter();
        !self.by_type(tables, Some(path)).is_empty()
            || loose.any(|at| !self.relations[*at].leads_to_none(tables))
    }

    /// Returns the relations whose only target is the type with this path. Without a path: the relations to a name, to
    /// several models or to any model.
    fn by_type(&self, tables: &Tables, path: Option<&str>) -> &[usize] {
        let path_of = |at: &usize| self.relations[*at].only_type(tables);
        equal(&self.by_target, |at| path_of(at).cmp(&path))
    }
}

/// Returns the position of the joined model of this row, if it has parts.
pub(super) fn find(wholes: &[Whole], at: u32) -> Option<usize> {
    wholes.binary_search_by_key(&at, |whole| whole.at).ok()
}

/// Returns the models with this path that are not external.
pub(super) fn real_models_at(tables: &Tables, path: &str) -> impl Iterator<Item = u32> + Clone {
    let all = tables.models_at(path);
    all.filter(|at| !tables.models[*at as usize].external)
}

/// Returns the model with this path. If there are several, one with the asker's version takes priority.
#[inline(never)]
pub(super) fn model_at(tables: &Tables, path: &str, asker: u32) -> Option<u32> {
    let mut all = real_models_at(tables, path);
    let asker = &tables.models[asker as usize];
    let is_near = |at: &u32| tables.models[*at as usize].is_of_version(asker);
    all.clone().find(is_near).or(all.next())
}
