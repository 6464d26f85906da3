//! The catalog of SQLite: its pragmas as tables. The name of the database is a literal in each: as a column it gives no rows.

use std::collections::HashMap;

use relata::schema::{Dialect, Fact, ForeignKey, Schema, Table};

use crate::ReadError;
use crate::rows::{Answer, Facts, Query, Row, cell, is_true, only_row, rows, text};

/// The oldest version with `pragma_table_list`.
const LEAST: ((u32, u32), &str) = ((3, 37), "SQLite 3.37");

const KNOWN: [Fact; 8] = [
    Fact::Tables,
    Fact::Nullability,
    Fact::Defaults,
    Fact::PrimaryKeys,
    Fact::Uniques,
    Fact::Indexes,
    Fact::ForeignKeys,
    Fact::Actions,
];

const SETTINGS: &str = "
select sqlite_version(), (select foreign_keys from pragma_foreign_keys)";

/// A virtual table has no keys and no types, as a view.
const TABLES: &str = r"
select t.name, null, t.name, case t.type when 'table' then '0' else '1' end, null, '0', cast(m.rowid as text), cast(t.strict as text)
from pragma_table_list t
join main.sqlite_master m on m.name = t.name and m.type in ('table', 'view')
where t.schema = 'main' and t.type in ('table', 'view', 'virtual') and t.name not like 'sqlite\_%' escape '\'
order by t.name";

/// `INTEGER PRIMARY KEY` is another name of the rowid: never `NULL`, although it is not declared so. It has no index.
const COLUMNS: &str = r#"
select x.owner, x.name, x.type, null,
  case when x."notnull" = 1 or x.is_rowid then '0' else '1' end,
  case when x.is_rowid then 'rowid' when x.hidden = 0 then x.dflt_value end,
  case when x.hidden in (2, 3) then '1' else '0' end
from (
  select t.name as owner, x.*, x.pk = 1 and upper(x.type) = 'INTEGER' and t.wr = 0
    and not exists (select 1 from pragma_index_list(t.name, 'main') l where l.origin = 'pk') as is_rowid
  from pragma_table_list t join pragma_table_xinfo(t.name, 'main') x
  where t.schema = 'main' and t.type = 'table'
) x
order by x.owner, x.cid"#;

const INDEXES: &str = r#"
select t.name, l.name, case when l.origin = 'c' then l.name end, case l.origin when 'c' then 'i' else 'u' end,
  cast(l."unique" as text), null, cast(l.partial as text), null, x.name, '0'
from pragma_table_list t
join pragma_index_list(t.name, 'main') l
join pragma_index_xinfo(l.name, 'main') x
where t.schema = 'main' and t.type = 'table' and l.origin <> 'pk' and x.key = 1
order by t.name, l.origin, l.name, x.seqno"#;

/// From the columns: a primary key that is the rowid has no index.
const PRIMARY_KEYS: &str = "
select t.name, '', null, 'p', '1', null, '0', null, x.name, '0'
from pragma_table_list t join pragma_table_xinfo(t.name, 'main') x
where t.schema = 'main' and t.type = 'table' and x.pk > 0
order by t.name, x.pk";

/// The last declared key comes first there.
const KEYS: &str = r#"
select t.name, cast(f.id as text), null, null, f."table", f.on_delete,
  case (select foreign_keys from pragma_foreign_keys) when 1 then '0' else '1' end, '0', f."from", f."to"
from pragma_table_list t join pragma_foreign_key_list(t.name, 'main') f
where t.schema = 'main' and t.type = 'table'
order by t.name, f.id desc, f.seq"#;

const VIEWS: &str = "
select m.name, x.name, x.type, null, '1', null, case when x.hidden in (2, 3) then '1' else '0' end
from main.sqlite_master m join pragma_table_xinfo(m.name, 'main') x
where m.rowid ";

const QUERIES: [(&str, &str); 6] = [
    ("the version", SETTINGS),
    ("the tables", TABLES),
    ("the columns", COLUMNS),
    ("the primary keys", PRIMARY_KEYS),
    ("the indexes", INDEXES),
    ("the foreign keys", KEYS),
];

const OF_VIEWS: &str = "the columns of the views";

/// The views and virtual tables.
fn views(answers: &[Answer]) -> impl Iterator<Item = &Row> {
    let tables = answers.get(1).map(rows).unwrap_or_default();
    tables.iter().filter(|it| is_true(it, 3))
}

pub(crate) fn next(answers: &[Answer]) -> Result<Option<Query>, ReadError> {
    if answers.len() == 1 {
        let settings = only_row(answers, QUERIES[0].0)?;
        let mut parts = text(&settings, 0)
            .split('.')
            .map(|it| it.parse().unwrap_or(0));
        if (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) < LEAST.0 {
            return Err(ReadError::Unsupported {
                found: format!("SQLite {}", text(&settings, 0)),
                least: LEAST.1,
            });
        }
    }
    if let Some((step, sql)) = QUERIES.get(answers.len()) {
        return Ok(Some(Query::new(step, *sql)));
    }
    Ok(next_of_views(answers))
}

/// One broken view fails the query of all: then each is read alone.
fn next_of_views(answers: &[Answer]) -> Option<Query> {
    let ids: Vec<&str> = views(answers).map(|it| text(it, 6)).collect();
    let one = match answers.get(QUERIES.len()) {
        None if ids.is_empty() => return None,
        None => format!("in ({})", ids.join(", ")),
        Some(Ok(_)) => return None,
        Some(Err(_)) => format!("= {}", ids.get(answers.len() - QUERIES.len() - 1)?),
    };
    let sql = format!("{VIEWS}{one} order by m.name, x.cid");
    Some(Query {
        may_fail: true,
        ..Query::new(OF_VIEWS, sql)
    })
}

pub(crate) fn read(answers: &[Answer]) -> (Schema, Facts) {
    let mut schema = Schema::default();
    schema.dialect = Some(Dialect::Sqlite);
    schema.known = KNOWN.to_vec();
    let mut facts = Facts {
        tables: rows(&answers[1]).to_vec(),
        columns: rows(&answers[2]).to_vec(),
        indexes: rows(&answers[3]).to_vec(),
        keys: rows(&answers[5]).to_vec(),
    };
    facts.indexes.extend_from_slice(rows(&answers[4]));
    for answer in &answers[QUERIES.len()..] {
        facts.columns.extend_from_slice(rows(answer));
    }
    let alone = answers.get(QUERIES.len() + 1..).unwrap_or_default();
    let broken: Vec<(&str, &str)> = views(answers)
        .zip(alone)
        .filter_map(|(row, answer)| Some((text(row, 0), answer.as_ref().err()?.as_str())))
        .collect();
    for row in &mut facts.tables {
        let reason = broken.iter().find(|(name, _)| cell(row, 0) == Some(name));
        row[4] = reason.map(|(_, reason)| (*reason).to_owned());
    }
    (schema, facts)
}

/// Names the table and the columns of each key as they are declared: a key may omit the columns, and case does not count.
pub(crate) fn complete(schema: &mut Schema) {
    let targets: HashMap<String, Table> = schema
        .tables
        .iter()
        .map(|it| (it.name.to_ascii_lowercase(), it.clone()))
        .collect();
    for key in schema.tables.iter_mut().flat_map(|it| &mut it.foreign_keys) {
        if let Some(table) = targets.get(&key.table.to_ascii_lowercase()) {
            complete_key(key, table);
        }
    }
}

fn complete_key(key: &mut ForeignKey, table: &Table) {
    key.table.clone_from(&table.name);
    if key.references.is_empty() && table.primary_key.len() == key.columns.len() {
        key.references.clone_from(&table.primary_key);
    }
    for name in &mut key.references {
        let column = table
            .columns
            .iter()
            .find(|it| it.name.eq_ignore_ascii_case(name));
        if let Some(column) = column {
            name.clone_from(&column.name);
        }
    }
}
