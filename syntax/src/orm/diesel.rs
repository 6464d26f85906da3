//! `#[diesel(…)]`: the table, the columns, the primary key and every `belongs_to`, with Diesel's defaults. The attributes of Diesel 1,
//! such as `#[table_name = "…"]`, are read too.

use std::iter;

use proc_macro2::Span;
use relata_record::{Kind, Orm};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Ident, LitStr, Path, Token, Type, TypePath};

use super::words::{Word, Words};
use crate::model::Model;
use crate::name::{Name, Names};
use crate::relation::Relation;
use crate::target::Target;

/// The attributes of Diesel 1 on a struct and on its fields. Diesel 2 reads them as well.
const OLD: &[&str] = &["table_name", "primary_key", "belongs_to", "column_name"];

/// The derives with which Diesel reads rows.
pub const DIESEL_READING: &[&str] = &["HasQuery", "Queryable", "Selectable"];

/// Adds what Diesel's attributes declare.
pub(super) fn read(model: &mut Model<'_>, input: &DeriveInput) {
    read_columns(model, input);
    let words = words(&input.attrs);
    let Some(first) = words.0.first() else {
        return;
    };
    let (ident, columns) = (Name::of(&input.ident), columns(model, input));
    let key = words.get("primary_key");
    let parents = words.0.iter().filter(|word| word.name == "belongs_to");
    let relations = parents.filter_map(|word| belongs_to(word, &columns));
    model.from_orm.extend(relations);
    if model.table.is_none() {
        let is_table = key.is_some() || words.has("belongs_to");
        let default = || Name::new(snake(&ident.text) + "s", ident.span);
        let table = words.last_name("table_name");
        let table = table.or_else(|| is_table.then(default));
        model.table_module = table_module(input, &words, table.as_ref());
        model.table = table.map(|name| LitStr::new(&name.text, name.span));
    }
    if let Some(key) = key.filter(|_| !model.is_keyed()) {
        model.key = Some(fields(&columns, &key.names(), key.name.span()));
    } else if model.table_module.is_none() && model.primary_key().is_empty() {
        // The column `id` is the key if no other is declared.
        let id = Name::new("id", ident.span);
        let key = fields(&columns, &[id], first.name.span());
        model.key = Some(key).filter(|key| !key.items.is_empty());
    }
    model.keep_uuid();
    name(&mut model.from_orm);
}

/// Returns the words of `#[diesel(…)]` and the attributes of Diesel 1.
fn words(attributes: &[Attribute]) -> Words {
    let mut words = Words::of(attributes, "diesel");
    words.0.extend(Words::bare(attributes, OLD).0);
    words
}

/// Returns the module that `table!` generates for this table, if Diesel is certainly version 2: its `#[diesel(…)]` names the
/// table, or something else that needs one. `words` include the attributes of Diesel 1.
fn table_module(input: &DeriveInput, words: &Words, table: Option<&Name>) -> Option<Path> {
    let new = Words::of(&input.attrs, "diesel");
    if let Some(word) = new.get("table_name") {
        return syn::parse2(word.value.clone()).ok();
    }
    let is_table = new.has("primary_key") || new.has("belongs_to");
    let table = table.filter(|_| is_table && !words.has("table_name"))?;
    Some(Ident::new(&table.text, table.span).into())
}

/// Adds the columns that have another name than their fields.
fn read_columns(model: &mut Model<'_>, input: &DeriveInput) {
    let Data::Struct(data) = &input.data else {
        return;
    };
    let is_read = is_read(&input.attrs);
    for (field, read) in data.fields.iter().zip(&mut model.fields) {
        if field.attrs.is_empty() {
            continue;
        }
        let words = words(&field.attrs);
        let read_as = words.get("deserialize_as");
        let read_as = read_as.or_else(|| words.get("serialize_as").filter(|_| !is_read));
        read.read_as = read_as.and_then(|it| syn::parse2(it.value.clone()).ok());
        read.embedded = words.has("embed");
        read.computed = read.embedded || words.has("select_expression");
        if let Some(column) = words.last_name("column_name") {
            read.column.get_or_insert(column.text);
        }
    }
}

/// Returns whether Diesel may read rows into a struct with these attributes.
fn is_read(attributes: &[Attribute]) -> bool {
    let is_derive =
        |it: &&Attribute| it.path().is_ident("derive") || it.path().is_ident("cfg_attr");
    let mut lists = attributes
        .iter()
        .filter(is_derive)
        .filter_map(|it| it.meta.require_list().ok());
    lists.any(|it| {
        let text = it.tokens.to_string();
        DIESEL_READING.iter().any(|derive| text.contains(derive))
    })
}

/// Returns the columns and the fields that hold them, by the names of the columns in Diesel's attributes.
fn columns(model: &Model<'_>, input: &DeriveInput) -> Vec<(String, Name)> {
    let Data::Struct(data) = &input.data else {
        return Vec::new();
    };
    let columns = data.fields.iter().zip(&model.fields).map(|(field, read)| {
        let column = words(&field.attrs).last_name("column_name");
        let column = column.unwrap_or_else(|| read.name.clone());
        (column.text, read.name.clone())
    });
    columns.collect()
}

/// Returns the fields that hold columns; none if one of the columns is not a field here.
fn fields(known: &[(String, Name)], columns: &[Name], span: Span) -> Names {
    let field = |column: &Name| {
        let found = known.iter().find(|(name, _)| *name == column.text);
        found.map(|(_, field)| Name::new(&*field.text, column.span))
    };
    let fields: Option<_> = columns.iter().map(field).collect();
    Names::at(span, fields.unwrap_or_default())
}

/// Reads `belongs_to(Target)` or `belongs_to(Target, foreign_key = column)`. In Diesel 1, `parent = "Target"` is allowed too.
fn belongs_to(word: &Word, columns: &[(String, Name)]) -> Option<Relation> {
    let read = |input: ParseStream<'_>| {
        let target: TypePath = if input.peek2(Token![=]) {
            input.parse::<Ident>()?;
            input.parse::<Token![=]>()?;
            input.parse::<LitStr>()?.parse()?
        } else {
            input.parse()?
        };
        input.parse::<Option<Token![,]>>()?;
        Ok((target, input.parse()?))
    };
    let (target, rest) = read.parse2(word.value.clone()).ok()?;
    let last = &target.path.segments.last()?.ident;
    let written = Words::in_list(rest).last_name("foreign_key");
    let default = || Name::new(snake(&last.to_string()) + "_id", last.span());
    let column = written.unwrap_or_else(default);
    let name = Name::new(column.without_id().text, target.span());
    let target = Target::from_orm(Type::Path(target));
    let mut relation = Relation::new(name, Kind::BelongsTo, vec![target]);
    relation.named_after = Some(column.clone());
    relation.key = Some(fields(columns, &[column], word.name.span()));
    relation.orm = Some(Orm::Diesel);
    Some(relation)
}

/// Returns a name as Diesel spells it in keys and tables.
fn snake(camel: &str) -> String {
    let mut snake = String::with_capacity(camel.len() + 4);
    for letter in camel.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// Returns the written modules and the type of a relation's target, each spelled like a field.
fn segments(relation: &Relation) -> Vec<String> {
    let text = relation.targets[0].text();
    let path = text.split('<').next().unwrap_or_default();
    let segments = path.split("::").map(str::trim);
    let named = segments.filter(|segment| *segment != "crate" && *segment != "super");
    named.map(snake).collect()
}

/// Names the relations. Two structs of one table are two targets of one column, and both would have its name. The name goes
/// to the one whose type has that name. The others are named after their types, with modules if necessary.
fn name(relations: &mut [Relation]) {
    let names: Vec<String> = relations.iter().map(|it| it.name.text.clone()).collect();
    for relation in &mut *relations {
        let name = &relation.name.text;
        let is_shared = names.iter().filter(|it| *it == name).count() > 1;
        if is_shared || matches!(&**name, "id" | "uuid") {
            relation.name.text = segments(relation).pop().unwrap_or_default();
        }
    }
    for nth in 1..relations.len() {
        let (earlier, rest) = relations.split_at_mut(nth);
        let relation = &mut rest[0];
        let is_taken = |name: &String| earlier.iter().any(|it| it.name.text == *name);
        let segments = segments(relation);
        let by_path = (0..segments.len()).rev();
        let by_path = by_path.map(|from| segments[from..].join("_"));
        let own = relation.name.text.clone();
        let numbered = (2..).map(|number| format!("{own}_{number}"));
        let mut names = iter::once(own.clone()).chain(by_path).chain(numbered);
        relation.name.text = names.find(|name| !is_taken(name)).unwrap_or_default();
    }
}
