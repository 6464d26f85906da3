//! `#[diesel(…)]`: the table, the primary key and every `belongs_to`, with what each leaves to Diesel's defaults.

use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Token, TypePath};

use super::set_key;
use super::words::{self, Word};
use crate::model::{Kind, Model, Name, Names, Relation, Target};

/// Adds what Diesel's attributes say.
pub(super) fn read(model: &mut Model<'_>, input: &DeriveInput) {
    let words = words::of(&input.attrs, "diesel");
    if words.is_empty() {
        return;
    }
    let columns = Columns::of(model, input);
    let mut is_keyed = false;
    for word in &words {
        match (word.name.to_string().as_str(), word.is_list) {
            ("table_name", false) if model.table.is_none() => {
                let table = word.last_name();
                model.table = table.map(|name| syn::LitStr::new(&name.text, name.span));
            }
            // Of columns that are no fields here, the key is not known.
            ("primary_key", true) => {
                let key = columns.fields(&word.names(), word);
                set_key(
                    model,
                    Some(key.unwrap_or_else(|| Names::none(word.name.span()))),
                );
                is_keyed = true;
            }
            ("belongs_to", true) => {
                let relation = belongs_to(word, &columns);
                model.said.extend(relation);
            }
            _ => {}
        }
    }
    let is_table = words
        .iter()
        .any(|word| word.is_list && (word.name == "belongs_to" || word.name == "primary_key"));
    if model.table.is_none() && is_table {
        let table = snake(&input.ident.unraw().to_string()) + "s";
        model.table = Some(syn::LitStr::new(&table, input.ident.span()));
    }
    // The column of this name is the key wherever nothing else is said.
    let id = [Name {
        text: "id".to_owned(),
        span: input.ident.span(),
    }];
    if let Some(word) = words
        .first()
        .filter(|_| !is_keyed && model.primary_key().is_empty())
    {
        set_key(model, columns.fields(&id, word));
    }
    name(&mut model.said);
}

/// The columns and the fields that hold them.
struct Columns(Vec<(String, Name)>);

impl Columns {
    fn of(model: &Model<'_>, input: &DeriveInput) -> Self {
        let Data::Struct(data) = &input.data else {
            return Columns(Vec::new());
        };
        let fields = data.fields.iter().zip(&model.fields);
        let columns = fields.map(|(field, read)| {
            let words = words::of(&field.attrs, "diesel");
            let renamed = words.iter().find(|word| word.name == "column_name");
            let column = renamed.and_then(Word::last_name);
            let column = column.map_or_else(|| read.name.text.clone(), |name| name.text);
            (column, read.name.clone())
        });
        Columns(columns.collect())
    }

    /// The fields that hold these columns; none if one is not there.
    fn fields(&self, columns: &[Name], word: &Word) -> Option<Names> {
        let field = |column: &Name| {
            let found = self.0.iter().find(|(name, _)| *name == column.text);
            found.map(|(_, field)| Name {
                text: field.text.clone(),
                span: column.span,
            })
        };
        let items: Option<Vec<_>> = columns.iter().map(field).collect();
        items.filter(|items| !items.is_empty()).map(|items| Names {
            items,
            argument: word.name.span(),
            span: word.name.span(),
        })
    }
}

/// `belongs_to(Target)` or `belongs_to(Target, foreign_key = column)`.
fn belongs_to(word: &Word, columns: &Columns) -> Option<Relation> {
    let read = |input: ParseStream<'_>| {
        let target: TypePath = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok((target, input.parse()?))
    };
    let (target, rest) = read.parse2(word.value.clone()).ok()?;
    let last = &target.path.segments.last()?.ident;
    let options = words::in_list(rest);
    let written = options.iter().find(|word| word.name == "foreign_key");
    let column = written.and_then(Word::last_name).unwrap_or_else(|| Name {
        text: snake(&last.to_string()) + "_id",
        span: last.span(),
    });
    let mut name = column.without_id();
    name.span = target.span();
    let key = columns.fields(std::slice::from_ref(&column), word);
    let target = Target::said(syn::Type::Path(target));
    let mut relation = Relation::new(name, Kind::BelongsTo, vec![target]);
    // A column that is no field here is not some other field.
    relation.key = Some(key.unwrap_or_else(|| Names::none(word.name.span())));
    Some(relation)
}

/// As Diesel does it where it works out the name of a key or a table.
fn snake(camel: &str) -> String {
    let mut snake = String::with_capacity(camel.len() + 4);
    for (nth, letter) in camel.chars().enumerate() {
        if letter.is_uppercase() && nth > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// What the type of a relation's target is called, as a field would be, and then the modules that it is said to be in,
/// from the innermost.
fn segments(relation: &Relation) -> Vec<String> {
    let text = relation.targets.first().map(Target::text);
    let text = text.unwrap_or_default();
    let path = text.split('<').next().unwrap_or_default();
    let segments = path.rsplit("::");
    segments.map(|segment| snake(segment.trim())).collect()
}

/// Two structs of one table are two targets of one column, which both would give its name: it goes to the one whose type
/// is called so, and the others are called by their types, or by the modules these are in as well.
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
        let Some(relation) = rest.first_mut() else {
            return;
        };
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
