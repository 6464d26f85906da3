//! Writes a drawing in DBML, the language of dbdiagram.io: tables with columns, and references between columns. What DBML cannot
//! express is a comment.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use super::changes::Change;
use super::details::{Field, Relation, Standing};
use super::drawing::{Drawing, Node};
use super::edges::Edge;
use super::groups::cut;
use super::picture::{End, Mark, ends, rows, type_of};

pub(crate) fn render(drawing: &Drawing) -> String {
    let names = names(drawing);
    let mut text = String::new();
    for node in drawing
        .models
        .iter()
        .filter(|it| it.standing != Standing::Missing)
    {
        table(&mut text, node, &names[node.id]);
    }
    text.push_str(&references(drawing, &names));
    text
}

/// The table of each model if it has one of its own, or its label. DBML rejects equal names.
fn names(drawing: &Drawing) -> Vec<String> {
    let mut tables: HashMap<&str, usize> = HashMap::new();
    for table in drawing.models.iter().filter_map(|it| it.table.as_deref()) {
        *tables.entry(table).or_default() += 1;
    }
    let labels = drawing.labels();
    let mut used: HashMap<String, usize> = HashMap::new();
    let names = drawing.models.iter().map(|node| {
        let table = node.table.as_deref().filter(|it| tables[it] == 1);
        let name = cut(table.unwrap_or(labels[node.id]));
        let nth = used.entry(name.clone()).or_default();
        *nth += 1;
        match nth {
            1 => quoted(&name),
            nth => quoted(&format!("{name} ({nth})")),
        }
    });
    names.collect()
}

fn table(text: &mut String, node: &Node, name: &str) {
    let change = node.any_change();
    // Writing to a string never fails.
    let _ = writeln!(text, "Table {name} {{{}", comment(change));
    let columns = columns(node);
    for (column, field) in &columns {
        let ty = field.map(type_of).unwrap_or_default();
        let ty = ty.strip_suffix('?').unwrap_or(&ty);
        let ty = if ty.is_empty() { "unknown" } else { ty };
        let mut settings = Vec::new();
        let is_only_key = *node.key == [*column];
        settings.extend(is_only_key.then_some("pk"));
        let unique =
            field.is_some_and(|it| it.unique) || node.unique.iter().any(|it| **it == [*column]);
        settings.extend((unique && !is_only_key).then_some("unique"));
        settings.extend(
            field
                .filter(|_| !is_only_key)
                .map(|it| if it.optional { "null" } else { "not null" }),
        );
        let settings = match settings.len() {
            0 => String::new(),
            _ => format!(" [{}]", settings.join(", ")),
        };
        let name = quoted(&cut(field.map_or(column, |it| column_of(it))));
        let change = comment(field.and_then(|it| it.change));
        let _ = writeln!(text, "  {name} {}{settings}{change}", quoted(&cut(ty)));
    }
    if columns.is_empty() {
        text.push_str("  \"columns not known\" unknown\n");
    }
    let is_composite = |it: &&Vec<String>| it.len() > 1;
    let key = Some(&node.key).filter(is_composite).map(|it| (it, "pk"));
    let unique = node
        .unique
        .iter()
        .filter(is_composite)
        .map(|it| (it, "unique"));
    let sets: Vec<String> = key
        .into_iter()
        .chain(unique)
        .map(|(set, what)| format!("    {} [{what}]\n", columns_of(node, set)))
        .collect();
    if !sets.is_empty() {
        let _ = write!(text, "\n  indexes {{\n{}  }}\n", sets.concat());
    }
    let _ = write!(
        text,
        "\n  Note: {}\n}}\n\n",
        single_quoted(&cut(&node.path))
    );
}

/// The fields; if they are not known, the names that keys mention.
fn columns(node: &Node) -> Vec<(&str, Option<&Field>)> {
    let Some(fields) = &node.fields else {
        let own = node.relations.iter().filter(|it| it.kind == "belongs_to");
        let mut seen = BTreeSet::new();
        let all = node.key.iter().chain(own.flat_map(|it| &it.key));
        return all
            .filter(|it| seen.insert(*it))
            .map(|it| (it.as_str(), None))
            .collect();
    };
    fields
        .iter()
        .map(|it| (it.name.as_str(), Some(it)))
        .collect()
}

fn column_of(field: &Field) -> &str {
    field.column.as_deref().unwrap_or(&field.name)
}

fn column<'n>(node: &'n Node, name: &'n str) -> &'n str {
    let mut fields = node.fields.iter().flatten();
    fields.find(|it| it.name == name).map_or(name, column_of)
}

/// `("a", "b")`, or `"a"`
fn columns_of(node: &Node, names: &[String]) -> String {
    let all: Vec<String> = names
        .iter()
        .map(|it| quoted(&cut(column(node, it))))
        .collect();
    match &*all {
        [one] => one.clone(),
        all => format!("({})", all.join(", ")),
    }
}

fn references(drawing: &Drawing, names: &[String]) -> String {
    let all_rows = rows(drawing);
    // DBML rejects a second reference between the same columns, in any order.
    let (mut text, mut seen) = (String::new(), BTreeSet::new());
    for edge in &drawing.edges {
        let ends = ends(drawing, edge, &all_rows);
        let change = comment(edge.change);
        let written = reference(drawing, names, edge, &ends.first, &ends.last);
        let written = written.filter(|it| it.0 != it.2 && seen.insert(columns_in(&it.0, &it.2)));
        // Writing to a string never fails.
        let _ = match written {
            Some((from, sign, to, settings)) => {
                writeln!(text, "Ref: {from} {sign} {to}{settings}{change}")
            }
            None => writeln!(
                text,
                "// {} {}.{} -> {}{change}",
                edge.kind,
                names[edge.from],
                cut(&edge.relation),
                names[edge.to]
            ),
        };
    }
    text
}

fn columns_in(from: &str, to: &str) -> Vec<String> {
    let all = format!("{from}, {to}").replace(".(", ", ").replace(')', "");
    let mut all: Vec<String> = all.split(", ").map(str::to_owned).collect();
    all.sort();
    all
}

/// The two ends, if the columns of both are known, and the settings.
fn reference(
    drawing: &Drawing,
    names: &[String],
    edge: &Edge,
    first: &End,
    last: &End,
) -> Option<(String, &'static str, String, String)> {
    let (from, to) = (&drawing.models[edge.from], &drawing.models[edge.to]);
    let relation = from.relation(&edge.relation)?;
    if edge.broken || from.standing == Standing::Missing || to.standing == Standing::Missing {
        return None;
    }
    let (holder, target, mark) = match edge.kind {
        "belongs_to" => (from, to, first.mark),
        "has_one" | "has_many" => (to, from, last.mark),
        _ => return None,
    };
    let referred = match &*relation.references {
        [] => &target.key,
        some => some,
    };
    let has = |node: &Node, names: &[String]| {
        let known = columns(node);
        !names.is_empty() && names.iter().all(|name| known.iter().any(|it| it.0 == name))
    };
    if relation.key.len() != referred.len() || !has(holder, &relation.key) || !has(target, referred)
    {
        return None;
    }
    let end = |node: &Node, columns: &[String]| {
        format!("{}.{}", names[node.id], columns_of(node, columns))
    };
    let sign = if mark == Mark::Many { ">" } else { "-" };
    Some((
        end(holder, &relation.key),
        sign,
        end(target, referred),
        settings(relation),
    ))
}

fn settings(relation: &Relation) -> String {
    let action = relation.on_delete.map(|it| it.replace('_', " "));
    let known = [
        "cascade",
        "restrict",
        "set null",
        "set default",
        "no action",
    ];
    let action = action.filter(|it| known.contains(&&**it));
    action
        .map(|it| format!(" [delete: {it}]"))
        .unwrap_or_default()
}

fn comment(change: Option<Change>) -> String {
    change
        .map(|it| format!(" // {} {}", it.sign(), it.name()))
        .unwrap_or_default()
}

/// A name, in quotes if it is not a plain word.
fn quoted(name: &str) -> String {
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let is_plain = !name.starts_with(|it: char| it.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(is_word);
    if is_plain {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
