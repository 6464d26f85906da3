//! The parts of a record that the derive writes, and its questions for the compiler.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use relata_record::{self as written, Mark, Named, flag};
use relata_syntax::{Allow, Field, Model, Names, Relation, Spelling, Target, text};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{LitStr, Path};

use crate::outside::{Outer, Outside};

/// The record of a model, as far as the derive knows it.
pub(crate) struct Record<'m> {
    /// The line and the column of the model.
    pub(crate) seen: [u32; 2],
    pub(crate) parts: Literal,
    /// The paths that targets name by number. Only the compiler knows them.
    pub(crate) paths: Vec<TokenStream>,
    /// The type of the table. The compiler is asked for its name and its primary key.
    pub(crate) table: Option<TokenStream>,
    pub(crate) asked: Asked<'m>,
}

/// The questions for the compiler about the types of fields.
#[derive(Default)]
pub(crate) struct Asked<'m> {
    /// The types of key and unique fields that are not in the record, and the types that fields count as, in order.
    pub(crate) beside: Vec<Outer<'m>>,
    /// The names of the other types, which are taken for primitive types, without duplicates.
    pub(crate) primitives: Vec<Ident>,
    /// The types that may be an `Option`.
    pub(crate) maybe_options: Vec<Outer<'m>>,
}

/// Returns what the derive knows about a model.
pub(crate) fn record<'m>(model: &'m Model<'_>, outside: &Outside) -> Record<'m> {
    let name = model.ident.span();
    // The compiler knows the name of a table of Diesel, and its primary key.
    let is_asked = model.table_module.is_some();
    let mut reader = Reader {
        model,
        outside,
        file: name.unwrap().file(),
        keys: keys(model),
        any_key: model.by_module || is_asked && model.primary_key().is_empty(),
        asked: Asked::default(),
        paths: Vec::new(),
    };
    let seen = reader.mark(name);
    let other_name = model.name.is_some() || model.by_module || model.part.is_some();
    let type_name = other_name.then(|| model.ident.unraw().to_string());
    let [package, version] = ["CARGO_PKG_NAME", "CARGO_PKG_VERSION"].map(std::env::var);
    let table = model.table.as_ref().filter(|_| !is_asked);
    let table = table.map(LitStr::value);
    let key = if model.is_keyed() || !is_asked {
        model.primary_key()
    } else {
        Vec::new()
    };
    let uniques = model.uniques.iter().map(|names| names.texts().collect());
    let fields = model.fields.iter();
    let types = fields.map(|field| {
        let counts_as: Vec<_> = field.as_types.iter().flatten().map(text).collect();
        (Spelling::of(field.ty), counts_as)
    });
    let types: Vec<_> = types.collect();
    let fields = model.fields.iter().zip(&types);
    let relations = model.relations.iter();
    let targets = relations.flat_map(|it| it.targets.iter().chain(&it.through));
    let texts: Vec<_> = targets.map(|it| target_text(it, outside)).collect();
    let mut texts = texts.iter().map(String::as_str);
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
        key,
        allows: reader.allows(&model.allows),
        fields: fields
            .map(|(field, (own, counts_as))| reader.field(field, own, counts_as))
            .collect(),
        relations: (model.relations.iter())
            .map(|it| reader.relation(it, &mut texts))
            .collect(),
        ..Default::default()
    };
    Record {
        seen: [seen.line, seen.column],
        parts: Literal::byte_string(record.parts().as_bytes()),
        paths: reader.paths.into_iter().map(|(_, path)| path).collect(),
        table: model.table_module.as_ref().map(table_of),
        asked: reader.asked,
    }
}

/// Returns the type of a table.
fn table_of(module: &Path) -> TokenStream {
    let span = module.span();
    quote_spanned!(span=> #module::table)
}

/// Returns the fields of keys. The compiler is asked for their types, which are compared.
fn keys<'m>(model: &'m Model<'_>) -> Vec<&'m str> {
    let uniques = model.uniques.iter().flat_map(Names::texts);
    let relations = model.relations.iter().filter(|it| it.holds_key());
    let mut keys = model.primary_key();
    keys.extend(uniques.chain(relations.flat_map(|it| model.own_key(it))));
    keys
}

/// Returns the text of a target in the record.
fn target_text(target: &Target, outside: &Outside) -> String {
    match target {
        Target::Name(name) => name.value(),
        // Such a type is found by its name.
        Target::FromOrm { ty, written, .. } if outside.depends(ty) => {
            let path = written.split('<').next().unwrap_or_default();
            path.rsplit("::").next().unwrap_or_default().to_owned()
        }
        Target::FromOrm { written, .. } => written.clone(),
        Target::Type(_) | Target::Own(_) => String::new(),
    }
}

/// Reads the parts of a model for its record.
struct Reader<'m, 'o> {
    model: &'m Model<'m>,
    outside: &'o Outside,
    /// The file of the model's name. A token from another file, of a macro's definition, has no place in it.
    file: String,
    keys: Vec<&'m str>,
    /// Whether every field may be a key. The relations of a model that is named by its module are in another item, and only
    /// the compiler knows the primary key of a table of Diesel.
    any_key: bool,
    asked: Asked<'m>,
    /// The paths that targets name by number, each with its text.
    paths: Vec<(String, TokenStream)>,
}

impl<'m> Reader<'m, '_> {
    /// Returns a field. It needs the spelling of its type, and the texts of the types that it counts as.
    fn field<'t>(
        &mut self,
        field: &'m Field<'_>,
        own: &'t Spelling<'m>,
        counts_as: &'t [String],
    ) -> written::Field<'t>
    where
        'm: 't,
    {
        let name = field.name.text.as_str();
        let in_unique = |names: &Names| names.is_only(name);
        let is_unique = field.unique.is_some() || self.model.uniques.iter().any(in_unique);
        let is_key = self.any_key || is_unique || self.keys.contains(&name);
        // A type that depends on a parameter is unknown. It is an `Option` if it is written as one.
        let depends = self.outside.depends(field.ty);
        let is_typed = (is_key || field.as_types.is_some()) && !depends;
        let primitive = own.of_the_language.filter(|_| is_typed);
        let is_beside = is_typed && primitive.is_none();
        let maybe_option = depends || !own.is_certain;
        let asked = &mut self.asked;
        if maybe_option {
            asked.maybe_options.push(match (depends, own.is_option) {
                (false, _) => self.outside.ty(field.ty),
                (true, false) => Box::new(quote!(())),
                (true, true) => Box::new(quote!(::core::option::Option<()>)),
            });
        }
        if let Some(name) = primitive.filter(|name| !asked.primitives.contains(name)) {
            asked.primitives.push(name.clone());
        }
        let beside = is_beside
            .then_some(field.ty)
            .into_iter()
            .chain(field.as_types.iter().flatten());
        asked.beside.extend(beside.map(|ty| self.outside.ty(ty)));
        let is_converted = field.converted || field.read_as.is_some();
        written::Field {
            name,
            ty: &own.text,
            flags: flag::sum(&[
                (flag::FIELD_UNIQUE, is_unique),
                (flag::FIELD_TYPED, is_beside),
                (flag::FIELD_AS, field.as_types.is_some()),
                (flag::FIELD_MAYBE_OPTION, maybe_option),
                (flag::FIELD_PRIMITIVE, primitive.is_some()),
                (flag::FIELD_COMPUTED, field.computed),
                (flag::FIELD_EMBEDDED, field.embedded),
                (flag::FIELD_CONVERTED, is_converted),
                (flag::FIELD_DEFAULTED, field.defaulted),
            ]),
            as_types: counts_as.iter().map(String::as_str).collect(),
            mark: self.mark(field.name.span),
            column: field.column.as_deref().unwrap_or_default(),
            variant: field.variant.as_deref().unwrap_or_default(),
            optional: false,
        }
    }

    /// Returns a relation. `texts` continues with the texts of its targets.
    fn relation<'t>(
        &mut self,
        relation: &'m Relation,
        texts: &mut impl Iterator<Item = &'t str>,
    ) -> written::Relation<'t>
    where
        'm: 't,
    {
        let targets = relation.targets.iter();
        let targets = targets.map(|it| self.target(it, texts)).collect();
        let through = relation.through.as_ref();
        let through = through.map(|it| self.target(it, texts));
        let names = |names: &Option<Names>| self.mark_of(names.as_ref().map(|it| it.span));
        let inverse = relation.inverse.as_ref();
        let references = relation.references.as_ref();
        let via = relation.via.as_ref();
        written::Relation {
            mark: self.mark(relation.name.span),
            targets,
            inverse: inverse.map_or("", |name| &name.text),
            inverse_mark: self.mark_of(inverse.map(|name| name.span)),
            key: self.model.own_key(relation),
            key_mark: names(&relation.key),
            references: references.map_or_else(Vec::new, |names| names.texts().collect()),
            references_mark: names(&relation.references),
            tag: relation.tag.as_ref().map_or("", |name| &name.text),
            through,
            via: via.map(|via| [&*via.own.text, &via.other.text]),
            via_mark: self.mark_of(via.map(|via| via.other.span)),
            on_delete: relation.on_delete.as_ref().map(|it| it.action),
            filtered: relation.filtered.is_some(),
            orm: relation.orm,
            allows: self.allows(&relation.allows),
            name: &relation.name.text,
            kind: relation.kind,
            ..Default::default()
        }
    }

    fn target<'t>(
        &mut self,
        target: &Target,
        texts: &mut impl Iterator<Item = &'t str>,
    ) -> written::Target<'t> {
        let words = texts.next().unwrap_or_default();
        let named = match target {
            Target::Name(_) => Named::Name(words),
            Target::FromOrm { ty, .. } if self.outside.depends(ty) => Named::Name(words),
            Target::Own(_) => Named::Type(0),
            Target::Type(ty) => Named::Type(self.path(text(ty), |outside| {
                let (span, ty) = (ty.span(), outside.ty(ty));
                quote_spanned!(span=> <#ty as __relata::Registered>::PATH)
            })),
            Target::FromOrm { ty, span, .. } => {
                // Above, the type must be a model. Here it may not be one.
                let number = self.path(format!("{} or none", text(ty)), |outside| {
                    let ty = outside.ty(ty);
                    quote_spanned!(*span=> __relata::Target::<#ty>::RELATA_PATH)
                });
                Named::Maybe(number, words)
            }
        };
        let mark = self.mark(target.span());
        written::Target { named, mark }
    }

    /// Returns the number of the path of a type with this text. The number of the model itself is 0.
    fn path(&mut self, written: String, path: impl FnOnce(&Outside) -> TokenStream) -> usize {
        // `$crate` has the same text in the macros of different crates.
        let mut paths = self.paths.iter();
        let known = paths.position(|(known, _)| *known == written && !written.contains("$crate"));
        let at = known.unwrap_or_else(|| {
            self.paths.push((written, path(self.outside)));
            self.paths.len() - 1
        });
        at + 1
    }

    /// Returns the place of a token.
    fn mark(&self, span: Span) -> Mark {
        let span = span.unwrap();
        if span.file() != self.file {
            return Mark::default();
        }
        let place = [span.line(), span.column()];
        let [line, column] = place.map(|number| u32::try_from(number).unwrap_or_default());
        Mark { line, column }
    }

    fn mark_of(&self, span: Option<Span>) -> Mark {
        span.map_or_else(Mark::default, |span| self.mark(span))
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
