//! Writing what a model leaves in the program: its record, the types beside it, its registration and its trait.
//!
//! In: a model without mistakes. Out: tokens; nothing can fail here. All of it stands in an anonymous const, names
//! nothing of the user's but what the user wrote, and carries the derive's own span except where the compiler must
//! point at the user's words. `__relata` is the one name that stands for relata's hidden module.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{LitStr, Token};

use crate::common_types;
use crate::encode::Parts;
use crate::model::{Field, Kind, Model, Name, Names, OnDelete, Relation, Target};
use crate::types::{self, Outside};

/// The code for a model.
pub(crate) fn expand(model: &Model<'_>) -> TokenStream {
    let krate = krate(model);
    let outside = Outside::new(model.ident, model.generics);
    let own = &outside.own;
    let (parts, types) = record(model, &outside);
    let checks = null_checks(model, &outside);
    // Items beside the trait and not in it, since the bounds of the struct do not reach into them; few, since each costs the
    // compiler more than what stands in it.
    let made = quote! {
        const __RELATA_PARTS: &[__relata::Part] = &[#(#parts),*];
        const __RELATA_MODEL: &__relata::Entry = __relata::entry!(__RELATA_PARTS, __relata::Type::of::<#own>(), #types);
    };
    let registered = registered(model, &path(model), &quote!(__RELATA_MODEL));
    let relations = model.relations.iter();
    let mut targets = relations.flat_map(|it| it.targets.iter().chain(&it.through));
    let may_lack_the_derive =
        model.beside.is_some() || targets.any(|it| matches!(it, Target::Said { .. }));
    let unregistered = may_lack_the_derive.then(|| {
        quote!(
            use __relata::Unregistered as _;
        )
    });
    quote! {
        #[allow(deprecated, elided_lifetimes_in_paths, unused_qualifications)]
        const _: () = {
            use #krate::__private as __relata;
            use __relata::Plain as _;
            #unregistered
            #made
            #registered
            __relata::register!(*__RELATA_MODEL);
            #(#checks)*
        };
    }
}

/// The trait alone, for a part that says `skip`: whoever asks whether it is registered is not to be told that it is not.
pub(crate) fn skipped(model: &Model<'_>) -> TokenStream {
    let krate = krate(model);
    let registered = registered(model, &quote!(""), &quote!(__relata::Entry::NONE));
    quote! {
        const _: () = {
            use #krate::__private as __relata;
            #registered
        };
    }
}

/// The mistakes, and a trait for what they are in, so that the compiler adds none of its own.
pub(crate) fn hollow(model: &Model<'_>, error: &syn::Error) -> TokenStream {
    let error = error.to_compile_error();
    let krate = krate(model);
    let registered = registered(model, &quote!(""), &quote!(__relata::Entry::NONE));
    // What only the compiler knows is told with the rest.
    let checks = null_checks(model, &Outside::new(model.ident, model.generics));
    quote! {
        #error
        const _: () = {
            use #krate::__private as __relata;
            #[allow(unused_imports)]
            use __relata::Plain as _;
            #registered
            #(#checks)*
        };
    }
}

fn krate(model: &Model<'_>) -> TokenStream {
    let written = model.krate.as_ref();
    written.map_or_else(|| quote!(::relata), ToTokens::to_token_stream)
}

fn registered(model: &Model<'_>, path: &TokenStream, entry: &TokenStream) -> TokenStream {
    let ident = model.ident;
    // Where the compiler lists what is a model, it points at the name and not at the derive.
    let keyword = Token![impl](ident.span());
    let body = quote! {
        const PATH: &'static ::core::primitive::str = #path;
        const ENTRY: &'static __relata::Entry = #entry;
    };
    let mut body = Group::new(Delimiter::Brace, body);
    body.set_span(ident.span());
    let (parameters, arguments, clause) = model.generics.split_for_impl();
    let lifetimes: Vec<_> = model.generics.lifetimes().map(|_| quote!('_)).collect();
    let item = if clause.is_none() && lifetimes.len() == model.generics.params.len() {
        // There are lints against a name for a lifetime that is used once.
        quote!(#keyword __relata::Registered for #ident<#(#lifetimes),*> #body)
    } else {
        quote!(#keyword #parameters __relata::Registered for #ident #arguments #clause #body)
    };
    quote!(#[automatically_derived] #item)
}

/// `krate::module::Name`, which the compiler alone knows.
fn path(model: &Model<'_>) -> TokenStream {
    if let Some(part) = &model.part {
        let span = part.span();
        return quote_spanned!(span=> <#part as __relata::Registered>::PATH);
    }
    let name = model.name.as_ref().map(LitStr::value);
    let known = match &name {
        Some(name) => quote!(__relata::Some(#name)),
        None => quote!(__relata::None),
    };
    let tail = name.unwrap_or_else(|| model.ident.unraw().to_string());
    let tail = format!("::{tail}");
    let path = quote!(__relata::concat!(__relata::module_path!(), #tail));
    if model.by_module {
        // What is called `Model` in every module is known by its module.
        return quote!(__relata::by_module(__relata::module_path!(), #path, #known));
    }
    path
}

/// The flags that depend on what the model is.
fn flags(model: &Model<'_>) -> TokenStream {
    if model.part.is_some() {
        let complete = model.complete;
        return quote!(__relata::part_flags(#complete));
    }
    if model.by_module {
        let path = path(model);
        let beside = model.beside.as_ref().map_or_else(
            || quote!(true),
            |beside| quote!(__relata::Target::<#beside>::RELATA_PATH.is_some()),
        );
        return quote!(__relata::module_flags(__relata::module_path!(), #path, #beside));
    }
    quote!(__relata::MODEL_FLAGS)
}

/// The parts of the record, in the order of the layout, and the types beside it.
fn record(model: &Model<'_>, outside: &Outside) -> (Vec<TokenStream>, TokenStream) {
    let at = model.ident.span();
    let mut parts = Parts::new(at);
    let own = &outside.own;
    let path = quote!(<#own as __relata::Registered>::PATH);
    parts.part(quote!(With), path);
    parts.text(
        &if model.name.is_some() || model.by_module || model.part.is_some() {
            model.ident.unraw().to_string()
        } else {
            String::new()
        },
    );
    parts.text(&std::env::var("CARGO_PKG_NAME").unwrap_or_default());
    parts.text(&std::env::var("CARGO_PKG_VERSION").unwrap_or_default());

    // In a model that a macro makes, the compiler names the place of the call, which is what its user wrote; then the
    // places of single tokens may be in the macro's definition and do not hold.
    let [line, column] = [at.unwrap().line(), at.unwrap().column()]
        .map(|number| u32::try_from(number).unwrap_or_default());
    let flags = flags(model);
    let place = quote_spanned! {at=>
        __relata::file!(), [__relata::line!(), __relata::column!()], [#line, #column], #flags
    };
    parts.part(quote!(Place), place);

    parts.text(&model.table.as_ref().map(LitStr::value).unwrap_or_default());
    parts.list(model.primary_key().into_iter());
    let uniques = model.uniques.iter().map(Names::texts);
    let uniques: Vec<_> = uniques.filter(|names| names.len() > 1).collect();
    parts.number(uniques.len());
    for names in uniques {
        parts.list(names);
    }
    parts.allows(&model.allows);
    let types = fields(model, outside, &mut parts);
    parts.number(model.relations.len());
    for each in &model.relations {
        relation(model, each, outside, &mut parts);
    }
    let types = if types.is_empty() {
        quote!(&[])
    } else {
        quote!(__relata::types!(#(#types),*))
    };
    (parts.finish(), types)
}

/// Gives the types that stand beside the record: in order, those of key and unique fields that it does not tell itself.
fn fields(model: &Model<'_>, outside: &Outside, parts: &mut Parts) -> Vec<TokenStream> {
    let (mut beside, mut maybe_options) = (Vec::new(), Vec::new());
    parts.sized(|parts| {
        parts.number(model.fields.len());
        for field in &model.fields {
            parts.text(&field.name.text);
            let ty = types::text(field.ty);
            parts.ty(&ty);
            let is_typed = is_typed(model, field);
            let is_primitive = is_typed && common_types::is_primitive(&ty);
            let has_id = is_typed && !is_primitive;
            let maybe_option = !types::is_certain(field.ty);
            let flags = [
                (is_unique(model, field), 1),
                (has_id, 2),
                (field.as_ty.is_some(), 4),
                (maybe_option, 8),
                (is_primitive, 16),
            ];
            let set = flags.iter().filter(|(set, _)| *set);
            parts.number(set.map(|(_, flag)| flag).sum());
            if maybe_option {
                maybe_options.push(outside.ty(field.ty));
            }
            if has_id {
                beside.push(outside.ty(field.ty));
            }
            if let Some(ty) = &field.as_ty {
                parts.ty(&types::text(ty));
                beside.push(outside.ty(ty));
            }
            parts.mark(field.name.span);
        }
    });
    if maybe_options.is_empty() {
        parts.number(0);
    } else {
        let are_options = quote!(__relata::optional!(#(#maybe_options),*));
        parts.part(quote!(Flags), are_options);
    }
    beside
}

/// Whether a field is unique by itself.
fn is_unique(model: &Model<'_>, field: &Field<'_>) -> bool {
    let name = field.name.text.as_str();
    field.unique.is_some() || model.uniques.iter().any(|names| names.texts().eq([name]))
}

/// Whether the type of a field is told: keys are compared by it.
fn is_typed(model: &Model<'_>, field: &Field<'_>) -> bool {
    let name = field.name.text.as_str();
    let in_unique = |names: &Names| names.texts().any(|text| text == name);
    let in_key = |relation| holds_key(relation) && model.own_key(relation).contains(&name);
    // The relations of a model that is known by its module stand beside it, and with them which fields are keys.
    model.by_module
        || field.unique.is_some()
        || field.as_ty.is_some()
        || model.primary_key().contains(&name)
        || model.uniques.iter().any(in_unique)
        || model.relations.iter().any(in_key)
}

/// Whether the key of a relation is in the model that declares it.
fn holds_key(relation: &Relation) -> bool {
    matches!(relation.kind, Kind::BelongsTo | Kind::RefersTo)
}

fn relation(model: &Model<'_>, relation: &Relation, outside: &Outside, parts: &mut Parts) {
    parts.text(&relation.name.text);
    parts.mark(relation.name.span);
    parts.byte(relation.kind as u8);
    parts.number(relation.targets.len());
    for each in &relation.targets {
        target(model, each, outside, parts);
    }
    parts.marked_name(relation.inverse.as_ref());
    let default = model.own_key(relation).into_iter().map(|field| Name {
        text: field.into(),
        span: relation.name.span,
    });
    let default = Names {
        items: default.collect(),
        argument: relation.name.span,
        span: relation.name.span,
    };
    parts.marked_list(Some(relation.key.as_ref().unwrap_or(&default)));
    if !relation.says_more() {
        parts.byte(0);
        return;
    }
    parts.byte(1);
    parts.text(""); // its file: the model's
    parts.marked_list(relation.references.as_ref());
    parts.text(relation.tag.as_ref().map_or("", |tag| &tag.text));
    match &relation.through {
        Some(through) => target(model, through, outside, parts),
        None => parts.byte(0),
    }
    let via = relation.via.as_ref();
    parts.text(via.map_or("", |via| &via.own.text));
    parts.marked_name(via.map(|via| &via.other));
    let on_delete = relation.on_delete.as_ref();
    parts.byte(on_delete.map_or(0, |on_delete| on_delete.action));
    parts.allows(&relation.allows);
}

fn target(model: &Model<'_>, target: &Target, outside: &Outside, parts: &mut Parts) {
    match target {
        Target::Name(name) => {
            parts.byte(1);
            parts.text(&name.value());
        }
        Target::Type(ty) => {
            parts.byte(2);
            let span = ty.span();
            let ty = outside.ty(ty);
            let path = quote_spanned!(span=> <#ty as __relata::Registered>::PATH);
            parts.part(quote!(With), path);
        }
        Target::Said { ty, written, span } => {
            let ty = outside.ty(ty);
            let path = quote_spanned!(*span=> __relata::Target::<#ty>::RELATA_PATH);
            parts.part(quote!(Said), quote!(#path, #written));
        }
        Target::Own(_) => {
            parts.byte(2);
            parts.part(quote!(With), path(model));
        }
    }
    parts.mark(target.span());
}

/// `set_null` needs a key that can be null, which the compiler knows even through an alias.
fn null_checks(model: &Model<'_>, outside: &Outside) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    let relations = model.relations.iter();
    for relation in relations.filter(|relation| relation.kind == Kind::BelongsTo) {
        let on_delete = relation.on_delete.as_ref();
        let is_ours = |it: &&OnDelete| it.is_set_null() && !it.by_orm;
        let Some(on_delete) = on_delete.filter(is_ours) else {
            continue;
        };
        let key = model.own_key(relation).into_iter();
        for field in key.filter_map(|field| model.field(field)) {
            let ty = outside.ty(field.ty);
            let name = &field.name.text;
            let message = format!(
                "`set_null` needs a key that can be null; make the type of `{name}` an `Option`"
            );
            checks.push(quote_spanned! {on_delete.span=>
                const _: () = __relata::assert!(__relata::Probe::<#ty>::RELATA_OPTIONAL, #message);
            });
        }
    }
    checks
}
