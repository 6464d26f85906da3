//! The relationship graphs of real applications, which run in production: sound as they stand, and one broken edge
//! gives one finding that names it. See `corpora/README.md` for what they are and where they come from.

#![cfg(feature = "document")]

use std::path::Path;

use relata::document::Document;
use relata::registry::Relation;
use relata::{Findings, Kind, Level, Rule, options};
use serde_json::Value;

const NAMES: [&str; 6] = [
    "airflow",
    "crates_io",
    "galaxy",
    "kellnr",
    "netbox",
    "saleor",
];

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/corpora/{name}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn check(graph: &Value) -> Findings {
    options().check_documents(&[Document::parse(&graph.to_string()).unwrap()])
}

/// The denied findings, as rule and headline.
fn denied(graph: &Value) -> Vec<(Rule, String)> {
    let findings = check(graph);
    let denied = findings
        .iter()
        .filter(|finding| finding.level() == Level::Deny);
    denied
        .map(|finding| (finding.rule(), finding.headline().to_owned()))
        .collect()
}

fn models(graph: &Value) -> &Vec<Value> {
    graph["models"].as_array().unwrap()
}

fn relations(model: &Value) -> impl Iterator<Item = &Value> {
    model["relations"].as_array().into_iter().flatten()
}

#[test]
fn are_sound_as_they_stand() {
    for name in NAMES {
        assert_eq!(denied(&read(name)), [], "{name}");
    }
}

#[test]
fn any_target_that_is_taken_out_is_one_finding_that_names_it() {
    for name in NAMES {
        let graph = read(name);
        let is_target = |path: &str| {
            let mut all = models(&graph)
                .iter()
                .filter(|model| model["path"] != path)
                .flat_map(relations);
            all.any(|relation| {
                relation["targets"]
                    .as_array()
                    .is_some_and(|targets| targets.contains(&path.into()))
            })
        };
        let mut taken_out = 0;
        for (nth, model) in models(&graph).iter().enumerate() {
            let path = model["path"].as_str().unwrap();
            if !is_target(path) {
                continue;
            }
            let mut broken = graph.clone();
            broken["models"].as_array_mut().unwrap().remove(nth);
            let found = denied(&broken);
            assert_eq!(found.len(), 1, "{name} without {path}: {found:#?}");
            assert_eq!(found[0].0, Rule::MissingTarget, "{name} without {path}");
            assert!(
                found[0].1.contains(path),
                "{name} without {path}: {}",
                found[0].1
            );
            taken_out += 1;
        }
        assert!(taken_out > 5, "{name} has only {taken_out} targets");
    }
}

#[test]
fn any_inverse_that_is_renamed_is_one_finding_that_names_it() {
    let mut renamed = 0;
    for name in NAMES {
        let graph = read(name);
        for (nth, model) in models(&graph).iter().enumerate() {
            for (at, relation) in relations(model).enumerate() {
                if relation["inverse"].is_null() {
                    continue;
                }
                let mut broken = graph.clone();
                broken["models"][nth]["relations"][at]["inverse"] = "renamed_by_the_test".into();
                let found = denied(&broken);
                let what = format!("{name}: {} {}", model["path"], relation["name"]);
                assert_eq!(found.len(), 1, "{what}: {found:#?}");
                assert_eq!(found[0].0, Rule::MissingInverse, "{what}");
                assert!(
                    found[0].1.contains("`renamed_by_the_test`"),
                    "{what}: {}",
                    found[0].1
                );
                assert!(
                    found[0].1.contains(relation["name"].as_str().unwrap()),
                    "{what}: {}",
                    found[0].1
                );
                renamed += 1;
            }
        }
    }
    assert!(renamed > 300, "only {renamed} inverses are declared");
}

/// What is known about a graph, with the number of all: models with fields, relations with a key (a `many_to_many` has
/// none), fields of keys with a type, and `many_to_many` relations with a through model.
#[derive(Debug, PartialEq)]
struct Known {
    models: [usize; 2],
    relations: [usize; 2],
    key_fields: [usize; 2],
    many_to_many: [usize; 2],
}

impl Known {
    fn of(name: &str) -> Self {
        let document = Document::parse(&read(name).to_string()).unwrap();
        let registry = options().init_documents(&[document]).unwrap();
        let all = || registry.models().flat_map(|model| model.relations());
        let relations = || all().filter(|relation| relation.kind() != Kind::ManyToMany);
        let many_to_many = || all().filter(|relation| relation.kind() == Kind::ManyToMany);
        let types = relations().flat_map(key_types).collect::<Vec<_>>();
        let with_fields = registry.models().filter(|model| model.fields_known());
        let with_key = relations().filter(|relation| relation.key().next().is_some());
        let with_through = many_to_many().filter(|relation| relation.through().is_some());
        let typed = types.iter().filter(|ty| !ty.is_empty());
        Known {
            models: [with_fields.count(), registry.len()],
            relations: [with_key.count(), relations().count()],
            key_fields: [typed.count(), types.len()],
            many_to_many: [with_through.count(), many_to_many().count()],
        }
    }
}

/// The types of the fields of a key, empty where unknown.
fn key_types<'r>(relation: Relation<'r>) -> impl Iterator<Item = &'r str> {
    let holder = match relation.kind() {
        Kind::HasOne | Kind::HasMany => relation.targets().next(),
        _ => Some(relation.model()),
    };
    let ty = move |name: &str| {
        let field = holder?.fields().find(|field| field.name() == name);
        field.map(|field| field.ty())
    };
    relation.key().map(move |name| ty(name).unwrap_or_default())
}

/// Where keys or their types are unknown, "no finding" means little.
#[test]
fn most_keys_and_their_types_are_known() {
    let known = |models, relations, key_fields, many_to_many| Known {
        models,
        relations,
        key_fields,
        many_to_many,
    };
    let expected = [
        ("airflow", known([56, 59], [81, 88], [100, 100], [0, 6])),
        ("crates_io", known([27, 27], [21, 21], [21, 21], [0, 0])),
        ("galaxy", known([189, 201], [469, 473], [469, 469], [0, 0])),
        ("kellnr", known([28, 28], [24, 48], [24, 24], [0, 0])),
        ("netbox", known([142, 188], [807, 808], [807, 807], [0, 42])),
        (
            "saleor",
            known([113, 127], [214, 214], [214, 214], [11, 33]),
        ),
    ];
    assert_eq!(NAMES.map(|name| (name, Known::of(name))), expected);
}
