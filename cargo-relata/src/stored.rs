//! The columns and foreign keys that given schemas have for models, in words.

use relata::registry::{Model, StoredColumn, StoredKey, StoredModel};
use relata::schema::Schema;
use relata::{OnDelete, Registry};

use crate::text::{listed, printable};

/// The models with tables in each schema.
#[derive(Debug)]
pub(crate) struct Stored<'r> {
    all: Vec<(Option<String>, Vec<StoredModel<'r>>)>,
}

impl<'r> Stored<'r> {
    pub(crate) fn new(registry: &'r Registry, schemas: &[Schema]) -> Self {
        let name = |it: &Schema| it.name.clone().filter(|_| schemas.len() > 1);
        let all = schemas.iter();
        let all = all.map(|it| (name(it), registry.stored_in(it)));
        Stored { all: all.collect() }
    }

    /// The tables of a model, each with the end of its lines: the name of its schema if there are several.
    fn of(&self, model: &Model<'_>) -> impl Iterator<Item = (String, &StoredModel<'r>)> {
        self.all.iter().filter_map(|(name, all)| {
            let stored = all.iter().find(|it| it.model == *model)?;
            let name = name.as_ref();
            let end = name.map(|it| format!(", in `{}`", printable(it)));
            Some((end.unwrap_or_default(), stored))
        })
    }

    /// A line for each column and each foreign key of a model.
    pub(crate) fn lines(&self, model: &Model<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        for (end, stored) in self.of(model) {
            let columns = stored.columns.iter();
            lines.extend(columns.map(|it| format!("{}{end}", column(stored, it))));
            let several = stored.foreign_keys.iter();
            let several = several.filter(|it| it.key.columns.len() > 1);
            lines.extend(several.map(|it| format!("{}{end}", foreign_key(it))));
        }
        lines
    }

    /// A line for each column that these fields of a model hold, and for each foreign key of several of them.
    pub(crate) fn lines_of(&self, model: &Model<'_>, fields: &[&str]) -> Vec<String> {
        let mut lines = Vec::new();
        for (end, stored) in self.of(model) {
            let is_held = |it: &&StoredColumn<'_>| {
                let field = it.field.as_ref();
                field.is_some_and(|it| fields.contains(&it.name()))
            };
            let held: Vec<_> = stored.columns.iter().filter(is_held).collect();
            lines.extend(held.iter().map(|it| format!("{}{end}", column(stored, it))));
            let is_of = |key: &&StoredKey<'_>| {
                let mut columns = key.key.columns.iter();
                key.key.columns.len() > 1
                    && columns.all(|name| held.iter().any(|it| it.column.name == *name))
            };
            let several = stored.foreign_keys.iter().filter(is_of);
            lines.extend(several.map(|it| format!("{}{end}", foreign_key(it))));
        }
        lines
    }
}

/// ``column `orders.user_id` `bigint NOT NULL`, foreign key `orders_user_id_fkey` to `users(id)`, on delete cascade``
fn column(stored: &StoredModel<'_>, it: &StoredColumn<'_>) -> String {
    let (table, name) = (printable(&stored.table), printable(&it.column.name));
    let required = if it.nullable == Some(false) {
        " NOT NULL"
    } else {
        ""
    };
    let ty = printable(&it.column.ty);
    let mut text = format!("column `{table}.{name}` `{ty}{required}`");
    if it.is_key {
        text.push_str(", primary key");
    }
    if it.is_unique && !it.is_key {
        text.push_str(", unique");
    }
    if it.field.is_none() && !stored.embeds {
        text.push_str(", no field");
    }
    let is_here = |key: &&StoredKey<'_>| *key.key.columns == [&*it.column.name];
    for key in stored.foreign_keys.iter().filter(is_here) {
        text = format!("{text}, {}", foreign_key(key));
    }
    text
}

fn foreign_key(it: &StoredKey<'_>) -> String {
    let key = &it.key;
    let name = match &key.name {
        Some(name) => format!(" `{}`", printable(name)),
        None => String::new(),
    };
    let of = match &*key.columns {
        [_] => String::new(),
        columns => format!(" of {}", listed(columns.iter().map(String::as_str))),
    };
    let references = match &*key.references {
        [] => String::new(),
        columns => format!("({})", printable(&columns.join(", "))),
    };
    let table = printable(&key.table);
    let mut text = format!("foreign key{name}{of} to `{table}{references}`");
    if let Some(action) = key.on_delete {
        text = format!("{text}, on delete {}", words(action));
    }
    if it.relation.is_none() {
        text.push_str(", no relation");
    }
    text
}

fn words(action: OnDelete) -> String {
    action.name().replace('_', " ")
}
