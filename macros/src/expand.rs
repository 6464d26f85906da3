//! Generates the code of a model: its record, the types next to it, its registration and its trait.
//!
//! Nothing fails here: the model has no mistakes. Of the user's items, the generated code names only those that the user
//! wrote. Its tokens have the derive's own span, except where the compiler must point at the user's tokens. In the input of
//! `entry!`, and everywhere if the user declares the path of relata, `__relata` is relata's hidden module. In the additional
//! checks that module is `__asked`, because one name cannot be imported twice.

use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use relata_record::{Kind, OnDelete, diesel};
use relata_syntax::{Action, Model};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{LitStr, Path, Token};

use crate::outside::Outside;
use crate::record::{Record, record};

/// Returns the code for a model.
pub(crate) fn expand(model: &Model<'_>) -> TokenStream {
    let outside = Outside::new(model.ident, model.generics);
    let relata = ToRelata::of(model);
    let (path, entry) = (path(model, &relata), entry(model, &outside, &relata));
    let mut items = registered(model, &relata, &path, &entry);
    items.extend(checked(model, &outside, &relata));
    relata.around(items)
}

/// Returns what only the compiler knows, followed by the bytes that the derive writes.
fn entry(model: &Model<'_>, outside: &Outside, relata: &ToRelata<'_>) -> TokenStream {
    let (own, at) = (&outside.own, model.ident.span());
    let record = record(model, outside);
    let Record {
        seen: [line, column],
        paths,
        table,
        parts,
        asked,
    } = &record;
    // In a model that a macro generates, the compiler uses the place of the call, which is what the user wrote. The places
    // of single tokens are then invalid, because they may be in the macro's definition.
    let path = if outside.is_generic {
        path(model, relata)
    } else {
        quote!(<#own as __relata::Registered>::PATH)
    };
    let mut flags = flags(model, &path, &asked.primitives);
    let mut paths = paths.clone();
    if table.is_some() {
        flags = quote!(__relata::table_flags(#flags));
        let texts = (0..diesel::TEXTS).map(Literal::usize_unsuffixed);
        paths.extend(texts.map(|at| quote!(__RELATA_TABLE[#at])));
    }
    let (maybe_options, keys) = (&asked.maybe_options, &asked.beside);
    let (count, headers) = (keys.len(), usize::from(!keys.is_empty()));
    // Those in the record, which the macro declares; a pointer to none would be one more relocation.
    let types = match headers {
        0 => quote!(&[]),
        _ => quote!(&__RELATA_RECORD.types),
    };
    let entry = |known_by: TokenStream| {
        let contents = quote! {
            type #own, #known_by, #path, #flags, [#line, #column],
            [#(#maybe_options),*], [#(#paths),*], [#(#keys),*] #count #headers #types, #parts
        };
        // The compiler takes the place of this macro call as the place of the model. So none of its tokens can have the
        // derive's own span, which the tokens of `relata` have.
        let mut contents = Group::new(Delimiter::Parenthesis, contents);
        contents.set_span(at);
        match relata.krate {
            None => quote_spanned!(at=> ::relata::__private::entry! #contents),
            Some(_) => quote_spanned!(at=> __relata::entry! #contents),
        }
    };
    let table = table.as_ref().map(|table| {
        let count = diesel::TEXTS;
        let text = quote!(&'static ::core::primitive::str);
        quote!(const __RELATA_TABLE: [#text; #count] = #relata::diesel_table!(#table);)
    });
    if model.generics.params.is_empty() {
        let entry = entry(quote!(<#own as __relata::Registered>::ENTRY));
        return table.map_or_else(|| entry.clone(), |table| quote!({ #table #entry }));
    }
    // In the trait itself, the bounds of the struct would also apply to the types, which are those of `'static`. A generic
    // struct has one entry for all of its types.
    let entry = entry(quote!(__RELATA_ENTRY));
    let any = outside.is_generic.then(|| {
        quote! {
            #[allow(dead_code)]
            struct #own;
        }
    });
    quote!({
        #any
        #table
        const __RELATA_ENTRY: #relata::Entry = #entry;
        __RELATA_ENTRY
    })
}

/// Returns only the trait, for a part with `skip`, so that its model does not count it as unregistered. The path is that of
/// the part's model, if that is a model. A type that is skipped as a whole has no trait.
pub(crate) fn skipped(model: &Model<'_>) -> TokenStream {
    let Some(part) = &model.part else {
        return TokenStream::new();
    };
    let relata = ToRelata::of(model);
    let by_name = path_by_name(model, &relata);
    // Inside the value, so that `Otherwise` is in scope.
    let path = quote!({
        #[allow(unused_imports)]
        use #relata::Otherwise as _;
        #relata::path_or(#relata::Target::<#part>::RELATA_PATH, #by_name)
    });
    let none = quote!(#relata::Entry::NONE);
    relata.around(registered(model, &relata, &path, &none))
}

/// Returns the mistakes, and a trait for the type, so that the compiler adds no errors of its own.
pub(crate) fn hollow(model: &Model<'_>, error: &syn::Error) -> TokenStream {
    let error = error.to_compile_error();
    let relata = ToRelata::of(model);
    let registered = registered(model, &relata, &quote!(""), &quote!(#relata::Entry::NONE));
    // The compiler's own checks are reported together with the rest.
    let checked = checked(model, &Outside::new(model.ident, model.generics), &relata);
    let rest = relata.around(quote!(#registered #checked));
    quote!(#error #rest)
}

/// The path of relata's hidden module.
struct ToRelata<'m> {
    krate: Option<&'m Path>,
    span: Span,
}

impl<'m> ToRelata<'m> {
    fn of(model: &'m Model<'_>) -> Self {
        ToRelata {
            krate: model.krate.as_ref(),
            span: model.ident.span(),
        }
    }

    /// Imports the declared path of relata once, so that a wrong path is reported only once.
    fn around(&self, items: TokenStream) -> TokenStream {
        let Some(krate) = self.krate else {
            return items;
        };
        // If the path does not lead to relata, the compiler points at it.
        let at = Span::call_site().located_at(krate.span());
        let import = quote_spanned!(at=> use #krate::__private as __relata;);
        quote! {
            const _: () = {
                #import
                #items
            };
        }
    }
}

impl ToTokens for ToRelata<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.krate.is_some() {
            // The derive's own name, in every edition.
            let span = Span::call_site().located_at(self.span);
            return Ident::new("__relata", span).to_tokens(tokens);
        }
        let separator = Token![::](self.span);
        separator.to_tokens(tokens);
        Ident::new("relata", self.span).to_tokens(tokens);
        separator.to_tokens(tokens);
        Ident::new("__private", self.span).to_tokens(tokens);
    }
}

fn registered(
    model: &Model<'_>,
    relata: &ToRelata<'_>,
    path: &TokenStream,
    entry: &TokenStream,
) -> TokenStream {
    let ident = model.ident;
    // When the compiler lists the types that are models, it points at the name, not at the derive.
    let keyword = Token![impl](ident.span());
    let body = quote! {
        const PATH: &'static ::core::primitive::str = #path;
        const ENTRY: #relata::Entry = #entry;
    };
    let mut body = Group::new(Delimiter::Brace, body);
    body.set_span(ident.span());
    let (parameters, arguments, clause) = model.generics.split_for_impl();
    let lifetimes: Vec<_> = model.generics.lifetimes().map(|_| quote!('_)).collect();
    let is_plain = clause.is_none() && lifetimes.len() == model.generics.params.len();
    // Lints forbid a name for a lifetime that is used once.
    let arguments = if is_plain {
        quote!(<#(#lifetimes),*>)
    } else {
        arguments.to_token_stream()
    };
    let parameters = (!is_plain).then_some(parameters);
    let more = (!is_plain).then(|| quote!(, nonstandard_style, single_use_lifetimes));
    quote! {
        #[automatically_derived]
        #[allow(deprecated, elided_lifetimes_in_paths, unused_qualifications #more)]
        #keyword #parameters #relata::Registered for #ident #arguments #clause #body
    }
}

/// Returns `krate::module::Name`, which only the compiler knows.
fn path(model: &Model<'_>, relata: &ToRelata<'_>) -> TokenStream {
    if let Some(part) = &model.part {
        let span = part.span();
        return quote_spanned!(span=> <#part as #relata::Whole>::RELATA_PATH);
    }
    let path = path_by_name(model, relata);
    if !model.by_module {
        return path;
    }
    // A model with the name `Model` in every module is named by its module.
    let known = match model.name.as_ref().map(LitStr::value) {
        Some(name) => quote!(#relata::Some(#name)),
        None => quote!(#relata::None),
    };
    quote!(#relata::by_module(#relata::module_path!(), #path, #known))
}

/// Returns the module, and the name in it.
fn path_by_name(model: &Model<'_>, relata: &ToRelata<'_>) -> TokenStream {
    let name = model.name.as_ref().map(LitStr::value);
    let name = name.unwrap_or_else(|| model.ident.unraw().to_string());
    let tail = format!("::{name}");
    quote!(#relata::concat!(#relata::module_path!(), #tail))
}

/// Returns the flags that depend on the model, and on whether the types of its keys that have the names of primitive types
/// are those types.
fn flags(model: &Model<'_>, path: &TokenStream, primitives: &[Ident]) -> TokenStream {
    if model.part.is_some() {
        let complete = model.complete;
        return quote!(__relata::part_flags(#complete));
    }
    let asked = primitives.iter().map(|name| {
        let mut own = name.clone();
        own.set_span(Span::call_site());
        // The compiler points at the user's token.
        let at = Span::call_site().located_at(name.span());
        quote_spanned!(at=> <#name as __relata::Same<::core::primitive::#own>>::MODEL_FLAGS)
    });
    let flags = match primitives {
        [] => quote!(__relata::MODEL_FLAGS),
        _ => quote!(#(#asked)|*),
    };
    let flags = match model.drivers {
        0 => flags,
        drivers => quote!(#flags | #drivers),
    };
    if !model.by_module {
        return flags;
    }
    let beside = match &model.beside {
        Some(beside) => quote!(!__relata::Target::<#beside>::RELATA_PATH.is_empty()),
        None => quote!(true),
    };
    quote!(__relata::module_flags(#flags, __relata::module_path!(), #path, #beside))
}

/// Returns additional checks for the compiler, if there are any: `set_null` needs a key that can be null, which the
/// compiler knows even through an alias.
fn checked(model: &Model<'_>, outside: &Outside, relata: &ToRelata<'_>) -> Option<TokenStream> {
    let mut checks = Vec::new();
    for relation in &model.relations {
        let is_checked = |it: &&Action| {
            relation.kind == Kind::BelongsTo && it.action == OnDelete::SetNull && !it.from_orm
        };
        let Some(on_delete) = relation.on_delete.as_ref().filter(is_checked) else {
            continue;
        };
        let key = model.own_key(relation).into_iter();
        let key = key.filter_map(|field| model.field(field));
        for field in key.filter(|field| !outside.depends(field.ty)) {
            let ty = outside.ty(field.ty);
            // Through an alias, so that the compiler points at the argument.
            checks.push(quote_spanned! {on_delete.span=>
                const _: () = {
                    type __RelataKey = #ty;
                    __asked::nullable::<__RelataKey>();
                };
            });
        }
    }
    (!checks.is_empty()).then(|| {
        quote! {
            #[allow(deprecated, elided_lifetimes_in_paths, unused_qualifications)]
            const _: () = {
                use #relata as __asked;
                #(#checks)*
            };
        }
    })
}
