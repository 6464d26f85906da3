//! References to one absent model, and the notes that findings about absent models share.

use super::evidence;
use crate::criteria::Expected;
use crate::declared::Declared;
use crate::rules::prelude::*;

/// Everything that needs one absent model.
#[derive(Default)]
pub(in crate::rules) struct Group<'v> {
    /// The name as written, without `r#`.
    pub(in crate::rules) name: String,
    pub(in crate::rules) relations: Vec<Reference>,
    /// All references by these relations, which can have several; empty before the groups are sorted.
    pub(in crate::rules) references: Vec<Reference>,
    pub(in crate::rules) expected: Vec<&'v Expected>,
    /// The declarations of the model in the source.
    pub(in crate::rules) declared: Vec<&'v Declared>,
}

impl Group<'_> {
    pub(super) fn new(written: &str) -> Self {
        let segments: Vec<&str> = written.split("::").map(name::last_segment).collect();
        Group {
            name: segments.join("::"),
            ..Group::default()
        }
    }

    /// Moves the contents of another group for the same model into this one.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        self.relations.append(&mut other.relations);
        self.expected.append(&mut other.expected);
        self.declared.append(&mut other.declared);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.relations.is_empty() && self.expected.is_empty() && self.declared.is_empty()
    }

    /// Whether a relation needs the model, or an option expects it.
    #[cfg(feature = "source")]
    pub(in crate::rules) fn is_needed(&self) -> bool {
        !self.relations.is_empty() || !self.expected.is_empty()
    }

    /// The longest name that a relation uses for the model.
    pub(in crate::rules) fn longest<'g>(&self, graph: &'g Graph) -> &'g str {
        let written = self.relations.iter().map(|it| it.text(graph));
        written.max_by_key(|it| it.len()).unwrap_or_default()
    }

    /// All names that relations use for the model.
    pub(in crate::rules) fn names(&self, graph: &Graph) -> Vec<Subject> {
        let references = self.relations.iter().chain(&self.references);
        let names = distinct(references.map(|it| it.text(graph)).collect());
        let names = names.into_iter();
        names.map(|name| Subject::Name(name.to_owned())).collect()
    }

    /// Adds everything that needs the model to a finding about several absent models.
    pub(in crate::rules) fn included_in(&self, finding: Finding, graph: &Graph) -> Finding {
        let finding = finding
            .naming(self.names(graph))
            .affecting(subjects(graph, &self.relations));
        match self.relations.first() {
            Some(first) => finding.including(first.subject(graph), Some(first.written(graph))),
            None => finding.including(Subject::Name(self.expected[0].name.clone()), None),
        }
    }

    /// Whether all relations refer to the model by name, not by type.
    pub(in crate::rules) fn is_by_name(&self, graph: &Graph) -> bool {
        let mut relations = self.relations.iter();
        relations.all(|reference| reference.target(graph).form == Form::Name)
    }
}

/// Adds the evidence for why a model is absent. A reference by type is the best evidence.
pub(in crate::rules) fn explain(
    verdict: &Verdict<'_>,
    mut finding: Finding,
    written: &str,
    references: &[Reference],
) -> Finding {
    let graph = verdict.graph;
    let derive = |name: &str| format!("add `relata::Model` to the derives of `{name}`");
    let mut targets = references.iter().map(|reference| reference.target(graph));
    if let Some(target) = targets.find(|target| target.form != Form::Name) {
        if target.form == Form::Type {
            return evidence::explain_type(finding, graph, &target.text);
        }
        let called = verdict.names().called(name::last_segment(&target.text));
        for model in called.into_iter().take(NAMED) {
            let text = format!("the model `{}` is another type", graph.model(model).path);
            finding = finding.note_at(graph.model_place(model), text);
        }
        // SeaORM's attributes name the entity, and the model is next to it.
        let model = match target.text.strip_suffix("Entity") {
            Some(module) if module.is_empty() || module.ends_with("::") => format!("{module}Model"),
            _ => target.text.to_string(),
        };
        return finding.with_help(derive(&model));
    }
    // Types with this name that the source declares without the derive.
    let mut underived: Vec<_> = verdict.criteria.declarations.underived.iter().collect();
    underived.retain(|it| name::fit(written, &it.path) != Fit::No);
    if underived.is_empty() {
        return evidence::explain(finding, verdict, written, references);
    }
    for it in underived.iter().take(NAMED) {
        let text = format!("`{}` does not derive `relata::Model`", it.path);
        finding = finding.note_at(Spot::from(&it.place), text);
    }
    finding = finding.and_others(underived.len(), "more type");
    let help = only(underived.iter()).map(|it| derive(name::last_segment(&it.path)));
    words::with_help(finding, help)
}

/// Adds a note on the other needed models of the same absent crate.
pub(super) fn with_models(mut finding: Finding, graph: &Graph, others: &[Group<'_>]) -> Finding {
    let Some(first) = others.first() else {
        return finding;
    };
    for group in others {
        finding = group.included_in(finding, graph);
    }
    let krate = name::first_segment(first.longest(graph));
    let relations: usize = others.iter().map(|group| group.relations.len()).sum();
    let needed = match relations {
        1 => format!("needed by {}", first.relations[0].named_with_place(graph)),
        _ => format!("needed by {}", counted(relations, "relation")),
    };
    let models = others.iter().map(|it| it.relations[0].text(graph));
    let models = listed(&quoted(&models.collect::<Vec<_>>()));
    let count = counted(others.len(), "more model");
    let are = one_or(others.len(), "is", "are");
    let text = format!("{count} of `{krate}` {are} missing, {needed}: {models}");
    finding.note(text)
}

/// The verb for relations that need a model, in singular and plural.
pub(in crate::rules) const NEED_MODEL: [&str; 2] = ["needs this model", "need this model"];

/// Adds a note that lists relations with the same fault. `verbs` holds the singular and the plural.
pub(in crate::rules) fn with_relations(
    finding: Finding,
    graph: &Graph,
    relations: &[Reference],
    noun: &str,
    verbs: [&str; 2],
) -> Finding {
    let named = relations.iter().map(|it| it.named_with_place(graph));
    let named = list_of(named.take(NAMED).collect(), relations.len());
    let count = counted(relations.len(), noun);
    let verb = one_or(relations.len(), verbs[0], verbs[1]);
    finding
        .affecting(subjects(graph, relations))
        .note_if((!relations.is_empty()).then(|| format!("{count} {verb}: {named}")))
}

/// The relations of these references.
fn subjects(graph: &Graph, references: &[Reference]) -> Vec<Subject> {
    references.iter().map(|it| it.subject(graph)).collect()
}

/// Adds notes that show where the absent models are expected.
pub(in crate::rules) fn with_expected(finding: Finding, groups: &[Group<'_>]) -> Finding {
    let mut expected = Vec::new();
    for it in groups.iter().flat_map(|group| &group.expected) {
        let text = format!("model `{}` is expected here", it.name);
        expected.push((Spot::from(&it.place), text));
    }
    sort(&mut expected);
    finding.notes_at(expected, "more place")
}

/// The noun for a name as written: `path` or `name`.
pub(in crate::rules) fn noun(name: &str) -> &'static str {
    if name.contains("::") { "path" } else { "name" }
}
