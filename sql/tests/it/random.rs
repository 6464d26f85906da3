//! Random schemas are read as they were asked for.

use std::fmt::Write as _;

use proptest::prelude::*;
use relata::schema::{Schema, Table};

use super::{postgres, sqlite};

/// A table as it is asked for: for each column beyond the key, whether it can hold `NULL`, is unique, is indexed, and which table
/// it refers to.
type Asked = Vec<(String, Vec<(bool, bool, bool, Option<usize>)>)>;

fn asked() -> impl Strategy<Value = Asked> {
    let column = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<Option<prop::sample::Index>>(),
    );
    let table = ("[a-zA-Z \"'é.]{1,12}", prop::collection::vec(column, 0..5));
    prop::collection::vec(table, 1..6).prop_map(|tables| {
        let named = tables.into_iter().enumerate().map(|(at, (name, columns))| {
            let target = |it: prop::sample::Index| it.index(at + 1);
            let columns = columns
                .into_iter()
                .map(|(a, b, c, to)| (a, b, c, to.map(target)));
            (format!("{at}{name}"), columns.collect())
        });
        named.collect()
    })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn statements(asked: &Asked) -> String {
    let mut sql = String::new();
    for (at, (name, columns)) in asked.iter().enumerate() {
        let table = quoted(name);
        let _ = write!(sql, "create table {table} (id integer not null primary key");
        for (column, (nullable, unique, _, target)) in columns.iter().enumerate() {
            let null = if *nullable { "" } else { " not null" };
            let unique = if *unique { " unique" } else { "" };
            let key = target.map(|it| {
                format!(
                    " references {} (id) on delete cascade",
                    quoted(&asked[it].0)
                )
            });
            let _ = write!(
                sql,
                ", c{column} integer{null}{unique}{}",
                key.unwrap_or_default()
            );
        }
        sql += ");\n";
        for (column, _) in columns.iter().enumerate().filter(|(_, it)| it.2) {
            let _ = writeln!(sql, "create index i{at}_{column} on {table} (c{column});");
        }
    }
    sql
}

/// The facts that were asked for, as text.
fn wanted(asked: &Asked) -> Vec<String> {
    let mut facts = Vec::new();
    for (name, columns) in asked {
        facts.push(format!("{name} id key"));
        for (at, (nullable, unique, indexed, target)) in columns.iter().enumerate() {
            let target = target.map(|it| format!("{}.id cascade", asked[it].0));
            facts.push(format!(
                "{name} c{at} {nullable} {unique} {indexed} {target:?}"
            ));
        }
    }
    facts
}

fn read(schema: &Schema) -> Vec<String> {
    let mut facts = Vec::new();
    for table in &schema.tables {
        facts.push(format!(
            "{} {} key",
            table.name,
            table.primary_key.join(" ")
        ));
        facts.extend(
            table
                .columns
                .iter()
                .skip(1)
                .map(|it| column(table, &it.name, it.nullable)),
        );
    }
    facts
}

fn column(table: &Table, name: &str, nullable: bool) -> String {
    let unique = table.uniques.iter().any(|it| it.columns == [name]);
    let indexed = table.indexes.iter().any(|it| it.columns == [name]);
    let key = table.foreign_keys.iter().find(|it| it.columns == [name]);
    let target = key.map(|it| {
        let action = it.on_delete.map(|it| it.to_string()).unwrap_or_default();
        format!("{}.{} {action}", it.table, it.references.join(" "))
    });
    format!(
        "{} {name} {nullable} {unique} {indexed} {target:?}",
        table.name
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn in_sqlite(asked in asked()) {
        prop_assert_eq!(read(&sqlite::read(&statements(&asked))), wanted(&asked));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn in_postgres(asked in asked()) {
        prop_assert_eq!(read(&postgres::read(&statements(&asked))), wanted(&asked));
    }
}
