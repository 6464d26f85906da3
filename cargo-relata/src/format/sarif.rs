//! For code scanning: one run in SARIF 2.1.0, <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.
//!
//! In: a verdict. Out: the log. What its members are called stands in `sarif/log.rs`; this file says what they hold.

mod log;

use std::collections::HashMap;
use std::fmt::Write;

use relata::{Finding, Place, Rule, Subject};

use self::log::{
    Artifact, BaseIds, Configuration, Described, Descriptor, Driver, Fingerprints, Invocation,
    Location, Log, Notification, Physical, Region, Related, Run, SourceRoot, Tool,
};
use super::json;
use super::repository::{self, Repository};
use super::wording::{found_in, level};
use crate::explanation::{opening, page, summary};
use crate::verdict::{Told, Verdict};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const DOCUMENTATION: &str = "https://docs.rs/relata";
/// What paths start from, by the name that everybody uses for it.
const SOURCE_ROOT: &str = "%SRCROOT%";

pub(crate) fn render(verdict: &Verdict) -> String {
    let is_there = |rule: &Rule| verdict.told.iter().any(|it| it.finding.rule() == *rule);
    let rules: Vec<Rule> = Rule::ALL.iter().copied().filter(is_there).collect();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "relata",
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: DOCUMENTATION,
                rules: rules.iter().map(|it| descriptor(*it)).collect(),
            },
        },
        invocations: [invocation(verdict)],
        original_uri_base_ids: BaseIds {
            source_root: SourceRoot {
                description: "The root of the repository.".into(),
            },
        },
        column_kind: "unicodeCodePoints",
        results: results(verdict, &rules),
    };
    json::text(&Log {
        version: "2.1.0",
        schema: SCHEMA,
        runs: [run],
    })
}

fn descriptor(rule: Rule) -> Descriptor {
    let variant = format!("{rule:?}");
    Descriptor {
        id: rule.name(),
        short_description: summary(rule).into(),
        full_description: opening(rule).into(),
        help: Described {
            text: page(rule),
            markdown: page(rule),
        },
        help_uri: format!("{DOCUMENTATION}/latest/relata/enum.Rule.html#variant.{variant}"),
        default_configuration: configuration(rule),
        name: variant,
    }
}

/// A rule that is off says what it is once it is on.
fn configuration(rule: Rule) -> Configuration {
    match rule.default_level() {
        relata::Level::Deny => Configuration {
            enabled: true,
            level: "error",
        },
        relata::Level::Warn => Configuration {
            enabled: true,
            level: "warning",
        },
        relata::Level::Allow => Configuration {
            enabled: false,
            level: "warning",
        },
    }
}

/// What could not be built would not have come so far.
fn invocation(verdict: &Verdict) -> Invocation {
    let skipped = verdict.skipped.iter().map(|it| Notification {
        level: "note",
        message: format!("{} is not checked: {}", it.name, it.reason).into(),
    });
    Invocation {
        execution_successful: true,
        tool_execution_notifications: skipped.collect(),
    }
}

fn results(verdict: &Verdict, rules: &[Rule]) -> Vec<log::Result> {
    let repository = Repository::around(&verdict.root);
    let (mut shown, mut full) = (Identities::default(), Identities::default());
    let result = |told: &Told| {
        let finding = &told.finding;
        let rule = finding.rule();
        log::Result {
            rule_id: rule.name(),
            rule_index: rules.iter().position(|it| *it == rule),
            level: level(finding),
            message: message(told, verdict).into(),
            locations: location(finding, verdict, &repository)
                .into_iter()
                .collect(),
            related_locations: related(told, &repository),
            partial_fingerprints: Fingerprints {
                shown: shown.of(finding, Subject::to_string),
                full: full.of(finding, Subject::full),
            },
        }
    };
    verdict.told.iter().map(result).collect()
}

fn message(told: &Told, verdict: &Verdict) -> String {
    let finding = &told.finding;
    let mut lines = vec![finding.headline().to_owned()];
    let notes = told.notes.iter().filter(|it| it.place().is_none());
    lines.extend(notes.map(|it| format!("note: {}", it.text())));
    lines.extend(found_in(told, verdict).map(|it| format!("note: {it}")));
    lines.extend(finding.help().map(|it| format!("help: {it}")));
    lines.join("\n")
}

/// GitHub refuses a whole log for one result that is nowhere: what has no place in the source is told at the manifest.
fn location(finding: &Finding, verdict: &Verdict, repository: &Repository) -> Option<Location> {
    const MANIFEST: &str = "Cargo.toml";
    let physical_location = match finding.place() {
        Some(place) => physical(place, repository),
        None if verdict.root.join(MANIFEST).is_file() => Physical {
            artifact_location: artifact(&repository.path(MANIFEST)),
            region: Region {
                start_line: 1,
                start_column: 1,
            },
        },
        None => return None,
    };
    Some(Location { physical_location })
}

fn related(told: &Told, repository: &Repository) -> Vec<Related> {
    let with_place = told
        .notes
        .iter()
        .filter_map(|note| Some((note, note.place()?)));
    let related = with_place.enumerate().map(|(nth, (note, place))| Related {
        id: nth,
        message: note.text().to_owned().into(),
        physical_location: physical(place, repository),
    });
    related.collect()
}

fn physical(place: &Place, repository: &Repository) -> Physical {
    Physical {
        artifact_location: artifact(&repository.path(place.file())),
        region: Region {
            start_line: place.line(),
            start_column: place.column(),
        },
    }
}

/// A path as a URI: from the root of the repository, or a whole one.
fn artifact(path: &str) -> Artifact {
    if !repository::is_absolute(path) {
        return Artifact {
            uri: encoded(path),
            uri_base_id: Some(SOURCE_ROOT),
        };
    }
    let uri = match repository::drive(path) {
        Some((drive, rest)) => format!("file:///{drive}:{}", encoded(rest)),
        // That of a server begins with its name.
        None if path.starts_with("//") => format!("file:{}", encoded(path)),
        None => format!("file://{}", encoded(path)),
    };
    Artifact {
        uri,
        uri_base_id: None,
    }
}

/// Whatever RFC 3986 does not keep unreserved, byte by byte, but for the slashes.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(byte.into()),
            byte if byte.is_ascii_alphanumeric() => uri.push(byte.into()),
            byte => {
                // Writing to a string never fails.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// The texts that identify findings wherever their lines have moved: a rule, a subject and the other end.
#[derive(Default)]
struct Identities(HashMap<String, usize>);

impl Identities {
    fn of(&mut self, finding: &Finding, end: fn(&Subject) -> String) -> String {
        let other = finding.other().map(end).unwrap_or_default();
        let identity = format!("{} {} {other}", finding.rule(), end(finding.subject()));
        let identity = identity.trim_end().to_owned();
        // Several that agree in all three, of models with one path for example, are numbered.
        let count = self.0.entry(identity.clone()).or_default();
        *count += 1;
        if *count == 1 {
            identity
        } else {
            format!("{identity} {count}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::artifact;

    #[test]
    fn a_path_is_a_uri() {
        let uri = |path: &str| artifact(path).uri;
        assert_eq!(uri("src/a.rs"), "src/a.rs");
        assert_eq!(
            uri("größe und/100%,b:c#d?.rs"),
            "gr%C3%B6%C3%9Fe%20und/100%25%2Cb%3Ac%23d%3F.rs"
        );
        assert_eq!(uri("/home/a b.rs"), "file:///home/a%20b.rs");
        assert_eq!(uri("D:/cargo/a b.rs"), "file:///D:/cargo/a%20b.rs");
        assert_eq!(uri("//server/share/a b.rs"), "file://server/share/a%20b.rs");
        assert_eq!(uri("c:a.rs"), "c%3Aa.rs");
    }

    #[test]
    fn a_path_in_the_repository_starts_from_its_root() {
        assert_eq!(artifact("src/a.rs").uri_base_id, Some("%SRCROOT%"));
        assert_eq!(artifact("/home/a.rs").uri_base_id, None);
    }
}
