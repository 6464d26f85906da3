//! The keys that the models say, and the foreign keys that the database has.
//!
//! In: a registry and the foreign keys of a database. Out: what one has and the other has not, as text.

use std::fmt;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use relata::registry::Relation;
use relata::{Kind, Registry};

/// The fields of keys whose column has another name, which the registry does not know.
const RENAMED: [(&str, &str, &str); 1] = [("comments", "author_id", "written_by")];

/// Columns of a table that point at columns of another.
#[derive(Clone, Debug)]
pub struct ForeignKey {
    pub table: String,
    pub columns: Vec<String>,
    pub target: String,
    pub references: Vec<String>,
}

impl ForeignKey {
    /// Whether both join the same columns, in whatever order either lists them.
    fn is(&self, other: &ForeignKey) -> bool {
        (&self.table, &self.target, self.joined()) == (&other.table, &other.target, other.joined())
    }

    /// Each column with the one it points at, sorted.
    fn joined(&self) -> Vec<(&String, &String)> {
        let mut joined: Vec<_> = self.columns.iter().zip(&self.references).collect();
        joined.sort_unstable();
        joined
    }
}

impl fmt::Display for ForeignKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (columns, references) = (self.columns.join(", "), self.references.join(", "));
        let (table, target) = (&self.table, &self.target);
        write!(f, "from `{table}({columns})` to `{target}({references})`")
    }
}

/// What the models say and the database does not have, then the other way round.
pub fn differences(registry: &Registry, database: &[ForeignKey]) -> Vec<String> {
    let relations = registry.models().flat_map(|model| model.relations());
    let declared: Vec<_> = relations
        .filter_map(|relation| Some((relation, declared(relation)?)))
        .collect();
    let is_enforced = |key: &ForeignKey| database.iter().any(|it| it.is(key));
    let is_declared = |key: &ForeignKey| declared.iter().any(|(_, it)| it.is(key));

    let missing = declared.iter().filter(|(_, key)| !is_enforced(key));
    let missing = missing.map(|(relation, key)| {
        let (model, name) = (relation.model().name(), relation.name());
        let place = relation.place();
        format!("relation `{model}.{name}` is not enforced: the database has no foreign key {key} ({place})")
    });
    let more = database.iter().filter(|key| !is_declared(key));
    let more =
        more.map(|key| format!("the database has a foreign key {key}, which no relation declares"));
    missing.chain(more).collect()
}

/// The foreign key of a relation, if the relation holds a key that is known.
fn declared(relation: Relation<'_>) -> Option<ForeignKey> {
    let mut targets = relation.targets();
    let target = targets.next().filter(|_| targets.next().is_none())?;
    if relation.kind() != Kind::BelongsTo {
        return None;
    }
    let (table, target_table) = (relation.model().table()?, target.table()?);
    let mut references: Vec<_> = relation.references().collect();
    if references.is_empty() {
        references = target.key().collect();
    }
    let fields: Vec<_> = relation.key().collect();
    let is_known = !fields.is_empty() && fields.len() == references.len();
    is_known.then(|| ForeignKey {
        table: table.to_owned(),
        columns: fields
            .into_iter()
            .map(|field| column(table, field))
            .collect(),
        target: target_table.to_owned(),
        references: references
            .into_iter()
            .map(|field| column(target_table, field))
            .collect(),
    })
}

fn column(table: &str, field: &str) -> String {
    let renamed = RENAMED.iter().find(|it| (it.0, it.1) == (table, field));
    renamed.map_or(field, |it| it.2).to_owned()
}

/// A foreign key that names no column refers to the primary key.
const QUERY: &str = r#"
    SELECT own.name AS "table", key.seq AS nth, key."from" AS "column", key."table" AS target,
        coalesce(key."to", primary_key.name) AS reference
    FROM sqlite_schema AS own
    JOIN pragma_foreign_key_list(own.name) AS key
    LEFT JOIN pragma_table_info(key."table") AS primary_key ON primary_key.pk = key.seq + 1
    WHERE own.type = 'table'
    ORDER BY own.name, key.id, key.seq
"#;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = BigInt)]
    nth: i64,
    #[diesel(sql_type = Text)]
    column: String,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Text)]
    reference: String,
}

/// The foreign keys that the database has.
///
/// # Errors
///
/// The database cannot be read.
pub fn of(database: &mut SqliteConnection) -> QueryResult<Vec<ForeignKey>> {
    let rows: Vec<Row> = diesel::sql_query(QUERY).load(database)?;
    let mut keys: Vec<ForeignKey> = Vec::new();
    for row in rows {
        match keys.last_mut() {
            Some(key) if row.nth > 0 => {
                key.columns.push(row.column);
                key.references.push(row.reference);
            }
            _ => keys.push(ForeignKey {
                table: row.table,
                columns: vec![row.column],
                target: row.target,
                references: vec![row.reference],
            }),
        }
    }
    Ok(keys)
}
