//! What the derive knows of a model, as the parts of its record, and what it asks the compiler.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote_spanned;
use relata_record::{self as written, Mark, Named, flag};
use relata_syntax::{Allow, Field, Model, Names, Relation, Spelling, Target, text};
use syn::LitStr;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use crate::outside::{Outer, Outside};

/// The record of a model, as far as the derive knows it.
pub(crate) struct Record<'m> {
    /// The line and the column of the model.
    pub(crate) seen: [u32; 2],
    pub(crate) parts: Literal,
    /// The paths that targets name by number, which only the compiler knows.
    pub(crate) paths: Vec<TokenStream>,
    pub(crate) asked: Asked<'m>,
}

/// What the compiler is asked of the types of fields.
#[derive(Default)]
pub(crate) struct Asked<'m> {
    /// In order, the types of key and unique fields that are not in the record, and what fields count as.
    pub(crate) beside: Vec<Outer<'m>>,
    /// The names of the other ones, which are taken for primitive types, each once.
    pub(crate) primitives: Vec<Ident>,
    /// Those that may be an `Option`.
    pub(crate) maybe_options: Vec<Outer<'m>>,
}

/// What the derive knows of a model.
pub(crate) fn record<'m>(model: &'m Model<'_>, outside: &Outside) -> Record<'m> {
    let places = Places::of(model.ident.span());
    let seen = places.mark(model.ident.span());
    let other_name = model.name.is_some() || model.by_module || model.part.is_some();
    let type_name = other_name.then(|| model.ident.unraw().to_string());
    let [package, version] = ["CARGO_PKG_NAME", "CARGO_PKG_VERSION"].map(std::env::var);
    let table = model.table.as_ref().map(LitStr::value);
    let uniques = model.uniques.iter().map(|names| names.texts().collect());
    let keys = keys(model);
    let types = model.fields.iter().map(Types::of).collect::<Vec<_>>();
    let fields = model.fields.iter().zip(&types);
    let relations = model.relations.iter();
    let texts = relations
        .flat_map(|it| it.targets.iter().chain(&it.through))
        .map(target_text)
        .collect::<Vec<_>>();
    let mut targets = Targets {
        outside,
        places: &places,
        texts: texts.iter(),
        paths: Vec::new(),
    };
    let record = written::Record {
        head: written::Head {
            mark: seen,
            ..Default::default()
        },
        package: package.as_deref().unwrap_or_default(),
        version: version.as_deref().unwrap_or_default(),
        table: table.as_deref().unwrap_or_default(),
        type_name: type_name.as_deref().unwrap_or_default(),
        uniques: uniques.filter(|names: &Vec<_>| names.len() > 1).collect(),
        key: model.primary_key(),
        allows: places.allows(&model.allows),
        fields: fields
            .map(|(field, types)| {
                // The relations of a model that is known by its module are in another item, and with them which fields are keys.
                let is_key = model.by_module || keys.contains(&field.name.text.as_str());
                types.field(model, field, is_key, &places)
            })
            .collect(),
        relations: model
            .relations
            .iter()
            .map(|it| relation(it, model, &places, &mut targets))
            .collect(),
        ..Default::default()
    };
    let parts = record.parts();
    let mut asked = Asked::default();
    for (field, (types, written)) in model.fields.iter().zip(types.iter().zip(&record.fields)) {
        asked.add(field, types, written, outside);
    }
    Record {
        seen: [seen.line, seen.column],
        parts: Literal::byte_string(parts.as_bytes()),
        paths: targets.paths.into_iter().map(|(_, path)| path).collect(),
        asked,
    }
}

/// The types of a field as they are written.
struct Types<'m> {
    own: Spelling<'m>,
    counts_as: String,
}

impl<'m> Types<'m> {
    fn of(field: &Field<'m>) -> Self {
        Types {
            own: Spelling::of(field.ty),
            counts_as: field.as_ty.as_ref().map(text).unwrap_or_default(),
        }
    }

    fn field<'f>(
        &'f self,
        model: &Model<'_>,
        field: &'f Field<'_>,
        is_key: bool,
        places: &Places,
    ) -> written::Field<'f> {
        let is_typed = is_key || field.unique.is_some() || field.as_ty.is_some();
        let is_primitive = is_typed && self.own.of_the_language.is_some();
        let flags = [
            (flag::FIELD_UNIQUE, is_unique(model, field)),
            (flag::FIELD_TYPED, is_typed && !is_primitive),
            (flag::FIELD_AS, field.as_ty.is_some()),
            (flag::FIELD_MAYBE_OPTION, !self.own.is_certain),
            (flag::FIELD_PRIMITIVE, is_primitive),
        ];
        written::Field {
            name: &field.name.text,
            ty: &self.own.text,
            flags: flag::sum(&flags),
            as_ty: &self.counts_as,
            mark: places.mark(field.name.span),
            optional: false,
        }
    }
}

impl<'m> Asked<'m> {
    fn add(
        &mut self,
        field: &'m Field<'_>,
        types: &Types<'_>,
        written: &written::Field<'_>,
        outside: &Outside,
    ) {
        if written.is(flag::FIELD_MAYBE_OPTION) {
            self.maybe_options.push(outside.ty(field.ty));
        }
        if let Some(name) = types.own.of_the_language
            && written.is(flag::FIELD_PRIMITIVE)
            && !self.primitives.contains(name)
        {
            self.primitives.push(name.clone());
        }
        if written.is(flag::FIELD_TYPED) {
            self.beside.push(outside.ty(field.ty));
        }
        self.beside
            .extend(field.as_ty.as_ref().map(|ty| outside.ty(ty)));
    }
}

/// Whether a field is unique by itself.
fn is_unique(model: &Model<'_>, field: &Field<'_>) -> bool {
    let name = field.name.text.as_str();
    field.unique.is_some() || model.uniques.iter().any(|names| names.is_only(name))
}

/// The fields of keys, of which the types are known by more than their text: keys are compared by them. Those of fields that
/// are unique by themselves, or count as another type, are so too.
fn keys<'m>(model: &'m Model<'_>) -> Vec<&'m str> {
    let uniques = model.uniques.iter().flat_map(Names::texts);
    let relations = model.relations.iter().filter(|it| it.holds_key());
    let keys = relations.flat_map(|it| model.own_key(it));
    model
        .primary_key()
        .into_iter()
        .chain(uniques)
        .chain(keys)
        .collect()
}

fn relation<'r>(
    relation: &'r Relation,
    model: &'r Model<'_>,
    places: &Places,
    targets: &mut Targets<'_, 'r>,
) -> written::Relation<'r> {
    let name = |name: &'r Option<relata_syntax::Name>| {
        let name = name.as_ref();
        let mark = name.map_or_else(Mark::default, |name| places.mark(name.span));
        (name.map_or("", |name| &*name.text), mark)
    };
    let (inverse, inverse_mark) = name(&relation.inverse);
    let names = |names: &Option<Names>| {
        let names = names.as_ref();
        names.map_or_else(Mark::default, |names| places.mark(names.span))
    };
    let references = relation.references.as_ref();
    let via = relation.via.as_ref();
    written::Relation {
        mark: places.mark(relation.name.span),
        targets: relation.targets.iter().map(|it| targets.add(it)).collect(),
        inverse,
        inverse_mark,
        key: model.own_key(relation),
        key_mark: names(&relation.key),
        references: references.map_or_else(Vec::new, |names| names.texts().collect()),
        references_mark: names(&relation.references),
        tag: name(&relation.tag).0,
        through: relation.through.as_ref().map(|it| targets.add(it)),
        via: via.map(|via| [&*via.own.text, &via.other.text]),
        via_mark: via.map_or_else(Mark::default, |via| places.mark(via.other.span)),
        on_delete: relation.on_delete.as_ref().map(|it| it.action),
        allows: places.allows(&relation.allows),
        name: &relation.name.text,
        kind: relation.kind,
        ..Default::default()
    }
}

/// The text that a target puts into the record.
fn target_text(target: &Target) -> String {
    match target {
        Target::Name(name) => name.value(),
        Target::FromOrm { written, .. } => written.clone(),
        Target::Type(_) | Target::Own(_) => String::new(),
    }
}

/// The targets of a model on their way into its record.
struct Targets<'p, 'r> {
    outside: &'p Outside,
    places: &'p Places,
    /// The texts of the targets, in order.
    texts: std::slice::Iter<'r, String>,
    /// The paths that they name by number, each with what it is known by.
    paths: Vec<(String, TokenStream)>,
}

impl<'r> Targets<'_, 'r> {
    fn add(&mut self, target: &Target) -> written::Target<'r> {
        let words = self.texts.next().map_or("", String::as_str);
        let named = match target {
            Target::Name(_) => Named::Name(words),
            Target::Own(_) => Named::Type(0),
            Target::Type(ty) => {
                let path = |outside: &Outside| {
                    let (span, ty) = (ty.span(), outside.ty(ty));
                    quote_spanned!(span=> <#ty as __relata::Registered>::PATH)
                };
                Named::Type(self.path(text(ty), path))
            }
            Target::FromOrm { ty, span, .. } => {
                let path = |outside: &Outside| {
                    let ty = outside.ty(ty);
                    quote_spanned!(*span=> __relata::Target::<#ty>::RELATA_PATH)
                };
                // A model is asked for above, and here a type that may be none.
                let number = self.path(format!("{} or none", text(ty)), path);
                Named::Maybe(number, words)
            }
        };
        let mark = self.places.mark(target.span());
        written::Target { named, mark }
    }

    /// The number of the path of a type that is written so; that of the model itself is 0.
    fn path(&mut self, written: String, path: impl FnOnce(&Outside) -> TokenStream) -> usize {
        // `$crate` is written alike in the macros of two crates, and is neither's name.
        let mut paths = self.paths.iter();
        let known = paths.position(|(known, _)| *known == written && !written.contains("$crate"));
        let at = known.unwrap_or_else(|| {
            self.paths.push((written, path(self.outside)));
            self.paths.len() - 1
        });
        at + 1
    }
}

/// The places of tokens.
struct Places {
    /// The file of the model's name: a token from another one, of a macro's definition, has no place in it.
    file: String,
}

impl Places {
    fn of(model: Span) -> Self {
        Places {
            file: model.unwrap().file(),
        }
    }

    fn mark(&self, span: Span) -> Mark {
        let span = span.unwrap();
        if span.file() != self.file {
            return Mark::default();
        }
        let [line, column] = [span.line(), span.column()];
        Mark {
            line: u32::try_from(line).unwrap_or_default(),
            column: u32::try_from(column).unwrap_or_default(),
        }
    }

    fn allows<'a>(&self, allows: &'a [Allow]) -> Vec<written::Allow<'a>> {
        let allow = |allow: &'a Allow| written::Allow {
            rule: &allow.rule.text,
            reason: &allow.reason,
            mark: self.mark(allow.rule.span),
        };
        allows.iter().map(allow).collect()
    }
}
