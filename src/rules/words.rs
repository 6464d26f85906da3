//! Subjects of findings, and texts that several families share.

use crate::findings::wording::{NAMED, list_of, one_or, quote};
use crate::findings::{Finding, ModelPath, Subject};
use crate::graph::{Graph, NARROW};
use crate::model::Text;
use crate::place::Spot;
use crate::record::{Kind, Orm};
use crate::rule::Rule;
use relata_record::spelling::camel;

/// Creates a finding about a relation.
pub(super) fn finding(graph: &Graph, rule: Rule, at: u32, headline: String) -> Finding {
    Finding::new(rule, relation(graph, at), headline)
}

/// A model, printed by its shortest unambiguous name.
pub(super) fn model(graph: &Graph, model: u32) -> Subject {
    Subject::Model(path_of(graph, model))
}

/// Creates a finding about a model, at its place. The model is printed with its whole path.
pub(super) fn about_path(graph: &Graph, rule: Rule, model: u32, headline: String) -> Finding {
    Finding::new(rule, model_by_path(graph, model), headline).at(graph.model_place(model))
}

/// A model, printed with its whole path.
pub(super) fn model_by_path(graph: &Graph, model: u32) -> Subject {
    let path = &graph.model(model).path;
    Subject::Model(ModelPath::new(path, path))
}

pub(super) fn relation(graph: &Graph, relation: u32) -> Subject {
    let row = graph.relation(relation);
    named_relation(graph, row.model, &row.name)
}

pub(super) fn relations(graph: &Graph, relations: &[u32]) -> Vec<Subject> {
    relations.iter().map(|it| relation(graph, *it)).collect()
}

/// A relation by its name. The model need not have it.
pub(super) fn named_relation(graph: &Graph, model: u32, name: &str) -> Subject {
    Subject::Relation(path_of(graph, model), name.to_owned())
}

/// Fields of a model: `Model.field`, or `Model.(a, b)`; very many are abbreviated. The model is omitted if it is unknown.
pub(super) fn fields(graph: &Graph, model: Option<u32>, fields: &[Text]) -> Subject {
    let text = match fields {
        [only] => only.to_string(),
        // A long list must not be repeated by each finding.
        [named @ .., _] if fields.len() > NARROW => {
            let named = named.iter().take(NAMED).map(ToString::to_string);
            format!("({})", list_of(named.collect(), fields.len()))
        }
        _ => format!("({})", fields.join(", ")),
    };
    field_list(graph, model, text)
}

/// Fields of a model, as this text.
pub(super) fn field_list(graph: &Graph, model: Option<u32>, text: String) -> Subject {
    match model {
        Some(model) => Subject::Fields(path_of(graph, model), text),
        None => Subject::Name(text),
    }
}

fn path_of(graph: &Graph, model: u32) -> ModelPath {
    ModelPath::new(&graph.model(model).path, graph.shown(model))
}

/// What one field is of a key with so many fields.
pub(super) fn part_of_key(fields: usize) -> &'static str {
    one_or(fields, "the key", "part of the key")
}

/// Describes one change of several relations. A single relation is not named.
pub(super) fn replace_on(graph: &Graph, relations: &[u32], change: &str) -> String {
    if relations.len() == 1 {
        return change.to_owned();
    }
    let on = |it: &u32| format!("on `{}`", graph.relation_name(*it));
    let on: Vec<String> = relations.iter().map(on).collect();
    format!("{change} {}", on.join(" and "))
}

/// Describes the argument that each relation needs. A single relation is named only if its argument belongs elsewhere
/// than at its place: an attribute of an ORM does not take relata's arguments.
pub(super) fn write(graph: &Graph, arguments: &[(u32, String)], names_single: bool) -> String {
    let is_named = names_single || arguments.len() > 1;
    let mut text = String::new();
    let mut last = "";
    for (relation, argument) in arguments {
        let (verb, rest) = change(graph, *relation, argument, is_named);
        text += if text.is_empty() { "" } else { " and " };
        if verb != last {
            text += verb;
            text += " ";
        }
        text += &rest;
        last = verb;
    }
    text
}

/// Returns an argument with the place where it is written, without a verb. See [`write`].
pub(super) fn argument(graph: &Graph, relation: u32, argument: &str, is_named: bool) -> String {
    change(graph, relation, argument, is_named).1
}

/// Returns the verb and the rest of the change that gives a relation an argument.
fn change(graph: &Graph, at: u32, argument: &str, is_named: bool) -> (&'static str, String) {
    let name = graph.relation_name(at);
    let action = argument.strip_prefix("on_delete = ").map(camel);
    match (graph.rest(at).orm, action) {
        // SeaORM creates tables from this attribute.
        (Some(Orm::SeaOrm), Some(action)) => {
            let text = format!("`on_delete = \"{action}\"` in the `sea_orm` attribute of `{name}`");
            ("write", text)
        }
        (Some(Orm::SeaOrm), None) => {
            // Its joins follow this attribute too.
            if let Some((noun, names)) = declared_names(graph, at, argument) {
                let text =
                    format!("the {noun} to `{names}` in the `sea_orm` attribute of `{name}`");
                return ("set", text);
            }
            let text =
                format!("`#[relata({argument})]` next to the `sea_orm` attribute of `{name}`");
            ("add", text)
        }
        (Some(_), _) => {
            let (kind, model) = (graph.kind(at), graph.shown(graph.owner(at)));
            let (name, target) = (&graph.relation(at).name, target_type(graph, at));
            let text = format!("`#[relata({kind}({name}: {target}, {argument}))]` to `{model}`");
            ("add", text)
        }
        (None, _) if is_named => ("write", format!("`{argument}` on `{name}`")),
        (None, _) => ("write", format!("`{argument}`")),
    }
}

/// Returns the text of a relation of this kind that replaces one with the same name and target.
pub(super) fn declaration(graph: &Graph, at: u32, kind: Kind, key: &[&str]) -> String {
    let row = graph.relation(at);
    let (target, key) = (target_type(graph, at), key.join(", "));
    let text = format!("{kind}({}: {target}, key({key})", row.name);
    if row.declares_inverse() {
        format!("{text}, inverse = {})", row.inverse)
    } else {
        text + ")"
    }
}

/// Returns the type of the first target of a relation, as it is written.
fn target_type(graph: &Graph, relation: u32) -> &str {
    let target = graph.targets_of(relation).first();
    let target = target.and_then(|it| it.model.model());
    target.map_or("…", |it| graph.model(it).type_name())
}

/// Returns what an argument declares and its names, if an attribute of an ORM declares that already.
fn declared_names<'a>(
    graph: &Graph,
    at: u32,
    argument: &'a str,
) -> Option<(&'static str, &'a str)> {
    let names = |name: &str| argument.strip_prefix(name)?.strip_suffix(')');
    let is_declared = |fields: &[Text]| !fields.is_empty();
    let key = names("key(").filter(|_| is_declared(graph.key(at)));
    let references = names("references(").filter(|_| is_declared(graph.references(at)));
    let key = key.map(|names| ("key", names));
    key.or_else(|| references.map(|names| ("references", names)))
}

/// Describes one argument for several relations.
pub(super) fn write_each(graph: &Graph, relations: &[u32], argument: &str) -> String {
    if relations.iter().all(|it| graph.rest(*it).orm.is_none()) {
        return replace_on(graph, relations, &format!("write `{argument}`"));
    }
    let argument = |it: &u32| (*it, argument.to_owned());
    let arguments: Vec<_> = relations.iter().map(argument).collect();
    write(graph, &arguments, false)
}

/// Lists the names of relations in backticks, at most [`NAMED`] of them.
pub(super) fn list_names(graph: &Graph, relations: &[u32]) -> String {
    list_each(relations, &|it| quote(&graph.relation(it).name))
}

/// Lists relations as `Model.relation` in backticks, at most [`NAMED`] of them.
pub(super) fn list_relations(graph: &Graph, relations: &[u32]) -> String {
    list_each(relations, &|it| format!("`{}`", graph.relation_name(it)))
}

/// Lists the names of models in backticks, at most [`NAMED`] of them.
pub(super) fn list_models(graph: &Graph, models: &[u32]) -> String {
    list_each(models, &|it| quote(graph.shown(it)))
}

fn list_each(items: &[u32], name: &dyn Fn(u32) -> String) -> String {
    let named = items.iter().take(NAMED).map(|it| name(*it));
    list_of(named.collect(), items.len())
}

/// Adds a note for each of several models that share something: `one is …`, `another is …`.
pub(super) fn note_each_model(mut finding: Finding, graph: &Graph, models: &[u32]) -> Finding {
    for model in models.iter().take(NAMED) {
        let which = one_or_another(models, *model);
        let text = format!("{which} is `{}`", graph.model(*model).path);
        finding = finding.note_at(graph.model_place(*model), text);
    }
    finding.and_others(models.len(), "other model")
}

/// The word for one of several candidates.
pub(super) fn one_or_another(candidates: &[u32], candidate: u32) -> &'static str {
    if candidates.first() == Some(&candidate) {
        "one"
    } else {
        "another"
    }
}

/// Adds notes that show where relations are declared, at most [`NAMED`] of them.
pub(super) fn all_declared(mut finding: Finding, graph: &Graph, relations: &[u32]) -> Finding {
    let mut known = relations.to_vec();
    known.retain(|it| graph.relation_place(*it).is_known());
    for relation in known.iter().take(NAMED) {
        let name = graph.relation_name(*relation);
        finding = finding.declared(graph.relation_place(*relation), &name);
    }
    finding.and_others(known.len(), "more relation")
}

/// Adds the help text, if there is one.
pub(super) fn with_help(finding: Finding, help: Option<impl Into<String>>) -> Finding {
    match help {
        Some(help) => finding.with_help(help),
        None => finding,
    }
}

/// Adds relations with the same fault, each with a note.
pub(super) fn with_related<'g>(
    finding: Finding,
    graph: &Graph,
    others: &[u32],
    note: &dyn Fn(u32) -> (Spot<'g>, String),
) -> Finding {
    let mut finding = finding.related(relations(graph, others));
    for other in others.iter().take(NAMED) {
        let (place, text) = note(*other);
        finding = finding.note_at(place, text);
    }
    finding.and_others(others.len(), "more relation")
}
