//! The attributes of items. Attributes in `cfg_attr` get its conditions.

use relata_syntax::{DIESEL_READING, each_meta, skip_and_name};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, Meta, MetaList, Token};

use crate::source::condition::Condition;

/// The attributes of an item that matter here.
#[derive(Debug, Default)]
pub(in crate::source) struct Attributes {
    pub(in crate::source) conditions: Vec<Condition>,
    pub(in crate::source) derives: Vec<Derive>,
    pub(in crate::source) paths: Vec<Path>,
    pub(in crate::source) args: Vec<Args>,
    pub(in crate::source) macro_use: bool,
    /// Whether the item or a field has an attribute of SeaORM, so that a `Model` is named by its module.
    pub(in crate::source) sea_orm: bool,
    /// Whether the item has `#[sea_orm::model]`, which adds the derives.
    pub(in crate::source) sea_orm_model: bool,
}

/// A path in `derive(…)`.
#[derive(Debug)]
pub(in crate::source) struct Derive {
    pub(in crate::source) path: Vec<String>,
    pub(in crate::source) absolute: bool,
    pub(in crate::source) conditions: Vec<Condition>,
}

/// The arguments of `#[relata(…)]` that matter here.
#[derive(Debug)]
pub(in crate::source) struct Args {
    pub(in crate::source) skip: bool,
    pub(in crate::source) name: Option<String>,
    pub(in crate::source) conditions: Vec<Condition>,
}

/// `#[path = "…"]` and its conditions. The first one with conditions that hold is used.
#[derive(Clone, Debug)]
pub(in crate::source) struct Path {
    pub(in crate::source) path: String,
    pub(in crate::source) conditions: Vec<Condition>,
}

impl Attributes {
    /// Returns whether there is a derive with this name.
    pub(in crate::source) fn has_derive(&self, name: &str) -> bool {
        self.derives.iter().any(|it| it.last() == name)
    }
}

impl Derive {
    /// Returns the last name of its path.
    pub(in crate::source) fn last(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }
}

/// Reads attributes. Those that cannot be read are skipped, because the compiler reports their errors.
pub(super) fn read(attributes: &[Attribute]) -> Attributes {
    let mut read = Attributes::default();
    each_meta(attributes, &mut |under, meta| one(meta, under, &mut read));
    read
}

fn one(meta: &Meta, under: &[Condition], read: &mut Attributes) {
    // `#[test]`, `#[tokio::test]`: the function exists only in tests.
    let last = meta.path().segments.last();
    if last.is_some_and(|it| it.ident == "test" || it.ident == "bench") {
        read.conditions.push(unless(under, Condition::test()));
    }
    let Some(name) = meta.path().get_ident() else {
        let mut names = meta.path().segments.iter().map(|it| &it.ident);
        read.sea_orm_model |= names.next().is_some_and(|it| it == "sea_orm")
            && names
                .next()
                .is_some_and(|it| it == "model" || it == "compact_model");
        return;
    };
    match (name.to_string().as_str(), meta) {
        ("cfg", Meta::List(list)) => {
            let condition = list.parse_args::<Condition>();
            read.conditions
                .extend(condition.map(|it| unless(under, it)));
        }
        ("derive", Meta::List(list)) => derives(list, under, &mut read.derives),
        ("path", Meta::NameValue(pair)) => {
            if let Expr::Lit(literal) = &pair.value
                && let Lit::Str(path) = &literal.lit
            {
                let (path, conditions) = (path.value(), under.to_vec());
                read.paths.push(Path { path, conditions });
            }
        }
        ("relata", Meta::List(list)) => {
            let (skip, name) = skip_and_name(list);
            read.args.push(Args {
                skip,
                name,
                conditions: under.to_vec(),
            });
        }
        ("sea_orm", Meta::List(_)) => read.sea_orm = true,
        ("macro_use", _) => read.macro_use = true,
        _ => {}
    }
}

/// `cfg_attr(a, cfg(b))` requires `b` only if `a` holds.
fn unless(under: &[Condition], condition: Condition) -> Condition {
    if under.is_empty() {
        return condition;
    }
    Condition::any(&[Condition::all(under).not(), condition])
}

fn derives(list: &MetaList, under: &[Condition], into: &mut Vec<Derive>) {
    let parse = Punctuated::<syn::Path, Token![,]>::parse_terminated_with;
    let paths = |input: ParseStream<'_>| parse(input, syn::Path::parse_mod_style);
    for path in list.parse_args_with(paths).into_iter().flatten() {
        let segments = path.segments.iter();
        into.push(Derive {
            path: segments.map(|it| it.ident.unraw().to_string()).collect(),
            absolute: path.leading_colon.is_some(),
            conditions: under.to_vec(),
        });
    }
}

/// The derives of Diesel that need a table: without an attribute, it has the name of the struct.
pub(in crate::source) const WITH_TABLE: &[&str] =
    &["AsChangeset", "Associations", "Identifiable", "Insertable"];

/// The derives of Diesel by which the names of fields are those of columns. `Queryable` alone reads a row in the order of the
/// fields.
pub(in crate::source) const WITH_COLUMNS: &[&str] =
    &["AsChangeset", "HasQuery", "Insertable", "Selectable"];

/// Returns whether a derive with this name makes a struct an entity of SeaORM.
pub(super) fn is_of_entity(name: &str) -> bool {
    matches!(name, "DeriveEntityModel" | "DeriveModel")
}

/// Returns whether a derive with this name makes a type a model, or a struct that an ORM reads or writes.
pub(in crate::source) fn is_of_model(name: &str) -> bool {
    name == "Model"
        || is_of_entity(name)
        || DIESEL_READING.contains(&name)
        || WITH_TABLE.contains(&name)
}

/// Returns whether a derive with this name may make a type a model, or a struct that an ORM reads or writes. An import may
/// give relata's derive any name, but not one of these.
pub(in crate::source) fn may_be_of_model(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "Args",
        "AsExpression",
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "DeriveActiveEnum",
        "DeriveColumn",
        "DeriveIden",
        "Deserialize",
        "Display",
        "EnumIter",
        "EnumString",
        "Eq",
        "Error",
        "From",
        "FromRow",
        "FromSqlRow",
        "Hash",
        "Ord",
        "Parser",
        "PartialEq",
        "PartialOrd",
        "Serialize",
        "Subcommand",
        "ToSchema",
        "Validate",
    ];
    !OTHERS.contains(&name)
}

/// Returns whether a derive with this name makes an enum a part of a model.
pub(super) fn is_of_part(name: &str) -> bool {
    matches!(name, "Relations" | "DeriveRelation")
}
