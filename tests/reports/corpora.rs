//! The relationship graphs of real applications, which run in production: sound as they are, and one broken edge
//! gives one finding that names it. See `corpora/README.md` for what they are and where they come from.

#![cfg(feature = "document")]

use std::path::Path;

use relata::document::Document;
use relata::registry::{Field, Model, Relation};
use relata::{Finding, Findings, Kind, Level, Registry, Rule, Subject, options};
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

/// Each was read and is true: airflow's by a primary key, netbox's by unique constraints of a key and its tag. Netbox reads
/// them by a property that returns the first row.
#[test]
fn few_lists_hold_one_row() {
    let single = NAMES.iter().flat_map(|name| {
        let found = check(&read(name));
        let single = found.iter().filter(|it| it.rule() == Rule::KeyCardinality);
        let subjects = single.map(|it| (it.subject().to_string(), it.subjects().count()));
        subjects.collect::<Vec<_>>()
    });
    let single: Vec<_> = single.collect();
    let expected = [
        ("DagScheduleAssetReference.queue_records", 1),
        ("CircuitTermination.cable_terminations", 9),
        ("Interface.tunnel_terminations", 2),
        ("Interface.l2vpn_terminations", 3),
    ];
    assert_eq!(
        single,
        expected.map(|(name, count)| (name.to_owned(), count))
    );
}

/// The relations that are one join with another one, which are reported on request.
fn same_joins(graph: &Value) -> Vec<String> {
    let document = Document::parse(&graph.to_string()).unwrap();
    let found = options().strict().check_documents(&[document]);
    let same = found.iter().filter(|it| it.rule() == Rule::SameJoin);
    same.map(|it| it.subject().to_string()).collect()
}

/// Relations that the sources mark as views or filters are `filtered`, so none is the same join as another one.
#[test]
fn only_views_and_filters_share_a_join() {
    let mut unmarked = Vec::new();
    for name in NAMES {
        let mut graph = read(name);
        assert_eq!(same_joins(&graph), [""; 0], "{name}");
        for model in graph["models"].as_array_mut().unwrap() {
            let relations = model.get_mut("relations").and_then(Value::as_array_mut);
            for relation in relations.into_iter().flatten() {
                relation.as_object_mut().unwrap().remove("filtered");
            }
        }
        unmarked.extend(same_joins(&graph));
    }
    let expected = [
        "User.histories",
        "History.datasets",
        "History.dataset_collections",
        "Dataset.active_history_associations",
        "Dataset.active_library_associations",
        "LibraryFolder.folders",
        "LibraryFolder.datasets",
        "StoredWorkflow.tags",
    ];
    assert_eq!(unmarked, expected);
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
    // Each in release, and one in five unoptimized.
    let step = if cfg!(debug_assertions) { 5 } else { 1 };
    let mut declared = 0;
    for name in NAMES {
        let graph = read(name);
        for (nth, model) in models(&graph).iter().enumerate() {
            for (at, relation) in relations(model).enumerate() {
                declared += usize::from(!relation["inverse"].is_null());
                if relation["inverse"].is_null() || declared % step != 0 {
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
            }
        }
    }
    assert!(declared > 300, "only {declared} inverses are declared");
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

/// The model that holds the key.
fn holder(relation: Relation<'_>) -> Option<Model<'_>> {
    match relation.kind() {
        Kind::HasOne | Kind::HasMany => relation.targets().next(),
        _ => Some(relation.model()),
    }
}

/// The types of the fields of a key, empty where unknown.
fn key_types<'r>(relation: Relation<'r>) -> impl Iterator<Item = &'r str> {
    let holder = holder(relation);
    let ty = move |name: &str| {
        let field = holder?.fields().find(|field| field.name() == name);
        field.map(|field| field.ty())
    };
    relation.key().map(move |name| ty(name).unwrap_or_default())
}

/// A relation that declares a key, with its position in the document and the model that holds the key.
struct Keyed<'r> {
    relation: Relation<'r>,
    model: usize,
    at: usize,
    holder: Model<'r>,
}

impl<'r> Keyed<'r> {
    /// The relations that declare a key of a model whose fields are known.
    fn all(registry: &'r Registry, graph: &Value) -> Vec<Self> {
        let mut all = Vec::new();
        for (model, written) in models(graph).iter().enumerate() {
            let of = registry.model(written["path"].as_str().unwrap()).unwrap();
            for (at, written) in relations(written).enumerate() {
                let relation = of.relation(written["name"].as_str().unwrap()).unwrap();
                let holder = holder(relation).filter(|holder| holder.fields_known());
                let holder = holder.filter(|_| relation.written_key().next().is_some());
                all.extend(holder.map(|holder| Keyed {
                    relation,
                    model,
                    at,
                    holder,
                }));
            }
        }
        all
    }

    /// The first field of the key with a type that is compared with another: both are types that all programs spell
    /// alike.
    fn compared_field(&self) -> Option<Field<'r>> {
        let pointee = match self.relation.kind() {
            Kind::HasOne | Kind::HasMany => self.relation.model(),
            _ => self.relation.targets().next()?,
        };
        let mut references = self.relation.references().collect::<Vec<_>>();
        if references.is_empty() {
            references.extend(pointee.key());
        }
        let plain = |model: Model<'r>, name: &str| {
            let field = model.fields().find(|field| field.name() == name);
            field.filter(|field| ["i16", "i32", "i64", "String", "Uuid"].contains(&field.ty()))
        };
        let mut parts = self.relation.written_key().zip(references);
        parts.find_map(|(own, theirs)| plain(pointee, theirs).and(plain(self.holder, own)))
    }

    fn is_subject_of(&self, finding: &Finding) -> bool {
        let is_it = |subject: &Subject| {
            subject.model() == Some(self.relation.model().path())
                && subject.relation() == Some(self.relation.name())
        };
        finding.subjects().chain(finding.affected()).any(is_it)
    }
}

/// The number of relations of each kind that are broken, one at a time, in each graph. All of them would take minutes.
const SAMPLES: usize = 4;

/// Breaks the key of some relations. `change` changes one fact and returns a text that the headline of a new finding of
/// the rule must contain; the relation must be one of its subjects. Returns the number of
/// broken `belongs_to`, `has_one` and `has_many`.
fn break_keys(
    rule: Rule,
    can_break: fn(&Keyed<'_>) -> bool,
    change: fn(&Keyed<'_>, &mut Value) -> String,
) -> [usize; 3] {
    let mut broken = [0; 3];
    for name in NAMES {
        let graph = read(name);
        let before = check(&graph);
        let document = Document::parse(&graph.to_string()).unwrap();
        let registry = options().init_documents(&[document]).unwrap();
        let mut keyed = Keyed::all(&registry, &graph);
        keyed.retain(can_break);
        for (nth, kind) in [Kind::BelongsTo, Kind::HasOne, Kind::HasMany]
            .into_iter()
            .enumerate()
        {
            let of_kind = || keyed.iter().filter(|it| it.relation.kind() == kind);
            let step = of_kind().count().div_ceil(SAMPLES).max(1);
            for keyed in of_kind().step_by(step) {
                let mut graph = graph.clone();
                let named = change(keyed, &mut graph);
                let after = check(&graph);
                let is_new =
                    |it: &Finding| before.iter().all(|old| old.headline() != it.headline());
                let found = after.iter().filter(|it| is_new(it)).collect::<Vec<_>>();
                assert!(
                    found.iter().any(|it| it.level() == Level::Deny
                        && it.rule() == rule
                        && it.headline().contains(&named)
                        && keyed.is_subject_of(it)),
                    "{name}: {}.{}: no {rule:?} that names {named}: {found:#?}",
                    keyed.relation.model().path(),
                    keyed.relation.name()
                );
                broken[nth] += 1;
            }
        }
    }
    broken
}

#[test]
fn any_key_field_of_another_type_is_a_finding_that_names_it() {
    let broken = break_keys(
        Rule::KeyType,
        |keyed| keyed.compared_field().is_some(),
        |keyed, graph| {
            let field = keyed.compared_field().unwrap();
            let models = graph["models"].as_array_mut().unwrap();
            let mut models = models.iter_mut();
            let holder = models.find(|it| it["path"] == keyed.holder.path());
            let fields = holder.unwrap()["fields"].as_array_mut().unwrap();
            let written = fields.iter_mut().find(|it| it["name"] == field.name());
            let other = if field.ty() == "i64" { "i32" } else { "i64" };
            written.unwrap()["type"] = other.into();
            format!("{}.{}` is `{other}`", keyed.holder.name(), field.name())
        },
    );
    assert_eq!(broken, [24, 8, 12]);
}

#[test]
fn any_key_that_is_renamed_is_a_finding_that_names_it() {
    let broken = break_keys(
        Rule::MissingKey,
        |_| true,
        |keyed, graph| {
            let relation = &mut graph["models"][keyed.model]["relations"][keyed.at];
            relation["key"][0] = "renamed_by_the_test".into();
            "`renamed_by_the_test`".to_owned()
        },
    );
    assert_eq!(broken, [24, 8, 12]);
}

/// The keys that can be broken are exactly those that count as compared.
#[test]
fn keys_with_types_count_as_compared() {
    for name in NAMES {
        let graph = read(name);
        let document = Document::parse(&graph.to_string()).unwrap();
        let registry = options().init_documents(&[document]).unwrap();
        let keyed = Keyed::all(&registry, &graph);
        let typed = keyed.iter().filter(|it| it.compared_field().is_some());
        let typed: Vec<_> = typed.map(|it| it.relation).collect();
        let all = registry.models().flat_map(|model| model.relations());
        let alone = all.filter(|it| it.written_key().next().is_none());
        // A relation that says no key has that of the one it is paired with.
        let paired = alone.filter_map(|it| it.paired());
        let paired = paired.filter(|it| typed.contains(it)).count();
        let compared = registry.coverage().keys_compared as usize;
        assert_eq!(typed.len() + paired, compared, "{name}");
    }
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
        ("kellnr", known([28, 28], [48, 48], [48, 48], [0, 0])),
        ("netbox", known([142, 188], [807, 808], [807, 807], [0, 42])),
        (
            "saleor",
            known([113, 127], [214, 214], [214, 214], [11, 33]),
        ),
    ];
    assert_eq!(NAMES.map(|name| (name, Known::of(name))), expected);
}
