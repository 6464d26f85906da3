//! Generated registries, sound ones and ones with faults. Each has models in several crates, there in a module of its own,
//! so that one program holds them all.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use relata::document::Document;

use super::derivable::{is_of_a_document, settle};
use super::oracle::chaos::widen;
use super::oracle::faults::{FaultSpec, fault, inject};
use super::oracle::generate::{OUTSIDE, Spec, sound, spec};
use super::oracle::judge::{self, judged};
use super::oracle::model::{Kind, Model, Targets, document};
use super::oracle::names::{same, segments};
use super::types::compiled;
use super::verdicts::Asked;

/// The number that is drawn, before those are added that show a rule which none before showed.
const COUNT: usize = 72;

/// Maximum number of models, since the oracle is slow.
const LARGEST: usize = 32;

/// The rules that no generated registry shows. The head of this test says why.
const NEVER: [&str; 5] = [
    "registration_unavailable",
    "empty_registry",
    "missing_model",
    "missing_crate",
    "crate_linked_twice",
];

/// Maximum number of graphs that are tried for that.
const MOST: usize = 2_000;

/// One of this number may be made wide, and has other actions.
const WIDE: usize = 12;

pub(crate) struct Registry {
    /// The name of its module in each crate.
    pub(crate) name: String,
    pub(crate) models: Vec<Model>,
}

impl Registry {
    /// The models that only a document can declare, as one.
    pub(crate) fn document(&self) -> Option<String> {
        let models = self.models.iter().filter(|it| is_of_a_document(it));
        let models: Vec<Model> = models.cloned().collect();
        (!models.is_empty()).then(|| document(&models))
    }
}

pub(crate) fn asked() -> judge::Asked {
    judge::Asked {
        outside: vec![OUTSIDE.to_owned()],
        ..judge::Asked::default()
    }
}

/// The registries, which are the same in every run. Together they show each rule that the oracle judges.
pub(crate) fn draw() -> Vec<Registry> {
    let mut runner = TestRunner::new(Config {
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..Config::default()
    });
    let drawn = (spec(), vec(fault(), 0..=4), any::<u8>());
    let (mut registries, mut absent) = (Vec::new(), judged().collect::<Vec<_>>());
    absent.retain(|rule| !NEVER.contains(rule));
    for nth in 0..MOST {
        if registries.len() >= COUNT && absent.is_empty() {
            return registries;
        }
        let (spec, faults, wide) = drawn.new_tree(&mut runner).unwrap().current();
        let models = with_faults(&spec, &faults, (nth % WIDE == 0).then_some(wide));
        // Without models in the program there may be only `empty_registry`, whose words depend on where there are none.
        let is_declared = |it: &Model| !it.external && !is_of_a_document(it);
        if !models.iter().any(is_declared) || models.len() > LARGEST {
            continue;
        }
        let shown = Document::parse(&document(&compiled(&models))).unwrap();
        let found = Asked::All.options().check_documents(&[shown]);
        let before = absent.len();
        absent.retain(|rule| !found.iter().any(|it| it.rule().name() == *rule));
        if registries.len() < COUNT || absent.len() < before {
            let name = format!("g{:02}", registries.len());
            registries.push(Registry {
                models: moved_into(&name, models),
                name,
            });
        }
    }
    panic!("no graph shows {absent:?}");
}

/// A graph with faults that can be written as derives.
fn with_faults(spec: &Spec, faults: &[FaultSpec], wide: Option<u8>) -> Vec<Model> {
    let (mut models, mut asked) = (sound(spec), asked());
    settle(&mut models);
    for fault in faults {
        inject(&mut models, &mut asked, fault);
    }
    if let Some(wide) = wide {
        widen(&mut models, wide);
        // Faults seldom put it where the derive accepts it.
        let relations = models.iter_mut().flat_map(|it| &mut it.relations);
        let sides = relations.filter(|it| matches!(it.kind, Kind::HasOne | Kind::HasMany));
        for action in sides.filter_map(|it| it.on_delete.as_mut()) {
            *action = "set_null";
        }
    }
    settle(&mut models);
    models
}

/// Moves models into a module of this name in their crates. Names that begin with the crate follow.
fn moved_into(module: &str, mut models: Vec<Model>) -> Vec<Model> {
    let moved = |path: &str| {
        let (root, path) = match path.strip_prefix("::") {
            Some(path) => ("::", path),
            None => ("", path),
        };
        let (krate, rest) = path.split_once("::").unwrap();
        // A name can spell a module so, but code cannot.
        let rest = rest
            .replace("r#type::", "type::")
            .replace("type::", "r#type::");
        format!("{root}{krate}::{module}::{rest}")
    };
    let paths: Vec<String> = models.iter().map(Model::full_path).collect();
    let crates: Vec<&str> = paths.iter().map(|path| segments(path)[0]).collect();
    let is_whole = |name: &str| match name.strip_prefix("::") {
        Some(name) => crates.contains(&segments(name)[0]) && name.contains("::"),
        None => paths.iter().any(|path| same(path, name)),
    };
    let follow = |name: &mut String| {
        if is_whole(name) {
            *name = moved(name);
        }
    };
    for model in &mut models {
        model.path = moved(&model.path);
        for relation in &mut model.relations {
            relation.through.iter_mut().for_each(follow);
            if let Targets::Names(names) = &mut relation.targets {
                names.iter_mut().for_each(follow);
            }
        }
    }
    models
}
