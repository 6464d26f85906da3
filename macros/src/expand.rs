//! Writing what a model leaves in the program: its record, the types beside it, its registration and its trait.
//!
//! In: a model without mistakes. Out: tokens; nothing can fail here. All of it stands in an anonymous const, names
//! nothing of the user's but what the user wrote, and carries the derive's own span except where the compiler must
//! point at the user's words. `__relata` is the one name that stands for relata's hidden module.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, LitStr, Path};

use crate::attributes;
use crate::encode::Parts;
use crate::model::{Field, Kind, Model, Name, Names, Relation, Target};
use crate::types;

impl Target {
    pub(crate) fn span(&self) -> Span {
        match self {
            Target::Type(ty) => ty.span(),
            Target::Own(span) => *span,
            Target::Name(name) => name.span(),
        }
    }
}

/// The code for a model.
pub(crate) fn expand(model: &Model) -> TokenStream {
    let krate = &model.krate;
    let own = types::own(&model.ident, &model.generics);
    let parts = record(model, &own);
    let types = key_types(model, &own);
    let count = types.len();
    let path = path(model);
    let checks = null_checks(model, &own);
    let registered = registered(
        krate,
        &model.ident,
        &model.generics,
        &path,
        &quote!(&__relata::Entry::new(
            __RELATA_RECORD.record(),
            &__RELATA_TYPES
        )),
    );
    quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, deprecated, elided_lifetimes_in_paths, unused_imports, unused_qualifications)]
        const _: () = {
            use #krate::__private as __relata;
            use __relata::Plain as _;
            const __RELATA_PARTS: &[__relata::Part] = &[#(#parts),*];
            __relata::record!(__RELATA_RECORD, __RELATA_PARTS);
            static __RELATA_TYPES: [__relata::Type; #count] = [#(#types),*];
            __relata::register!(__relata::Entry::new(__RELATA_RECORD.record(), &__RELATA_TYPES));
            #registered
            #(#checks)*
        };
    }
}

/// The mistakes, and a trait for what they are in, so that the compiler adds none of its own.
pub(crate) fn hollow(input: &DeriveInput, error: &syn::Error) -> TokenStream {
    let error = error.to_compile_error();
    let krate = attributes::krate(input);
    let registered = registered(
        &krate,
        &input.ident,
        &input.generics,
        &quote!(""),
        &quote!(__relata::Entry::NONE),
    );
    quote! {
        #error
        #[doc(hidden)]
        const _: () = {
            use #krate::__private as __relata;
            #registered
        };
    }
}

fn registered(
    krate: &Path,
    ident: &Ident,
    generics: &syn::Generics,
    path: &TokenStream,
    entry: &TokenStream,
) -> TokenStream {
    let only_lifetimes = generics
        .params
        .iter()
        .all(|param| matches!(param, syn::GenericParam::Lifetime(_)));
    let header = if only_lifetimes && generics.where_clause.is_none() {
        let elided = generics.lifetimes().map(|_| quote!('_));
        let arguments = if generics.params.is_empty() {
            quote!()
        } else {
            quote!(<#(#elided),*>)
        };
        quote!(impl #krate::Registered for #ident #arguments)
    } else {
        let (parameters, arguments, clause) = generics.split_for_impl();
        quote!(impl #parameters #krate::Registered for #ident #arguments #clause)
    };
    quote! {
        #[automatically_derived]
        #header {
            const PATH: &'static str = #path;
            const ENTRY: &'static __relata::Entry = #entry;
        }
    }
}

/// `krate::module::Name`, which the compiler alone knows.
fn path(model: &Model) -> TokenStream {
    let name = model
        .name
        .as_ref()
        .map_or_else(|| model.ident.unraw().to_string(), LitStr::value);
    let tail = format!("::{name}");
    quote!(__relata::concat!(__relata::module_path!(), #tail))
}

/// The parts of the record, in the order of the layout.
fn record(model: &Model, own: &TokenStream) -> Vec<TokenStream> {
    let at = model.ident.span();
    let mut parts = Parts::new(at);
    let path = path(model);
    parts.part(quote!(__relata::Part::Text(#path)));
    parts.text(&if model.name.is_some() {
        model.ident.unraw().to_string()
    } else {
        String::new()
    });
    parts.text(&std::env::var("CARGO_PKG_NAME").unwrap_or_default());
    parts.text(&std::env::var("CARGO_PKG_VERSION").unwrap_or_default());

    // In a model that a macro makes, the compiler names the place of the call, which is what its user wrote; then the
    // places of single tokens may be in the macro's definition and do not hold.
    let (line, column) = (at.unwrap().line(), at.unwrap().column());
    let (line, column) = (
        u32::try_from(line).unwrap_or_default(),
        u32::try_from(column).unwrap_or_default(),
    );
    parts.part(quote_spanned!(at=> __relata::Part::Text(__relata::file!())));
    parts.part(quote_spanned!(at=> __relata::Part::Number(__relata::line!())));
    parts.part(quote_spanned!(at=> __relata::Part::Number(__relata::column!())));
    parts.part(quote_spanned! {at=>
        __relata::Part::Number(__relata::model_flags(__relata::line!() == #line && __relata::column!() == #column))
    });

    parts.text(&model.table.as_ref().map(LitStr::value).unwrap_or_default());
    parts.list(model.primary_key().into_iter());
    let uniques: Vec<_> = model
        .uniques
        .iter()
        .filter(|fields| fields.items.len() > 1)
        .collect();
    parts.number(uniques.len());
    for fields in uniques {
        parts.list(fields.items.iter().map(|name| name.text.as_str()));
    }
    parts.allows(&model.allows);
    fields(model, own, &mut parts);
    parts.number(model.relations.len());
    for each in &model.relations {
        relation(model, each, own, &mut parts);
    }
    parts.finish()
}

fn fields(model: &Model, own: &TokenStream, parts: &mut Parts) {
    parts.number(model.fields.len());
    for field in &model.fields {
        parts.text(&field.name.text);
        parts.text(&types::text(&field.ty));
        parts.text(&field.as_ty.as_ref().map(types::text).unwrap_or_default());
        let flags = [
            (is_unique(model, field), 1),
            (is_typed(model, field), 2),
            (field.as_ty.is_some(), 4),
        ];
        parts.number(
            flags
                .iter()
                .filter(|(set, _)| *set)
                .map(|(_, flag)| flag)
                .sum(),
        );
        parts.mark(field.name.span);
    }
    let optional = model.fields.iter().map(|field| {
        let ty = types::outside(&field.ty, own);
        quote_spanned!(field.ty.span()=> __relata::Probe::<#ty>::OPTIONAL)
    });
    parts.part(quote!(__relata::Part::Flags(&[#(#optional),*])));
}

/// Whether a field is unique by itself.
fn is_unique(model: &Model, field: &Field) -> bool {
    let alone = |names: &&Names| matches!(&*names.items, [only] if only.text == field.name.text);
    field.unique.is_some() || model.uniques.iter().any(|names| alone(&names))
}

/// Whether the type of a field stands beside the record: keys are compared by it.
fn is_typed(model: &Model, field: &Field) -> bool {
    let name = field.name.text.as_str();
    is_unique(model, field)
        || field.as_ty.is_some()
        || model.primary_key().contains(&name)
        || model
            .uniques
            .iter()
            .any(|names| names.items.iter().any(|item| item.text == name))
        || model
            .relations
            .iter()
            .any(|relation| holds_key(relation) && model.own_key(relation).contains(&name))
}

/// Whether the key of a relation is in the model that declares it.
fn holds_key(relation: &Relation) -> bool {
    matches!(relation.kind, Kind::BelongsTo | Kind::RefersTo)
}

fn relation(model: &Model, relation: &Relation, own: &TokenStream, parts: &mut Parts) {
    parts.text(&relation.name.text);
    parts.text(""); // its file: the model's
    parts.mark(relation.name.span);
    parts.byte(relation.kind as u8);
    parts.number(relation.targets.len());
    for each in &relation.targets {
        target(model, each, own, parts);
    }
    parts.marked_name(relation.inverse.as_ref());
    let default = model.own_key(relation).into_iter().map(|field| Name {
        text: field.into(),
        span: relation.name.span,
    });
    let default = Names {
        items: default.collect(),
        span: relation.name.span,
    };
    parts.marked_list(Some(relation.key.as_ref().unwrap_or(&default)));
    parts.marked_list(relation.references.as_ref());
    parts.text(relation.tag.as_ref().map_or("", |tag| &tag.text));
    match &relation.through {
        Some(through) => target(model, through, own, parts),
        None => parts.byte(0),
    }
    let via = relation.via.as_ref();
    parts.text(via.map_or("", |(own, _)| &own.text));
    parts.marked_name(via.map(|(_, other)| other));
    parts.byte(
        relation
            .on_delete
            .as_ref()
            .map_or(0, |on_delete| on_delete.action),
    );
    parts.allows(&relation.allows);
}

fn target(model: &Model, target: &Target, own: &TokenStream, parts: &mut Parts) {
    let krate = &model.krate;
    match target {
        Target::Name(name) => {
            parts.byte(1);
            parts.text(&name.value());
        }
        Target::Type(ty) => {
            parts.byte(2);
            let span = ty.span();
            let ty = types::outside(ty, own);
            parts.part(
                quote_spanned!(span=> __relata::Part::Text(<#ty as #krate::Registered>::PATH)),
            );
        }
        Target::Own(_) => {
            parts.byte(2);
            let path = path(model);
            parts.part(quote!(__relata::Part::Text(#path)));
        }
    }
    parts.mark(target.span());
}

/// The type of the model, then those of its key and unique fields in order.
fn key_types(model: &Model, own: &TokenStream) -> Vec<TokenStream> {
    let mut tokens = vec![quote!(__relata::Type::of::<#own>())];
    for field in &model.fields {
        let typed = is_typed(model, field).then_some(&field.ty);
        for ty in typed.into_iter().chain(&field.as_ty) {
            let outside = types::outside(ty, own);
            tokens.push(
                quote_spanned!(ty.span()=> __relata::type_id(__relata::Probe::<#outside>::INNER)),
            );
        }
    }
    tokens
}

/// `set_null` needs a key that can be null, which the compiler knows even through an alias.
fn null_checks(model: &Model, own: &TokenStream) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    for relation in model
        .relations
        .iter()
        .filter(|relation| relation.kind == Kind::BelongsTo)
    {
        let Some(on_delete) = relation
            .on_delete
            .as_ref()
            .filter(|on_delete| on_delete.is_set_null())
        else {
            continue;
        };
        for field in model
            .own_key(relation)
            .into_iter()
            .filter_map(|field| model.field(field))
        {
            let ty = types::outside(&field.ty, own);
            let name = &field.name.text;
            let message = format!(
                "`set_null` needs a key that can be null; make the type of `{name}` an `Option`"
            );
            let check = quote_spanned! {on_delete.span=>
                const _: () = __relata::assert!(__relata::Probe::<#ty>::OPTIONAL, #message);
            };
            checks.push(check.into_token_stream());
        }
    }
    checks
}
