//! SeaORM's hand-written impls, read without a compiler.

mod related;
mod relations;

use relata_syntax::{
    Definition, Impl, Names, Related, Relation, Relations, Target, Use, read_impl,
};
use syn::{ItemImpl, Type};

/// Returns what is read of an impl, one line for each part.
fn read(text: &str) -> Vec<String> {
    let item: ItemImpl = syn::parse_str(text).unwrap();
    match read_impl(&item) {
        Some(Impl::Relations(relations)) => of_relations(&relations),
        Some(Impl::Related(related)) => of_related(&related),
        Some(Impl::Linked(of)) => vec![path(of)],
        None => Vec::new(),
    }
}

fn of_relations(relations: &Relations<'_>) -> Vec<String> {
    let mut lines = vec![format!(
        "{}, complete: {}",
        path(relations.of),
        relations.complete
    )];
    for variant in &relations.variants {
        let (name, cfgs) = (&variant.name.text, variant.attributes.len());
        let cfgs = if cfgs == 0 { "" } else { "#[…] " };
        lines.push(match &variant.definition {
            Definition::Read { of, relation } => {
                assert_eq!(*name, relation.name.text);
                format!("{cfgs}{} of {}", relation_line(relation), path(of))
            }
            Definition::None => format!("{cfgs}{name}: none"),
            Definition::Unread(span) => {
                let text = span.source_text().unwrap();
                format!("{cfgs}{name}: unread {text}")
            }
        });
    }
    lines
}

fn of_related(related: &Related<'_>) -> Vec<String> {
    let mut lines = vec![
        format!("{} to {}", path(related.of), path(related.target)),
        format!("to {}", use_line(&related.to)),
    ];
    lines.extend(
        related
            .via
            .iter()
            .map(|via| format!("via {}", use_line(via))),
    );
    lines.extend(related.many_to_many().iter().map(relation_line));
    lines
}

fn use_line(used: &Use) -> String {
    match used {
        Use::Read(it) => {
            let entity = it.entity().as_ref().map_or("?".to_owned(), path);
            let mut line = format!("{} of {entity}", it.variant.text);
            let flags = [
                (it.is_own(), ", own"),
                (it.reversed, ", reversed"),
                (it.filtered.is_some(), ", filtered"),
            ];
            for (is, flag) in flags {
                line.push_str(if is { flag } else { "" });
            }
            line
        }
        Use::Unread(span) => format!("unread {}", span.source_text().unwrap()),
    }
}

/// Returns everything that a relation declares.
fn relation_line(it: &Relation) -> String {
    let targets: Vec<_> = it.targets.iter().map(Target::text).collect();
    let mut line = format!(
        "{}: {} {}",
        it.name.text,
        it.kind.name(),
        targets.join(", ")
    );
    let names = |names: &Names| names.texts().collect::<Vec<_>>().join(", ");
    let parts = [
        ("key", it.key.as_ref().map(names)),
        ("references", it.references.as_ref().map(names)),
        ("inverse", it.inverse.as_ref().map(|it| it.text.clone())),
        ("through", it.through.as_ref().map(Target::text)),
        ("own", it.via.as_ref().map(|it| it.own.text.clone())),
        ("other", it.via.as_ref().map(|it| it.other.text.clone())),
        (
            "on_delete",
            it.on_delete.as_ref().map(|it| it.action.name().to_owned()),
        ),
        ("filtered", it.filtered.map(|it| it.source_text().unwrap())),
    ];
    for (part, value) in parts {
        line.extend(value.map(|value| format!(", {part} {value}")));
    }
    assert!(it.orm.is_some() && it.tag.is_none() && it.allows.is_empty());
    line
}

fn path(path: &syn::TypePath) -> String {
    relata_syntax::text(&Type::Path(path.clone()))
}

#[test]
fn a_path_of_several_relations() {
    assert_eq!(
        read("impl Linked for CakeToVendor { type FromEntity = super::cake::Entity; }"),
        ["CakeToVendor"]
    );
}

#[test]
fn other_impls_are_not_read() {
    for item in [
        "impl Entity {}",
        "impl EntityTrait for Entity {}",
        "impl RelationTrait<A> for Relation {}",
        "impl RelationTrait for &Relation {}",
        "impl Related for Entity {}",
        "impl Related<A, B> for Entity {}",
        "impl Related<&A> for Entity {}",
        "impl RelatedSelfVia for Entity {}",
        "impl Linked<A> for B {}",
    ] {
        assert!(read(item).is_empty(), "{item}");
    }
}
