//! Where an `allow` that accepts a finding is written: in an attribute of relata, or in the manifest.

use std::fs;
use std::path::Path;

use cargo_metadata::Package;
use proc_macro2::{LineColumn, Span, TokenStream, TokenTree};
use relata::{Finding, Place};
use relata_record::rules;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Field, Ident, ItemEnum, ItemStruct, Meta, Visibility};

use super::edit::{Edit, relative};
use crate::format::sources::Sources;

const RELATIONS: [&str; 5] = [
    "belongs_to",
    "has_one",
    "has_many",
    "many_to_many",
    "refers_to",
];
const SETTINGS: &str = "metadata.relata]";

/// Returns the edit that allows the rule of a finding for its subject, and its description.
pub(super) fn edit(
    finding: &Finding,
    package: &Package,
    root: &Path,
    sources: &Sources<'_>,
) -> Option<(String, Edit)> {
    let rule = finding.rule().to_string();
    if !rules::allowed().any(|it| it == rule) {
        return None;
    }
    let (place, subject) = (finding.place()?, finding.subject());
    let (model, relation) = (subject.model()?, subject.relation());
    let text = sources.raw(place.file())?;
    let mut items = Items {
        place,
        name: model.rsplit("::").next()?,
        found: None,
    };
    items.visit_file(&syn::parse_file(&text).ok()?);
    let item = items.found.take()?;
    let allow = format!("allow({rule}, reason = \"…\")");
    let in_file = |at: LineColumn, text: String| Edit::at(place.file(), at, text);
    if let (Some(_), Some(written)) = (relation, &item.relation) {
        let separator = written.separator;
        let edit = in_file(written.end, format!("{separator}{allow}"));
        return Some((
            format!("to accept it, write `{allow}` for the relation"),
            edit,
        ));
    }
    if item.derives_relata {
        let indent = " ".repeat(item.start.column);
        let edit = in_file(item.start, format!("#[relata({allow})]\n{indent}"));
        return Some((
            format!("to accept it, write `#[relata({allow})]` for the model"),
            edit,
        ));
    }
    let entry = format!("{{ model = \"{model}\", rule = \"{rule}\", reason = \"…\" }}");
    let text = fs::read_to_string(&package.manifest_path).ok()?;
    let (at, text) = in_manifest(&text, &entry)?;
    let manifest = relative(package.manifest_path.as_std_path(), root);
    let description = format!(
        "to accept it, allow `{rule}` for `{}` in {manifest}",
        items.name
    );
    Some((description, Edit::at(&manifest, at, text)))
}

/// Returns the place and the text of a new entry. None if the settings are written in a way that is not known here.
fn in_manifest(manifest: &str, entry: &str) -> Option<(LineColumn, String)> {
    let lines: Vec<&str> = manifest.lines().collect();
    let start_of = |line: usize| LineColumn { line, column: 0 };
    let is_header = |line: &str| line.trim().starts_with('[') && line.trim().ends_with(SETTINGS);
    let Some(header) = lines.iter().position(|it| is_header(it)) else {
        let is_plain = !manifest.contains("metadata") && manifest.ends_with('\n');
        let text = format!("\n[package.metadata.relata]\nallow = [{entry}]\n");
        return is_plain.then(|| (start_of(lines.len() + 1), text));
    };
    let table =
        (header + 1..lines.len()).take_while(|it| !lines[*it].trim_start().starts_with('['));
    for nth in table {
        let line = lines[nth];
        let list = line
            .strip_prefix("allow")
            .and_then(|it| it.trim_start().strip_prefix('='));
        let Some(list) = list else { continue };
        let rest = list.trim_start().strip_prefix('[')?;
        let column = line.chars().count() - rest.chars().count();
        // A list of several lines goes on in the next one.
        let comma = match rest.trim() {
            "]" => "",
            "" => ",",
            _ => ", ",
        };
        let at = LineColumn {
            line: nth + 1,
            column,
        };
        return Some((at, format!("{entry}{comma}")));
    }
    Some((start_of(header + 2), format!("allow = [{entry}]\n")))
}

/// Finds the struct or enum of a finding.
struct Items<'f> {
    place: &'f Place,
    name: &'f str,
    found: Option<Item>,
}

struct Item {
    /// The start of the item, behind its attributes.
    start: LineColumn,
    derives_relata: bool,
    /// The relation at the place.
    relation: Option<Relation>,
}

/// The arguments of a relation in an attribute.
struct Relation {
    span: Span,
    /// The closing parenthesis.
    end: LineColumn,
    /// What is written between the arguments and another one.
    separator: &'static str,
}

/// What a struct and an enum share.
struct Derived<'f> {
    name: &'f Ident,
    attributes: &'f [Attribute],
    span: Span,
    /// Behind the attributes.
    start: LineColumn,
}

impl Items<'_> {
    fn take(&mut self, item: &Derived<'_>, fields: &[&Field]) {
        if item.name != self.name || !contains(item.span, self.place) {
            return;
        }
        let of_fields = fields.iter().flat_map(|it| &it.attrs);
        let all: Vec<Relation> = item
            .attributes
            .iter()
            .chain(of_fields)
            .flat_map(relations)
            .collect();
        // The place of a key is the type of its field.
        let field = fields.iter().find(|it| contains(it.span(), self.place));
        let of_field: Vec<Relation> = field
            .iter()
            .flat_map(|it| &it.attrs)
            .flat_map(relations)
            .collect();
        let relation = all.into_iter().find(|it| contains(it.span, self.place));
        self.found = Some(Item {
            start: item.start,
            derives_relata: item.attributes.iter().any(is_of_relata)
                || fields.iter().flat_map(|it| &it.attrs).any(is_of_relata),
            relation: relation.or_else(|| only(of_field)),
        });
    }
}

impl<'f> Visit<'f> for Items<'_> {
    fn visit_item_struct(&mut self, item: &'f ItemStruct) {
        let derived = Derived {
            name: &item.ident,
            attributes: &item.attrs,
            span: item.span(),
            start: start(&item.vis, item.struct_token.span),
        };
        self.take(&derived, &item.fields.iter().collect::<Vec<_>>());
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'f ItemEnum) {
        let derived = Derived {
            name: &item.ident,
            attributes: &item.attrs,
            span: item.span(),
            start: start(&item.vis, item.enum_token.span),
        };
        let fields = item.variants.iter().flat_map(|it| &it.fields);
        self.take(&derived, &fields.collect::<Vec<_>>());
        visit::visit_item_enum(self, item);
    }
}

fn only<T>(all: Vec<T>) -> Option<T> {
    let [one]: [T; 1] = all.try_into().ok()?;
    Some(one)
}

fn start(visibility: &Visibility, keyword: Span) -> LineColumn {
    let first = match visibility {
        Visibility::Inherited => keyword,
        written => written.span(),
    };
    first.start()
}

/// Whether an attribute is one of relata, or derives `Model` or `Relations`, perhaps in a `cfg_attr`.
fn is_of_relata(attribute: &Attribute) -> bool {
    let is_any = |names: &[&str]| names.iter().any(|it| attribute.path().is_ident(it));
    match &attribute.meta {
        Meta::List(_) if is_any(&["relata"]) => true,
        Meta::List(list) => is_any(&["derive", "cfg_attr"]) && names_model(&list.tokens),
        _ => false,
    }
}

fn names_model(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|it| match it {
        TokenTree::Ident(it) => it == "Model" || it == "Relations",
        TokenTree::Group(it) => names_model(&it.stream()),
        _ => false,
    })
}

/// Returns the relations in an attribute of relata.
fn relations(attribute: &Attribute) -> Vec<Relation> {
    let mut found = Vec::new();
    let mut is_relation = false;
    let tokens = match &attribute.meta {
        Meta::List(list) if list.path.is_ident("relata") => list.tokens.clone(),
        _ => TokenStream::new(),
    };
    for token in tokens {
        if let (true, TokenTree::Group(group)) = (is_relation, &token) {
            let last = group.stream().into_iter().last();
            found.push(Relation {
                span: group.span(),
                end: group.span_close().start(),
                separator: match last {
                    None => "",
                    Some(TokenTree::Punct(it)) if it.as_char() == ',' => " ",
                    Some(_) => ", ",
                },
            });
        }
        is_relation =
            matches!(&token, TokenTree::Ident(name) if RELATIONS.iter().any(|it| name == it));
    }
    found
}

fn contains(span: Span, place: &Place) -> bool {
    let (start, end) = (span.start(), span.end());
    let (line, column) = (place.line() as usize, place.column() as usize - 1);
    (start.line, start.column) <= (line, column) && (line, column) < (end.line, end.column)
}
