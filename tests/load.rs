//! Under load: 100,000 models with 400,000 relations, sound and with 1, 1,000 and 100,000 faults of each kind, and the
//! shapes in which one thing has very many of another. What took time or stack by the square of that would not end.
//!
//! Without optimization the graphs are 200 times smaller: then this shows the same faults, and no load.

#![cfg(feature = "document")]
#![allow(clippy::pedantic, reason = "tests are plain before they are polished")]

use std::fmt::Write;
use std::thread;

use relata::document::Document;
use relata::{Findings, Level, options};

const MODELS: usize = if cfg!(debug_assertions) { 500 } else { 100_000 };

/// Models of a document in the making.
#[derive(Default)]
struct Models(String);

impl Models {
    fn add(&mut self, path: &str, line: usize, fields: &[(&str, &str)], relations: &[String]) {
        let comma = if self.0.is_empty() { "" } else { "," };
        let field = |(name, ty): &(&str, &str)| {
            let (ty, optional) = (ty.trim_end_matches('?'), ty.ends_with('?'));
            format!(r#"{{"name":"{name}","type":"{ty}","optional":{optional}}}"#)
        };
        let fields: Vec<String> = fields.iter().map(field).collect();
        let (fields, relations) = (fields.join(","), relations.join(","));
        write!(
            self.0,
            r#"{comma}{{"path":"{path}","at":"src/models.rs:{line}:1","fields":[{fields}],"relations":[{relations}]}}"#
        )
        .unwrap();
    }

    /// What is found, with little stack to find it on.
    fn check(self) -> Findings {
        let check = move || {
            let text = format!(r#"{{"format":"relata/1","models":[{}]}}"#, self.0);
            options().check_documents(&[Document::parse(&text).unwrap()])
        };
        let thread = thread::Builder::new().stack_size(256 * 1024);
        let findings = thread.spawn(check).unwrap().join().unwrap();
        // However much is found, it can be read.
        let text = findings.to_string();
        assert!(text.lines().count() < 1_000, "{text}");
        assert!(text.lines().all(|line| line.len() < 1_000), "{text}");
        for finding in &findings {
            assert!(finding.notes().len() < 20, "{finding}");
        }
        findings
    }
}

/// A relation as it is in a document, with more members behind the usual ones.
fn relation(name: &str, kind: &str, target: &str, line: usize, more: &str) -> String {
    format!(
        r#"{{"name":"{name}","kind":"{kind}","targets":["{target}"],"at":"src/models.rs:{line}:5"{more}}}"#
    )
}

fn path(model: usize) -> String {
    format!("crate{}::Model{model}", model / 1_000)
}

#[derive(Clone, Copy, Debug)]
enum Fault {
    NearName,
    FarName,
    OtherModule,
    OtherCase,
    MissingInverse,
    KeyType,
    MissingKey,
    Kind,
    Duplicate,
}

/// Two belongs_to to other models, each with its has_many there: every model has 4 relations. The first `faults` models
/// are at fault.
fn graph(fault: Fault, faults: usize) -> Findings {
    let mut models = Models::default();
    let other = |model: usize, by: usize| (model + by) % MODELS;
    for model in 0..MODELS {
        let (first, second) = (other(model, 1), other(model, 7));
        let (mut target, mut inverse, mut ty, mut key, mut kind) = (
            path(first),
            "ones",
            "i64?",
            r#","key":["one_id"]"#,
            "belongs_to",
        );
        if model < faults {
            match fault {
                Fault::NearName => target = target.replace("Model", "Modle"),
                Fault::FarName => target = format!("Nothing{first}Else"),
                Fault::OtherModule => target = target.replace("crate", "krate"),
                Fault::OtherCase => target = target.replace("Model", "model"),
                Fault::MissingInverse => inverse = "onse",
                Fault::KeyType => ty = "i32",
                Fault::MissingKey => key = r#","key":["two_id"]"#,
                Fault::Kind => (kind, key) = ("many_to_many", ""),
                Fault::Duplicate => models.add(&path(model), MODELS + 1, &[], &[]),
            }
        }
        let line = model + 1;
        models.add(
            &path(model),
            line,
            &[("id", "i64"), ("one_id", ty), ("other_id", "i64?")],
            &[
                relation(
                    "one",
                    kind,
                    &target,
                    line,
                    &format!(r#","inverse":"{inverse}"{key}"#),
                ),
                relation(
                    "other",
                    "belongs_to",
                    &path(second),
                    line,
                    r#","inverse":"others","key":["other_id"]"#,
                ),
                relation(
                    "ones",
                    "has_many",
                    &path(other(model, MODELS - 1)),
                    line,
                    r#","inverse":"one""#,
                ),
                relation(
                    "others",
                    "has_many",
                    &path(other(model, MODELS - 7)),
                    line,
                    r#","inverse":"other""#,
                ),
            ],
        );
    }
    models.check()
}

/// Each fault is one finding of this rule, and nothing else is denied.
fn each_is_found(fault: Fault, rule: &str) {
    for faults in [1, MODELS / 100, MODELS] {
        let findings = graph(fault, faults);
        let denied = findings.iter().filter(|it| it.level() == Level::Deny);
        let rules: Vec<&str> = denied.map(|it| it.rule().name()).collect();
        assert_eq!(rules.len(), faults, "{fault:?}");
        assert!(rules.iter().all(|it| *it == rule), "{fault:?}: {findings}");
    }
}

#[test]
fn sound() {
    let findings = graph(Fault::Kind, 0);
    assert!(findings.is_empty(), "{findings}");
}

#[test]
fn missing_targets() {
    each_is_found(Fault::NearName, "missing_target");
    each_is_found(Fault::FarName, "missing_target");
    each_is_found(Fault::OtherModule, "missing_target");
    each_is_found(Fault::OtherCase, "missing_target");
}

#[test]
fn inverses() {
    each_is_found(Fault::MissingInverse, "missing_inverse");
    each_is_found(Fault::Kind, "inverse_kind");
}

#[test]
fn keys() {
    each_is_found(Fault::KeyType, "key_type");
    each_is_found(Fault::MissingKey, "missing_key");
}

#[test]
fn duplicates() {
    each_is_found(Fault::Duplicate, "duplicate_model");
}

#[test]
fn one_absent_model_that_all_need_is_one_finding() {
    let mut models = Models::default();
    for model in 0..MODELS {
        let gone = relation("gone", "belongs_to", "Gone", model + 1, "");
        models.add(&path(model), model + 1, &[], &[gone]);
    }
    assert_eq!(models.check().len(), 1);
}

#[test]
fn very_many_models_of_one_absent_crate_are_one_finding() {
    let mut models = Models::default();
    for model in 0..MODELS {
        let target = format!("elsewhere::Model{model}");
        let gone = relation("gone", "belongs_to", &target, model + 1, "");
        models.add(&path(model), model + 1, &[], &[gone]);
    }
    assert_eq!(models.check().len(), 1);
}

/// A model that everything belongs to; it points back to each by a relation of its own.
fn hub(inverse: impl Fn(usize) -> String) -> Findings {
    let mut models = Models::default();
    let back = |model| {
        let name = format!("all{model}");
        relation(
            &name,
            "has_many",
            &path(model),
            model + 1,
            r#","inverse":"hub""#,
        )
    };
    let relations: Vec<String> = (0..MODELS).map(back).collect();
    models.add("app::Hub", 1, &[("id", "i64")], &relations);
    for model in 0..MODELS {
        let inverse = format!(r#","inverse":"{}""#, inverse(model));
        let hub = relation("hub", "belongs_to", "Hub", model + 1, &inverse);
        models.add(&path(model), model + 1, &[], &[hub]);
    }
    models.check()
}

#[test]
fn one_model_with_very_many_relations() {
    assert!(hub(|model| format!("all{model}")).is_empty());
    // Each is reported apart, with what it may have meant.
    let wrong = hub(|model| format!("everything{model}"));
    assert_eq!(wrong.len(), MODELS);
    let help = wrong.iter().next().unwrap().help();
    assert_eq!(help, Some("write `inverse = all0`"));
    let exchanged = hub(|model| format!("all{}", (model + 1) % MODELS));
    assert_eq!(exchanged.len(), MODELS, "{exchanged}");
}

#[test]
fn one_inverse_that_very_many_claim() {
    let mut models = Models::default();
    let all = relation("all", "has_many", "Item", 1, "");
    models.add("app::Hub", 1, &[], &[all]);
    let hub = |nth: usize| {
        let name = format!("hub{nth}");
        relation(&name, "belongs_to", "Hub", nth + 2, r#","inverse":"all""#)
    };
    let hubs: Vec<String> = (0..MODELS).map(hub).collect();
    models.add("app::Item", 2, &[], &hubs);
    let findings = models.check();
    assert_eq!(findings.len(), 1, "{findings}");
}

#[test]
fn inverses_in_a_ring_through_very_many() {
    let mut models = Models::default();
    for model in 0..MODELS {
        let next = path((model + 1) % MODELS);
        let next = relation(
            "next",
            "refers_to",
            &next,
            model + 1,
            r#","inverse":"next""#,
        );
        models.add(&path(model), model + 1, &[], &[next]);
    }
    let findings = models.check();
    assert_eq!(findings.len(), 1, "{findings}");
    // The same among the relations of one model.
    let mut models = Models::default();
    let ring = |nth: usize| {
        let (name, next) = (format!("part{nth}"), (nth + 1) % MODELS);
        let inverse = format!(r#","inverse":"part{next}""#);
        relation(&name, "refers_to", "Ring", nth + 1, &inverse)
    };
    let ring: Vec<String> = (0..MODELS).map(ring).collect();
    models.add("app::Ring", 1, &[], &ring);
    let findings = models.check();
    assert_eq!(findings.len(), 1, "{findings}");
}

/// Every model is called `Model`, as in SeaORM, and named by its module too, or not.
fn of_one_name(target: impl Fn(usize) -> String) -> Findings {
    let mut models = Models::default();
    for model in 0..MODELS {
        let target = target((model + 1) % MODELS);
        let next = relation("next", "refers_to", &target, model + 1, "");
        models.add(
            &format!("app::module{model}::Model"),
            model + 1,
            &[],
            &[next],
        );
    }
    models.check()
}

#[test]
fn very_many_models_of_one_name() {
    assert!(of_one_name(|model| format!("module{model}::Model")).is_empty());
    let ambiguous = of_one_name(|_| "Model".to_owned());
    assert_eq!(ambiguous.len(), 1, "{ambiguous}");
    let absent = of_one_name(|model| format!("modul{model}::Model"));
    assert_eq!(absent.len(), MODELS);
}

#[test]
fn very_many_that_go_through_one_model() {
    let mut models = Models::default();
    let end = |model| {
        relation(
            &format!("end{model}"),
            "belongs_to",
            &path(model),
            model + 1,
            "",
        )
    };
    let ends: Vec<String> = (0..MODELS - 1).map(end).collect();
    models.add("app::Between", 1, &[], &ends);
    for model in 0..MODELS {
        let target = path((model + 1) % MODELS);
        let others = relation(
            "others",
            "many_to_many",
            &target,
            model + 1,
            r#","through":"Between""#,
        );
        models.add(&path(model), model + 1, &[], &[others]);
    }
    // One end is not there, and two need it.
    let findings = models.check();
    assert_eq!(findings.len(), 1, "{findings}");
}

/// One relation to many models, each of which points back. The last of them has this primary key and names this inverse.
fn polymorphic(key: &str, back: &str) -> Findings {
    const TARGETS: usize = 300;
    let mut models = Models::default();
    let names: Vec<String> = (0..TARGETS).map(path).collect();
    let tag = r#","tag":"kind","key":["about_id"],"inverse":"notes""#;
    let about = relation("about", "belongs_to", &names.join(r#"",""#), 1, tag);
    let fields = [("id", "i64"), ("about_id", "i64"), ("kind", "String")];
    models.add("app::Note", 1, &fields, &[about]);
    for target in 0..TARGETS {
        let (key, back) = if target + 1 == TARGETS {
            (key, back)
        } else {
            ("i64", "about")
        };
        let inverse = format!(r#","inverse":"{back}""#);
        let notes = relation("notes", "has_many", "Note", target + 2, &inverse);
        models.add(&path(target), target + 2, &[("id", key)], &[notes]);
    }
    models.check()
}

#[test]
fn one_relation_to_many_models() {
    let rules = |findings: Findings| {
        let rules = findings.iter().map(|it| it.rule().name().to_owned());
        rules.collect::<Vec<String>>()
    };
    assert_eq!(rules(polymorphic("i64", "about")), [""; 0]);
    assert_eq!(rules(polymorphic("String", "about")), ["key_type"]);
    assert_eq!(rules(polymorphic("i64", "abuot")), ["missing_inverse"]);
}

/// Each of them is looked for among the fields that there are.
#[test]
fn one_key_of_very_many_fields() {
    let names: Vec<String> = (0..MODELS / 5)
        .map(|nth| format!("\"key_{nth}\""))
        .collect();
    let key = format!(r#","key":[{}]"#, names.join(","));
    let fields: Vec<String> = (0..100).map(|nth| format!("other{nth}")).collect();
    let fields: Vec<_> = fields.iter().map(|name| (&**name, "i64")).collect();
    let mut models = Models::default();
    let owner = relation("owner", "belongs_to", "Model", 1, &key);
    models.add("app::Model", 1, &fields, &[owner]);
    let findings = models.check();
    assert_eq!(findings.len(), 1, "{findings}");
    assert_eq!(findings.iter().next().unwrap().rule().name(), "missing_key");
}

#[test]
fn a_baseline_of_very_many_findings() {
    let mut models = Models::default();
    for model in 0..MODELS {
        let gone = relation("gone", "belongs_to", &format!("Gone{model}"), model + 1, "");
        models.add(&path(model), model + 1, &[], &[gone]);
    }
    let text = format!(r#"{{"format":"relata/1","models":[{}]}}"#, models.0);
    let documents = [Document::parse(&text).unwrap()];
    let baseline = options().check_documents(&documents).to_baseline();
    let findings = options().baseline(&baseline).check_documents(&documents);
    assert_eq!(findings.count(Level::Warn), MODELS);
    assert_eq!(findings.count(Level::Deny), 0);
}
