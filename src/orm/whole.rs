//! A model with the relations of its parts while they are joined.

use std::collections::HashMap;

use crate::model::{Form, Model, Relation, Rest, Tables, Text};
use crate::name;

/// A relation of a model that has parts, with the lists that may change.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) row: Relation,
    pub(super) rest: Rest,
    pub(super) key: Vec<Text>,
    pub(super) references: Vec<Text>,
    /// A part declares it, or adds to it.
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
        // Its places hold wherever it is written.
        if draft.rest.file.is_empty() {
            draft.rest.file.clone_from(&part.file);
            if row.mark.line == 0 {
                draft.row.mark = part.mark;
            }
        }
        draft
    }

    /// The path of the one model that it leads to, if it names a type.
    pub(super) fn only_type<'t>(&self, tables: &'t Tables) -> Option<&'t str> {
        match self.row.targets.of(&tables.targets) {
            [only] if only.form == Form::Type => Some(&only.text),
            _ => None,
        }
    }

    /// Whether it leads to the model of this path and to no other.
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
    /// Its parts declare every relation that there is.
    pub(super) complete: bool,
    /// The relations that lead to one model, by its path.
    pub(super) by_target: HashMap<Text, Vec<usize>>,
    /// Those that lead to a name, to several models or to any.
    pub(super) loose: Vec<usize>,
}

impl Whole {
    /// Its relations that lead to this model and to no other.
    pub(super) fn leading_to(&self, tables: &Tables, path: &str) -> impl Iterator<Item = &Draft> {
        let by_type = self.by_target.get(path).into_iter().flatten();
        let by_name = self.loose.iter().map(|at| &self.relations[*at]);
        let by_name = by_name.filter(move |it| it.leads_to(tables, path));
        by_type.map(|at| &self.relations[*at]).chain(by_name)
    }

    /// Whether any of its relations may lead there.
    pub(super) fn may_lead_to(&self, path: &str) -> bool {
        self.by_target.contains_key(path) || !self.loose.is_empty()
    }

    pub(super) fn add(&mut self, tables: &Tables, relation: Draft) {
        let at = self.relations.len();
        if let Some(path) = relation.only_type(tables) {
            let path = path.to_owned().into();
            self.by_target.entry(path).or_default().push(at);
        } else if !relation.leads_to_none(tables) {
            self.loose.push(at);
        }
        self.relations.push(relation);
    }
}

/// All models, and those of them that have parts.
pub(super) struct Models<'t> {
    pub(super) tables: &'t Tables,
    pub(super) by_path: &'t HashMap<Text, Vec<u32>>,
    /// The number of a model among the whole ones.
    pub(super) wholes: HashMap<u32, usize>,
}

impl Models<'_> {
    pub(super) fn model(&self, at: u32) -> &Model {
        &self.tables.models[at as usize]
    }

    /// The model of this path; of several the one that is of the same version as the asker.
    pub(super) fn at(&self, path: &str, asker: u32) -> Option<u32> {
        let all = self.by_path.get(path)?;
        let asker = self.model(asker);
        let near = all.iter().find(|at| self.model(**at).is_of_version(asker));
        near.or(all.first()).copied()
    }
}
