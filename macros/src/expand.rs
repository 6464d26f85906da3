//! Writing what a model leaves in the program: its record, the types beside it, its registration and its trait.
//!
//! In: a model without mistakes. Out: tokens; nothing can fail here. They name nothing of the user's but what the user wrote,
//! and carry the derive's own span except where the compiler must point at the user's words. In what is given to `entry!`
//! `__relata` stands for relata's hidden module, and everywhere where the user says where that is; in what is asked besides it
//! is `__asked`, which may not be called by the same name once more.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use relata_record::{Kind, OnDelete};
use relata_syntax::{Action, Model};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{LitStr, Path, Token};

use crate::outside::Outside;
use crate::record::{Record, record};

/// The code for a model.
pub(crate) fn expand(model: &Model<'_>) -> TokenStream {
    let outside = Outside::new(model.ident, model.generics);
    let relata = ToRelata::of(model);
    let (path, entry) = (path(model, &relata), entry(model, &outside, &relata));
    let mut items = registered(model, &relata, &path, &entry);
    items.extend(checked(model, &outside, &relata));
    relata.around(items)
}

/// What the compiler alone knows, and behind it the bytes of what the derive does.
fn entry(model: &Model<'_>, outside: &Outside, relata: &ToRelata<'_>) -> TokenStream {
    let (own, at) = (&outside.own, model.ident.span());
    let record = record(model, outside);
    let Record {
        seen: [line, column],
        paths,
        parts,
        asked,
    } = &record;
    // In a model that a macro makes, the compiler names the place of the call, which is what its user wrote; then the
    // places of single tokens may be in the macro's definition and do not hold.
    let path = quote!(<#own as __relata::Registered>::PATH);
    let flags = flags(model, &path, &asked.primitives);
    let (maybe_options, keys) = (&asked.maybe_options, &asked.beside);
    let entry = |known_by: TokenStream| {
        let contents = quote! {
            type #own, #known_by, #path, #flags, [#line, #column],
            [#(#maybe_options),*], [#(#paths),*], [#(#keys),*], #parts
        };
        // The place that the compiler takes for the model's is where this macro stands, so none of its tokens may have the
        // derive's own span, which those of `relata` have.
        let mut contents = Group::new(Delimiter::Parenthesis, contents);
        contents.set_span(at);
        match relata.krate {
            None => quote_spanned!(at=> ::relata::__private::entry! #contents),
            Some(_) => quote_spanned!(at=> __relata::entry! #contents),
        }
    };
    if model.generics.params.is_empty() {
        return entry(quote!(<#own as __relata::Registered>::ENTRY));
    }
    // In the trait itself the bounds of the struct would hold for the types as well, which are those of `'static`.
    let entry = entry(quote!(__RELATA_ENTRY));
    quote!({
        const __RELATA_ENTRY: #relata::Entry = #entry;
        __RELATA_ENTRY
    })
}

/// The trait alone, for a part that says `skip`: whoever asks whether it is registered is not to be told that it is not. It
/// means its model, if that is one; what is skipped as a whole has none.
pub(crate) fn skipped(model: &Model<'_>) -> TokenStream {
    let Some(part) = &model.part else {
        return TokenStream::new();
    };
    let relata = ToRelata::of(model);
    let by_name = path_by_name(model, &relata);
    // Asked inside the value, where what answers for other types is at hand.
    let path = quote!({
        #[allow(unused_imports)]
        use #relata::Otherwise as _;
        #relata::path_or(#relata::Target::<#part>::RELATA_PATH, #by_name)
    });
    let none = quote!(#relata::Entry::NONE);
    relata.around(registered(model, &relata, &path, &none))
}

/// The mistakes, and a trait for what they are in, so that the compiler adds none of its own.
pub(crate) fn hollow(model: &Model<'_>, error: &syn::Error) -> TokenStream {
    let error = error.to_compile_error();
    let relata = ToRelata::of(model);
    let registered = registered(model, &relata, &quote!(""), &quote!(#relata::Entry::NONE));
    // What only the compiler knows is told with the rest.
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

    /// Another name than relata's own is written once, so that it is wrong but once.
    fn around(&self, items: TokenStream) -> TokenStream {
        let Some(krate) = self.krate else {
            return items;
        };
        quote! {
            const _: () = {
                use #krate::__private as __relata;
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
    // Where the compiler lists what is a model, it points at the name and not at the derive.
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
    // There are lints against a name for a lifetime that is used once.
    let arguments = if is_plain {
        quote!(<#(#lifetimes),*>)
    } else {
        arguments.to_token_stream()
    };
    let parameters = (!is_plain).then_some(parameters);
    quote! {
        #[automatically_derived]
        #[allow(deprecated, elided_lifetimes_in_paths, unused_qualifications)]
        #keyword #parameters #relata::Registered for #ident #arguments #clause #body
    }
}

/// `krate::module::Name`, which the compiler alone knows.
fn path(model: &Model<'_>, relata: &ToRelata<'_>) -> TokenStream {
    if let Some(part) = &model.part {
        let span = part.span();
        return quote_spanned!(span=> <#part as #relata::Registered>::PATH);
    }
    let path = path_by_name(model, relata);
    if !model.by_module {
        return path;
    }
    // What is called `Model` in every module is known by its module.
    let known = match model.name.as_ref().map(LitStr::value) {
        Some(name) => quote!(#relata::Some(#name)),
        None => quote!(#relata::None),
    };
    quote!(#relata::by_module(#relata::module_path!(), #path, #known))
}

/// The module and the name in it.
fn path_by_name(model: &Model<'_>, relata: &ToRelata<'_>) -> TokenStream {
    let name = model.name.as_ref().map(LitStr::value);
    let name = name.unwrap_or_else(|| model.ident.unraw().to_string());
    let tail = format!("::{name}");
    quote!(#relata::concat!(#relata::module_path!(), #tail))
}

/// The flags that depend on what the model is, and on whether the types of its keys that are called so are those of the
/// language.
fn flags(model: &Model<'_>, path: &TokenStream, primitives: &[Ident]) -> TokenStream {
    if model.part.is_some() {
        let complete = model.complete;
        return quote!(__relata::part_flags(#complete));
    }
    let asked = primitives.iter().map(|name| {
        let mut own = name.clone();
        own.set_span(Span::call_site());
        // The compiler points at the user's word.
        let at = Span::call_site().located_at(name.span());
        quote_spanned!(at=> <#name as __relata::Same<::core::primitive::#own>>::MODEL_FLAGS)
    });
    let flags = match primitives {
        [] => quote!(__relata::MODEL_FLAGS),
        _ => quote!(#(#asked)|*),
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

/// What is asked of the compiler beside that, if anything is: `set_null` needs a key that can be null, which the compiler knows
/// even through an alias.
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
        for field in key.filter_map(|field| model.field(field)) {
            let ty = outside.ty(field.ty);
            // By its alias, so that the compiler points at the argument.
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
