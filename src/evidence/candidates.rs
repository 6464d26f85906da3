//! Which registered models somebody may have meant by a name that none has: the same name in other capitals or
//! elsewhere, or a similar one.
//!
//! In: the name and those that models have. Out: the nearest models, how they differ, and whether they are near enough.

use super::Names;
use crate::name;
use crate::similar;

/// How the models that may be meant differ from what is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// Only in capitals.
    Case,
    /// In the crate or modules before the name.
    Modules,
    /// In the name, a little.
    Name,
}

/// What the registry holds in place of an absent model.
pub(super) struct Candidates {
    pub(super) models: Vec<u32>,
    pub(super) differ: Difference,
    /// Whether it is likely that one of them is meant, and not a model that is absent.
    pub(super) close: bool,
}

impl Candidates {
    pub(super) fn of(names: &Names<'_>, written: &str) -> Self {
        let mut of_name = names.with_name(written);
        if !names.may_compare(of_name.len(), 10) {
            of_name = &[];
        }
        let other_case: Vec<u32> = of_name
            .iter()
            .filter(|model| name::fits_but_for_case(written, names.path(**model)))
            .copied()
            .collect();
        if !other_case.is_empty() {
            return Candidates {
                models: other_case,
                differ: Difference::Case,
                close: true,
            };
        }
        let (models, differ) = if of_name.is_empty() {
            (names.similar(written), Difference::Name)
        } else {
            (of_name.to_vec(), Difference::Modules)
        };
        let nearness = |model: u32| (Nearness::of(names, written, names.path(model)), model);
        let models: Vec<_> = models.into_iter().map(nearness).collect();
        let nearest = models.iter().map(|(nearness, _)| *nearness).min();
        let models = models.into_iter();
        Candidates {
            models: models
                .filter(|(nearness, _)| Some(*nearness) == nearest)
                .map(|(_, model)| model)
                .collect(),
            differ,
            close: nearest.is_some_and(|nearest| nearest < Nearness::Far),
        }
    }
}

/// How what stands before a written name fits what stands before a model's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It is the same, or no path has what differs and it is nearly the same.
    Near,
    /// The written one begins with the model's crate, or with one of the modules in it.
    OneCrate,
    Far,
}

impl Nearness {
    fn of(names: &Names<'_>, written: &str, path: &str) -> Self {
        let written = written.strip_prefix("::").unwrap_or(written);
        let mut theirs = path.rsplit("::").skip(1).map(name::last_segment);
        let mut mine = written.rsplit("::").skip(1).map(name::last_segment);
        let near = mine.all(|mine| {
            theirs.next().is_some_and(|theirs| {
                mine == theirs || !names.modules.contains(mine) && similar::is_near(mine, theirs)
            })
        });
        let krate = name::first_segment(path);
        let first = name::first_segment(written);
        if near {
            Nearness::Near
        } else if first == krate
            || !names.crates.contains_key(first) && names.modules_of.contains(&(krate, first))
        {
            Nearness::OneCrate
        } else {
            Nearness::Far
        }
    }
}
