//! Models as text: a line for each model, one for its fields, and one for each relation.

use std::fmt::Write;
use std::slice::from_ref;

use relata::registry::{Model, Relation, Resolution};
use relata::source::Models;
use relata::{Level, Records, Registry, Rule};

/// Lists the models, the files and the code that were not read, the tables without a certain model, the findings and the coverage.
pub(crate) fn listing(models: &Models) -> String {
    let mut text = String::new();
    for model in registry(models.records()).models() {
        self::model(&mut text, model);
    }
    for unread in models.unread() {
        writeln!(text, "unread: {}: {}", unread.place(), unread.message()).unwrap();
    }
    for opaque in models.opaque() {
        writeln!(text, "not read: {} ({})", opaque.name(), opaque.place()).unwrap();
    }
    for undecided in models.undecided() {
        writeln!(
            text,
            "undecided: {} has {} structs",
            undecided.table(),
            undecided.structs()
        )
        .unwrap();
    }
    let findings = relata::options().check_records(from_ref(models.records()));
    for finding in &findings {
        writeln!(text, "{}: {}", finding.rule().name(), finding.headline()).unwrap();
    }
    writeln!(text, "{}", findings.coverage()).unwrap();
    text
}

/// Returns the models without any finding.
pub(crate) fn registry(records: &Records) -> Registry {
    let silent = |it: relata::Options, rule: &Rule| it.level(*rule, Level::Allow);
    let options = Rule::ALL.iter().fold(relata::options(), silent);
    options.init_records(from_ref(records)).unwrap()
}

/// Lists one model without places, its relations by name.
pub(crate) fn listed(model: Model<'_>) -> String {
    let mut text = String::new();
    self::model(&mut text, model);
    let (first, rest) = text.split_once('\n').unwrap();
    let (first, _) = first.rsplit_once(", ").unwrap_or((first, ""));
    let mut lines: Vec<&str> = rest.lines().collect();
    lines.sort_unstable();
    format!("{first}\n{}\n", lines.join("\n"))
}

fn model(text: &mut String, model: Model<'_>) {
    if model.is_external() {
        return writeln!(text, "external {}", model.path()).unwrap();
    }
    write!(text, "{}", model.path()).unwrap();
    if model.type_name() != model.name() {
        write!(text, " ({})", model.type_name()).unwrap();
    }
    if let Some(table) = model.table() {
        write!(text, " = {table:?}").unwrap();
    }
    let key: Vec<&str> = model.key().collect();
    if !key.is_empty() {
        write!(text, ", key {}", key.join(", ")).unwrap();
    }
    for unique in model.unique() {
        write!(text, ", unique {}", unique.join(", ")).unwrap();
    }
    writeln!(text, ", {}", model.place()).unwrap();
    let fields = model.fields().map(|it| {
        let unique = if it.is_unique() { " unique" } else { "" };
        let optional = if it.is_optional() { "?" } else { "" };
        format!("{}: {}{optional}{unique}", it.name(), it.ty())
    });
    let fields: Vec<String> = fields.collect();
    if !fields.is_empty() {
        writeln!(text, "    {{ {} }}", fields.join(", ")).unwrap();
    }
    for relation in model.relations() {
        self::relation(text, relation);
    }
}

fn relation(text: &mut String, relation: Relation<'_>) {
    let names = |names: &[&str]| names.join(", ");
    let targets: Vec<String> = relation.resolutions().map(target).collect();
    let targets = if relation.is_open() {
        "any".to_owned()
    } else {
        targets.join(" or ")
    };
    write!(
        text,
        "    {} {}: {targets}",
        relation.kind(),
        relation.name()
    )
    .unwrap();
    let key: Vec<&str> = relation.key().collect();
    if !key.is_empty() {
        write!(text, " by {}", names(&key)).unwrap();
    }
    let references: Vec<&str> = relation.references().collect();
    if !references.is_empty() {
        write!(text, " to {}", names(&references)).unwrap();
    }
    if let Some(through) = relation.through_resolution() {
        write!(text, " through {}", target(through)).unwrap();
    }
    if let Some((own, other)) = relation.via() {
        write!(text, " via {own}, {other}").unwrap();
    }
    if let Some(tag) = relation.tag() {
        write!(text, ", tag {tag}").unwrap();
    }
    let inverses: Vec<&str> = relation.inverses().map(|it| it.name()).collect();
    if !inverses.is_empty() {
        write!(text, ", inverse {}", names(&inverses)).unwrap();
    }
    if let Some(paired) = relation.paired() {
        write!(text, ", paired {}", paired.name()).unwrap();
    }
    if let Some(action) = relation.on_delete() {
        write!(text, ", on delete {action}").unwrap();
    }
    if relation.is_filtered() {
        write!(text, ", filtered").unwrap();
    }
    writeln!(text).unwrap();
}

/// The path of the model that is meant, or else the name as written.
fn target(resolution: Resolution<'_>) -> String {
    match resolution.model() {
        Some(model) => model.path().to_owned(),
        None if resolution.is_ambiguous() => format!("{:?} (ambiguous)", resolution.written()),
        None => format!("{:?} (unknown)", resolution.written()),
    }
}
