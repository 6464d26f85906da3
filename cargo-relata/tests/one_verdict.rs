//! One registry has one verdict. In one program with many generated registries, sound ones and ones with faults, these have
//! equal findings: the linked models of each registry, the file of the program, the document of the registry, and the
//! command on both. The oracle has them too. A document does not know the types that only one program has; what follows
//! from that is counted, and if all programs spelled those types alike, nothing would differ.
//!
//! The registries are selected by the module in which they have their models: among the linked records, and in the file, in
//! which zeros replace the records of the others. What no derive can declare, abstract models and those whose fields are
//! unknown, is in a document that each checks together with the models of the program. All registries together, without these
//! documents, are checked by `init` and as the file as it is.
//!
//! These faults are not covered:
//!
//! - What the derive rejects: a `belongs_to` or `refers_to` whose key or tag is not a field, a written key and references of
//!   different lengths, two relations or fields of one name, a name listed twice, an inverse of `any`, a key of a relation
//!   with a through model, `set_null` of a required key, and an `allow` of an unknown rule or of a rule about the registry.
//! - What the options name: the command takes no expected models (`missing_model`).
//! - A registry without models (`empty_registry`): its words depend on where there are none.
//! - What models do not show: `registration_unavailable`, `missing_crate` and `crate_linked_twice`.

#[path = "one_verdict/derivable.rs"]
mod derivable;
#[path = "one_verdict/graphs.rs"]
mod graphs;
#[path = "../../tests/reports/oracle/modules.rs"]
#[allow(
    dead_code,
    clippy::pedantic,
    reason = "they are written for another test"
)]
mod oracle;
#[path = "one_verdict/program.rs"]
mod program;
mod run;
#[path = "one_verdict/source.rs"]
mod source;
#[path = "one_verdict/types.rs"]
mod types;
#[path = "one_verdict/verdicts.rs"]
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use expect_test::expect;
use relata::document::Document;
use relata::source::{Models, Workspace};
use relata::{Findings, Level, Records};

use derivable::is_of_a_document;
use graphs::Registry;
use program::{File, Program};
use run::platform::{Build, DEBUG, HOST, LTO, Platform, SMALL, WASI, WINDOWS, portable};
use verdicts::{Asked, agrees, command, each_rule, facts, init};

/// What a document cannot know is counted.
#[derive(Debug, Default)]
struct Counts {
    models: u32,
    models_of_no_derive: usize,
    relations: u32,
    keys: u32,
    keys_that_a_document_cannot_compare: u32,
    only_compiled: BTreeMap<&'static str, u32>,
    only_in_documents: BTreeMap<&'static str, u32>,
}

#[test]
fn one_verdict() {
    let verdict = Verdict::of(HOST, DEBUG);
    verdict.counts.check();
    agree_with_source(&verdict.program, &verdict.file);
}

#[test]
#[ignore = "it needs `rustup target add wasm32-wasip1` and Node.js"]
fn one_verdict_in_webassembly() {
    for build in [LTO, SMALL] {
        Verdict::of(WASI, build).counts.check();
    }
}

#[test]
#[ignore = "it needs `rustup target add x86_64-pc-windows-gnu`, the linker of mingw-w64 and Wine"]
fn one_verdict_on_windows() {
    for build in [DEBUG, SMALL] {
        Verdict::of(WINDOWS, build).counts.check();
    }
}

/// The program for a platform, which has one verdict.
struct Verdict {
    program: Program,
    file: File,
    counts: Counts,
}

impl Verdict {
    fn of(platform: Platform, build: Build) -> Self {
        let mut registries = graphs::draw();
        let program = program::build(&mut registries, &platform, &build);
        let file = File::read(&program, &registries);
        let folder = program.file.with_file_name("one_verdict_registries");
        fs::create_dir_all(&folder).unwrap();
        let mut counts = Counts::default();
        for (nth, registry) in registries.iter().enumerate() {
            let only = file.only(&registry.name);
            let forms = Forms::read(&registry.name, only, registry.document());
            for asked in Asked::ALL {
                let [compiled, in_document] = forms.agree(asked, &program);
                if asked == Asked::All {
                    agrees(&types::compiled(&registry.models), &compiled, &forms.name);
                    let documented = types::documented(&registry.models);
                    agrees(&documented, &in_document, &forms.name);
                    counts.add(registry, &compiled, &in_document);
                }
                // Each by one kind of options, since starting the command takes long.
                if asked == Asked::ALL[nth % Asked::ALL.len()] {
                    forms.agree_by_command(&folder, asked, [&compiled, &in_document]);
                }
            }
        }
        // All models together, too many for the oracle, have the result of `init` itself.
        let forms = Forms::read("whole", file.whole().to_vec(), None);
        for asked in Asked::ALL {
            let [compiled, in_document] = forms.agree(asked, &program);
            let init = init(asked.options().init_records(&forms.records));
            let printed = &program.printed[&format!("init {}", asked.name())];
            assert_eq!(portable(&init), *printed);
            forms.agree_by_command(&folder, asked, [&compiled, &in_document]);
        }
        Verdict {
            program,
            file,
            counts,
        }
    }
}

/// Fails unless the source of the program has the models and the findings of its file.
fn agree_with_source(program: &Program, file: &File) {
    let workspace = Workspace::new(&program.folder).all_except([""; 0]);
    let models = Models::read(&workspace).unwrap();
    assert_eq!(models.unread(), []);
    let program = Records::of_executable(file.whole()).unwrap();
    let [ours, theirs] = [models.records(), &program].map(|records| {
        let nothing = each_rule(relata::options(), Level::Allow);
        let registry = nothing.init_records(std::slice::from_ref(records)).unwrap();
        let all = each_rule(relata::options(), Level::Warn);
        let findings = all.check_records(std::slice::from_ref(records));
        format!(
            "{}{findings}{}",
            Document::of(&registry).to_json(),
            findings.coverage()
        )
    });
    let of = |one: &str, other: &str| -> Vec<String> {
        let other: BTreeSet<&str> = other.lines().collect();
        let lines = one.lines().filter(|it| !other.contains(it));
        lines.map(str::to_owned).collect()
    };
    let (added, absent) = (of(&ours, &theirs), of(&theirs, &ours));
    assert!(
        ours == theirs,
        "only source has {added:#?}, only the program {absent:#?}"
    );
}

/// A registry, read from the file of the program with a document of what no derive can declare, and from its document.
struct Forms {
    name: String,
    file: Vec<u8>,
    in_addition: Option<String>,
    records: Vec<Records>,
    text: String,
    document: [Document; 1],
    /// The document as it is if all programs spell types in the same way.
    known: [Document; 1],
}

impl Forms {
    fn read(name: &str, file: Vec<u8>, in_addition: Option<String>) -> Self {
        let mut records = vec![Records::of_executable(&file).unwrap()];
        let parsed = in_addition.iter().map(|it| Document::parse(it).unwrap());
        records.extend(parsed.map(|it| Records::of_document(&it)));
        let nothing = each_rule(relata::options(), Level::Allow);
        let text = Document::of(&nothing.init_records(&records).unwrap()).to_json();
        let read = |text: &str| [Document::parse(text).unwrap()];
        Forms {
            name: name.to_owned(),
            document: read(&text),
            known: read(&types::compiled_document(&text)),
            file,
            in_addition,
            records,
            text,
        }
    }

    /// The findings of the file, which are those that the program has of the same models, and of the document, which
    /// differ only by types that a document does not know.
    fn agree(&self, asked: Asked, program: &Program) -> [Findings; 2] {
        let (options, name) = (asked.options(), &self.name);
        let compiled = options.check_records(&self.records);
        let text = portable(&format!("{compiled}{}", compiled.coverage()));
        assert_eq!(text, program.printed[&format!("{name} {}", asked.name())]);
        let known = options.check_documents(&self.known);
        let [ours, theirs] = [&compiled, &known].map(facts);
        let absent: Vec<_> = ours.iter().filter(|it| !theirs.contains(it)).collect();
        let added: Vec<_> = theirs.iter().filter(|it| !ours.contains(it)).collect();
        assert!(
            ours == theirs,
            "{name} lacks {absent:#?} and has {added:#?}"
        );
        assert_eq!(known.coverage(), compiled.coverage(), "{name}");
        [compiled, options.check_documents(&self.document)]
    }

    /// Fails unless the command has these findings of the file and of the document, and lists the document.
    fn agree_by_command(&self, folder: &Path, asked: Asked, found: [&Findings; 2]) {
        fs::write(folder.join("executable"), &self.file).unwrap();
        fs::write(folder.join("document.json"), &self.text).unwrap();
        let mut program = vec!["executable"];
        if let Some(document) = &self.in_addition {
            fs::write(folder.join("in_addition.json"), document).unwrap();
            program.push("in_addition.json");
        }
        let list = ["list", "--message-format", "json"];
        let listed = run::output(folder, &[&list[..], &program].concat());
        assert_eq!(listed.stdout, self.text);
        for (input, found) in [&program[..], &["document.json"]].iter().zip(found) {
            command(folder, input, asked, found);
        }
    }
}

impl Counts {
    fn add(&mut self, registry: &Registry, compiled: &Findings, document: &Findings) {
        let of_no_derive = registry.models.iter().filter(|it| is_of_a_document(it));
        self.models_of_no_derive += of_no_derive.count();
        let [ours, theirs] = [compiled, document].map(Findings::coverage);
        self.models += ours.models;
        self.relations += ours.relations;
        self.keys += ours.keys_compared;
        let unknown = theirs.types_unknown - ours.types_unknown;
        self.keys_that_a_document_cannot_compare += unknown;
        let mut as_compiled = theirs;
        as_compiled.keys_compared += unknown;
        as_compiled.types_unknown -= unknown;
        assert_eq!(as_compiled, ours);
        let [ours, theirs] = [compiled, document].map(facts);
        let mut other = theirs.clone();
        for fact in ours {
            match other.iter().position(|it| *it == fact) {
                Some(at) => drop(other.remove(at)),
                None => *self.only_compiled.entry(fact.0.name()).or_default() += 1,
            }
        }
        for fact in other {
            *self.only_in_documents.entry(fact.0.name()).or_default() += 1;
        }
    }

    /// Other graphs have other counts: if the generator changes, these do.
    fn check(&self) {
        expect![[r#"
            Counts {
                models: 532,
                models_of_no_derive: 67,
                relations: 1495,
                keys: 209,
                keys_that_a_document_cannot_compare: 35,
                only_compiled: {
                    "incomplete_coverage": 9,
                    "key_type": 15,
                    "unkeyed_relation": 8,
                },
                only_in_documents: {
                    "incomplete_coverage": 36,
                    "on_delete_disagrees": 1,
                },
            }
        "#]]
        .assert_debug_eq(self);
    }
}
