//! `#[diesel(…)]`: the table, the primary key and every `belongs_to`, with Diesel's defaults.

use proc_macro2::Span;
use relata_record::Kind;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, LitStr, Token, Type, TypePath};

use super::words::{Word, Words};
use crate::model::Model;
use crate::name::{Name, Names};
use crate::relation::Relation;
use crate::target::Target;

/// Adds what Diesel's attributes declare.
pub(super) fn read(model: &mut Model<'_>, input: &DeriveInput) {
    let words = Words::of(&input.attrs, "diesel");
    let Some(first) = words.0.first() else {
        return;
    };
    let columns = columns(model, input);
    let (mut is_keyed, mut is_table) = (model.is_keyed(), false);
    for word in &words.0 {
        match (word.name.to_string().as_str(), word.is_list) {
            ("table_name", false) if model.table.is_none() => {
                let table = word.last_name();
                model.table = table.map(|name| LitStr::new(&name.text, name.span));
            }
            ("primary_key", true) => {
                if !is_keyed {
                    model.key = Some(fields(&columns, &word.names(), word.name.span()));
                }
                (is_keyed, is_table) = (true, true);
            }
            ("belongs_to", true) => {
                model.from_orm.extend(belongs_to(word, &columns));
                is_table = true;
            }
            _ => {}
        }
    }
    if model.table.is_none() && is_table {
        let table = snake(&input.ident.unraw().to_string()) + "s";
        model.table = Some(LitStr::new(&table, input.ident.span()));
    }
    // The column of this name is the key if no other is declared.
    if !is_keyed && model.primary_key().is_empty() {
        let id = Name::new("id", input.ident.span());
        let key = fields(&columns, &[id], first.name.span());
        model.key = Some(key).filter(|key| !key.items.is_empty());
    }
    name(&mut model.from_orm);
}

/// The columns and the fields that hold them.
fn columns(model: &Model<'_>, input: &DeriveInput) -> Vec<(String, Name)> {
    let Data::Struct(data) = &input.data else {
        return Vec::new();
    };
    let columns = data.fields.iter().zip(&model.fields).map(|(field, read)| {
        let words = Words::of(&field.attrs, "diesel");
        let column = words.get("column_name").and_then(Word::last_name);
        let column = column.unwrap_or_else(|| read.name.clone());
        (column.text, read.name.clone())
    });
    columns.collect()
}

/// The fields that hold columns. None are known if one of the columns is not a field here.
fn fields(known: &[(String, Name)], columns: &[Name], span: Span) -> Names {
    let field = |column: &Name| {
        let found = known.iter().find(|(name, _)| *name == column.text);
        found.map(|(_, field)| Name::new(&*field.text, column.span))
    };
    let fields: Option<_> = columns.iter().map(field).collect();
    Names::at(span, fields.unwrap_or_default())
}

/// `belongs_to(Target)` or `belongs_to(Target, foreign_key = column)`.
fn belongs_to(word: &Word, columns: &[(String, Name)]) -> Option<Relation> {
    let read = |input: ParseStream<'_>| {
        let target: TypePath = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok((target, input.parse()?))
    };
    let (target, rest) = read.parse2(word.value.clone()).ok()?;
    let last = &target.path.segments.last()?.ident;
    let options = Words::in_list(rest);
    let written = options.get("foreign_key").and_then(Word::last_name);
    let default = || Name::new(snake(&last.to_string()) + "_id", last.span());
    let column = written.unwrap_or_else(default);
    let name = Name::new(column.without_id().text, target.span());
    let target = Target::from_orm(Type::Path(target));
    let mut relation = Relation::new(name, Kind::BelongsTo, vec![target]);
    relation.key = Some(fields(columns, &[column], word.name.span()));
    Some(relation)
}

/// The spelling that Diesel gives to the names of keys and tables.
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

/// The name of the type of a relation's target, as a field would have it, and then its modules as they are written, from
/// the innermost.
fn segments(relation: &Relation) -> Vec<String> {
    let text = relation.targets[0].text();
    let path = text.split('<').next().unwrap_or_default();
    let segments = path.rsplit("::").map(|segment| snake(segment.trim()));
    segments.collect()
}

/// Names the relations. Two structs of one table are two targets of one column, which would both have its name: it goes to
/// the one whose type has that name, and the others are named by their types, or by the modules of these as well.
fn name(relations: &mut [Relation]) {
    let names: Vec<String> = relations.iter().map(|it| it.name.text.clone()).collect();
    for relation in &mut *relations {
        let name = &relation.name.text;
        let is_shared = names.iter().filter(|it| *it == name).count() > 1;
        if is_shared || name == "id" {
            relation.name.text = segments(relation).swap_remove(0);
        }
    }
    for nth in 1..relations.len() {
        let (earlier, rest) = relations.split_at_mut(nth);
        let relation = &mut rest[0];
        let is_taken = |name: &str| earlier.iter().any(|it| it.name.text == name);
        if !is_taken(&relation.name.text) {
            continue;
        }
        let mut segments = segments(relation).into_iter();
        let mut name = segments.next().unwrap_or_default();
        for module in segments.filter(|module| module != "crate" && module != "super") {
            if !is_taken(&name) {
                break;
            }
            name = format!("{module}_{name}");
        }
        let mut number = 2;
        while is_taken(&name) {
            name = format!("{}_{number}", relation.name.text);
            number += 1;
        }
        relation.name.text = name;
    }
}
