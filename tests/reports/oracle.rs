//! Two judges: the library and a plain, slow one that was written from the table of rules alone. Both judge random
//! graphs, sound ones and ones with faults, and must agree on every finding.

#![cfg(feature = "document")]

#[path = "oracle/modules.rs"]
mod modules;

use std::env;

use self::modules::chaos::widen;
use self::modules::faults::{Effect, FaultSpec, fault, inject};
use self::modules::generate::{OUTSIDE, Spec, sound, spec};
use self::modules::judge::{Asked, Level, Told, judge, judged};
use self::modules::model::{Allow, At, Field, Kind, Model, Relation, Targets, document};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use relata::document::Document;
use relata::{Finding, Findings, Rule, options};

/// As many cases as the environment says, or as take some seconds unoptimized. They are the same in every run, unless
/// the environment names another seed (`PROPTEST_RNG_SEED`).
fn cases(default: u32) -> Config {
    let said = Config::default();
    Config {
        cases: env::var("PROPTEST_CASES").map_or(default, |_| said.cases),
        rng_seed: match said.rng_seed {
            RngSeed::Random => RngSeed::Fixed(1),
            fixed @ RngSeed::Fixed(_) => fixed,
        },
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..said
    }
}

/// What the library finds.
fn check(documents: &[Vec<Model>], asked: &Asked) -> Findings {
    let mut options = options();
    for (rule, level) in &asked.levels {
        let rule = Rule::ALL
            .iter()
            .find(|known| known.name() == *rule)
            .unwrap();
        let level = match level {
            Level::Allow => relata::Level::Allow,
            Level::Warn => relata::Level::Warn,
            Level::Deny => relata::Level::Deny,
        };
        options = options.level(*rule, level);
    }
    if asked.strict {
        options = options.strict();
    }
    for name in &asked.expected {
        options = options.expect_named(name);
    }
    for krate in &asked.outside {
        options = options.outside(krate);
    }
    let documents: Vec<Document> = documents
        .iter()
        .map(|models| Document::parse(&document(models)).unwrap())
        .collect();
    options.check_documents(&documents)
}

/// What the library tells by the rules that the oracle judges too.
fn told(findings: &Findings) -> Vec<Told> {
    let is_judged = |finding: &&Finding| judged().any(|rule| rule == finding.rule().name());
    let told = findings.iter().filter(is_judged).map(|finding| Told {
        rule: finding.rule().name().to_owned(),
        level: match finding.level() {
            relata::Level::Warn => Level::Warn,
            relata::Level::Deny => Level::Deny,
            _ => Level::Allow,
        },
        places: vec![match finding.place() {
            Some(place)
                if place.file().ends_with("oracle.rs") || place.file().ends_with("it.rs") =>
            {
                "expected".to_owned()
            }
            Some(place) => place.to_string(),
            None => String::new(),
        }],
        sure: true,
    });
    let mut told: Vec<Told> = told.collect();
    told.sort();
    told
}

fn asked() -> Asked {
    Asked {
        outside: vec![OUTSIDE.to_owned()],
        ..Asked::default()
    }
}

/// Every rule is reported.
fn everything(asked: &Asked) -> Asked {
    Asked {
        levels: judged().map(|rule| (rule, Level::Warn)).collect(),
        ..asked.clone()
    }
}

/// The models in several documents, some of them in two.
fn in_documents(models: &[Model], how: u32) -> Vec<Vec<Model>> {
    let mut documents = vec![Vec::new(), Vec::new(), Vec::new()];
    for (nth, model) in models.iter().enumerate() {
        let draw = how.rotate_left(u32::try_from(nth).unwrap() * 5);
        documents[draw as usize % 3].push(model.clone());
        if draw >> 2 & 7 == 0 {
            documents[(draw >> 5) as usize % 3].push(model.clone());
        }
        if draw >> 2 & 15 == 1 {
            let stand_in = Model {
                path: model.path.clone(),
                name: model.name.clone(),
                external: true,
                ..Model::default()
            };
            documents[(draw >> 5) as usize % 3].push(stand_in);
        }
    }
    documents
}

/// A graph with some faults, and what is asked of it.
fn with_faults(spec: &Spec, faults: &[FaultSpec]) -> (Vec<Model>, Asked) {
    let (mut models, mut asked) = (sound(spec), asked());
    for fault in faults {
        inject(&mut models, &mut asked, fault);
    }
    (models, asked)
}

/// What each judge tells that the other does not.
fn unlike(library: Vec<Told>, mut oracle: Vec<Told>) -> (Vec<Told>, Vec<Told>) {
    // What must be reported is matched first.
    oracle.sort_by_key(|told| !told.sure);
    let mut only_library = Vec::new();
    for told in library {
        let same = |other: &Told| {
            told.rule == other.rule
                && told.level == other.level
                && other.places.contains(&told.places[0])
        };
        match oracle.iter().position(same) {
            Some(at) => drop(oracle.remove(at)),
            None => only_library.push(told),
        }
    }
    oracle.retain(|told| told.sure);
    (only_library, oracle)
}

fn shown(told: &[Told]) -> Vec<String> {
    let show = |told: &Told| {
        format!(
            "{:?} {} {}",
            told.level,
            told.rule,
            told.places.join(" or ")
        )
    };
    told.iter().map(show).collect()
}

/// Fails with the document and both lists unless the judges agree.
fn compare(documents: &[Vec<Model>], asked: &Asked) -> Result<(), TestCaseError> {
    let findings = check(documents, asked);
    let models: Vec<Model> = documents.iter().flatten().cloned().collect();
    let (library, oracle) = (told(&findings), judge(&models, asked));
    let (library, oracle) = unlike(library, oracle);
    if library.is_empty() && oracle.is_empty() {
        return Ok(());
    }
    let text = format!(
        "only the library: {:#?}\nonly the oracle: {:#?}\nasked: {asked:?}\n{}\n{findings}",
        shown(&library),
        shown(&oracle),
        documents
            .iter()
            .map(|models| document(models))
            .collect::<Vec<_>>()
            .join("\n"),
    );
    Err(TestCaseError::fail(text))
}

/// No generated graph has several relations of one model to itself that lack a field for their key.
#[test]
fn both_judges_agree_on_keys_of_a_model_to_itself() {
    let relation = |name: &str, kind: Kind, line: u32| Relation {
        name: name.to_owned(),
        kind,
        targets: Targets::Names(vec!["a::Page".to_owned()]),
        inverse: None,
        key: Vec::new(),
        references: Vec::new(),
        tag: None,
        through: None,
        via: None,
        filtered: false,
        on_delete: None,
        allow: Vec::new(),
        at: At("src/page.rs".to_owned(), line, 5),
    };
    let id = Field {
        name: "id".to_owned(),
        ty: "i64".to_owned(),
        ..Field::default()
    };
    let page = |relations: Vec<Relation>| Model {
        path: "a::Page".to_owned(),
        fields: Some(vec![id.clone()]),
        relations,
        ..Model::default()
    };
    let all = [
        relation("next", Kind::HasOne, 9),
        relation("children", Kind::HasMany, 7),
        relation("replies", Kind::HasMany, 8),
    ];
    for count in 1..=3 {
        let models = page(all[..count].to_vec());
        let findings = check(&[vec![models.clone()]], &asked());
        assert_eq!(told(&findings).len(), 1, "{findings}");
        compare(&[vec![models.clone()]], &asked()).unwrap();
        let mut allowed = models;
        allowed.relations[0].allow = vec![Allow::of("unkeyed_relation")];
        compare(&[vec![allowed]], &asked()).unwrap();
    }
}

fn levels() -> impl Strategy<Value = Vec<(u8, u8)>> {
    vec((any::<u8>(), 0..3_u8), 0..4)
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn a_sound_graph_gives_nothing_to_tell(spec in spec(), how in any::<u32>()) {
        let models = sound(&spec);
        let documents = in_documents(&models, how);
        // What a graph does not say is not unsound.
        let mut asked = asked();
        asked.levels.extend(["ambiguous_inverse", "same_join"].map(|rule| (rule, Level::Allow)));
        let findings = check(&documents, &asked);
        let empty = models.iter().all(|model| model.external || model.is_abstract);
        prop_assert!(findings.is_empty() || empty, "{}\n{findings}", document(&models));
    }

    #[test]
    fn one_broken_edge_gives_one_denied_finding(spec in spec(), fault in fault()) {
        let (mut models, mut asked) = (sound(&spec), asked());
        if models.iter().all(|model| model.external || model.is_abstract) {
            return Ok(());
        }
        if let Effect::One(rule) = inject(&mut models, &mut asked, &fault) {
            let findings = check(std::slice::from_ref(&models), &asked);
            let denied = findings.iter().filter(|finding| finding.level() == relata::Level::Deny);
            let denied: Vec<_> = denied.map(|finding| finding.rule().name()).collect();
            prop_assert_eq!(denied, [rule], "{:?}\n{}\n{}", fault, document(&models), findings);
        }
    }

    #[test]
    fn both_judges_agree(
        spec in spec(),
        faults in vec(fault(), 0..=4),
        how in any::<u32>(),
        levels in levels(),
        strict in any::<bool>(),
        wide in any::<u8>(),
    ) {
        let (mut models, mut asked) = with_faults(&spec, &faults);
        widen(&mut models, wide);
        let documents = in_documents(&models, how);
        compare(&documents, &everything(&asked))?;
        compare(&documents, &asked)?;
        let rules: Vec<&str> = everything(&asked).levels.iter().map(|(rule, _)| *rule).collect();
        asked.strict = strict;
        asked.levels.extend(levels.iter().map(|(rule, level)| {
            let level = [Level::Allow, Level::Warn, Level::Deny][*level as usize];
            (rules[*rule as usize % rules.len()], level)
        }));
        compare(&documents, &asked)?;
    }

    #[test]
    fn the_order_of_models_never_shows(spec in spec(), faults in vec(fault(), 0..=4), by in any::<u32>()) {
        let (models, asked) = with_faults(&spec, &faults);
        let asked = everything(&asked);
        let text = check(std::slice::from_ref(&models), &asked).to_string();
        let mut shuffled = models.clone();
        for nth in (1..shuffled.len()).rev() {
            let draw = by.wrapping_mul(2_654_435_761).rotate_left(u32::try_from(nth).unwrap() % 32) as usize;
            shuffled.swap(nth, draw % (nth + 1));
        }
        prop_assert_eq!(&text, &check(&[shuffled], &asked).to_string(), "{}", document(&models));
    }
}
