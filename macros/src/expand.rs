//! Writing what a model leaves in the program: its record, the types beside it, its registration and its trait.
//!
//! In: a model without mistakes. Out: tokens; nothing can fail here. All of it stands in an anonymous const, names
//! nothing of the user's but what the user wrote, and carries the derive's own span except where the compiler must
//! point at the user's words. `__relata` is the one name that stands for relata's hidden module.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{LitStr, Token};

use crate::common_types;
use crate::encode::Record;
use crate::model::{Field, Kind, Model, Name, Names, OnDelete, Relation, Target};
use crate::types::{self, Outside};

/// The code for a model.
pub(crate) fn expand(model: &Model<'_>) -> TokenStream {
    let krate = krate(model);
    let outside = Outside::new(model.ident, model.generics);
    let own = &outside.own;
    let (facts, types) = record(model, &outside);
    let checks = null_checks(model, &outside);
    // Items beside the trait and not in it, since the bounds of the struct do not reach into them; few, since each costs the
    // compiler more than what stands in it.
    let made = quote! {
        const __RELATA_FACTS: __relata::Facts = #facts;
        const __RELATA_MODEL: &__relata::Entry = __relata::entry!(__RELATA_FACTS, __relata::Type::of::<#own>(), #types);
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
    let flags = model_flags(model);
    if model.by_module {
        let path = path(model);
        let beside = model.beside.as_ref().map_or_else(
            || quote!(true),
            |beside| quote!(!__relata::Target::<#beside>::RELATA_PATH.is_empty()),
        );
        return quote!(__relata::module_flags(#flags, __relata::module_path!(), #path, #beside));
    }
    flags
}

/// Those of a model, where the types of its keys are what they are taken for.
fn model_flags(model: &Model<'_>) -> TokenStream {
    let names = taken_for_the_language(model).into_iter();
    names.fold(quote!(__relata::MODEL_FLAGS), |flags, name| {
        quote_spanned!(name.span()=> __relata::same::<#name, ::core::primitive::#name>(#flags))
    })
}

/// The names of key and unique fields' types that are taken for those of the language, each once.
fn taken_for_the_language(model: &Model<'_>) -> Vec<Ident> {
    let typed = model.fields.iter().filter(|field| is_typed(model, field));
    let mut names = Vec::new();
    for name in typed.filter_map(|field| types::of_the_language(field.ty)) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The facts of the record, and the types beside it.
fn record(model: &Model<'_>, outside: &Outside) -> (TokenStream, TokenStream) {
    let at = model.ident.span();
    let mut record = Record::new(at);
    record.sized(|record| names(model, record));
    record.list(model.primary_key().into_iter());
    record.allows(&model.allows);
    let (types, maybe_options) = fields(model, outside, &mut record);
    record.number(model.relations.len());
    for each in &model.relations {
        relation(each, model, outside, &mut record);
    }
    let types = if types.is_empty() {
        quote!(&[])
    } else {
        quote!(__relata::types!(#(#types),*))
    };
    (facts(model, outside, &maybe_options, record), types)
}

/// What is not looked at to link models.
fn names(model: &Model<'_>, record: &mut Record) {
    let is_called_otherwise = model.name.is_some() || model.by_module || model.part.is_some();
    let type_name = is_called_otherwise.then(|| model.ident.unraw().to_string());
    record.text(&type_name.unwrap_or_default());
    record.text(&std::env::var("CARGO_PKG_NAME").unwrap_or_default());
    record.text(&std::env::var("CARGO_PKG_VERSION").unwrap_or_default());
    record.text(&model.table.as_ref().map(LitStr::value).unwrap_or_default());
    let uniques = model.uniques.iter().map(Names::texts);
    let uniques: Vec<_> = uniques.filter(|names| names.len() > 1).collect();
    record.number(uniques.len());
    for names in uniques {
        record.list(names);
    }
}

/// What the compiler alone knows, and behind it the bytes of what the derive does.
fn facts(
    model: &Model<'_>,
    outside: &Outside,
    maybe_options: &[TokenStream],
    record: Record,
) -> TokenStream {
    let (own, at) = (&outside.own, model.ident.span());
    let (targets, rest) = record.finish();
    // In a model that a macro makes, the compiler names the place of the call, which is what its user wrote; then the
    // places of single tokens may be in the macro's definition and do not hold.
    let [line, column] = [at.unwrap().line(), at.unwrap().column()]
        .map(|number| u32::try_from(number).unwrap_or_default());
    let flags = flags(model);
    let optional = if maybe_options.is_empty() {
        quote!(&[])
    } else {
        quote!(__relata::optional!(#(#maybe_options),*))
    };
    let path = quote!(<#own as __relata::Registered>::PATH);
    quote_spanned! {at=>
        __relata::Facts {
            path: #path,
            file: __relata::file!(),
            at: [__relata::line!(), __relata::column!()],
            seen: [#line, #column],
            flags: #flags,
            optional: #optional,
            targets: &[#(#targets),*],
            rest: #rest,
        }
    }
}

/// Gives the types that stand beside the record, in order those of key and unique fields that it does not tell itself; and
/// those that may be an `Option`.
fn fields(
    model: &Model<'_>,
    outside: &Outside,
    record: &mut Record,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let (mut beside, mut maybe_options) = (Vec::new(), Vec::new());
    record.sized(|record| {
        record.number(model.fields.len());
        for field in &model.fields {
            record.text(&field.name.text);
            let ty = types::text(field.ty);
            record.ty(&ty);
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
            record.number(set.map(|(_, flag)| flag).sum());
            if maybe_option {
                maybe_options.push(outside.ty(field.ty));
            }
            if has_id {
                beside.push(outside.ty(field.ty));
            }
            if let Some(ty) = &field.as_ty {
                record.ty(&types::text(ty));
                beside.push(outside.ty(ty));
            }
            record.mark(field.name.span);
        }
    });
    (beside, maybe_options)
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

fn relation(relation: &Relation, model: &Model<'_>, outside: &Outside, record: &mut Record) {
    record.text(&relation.name.text);
    record.mark(relation.name.span);
    record.byte(relation.kind as u8);
    record.number(relation.targets.len());
    for each in &relation.targets {
        target(each, outside, record);
    }
    record.marked_name(relation.inverse.as_ref());
    let default = model.own_key(relation).into_iter().map(|field| Name {
        text: field.into(),
        span: relation.name.span,
    });
    let default = Names {
        items: default.collect(),
        argument: relation.name.span,
        span: relation.name.span,
    };
    record.marked_list(Some(relation.key.as_ref().unwrap_or(&default)));
    if !relation.says_more() {
        record.byte(0);
        return;
    }
    record.byte(1);
    record.text(""); // its file: the model's
    record.marked_list(relation.references.as_ref());
    record.text(relation.tag.as_ref().map_or("", |tag| &tag.text));
    match &relation.through {
        Some(through) => target(through, outside, record),
        None => record.byte(0),
    }
    let via = relation.via.as_ref();
    record.text(via.map_or("", |via| &via.own.text));
    record.marked_name(via.map(|via| &via.other));
    let on_delete = relation.on_delete.as_ref();
    record.byte(on_delete.map_or(0, |on_delete| on_delete.action));
    record.allows(&relation.allows);
}

fn target(target: &Target, outside: &Outside, record: &mut Record) {
    match target {
        Target::Name(name) => {
            record.byte(1);
            record.text(&name.value());
        }
        Target::Type(ty) => {
            record.byte(2);
            let span = ty.span();
            let ty = outside.ty(ty);
            record.path(quote_spanned!(span=> <#ty as __relata::Registered>::PATH));
        }
        Target::Said { ty, written, span } => {
            record.byte(3);
            let ty = outside.ty(ty);
            record.path(quote_spanned!(*span=> __relata::Target::<#ty>::RELATA_PATH));
            record.text(written);
        }
        Target::Own(_) => {
            record.byte(2);
            record.number(0);
        }
    }
    record.mark(target.span());
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
