//! The struct or enum of a model in its source file.

use proc_macro2::{LineColumn, Span, TokenStream, TokenTree};
use relata::Place;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Field, Ident, ItemEnum, ItemStruct, Meta, Visibility};

const RELATIONS: [&str; 5] = [
    "belongs_to",
    "has_one",
    "has_many",
    "many_to_many",
    "refers_to",
];

/// A struct or an enum.
pub(super) struct Item {
    /// Its start, behind its attributes.
    pub(super) start: LineColumn,
    /// The derive of relata, if it has one.
    pub(super) derive: Option<Derive>,
    /// The relation at the place.
    pub(super) relation: Option<Relation>,
}

/// How an item derives relata's `Model` or `Relations`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Derive {
    Plain,
    /// In a `cfg_attr` with this condition.
    If(String),
}

/// The arguments of a relation in an attribute.
pub(super) struct Relation {
    span: Span,
    /// The closing parenthesis.
    pub(super) end: LineColumn,
    /// What is written between the arguments and another one.
    pub(super) separator: &'static str,
}

impl Item {
    /// Returns the item of a model in the file that contains the place.
    pub(super) fn find(text: &str, place: &Place, model: &str) -> Option<Self> {
        let name = model.rsplit("::").next()?;
        let mut items = Items {
            place,
            name: plain(name),
            found: None,
            of_modules: Vec::new(),
        };
        items.visit_file(&syn::parse_file(text).ok()?);
        // An entity of SeaORM has the name of its module.
        items.found.or_else(|| only(items.of_modules))
    }
}

struct Items<'f> {
    place: &'f Place,
    name: &'f str,
    found: Option<Item>,
    /// The structs called `Model`.
    of_modules: Vec<Item>,
}

impl Items<'_> {
    fn take(
        &mut self,
        name: &Ident,
        own: &[Attribute],
        fields: &[&Field],
        span: Span,
        start: LineColumn,
    ) {
        let name = name.to_string();
        let is_named = plain(&name) == self.name && contains(span, self.place);
        if !is_named && name != "Model" {
            return;
        }
        let of_fields = fields.iter().flat_map(|it| &it.attrs);
        let all = || own.iter().chain(of_fields.clone());
        let relations_of = |attributes: &mut dyn Iterator<Item = &Attribute>| -> Vec<Relation> {
            attributes.flat_map(relations).collect()
        };
        let at_place = relations_of(&mut all())
            .into_iter()
            .find(|it| contains(it.span, self.place));
        // The place of a key is that of its field.
        let field = fields.iter().find(|it| contains(it.span(), self.place));
        let of_field = relations_of(&mut field.iter().flat_map(|it| &it.attrs));
        let item = Item {
            start,
            derive: all().filter_map(derive).min(),
            relation: at_place.or_else(|| only(of_field)),
        };
        if is_named {
            self.found = Some(item);
        } else {
            self.of_modules.push(item);
        }
    }
}

impl<'f> Visit<'f> for Items<'_> {
    fn visit_item_struct(&mut self, item: &'f ItemStruct) {
        let start = start(&item.vis, item.struct_token.span);
        let fields: Vec<&Field> = item.fields.iter().collect();
        self.take(&item.ident, &item.attrs, &fields, item.span(), start);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'f ItemEnum) {
        let start = start(&item.vis, item.enum_token.span);
        let fields: Vec<&Field> = item.variants.iter().flat_map(|it| &it.fields).collect();
        self.take(&item.ident, &item.attrs, &fields, item.span(), start);
        visit::visit_item_enum(self, item);
    }
}

fn only<T>(all: Vec<T>) -> Option<T> {
    let [one]: [T; 1] = all.try_into().ok()?;
    Some(one)
}

/// A name without `r#`.
fn plain(name: &str) -> &str {
    name.trim_start_matches("r#")
}

fn start(visibility: &Visibility, keyword: Span) -> LineColumn {
    let first = match visibility {
        Visibility::Inherited => keyword,
        written => written.span(),
    };
    first.start()
}

/// Returns the derive in an attribute, or that of the item of an attribute of relata.
fn derive(attribute: &Attribute) -> Option<Derive> {
    let Meta::List(list) = &attribute.meta else {
        return None;
    };
    let is = |name: &str| list.path.is_ident(name);
    if is("relata") || is("derive") && names_model(&list.tokens) {
        return Some(Derive::Plain);
    }
    if !is("cfg_attr") {
        return None;
    }
    let is_comma = |it: &TokenTree| matches!(it, TokenTree::Punct(it) if it.as_char() == ',');
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    let at = tokens.iter().position(is_comma)?;
    let condition: TokenStream = tokens[..at].iter().cloned().collect();
    let rest: TokenStream = tokens[at..].iter().cloned().collect();
    let is_ours = names_model(&rest) || !groups(rest, "relata").is_empty();
    is_ours.then(|| Derive::If(condition.to_string()))
}

fn names_model(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|it| match it {
        TokenTree::Ident(it) => it == "Model" || it == "Relations",
        TokenTree::Group(it) => names_model(&it.stream()),
        _ => false,
    })
}

/// Returns what is in the parentheses behind a name.
fn groups(tokens: TokenStream, name: &str) -> Vec<TokenStream> {
    let mut found = Vec::new();
    let mut is_named = false;
    for token in tokens {
        if let (true, TokenTree::Group(group)) = (is_named, &token) {
            found.push(group.stream());
        }
        is_named = matches!(&token, TokenTree::Ident(it) if it == name);
    }
    found
}

/// Returns the relations in an attribute of relata.
fn relations(attribute: &Attribute) -> Vec<Relation> {
    let lists = match &attribute.meta {
        Meta::List(list) if list.path.is_ident("relata") => vec![list.tokens.clone()],
        Meta::List(list) if list.path.is_ident("cfg_attr") => groups(list.tokens.clone(), "relata"),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for list in lists {
        let mut is_relation = false;
        for token in list {
            if let (true, TokenTree::Group(group)) = (is_relation, &token) {
                found.push(Relation {
                    span: group.span(),
                    end: group.span_close().start(),
                    separator: match group.stream().into_iter().last() {
                        None => "",
                        Some(TokenTree::Punct(it)) if it.as_char() == ',' => " ",
                        Some(_) => ", ",
                    },
                });
            }
            is_relation =
                matches!(&token, TokenTree::Ident(name) if RELATIONS.iter().any(|it| name == it));
        }
    }
    found
}

fn contains(span: Span, place: &Place) -> bool {
    let (start, end) = (span.start(), span.end());
    let (line, column) = (place.line() as usize, place.column() as usize - 1);
    (start.line, start.column) <= (line, column) && (line, column) < (end.line, end.column)
}
