//! SARIF 2.1.0, for code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>. The members of a log are in
//! `sarif/log.rs`, their values here.

mod log;

use std::collections::HashMap;
use std::fmt::Write;

use relata::{Finding, Place, Rule, Subject};

use self::log::{
    Artifact, BaseIds, Configuration, Covered, Described, Descriptor, Driver, Fingerprints,
    Invocation, Location, Log, Notification, Physical, Properties, Region, Related, Run,
    SourceRoot, Tool,
};
use super::json;
use super::repository::{self, Repository};
use super::sources::Sources;
use super::wording::{found_in, level_name};
use crate::explanation::{opening, page, summary};
use crate::verdict::{CheckedSystem, MergedFinding, Verdict};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const DOCUMENTATION: &str = "https://docs.rs/relata";
/// The conventional name of the folder that paths start from.
const SOURCE_ROOT: &str = "%SRCROOT%";

pub(crate) fn render(verdict: &Verdict) -> String {
    let is_reported = |rule: &Rule| verdict.findings.iter().any(|it| it.finding.rule() == *rule);
    let rules: Vec<Rule> = Rule::ALL.iter().copied().filter(is_reported).collect();
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
        properties: Properties {
            coverage: verdict.systems.iter().map(covered).collect(),
        },
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

/// A rule that is off by default has the level that it has when turned on.
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
        _ => Configuration {
            enabled: false,
            level: "warning",
        },
    }
}

/// The execution is always successful: after a failed build there is no log.
fn invocation(verdict: &Verdict) -> Invocation {
    let skipped = verdict.skipped.iter().map(|it| Notification {
        level: "note",
        message: format!("{} not checked: {}", it.name, it.reason).into(),
    });
    Invocation {
        execution_successful: true,
        tool_execution_notifications: skipped.collect(),
    }
}

fn covered(system: &CheckedSystem) -> Covered {
    Covered {
        name: system.name.clone(),
        coverage: system.findings.coverage(),
    }
}

/// The files that places are in.
struct Files<'v> {
    repository: Repository,
    sources: Sources<'v>,
}

fn results(verdict: &Verdict, rules: &[Rule]) -> Vec<log::Result> {
    let files = Files {
        repository: Repository::around(&verdict.root),
        sources: Sources::new(verdict),
    };
    let (mut short, mut full) = (Identities::default(), Identities::default());
    let result = |merged: &MergedFinding| {
        let finding = &merged.finding;
        let rule = finding.rule();
        log::Result {
            rule_id: rule.name(),
            rule_index: rules.iter().position(|it| *it == rule),
            level: level_name(finding),
            message: message(merged, verdict).into(),
            locations: location(finding, verdict, &files).into_iter().collect(),
            related_locations: related(merged, &files),
            partial_fingerprints: Fingerprints {
                shown: short.of(finding, Subject::to_string),
                full: full.of(finding, Subject::full),
            },
        }
    };
    verdict.findings.iter().map(result).collect()
}

fn message(merged: &MergedFinding, verdict: &Verdict) -> String {
    let finding = &merged.finding;
    let mut lines = vec![finding.headline().to_owned()];
    let notes = merged.notes.iter().filter(|it| it.place().is_none());
    lines.extend(notes.map(|it| format!("note: {}", it.text())));
    lines.extend(found_in(merged, verdict).map(|it| format!("note: {it}")));
    lines.extend(finding.help().map(|it| format!("help: {it}")));
    lines.join("\n")
}

/// GitHub rejects a log if one result has no location, so findings without a place are located at the manifest.
fn location(finding: &Finding, verdict: &Verdict, files: &Files<'_>) -> Option<Location> {
    const MANIFEST: &str = "Cargo.toml";
    let physical_location = match finding.place() {
        Some(place) => physical(place, files),
        None if verdict.root.join(MANIFEST).is_file() => Physical {
            artifact_location: artifact(&files.repository.path(MANIFEST)),
            region: Region {
                start_line: 1,
                start_column: 1,
                end_column: None,
                byte_offset: None,
                byte_length: None,
            },
        },
        None => return None,
    };
    Some(Location { physical_location })
}

fn related(merged: &MergedFinding, files: &Files<'_>) -> Vec<Related> {
    let with_place = merged
        .notes
        .iter()
        .filter_map(|note| Some((note, note.place()?)));
    let related = with_place.enumerate().map(|(nth, (note, place))| Related {
        id: nth,
        message: note.text().to_owned().into(),
        physical_location: physical(place, files),
    });
    related.collect()
}

fn physical(place: &Place, files: &Files<'_>) -> Physical {
    let extent = files.sources.extent(place);
    let extent = extent.as_ref();
    Physical {
        artifact_location: artifact(&files.repository.path(place.file())),
        region: Region {
            start_line: place.line(),
            start_column: place.column(),
            end_column: extent.map(|it| it.columns.end),
            byte_offset: extent.map(|it| it.bytes.start),
            byte_length: extent.map(|it| it.bytes.len()),
        },
    }
}

/// A path as a URI: relative to the root of the repository, or absolute.
fn artifact(path: &str) -> Artifact {
    if !repository::is_absolute(path) {
        return Artifact {
            uri: percent_encode(path),
            uri_base_id: Some(SOURCE_ROOT),
        };
    }
    let uri = match repository::drive(path) {
        Some((drive, rest)) => format!("file:///{drive}:{}", percent_encode(rest)),
        // A network path starts with the name of the server.
        None if path.starts_with("//") => format!("file:{}", percent_encode(path)),
        None => format!("file://{}", percent_encode(path)),
    };
    Artifact {
        uri,
        uri_base_id: None,
    }
}

/// Percent-encodes all bytes except slashes and the unreserved characters of RFC 3986.
fn percent_encode(path: &str) -> String {
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

/// Texts that identify findings after lines have moved: the rule, the subject and the other end.
#[derive(Default)]
struct Identities(HashMap<String, usize>);

impl Identities {
    fn of(&mut self, finding: &Finding, end: fn(&Subject) -> String) -> String {
        let other = finding.other().map(end).unwrap_or_default();
        let identity = format!("{} {} {other}", finding.rule(), end(finding.subject()));
        let identity = identity.trim_end().to_owned();
        // Findings that agree in all three are numbered, for example those of models with the same path.
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
    fn paths_are_uris() {
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
    fn paths_in_the_repository_start_at_its_root() {
        assert_eq!(artifact("src/a.rs").uri_base_id, Some("%SRCROOT%"));
        assert_eq!(artifact("/home/a.rs").uri_base_id, None);
    }
}
