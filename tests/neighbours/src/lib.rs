//! Models that derive what another library derives, and relata's `Model` next to it: see `tests/`.
//!
//! Each test picks its models by hand, so that what one shows does not depend on what else is linked.

use std::fmt::{self, Write as _};

use relata::registry::{Model, Models, Relation};

/// What a registry of these models knows, a line for each model, field and relation; or what is wrong with them.
///
/// # Panics
///
/// Never: a text takes whatever is written.
pub fn known(models: &Models) -> String {
    let mut text = String::new();
    write_known(&mut text, models).expect("a text takes whatever is written");
    text
}

fn write_known(text: &mut String, models: &Models) -> fmt::Result {
    match relata::options().init_isolated(models) {
        Ok(registry) => registry
            .models()
            .try_for_each(|model| write_model(text, model)),
        Err(report) => report
            .findings()
            .iter()
            .try_for_each(|found| writeln!(text, "{}: {}", found.rule(), found.headline())),
    }
}

fn write_model(text: &mut String, model: Model<'_>) -> fmt::Result {
    text.write_str(model.path())?;
    if let Some(table) = model.table() {
        write!(text, ", table {table}")?;
    }
    let key: Vec<_> = model.key().collect();
    if !key.is_empty() {
        write!(text, ", key {}", key.join(" and "))?;
    }
    text.write_char('\n')?;
    for field in model.fields() {
        let optional = if field.is_optional() {
            ", optional"
        } else {
            ""
        };
        let unique = if field.is_unique() { ", unique" } else { "" };
        write!(text, "  {}: {}{optional}{unique}", field.name(), field.ty())?;
        if field.column() != field.name() {
            write!(text, ", column {}", field.column())?;
        }
        text.write_char('\n')?;
    }
    model
        .relations()
        .try_for_each(|relation| write_relation(text, &relation))
}

fn write_relation(text: &mut String, relation: &Relation<'_>) -> fmt::Result {
    write!(text, "  {} {}", relation.name(), relation.kind())?;
    for target in relation.targets() {
        write!(text, " {}", target.path())?;
    }
    let key: Vec<_> = relation.key().collect();
    if !key.is_empty() {
        write!(text, " by {}", key.join(" and "))?;
    }
    if let Some(inverse) = relation.inverse() {
        write!(text, ", inverse {}", inverse.name())?;
    }
    if let Some(on_delete) = relation.on_delete() {
        write!(text, ", on delete {on_delete}")?;
    }
    text.write_char('\n')
}
