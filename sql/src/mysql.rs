//! The catalog of `MySQL` and `MariaDB`: `information_schema`, one query for each of its tables. The server takes long to join them.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use relata::schema::{Dialect, Fact, Schema};

use crate::ReadError;
use crate::rows::{Answer, Facts, Query, Row, cell, is_true, only_row, rows, text};

const KNOWN: [Fact; 7] = [
    Fact::Tables,
    Fact::Nullability,
    Fact::Defaults,
    Fact::PrimaryKeys,
    Fact::Uniques,
    Fact::Indexes,
    Fact::ForeignKeys,
];

const VERSION: &str = "the version";

const SETTINGS: &str = "
select version(), database(),
  (select max('1') from information_schema.columns
    where table_schema = 'information_schema' and table_name = 'STATISTICS' and column_name = 'EXPRESSION'),
  (select max('1') from information_schema.columns
    where table_schema = 'information_schema' and table_name = 'STATISTICS' and column_name = 'IGNORED')";

/// Only texts: Diesel receives numbers as bytes. A view whose table is gone says so in its comment.
const TABLES: &str = "
select {id}, table_schema, table_name, if(table_type like '%VIEW', '1', '0'),
  case when table_type like '%VIEW' and table_comment <> 'VIEW' then table_comment end, '0'
from information_schema.tables where {own}
  and table_type not in ('SEQUENCE', 'TEMPORARY', 'LOCAL TEMPORARY')
order by table_schema, table_name";

const COLUMNS: &str = "
select {id}, column_name, column_type, null, if(is_nullable = 'YES', '1', '0'), column_default,
  if(coalesce(generation_expression, '') <> '', '1', '0'), extra, privileges
from information_schema.columns where {own}
order by table_schema, table_name, ordinal_position";

/// The tables with columns that the role may not read.
const PARTS: &str = "
select distinct {id} from information_schema.column_privileges c
where privilege_type = 'SELECT'
  and not exists (select 1 from information_schema.user_privileges p where p.privilege_type = 'SELECT')
  and not exists (select 1 from information_schema.schema_privileges p
    where p.privilege_type = 'SELECT' and c.table_schema like p.table_schema)
  and not exists (select 1 from information_schema.table_privileges p
    where p.privilege_type = 'SELECT' and p.table_schema = c.table_schema and p.table_name = c.table_name)";

/// A part of a value has a length, an expression has no column.
const INDEXES: &str = "
select {id}, index_name, index_name, case when index_name = 'PRIMARY' then 'p' else 'i' end, if(non_unique = 0, '1', '0'),
  nullif(lower(index_type), 'btree'), if(sub_part is not null, '1', '0'), null, column_name, '0',
  if({serves}, '1', '0')
from information_schema.statistics where {own}
order by table_schema, table_name, index_name, seq_in_index";

const KEYS: &str = "
select {id}, constraint_name, constraint_name, referenced_table_schema, referenced_table_name, null, '0', '0',
  column_name, referenced_column_name
from information_schema.key_column_usage where {own} and referenced_table_name is not null
order by table_schema, table_name, constraint_name, ordinal_position";

/// Empty for a role that may only select.
const ACTIONS: &str = "
select concat(char_length(constraint_schema), ':', constraint_schema, table_name), constraint_name, delete_rule
from information_schema.referential_constraints
where constraint_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys')";

/// The schema and name of a table as one text.
const ID: &str = "concat(char_length(table_schema), ':', table_schema, table_name)";

const OWN: &str =
    "table_schema not in ('information_schema', 'mysql', 'performance_schema', 'sys')";

const QUERIES: [(&str, &str); 7] = [
    (VERSION, SETTINGS),
    ("the tables", TABLES),
    ("the columns", COLUMNS),
    ("the privileges", PARTS),
    ("the indexes", INDEXES),
    ("the foreign keys", KEYS),
    ("the actions of the foreign keys", ACTIONS),
];

/// What makes the next transaction write nothing.
pub(crate) const BEFORE: &str = "set transaction read only";

pub(crate) fn next(answers: &[Answer], limit: Duration) -> Result<Option<Query>, ReadError> {
    let Some((step, sql)) = QUERIES.get(answers.len()) else {
        return Ok(None);
    };
    if answers.is_empty() {
        return Ok(Some(Query::new(step, *sql)));
    }
    let settings = only_row(answers, VERSION)?;
    if cell(&settings, 1).is_none() {
        return Err(ReadError::NoDatabase);
    }
    let serves = match (is_true(&settings, 2), is_true(&settings, 3)) {
        (true, _) => "is_visible = 'YES'",
        (_, true) => "ignored = 'NO'",
        _ => "1",
    };
    let sql = sql
        .replace("{id}", ID)
        .replace("{own}", OWN)
        .replace("{serves}", serves);
    Ok(Some(Query::new(
        step,
        limited(&sql, is_mariadb(&settings), limit),
    )))
}

/// Adds the limit to one statement: the session keeps its own.
fn limited(sql: &str, is_mariadb: bool, limit: Duration) -> String {
    let millis = limit.as_millis().clamp(1, 31_536_000_000);
    if is_mariadb {
        return format!(
            "set statement max_statement_time = {}.{:03} for {}",
            millis / 1000,
            millis % 1000,
            sql.trim_start()
        );
    }
    let millis = millis.min(4_294_967_295);
    sql.trim_start().replacen(
        "select",
        &format!("select /*+ MAX_EXECUTION_TIME({millis}) */"),
        1,
    )
}

fn is_mariadb(settings: &Row) -> bool {
    text(settings, 0).contains("MariaDB")
}

pub(crate) fn read(answers: &[Answer]) -> (Schema, Facts) {
    let settings = rows(&answers[0]).first().cloned().unwrap_or_default();
    let mut schema = Schema::default();
    schema.dialect = Some(Dialect::MySql);
    schema.known = KNOWN.to_vec();
    schema.search_path = cell(&settings, 1).map(str::to_owned).into_iter().collect();
    let mut keys = rows(&answers[5]).to_vec();
    if add_actions(&mut keys, rows(&answers[6])) {
        schema.known.push(Fact::Actions);
    }
    let mut facts = Facts {
        tables: rows(&answers[1]).to_vec(),
        columns: rows(&answers[2]).to_vec(),
        indexes: indexes(rows(&answers[4])),
        keys,
    };
    note_unreadable(&mut facts, rows(&answers[3]));
    for row in &mut facts.columns {
        row[5] = default(row, is_mariadb(&settings));
    }
    (schema, facts)
}

/// Adds the action of each key, and returns whether that of each is known.
fn add_actions(keys: &mut [Row], actions: &[Row]) -> bool {
    let by_key: HashMap<_, _> = actions.iter().map(|it| (&it[..2], it.get(2))).collect();
    let mut is_complete = true;
    for row in keys {
        match by_key.get(&row[..2]).copied().flatten().cloned() {
            // The server shows RESTRICT for a key without an action too; both refuse the delete.
            Some(action) => row[5] = action,
            None => is_complete = false,
        }
    }
    is_complete
}

/// Returns the default: `MariaDB` spells what a nullable column without one has.
fn default(row: &Row, is_mariadb: bool) -> Option<String> {
    if text(row, 7).contains("auto_increment") {
        return Some("auto_increment".to_owned());
    }
    let is_none = is_true(row, 6) || (is_mariadb && text(row, 5) == "NULL");
    let written = cell(row, 5).filter(|_| !is_none);
    written.map(str::to_owned)
}

/// Notes which tables the role may not read, or not completely.
fn note_unreadable(facts: &mut Facts, parts: &[Row]) {
    let may_select = |it: &&Row| text(it, 8).split(',').any(|it| it == "select");
    let readable: HashSet<&str> = facts
        .columns
        .iter()
        .filter(may_select)
        .map(|it| text(it, 0))
        .collect();
    let with_columns: HashSet<&str> = facts.columns.iter().map(|it| text(it, 0)).collect();
    let in_part: HashSet<&str> = parts.iter().map(|it| text(it, 0)).collect();
    for row in &mut facts.tables {
        let id = text(row, 0);
        let reason = if in_part.contains(id) {
            "the role may select from some of its columns only"
        } else if with_columns.contains(id) && !readable.contains(id) {
            "the role has no SELECT on it"
        } else if is_true(row, 3) && !with_columns.contains(id) {
            "it is a view, and the server lists no columns of it"
        } else {
            continue;
        };
        row[4].get_or_insert_with(|| reason.to_owned());
    }
}

/// Joins what concerns a whole index: whether a part of it is a part of a value or an expression. A unique one that has neither
/// is a constraint. One that the optimizer ignores only enforces that.
fn indexes(all: &[Row]) -> Vec<Row> {
    let mut kept = Vec::new();
    for parts in all.chunk_by(|one, other| one[..2] == other[..2]) {
        let mut parts = parts.to_vec();
        let is_partial = parts.iter().any(|it| is_true(it, 6));
        let is_whole = !is_partial && parts.iter().all(|it| cell(it, 8).is_some());
        let is_unique = is_true(&parts[0], 4);
        for row in &mut parts {
            row[6] = Some(u8::from(is_partial).to_string());
            if is_unique && is_whole && text(row, 3) != "p" {
                row[3] = Some("u".to_owned());
            }
        }
        if is_unique || is_true(&parts[0], 10) {
            kept.extend(parts);
        }
    }
    kept
}
