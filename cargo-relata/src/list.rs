//! `cargo relata list`: lists the models and relations of the input, even if the registry has errors.

use std::collections::BTreeSet;
use std::fmt::Write;

use relata::Registry;
use relata::document::Document;
use relata::registry::{Model, Relation};
use relata::schema::Schema;

use crate::failure::Failure;
use crate::input::Systems;
use crate::name::first_segment;
use crate::options::{List, ListFormat};
use crate::outcome::Outcome;
use crate::stored::Stored;
use crate::terminal::Terminal;
use crate::text::{counted, listed, printable, printable_json};

pub(crate) fn run(options: &List, terminal: Terminal) -> Result<Outcome, Failure> {
    let is_json = options.message_format == ListFormat::Json;
    if options.without_places && !is_json {
        let text = "`--without-places` requires `--message-format json`";
        return Err(Failure::Usage(text.to_owned()));
    }
    if is_json && !(options.schemas.schema.is_empty() && options.schemas.database.is_empty()) {
        let text = "a `relata/1` document has no columns of a schema; omit `--message-format json`";
        return Err(Failure::Usage(text.to_owned()));
    }
    let schemas = options.schemas.read()?;
    let systems = Systems::read(&options.input, terminal)?;
    let text = match options.message_format {
        ListFormat::Human => human(&systems.registry(), &schemas),
        ListFormat::Json => {
            let document = Document::of(&systems.combined_registry()?);
            let document = if options.without_places {
                document.without_places()
            } else {
                document
            };
            printable_json(&document.to_json())
        }
    };
    Ok(Outcome::clean(text).to(options.output.as_deref()))
}

fn human(registry: &Registry, schemas: &[Schema]) -> String {
    let stored = Stored::new(registry, schemas);
    let mut text = String::new();
    let (mut relations, mut external, mut crates) = (0, 0, BTreeSet::new());
    for model in registry.models() {
        if model.is_external() {
            external += 1;
        } else {
            crates.insert(first_segment(model.path()));
        }
        text.push_str(&heading(&model));
        for field in model.fields().filter(|it| it.column() != it.name()) {
            let (name, column) = (printable(field.name()), listed([field.column()]));
            let _ = writeln!(text, "    {name}: column {column}");
        }
        for line in stored.lines(&model) {
            let _ = writeln!(text, "    {line}");
        }
        for relation in model.relations() {
            relations += 1;
            // Writing to a string never fails.
            let _ = writeln!(text, "    {}", describe(&relation));
        }
    }
    let _ = write!(
        text,
        "{} from {}, {}",
        counted(registry.len() - external, "model"),
        counted(crates.len(), "crate"),
        counted(relations, "relation")
    );
    if external > 0 {
        let _ = write!(text, "; {}", counted(external, "external model"));
    }
    text + "\n"
}

fn heading(model: &Model<'_>) -> String {
    let mut facts = Vec::new();
    facts.extend(
        model
            .table()
            .map(|table| format!("table `{}`", printable(table))),
    );
    if model.is_external() {
        facts.push("external".to_owned());
    }
    if model.is_abstract() {
        facts.push("abstract".to_owned());
    }
    if !model.place().file().is_empty() {
        facts.push(model.place().to_string());
    }
    let facts = if facts.is_empty() {
        String::new()
    } else {
        format!("  ({})", facts.join(", "))
    };
    format!("{}{facts}\n", printable(model.path()))
}

/// A relation in one line.
fn describe(relation: &Relation<'_>) -> String {
    let targets = if relation.is_open() {
        "any".to_owned()
    } else {
        listed(relation.written_targets())
    };
    let mut text = format!(
        "{}: {} {targets}",
        printable(relation.name()),
        relation.kind().name()
    );
    let facts = [
        ("inverse", relation.written_inverse().into_iter().collect()),
        ("key", relation.key().collect::<Vec<_>>()),
        ("references", relation.references().collect()),
        ("through", relation.through().into_iter().collect()),
        ("tag", relation.tag().into_iter().collect()),
    ];
    for (what, names) in facts {
        if !names.is_empty() {
            let _ = write!(text, ", {what} {}", listed(names));
        }
    }
    if let Some(on_delete) = relation.on_delete() {
        let _ = write!(text, ", on delete {}", on_delete.name());
    }
    if relation.is_filtered() {
        text.push_str(", filtered");
    }
    if relation.is_from_schema() {
        text.push_str(", from `joinable!`");
    }
    text
}
