//! Items with `cfg_attr` and `cfg`, as the compiler gives them to a derive.

use proc_macro2::TokenStream;
use quote::ToTokens;
use relata_syntax::{flatten, flatten_item, model};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, DeriveInput, Ident, parenthesized};

/// `name`, or `not(name)`.
#[derive(Clone)]
struct Predicate {
    name: String,
    is_not: bool,
}

impl Parse for Predicate {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_not = input.peek(Ident) && input.peek2(syn::token::Paren);
        let name: Ident = if is_not {
            input.parse::<Ident>()?;
            let content;
            parenthesized!(content in input);
            content.parse()?
        } else {
            input.parse()?
        };
        let name = name.to_string();
        Ok(Predicate { name, is_not })
    }
}

/// Only `on` is set.
fn holds(predicate: &Predicate) -> bool {
    (predicate.name == "on") != predicate.is_not
}

fn written(tokens: impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn tokens(text: &str) -> String {
    text.parse::<TokenStream>().unwrap().to_string()
}

/// Returns the attributes of an item, flattened.
fn flat(attributes: &str) -> String {
    let item: DeriveInput = syn::parse_str(&format!("{attributes} struct Post;")).unwrap();
    let flat: Vec<Attribute> = flatten(&item.attrs, &mut holds);
    flat.iter().map(written).collect::<Vec<_>>().join(" ")
}

#[test]
fn attributes_in_cfg_attr() {
    for (attributes, expected) in [
        (
            "#[derive(Debug)] /// A post.\n",
            "#[derive(Debug)] #[doc = \" A post.\"]",
        ),
        (
            "#[cfg_attr(on, diesel(table_name = posts))]",
            "#[diesel(table_name = posts)]",
        ),
        ("#[cfg_attr(off, diesel(table_name = posts))]", ""),
        (
            "#[cfg_attr(not(off), a, b(c), d = 1,)] #[e]",
            "#[a] #[b(c)] #[d = 1] #[e]",
        ),
        ("#[cfg_attr(on, cfg_attr(on, a), cfg_attr(off, b))]", "#[a]"),
        ("#[cfg_attr(off, cfg_attr(on, a))]", ""),
        ("#[cfg_attr(on)]", ""),
        // What cannot be parsed is the compiler's to report.
        ("#[cfg_attr] #[cfg_attr(1, a)] #[b]", "#[b]"),
    ] {
        assert_eq!(flat(attributes), tokens(expected), "{attributes}");
    }
}

#[test]
fn attributes_that_sea_orm_puts_on_the_model() {
    let attribute = "#[sea_orm(table_name = \"posts\", model_attrs(derive(Model), cfg_attr(on, relata(name = \"P\")), cfg_attr(off, a)))]";
    let expected = format!("{attribute} #[derive(Model)] #[relata(name = \"P\")]");
    assert_eq!(flat(attribute), tokens(&expected));
}

/// Returns whether an item exists, and the item, flattened.
fn item(text: &str) -> (bool, String) {
    let mut item: DeriveInput = syn::parse_str(text).unwrap();
    let exists = flatten_item(&mut item, &mut holds);
    (exists, written(&item))
}

#[test]
fn fields_and_variants_that_do_not_exist() {
    let (exists, struct_) = item(
        "#[cfg_attr(on, derive(Model))] #[cfg(on)]
        struct Post {
            #[cfg(on)] #[cfg_attr(on, a)] id: i64,
            #[cfg(off)] draft: bool,
            #[cfg_attr(off, cfg(off))] title: String,
            #[cfg_attr(on, cfg(off))] text: String,
            #[cfg(1)] unknown: bool,
        }",
    );
    assert!(exists);
    assert_eq!(
        struct_,
        tokens(
            "#[derive(Model)] #[cfg(on)]
            struct Post { #[cfg(on)] #[a] id: i64, title: String, #[cfg(1)] unknown: bool }"
        )
    );
    let (exists, tuple) =
        item("#[cfg_attr(on, cfg(off))] struct Post(#[cfg(off)] i64, #[cfg_attr(on, a)] String);");
    assert!(!exists);
    assert_eq!(tuple, tokens("#[cfg(off)] struct Post(#[a] String);"));
    let (_, enum_) = item(
        "enum Relation {
            #[cfg(off)] Author,
            #[cfg_attr(on, sea_orm(has_many = \"super::tag::Entity\"))] Tag,
            Other { #[cfg(off)] a: i64, b: i64 },
        }",
    );
    assert_eq!(
        enum_,
        tokens(
            "enum Relation { #[sea_orm(has_many = \"super::tag::Entity\")] Tag, Other { b: i64 } }"
        )
    );
    let text = "#[cfg(on)] union Post { #[cfg(on)] a: i64 }";
    assert_eq!(item(text), (true, tokens(text)));
}

#[test]
fn a_model_whose_attributes_are_in_cfg_attr() {
    let mut item: DeriveInput = syn::parse_str(
        "#[cfg_attr(on, diesel(table_name = crate::schema::posts, belongs_to(User)))]
        #[cfg_attr(off, diesel(belongs_to(Draft)))]
        struct Post { id: i64, #[cfg(on)] user_id: i64 }",
    )
    .unwrap();
    assert!(flatten_item(&mut item, &mut holds));
    let (model, mistakes) = model(&item);
    assert!(mistakes.is_empty());
    let relations: Vec<_> = model
        .relations
        .iter()
        .map(|it| model.own_key(it).join(", "))
        .collect();
    assert_eq!(relations, ["user_id"]);
    assert_eq!(model.table.as_ref().unwrap().value(), "posts");
}
