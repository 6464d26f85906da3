//! The messages of cargo with the diagnostics of the compiler, as editors read them: one `compiler-message` for each finding,
//! then one `compiler-artifact` for each package and `build-finished`.
//!
//! An editor replaces the diagnostics of the packages that a run mentions. So each package is mentioned, and after the findings:
//! an artifact before the only finding of its package would hide it.

mod allow;
mod edit;
mod item;
mod manifest;
mod message;

use std::path::Path;

use cargo_metadata::{Metadata, Package, Target};
use relata::{Finding, Note, Place, Rule};
use serde::Serialize;

use self::edit::{Edit, relative};
use self::message::{
    Child, Code, CompilerArtifact, CompilerMessage, Diagnostic, Finished, Line, Profile, Span,
};
use super::human;
use super::sources::{Extent, Sources};
use super::wording::{found_in, level_name};
use crate::selection::folder;
use crate::verdict::{MergedFinding, Verdict};

const RULES: &str = "https://docs.rs/relata/latest/relata/enum.Rule.html#variant.";

pub(crate) fn render(verdict: &Verdict, members: &Metadata, is_clean: bool) -> String {
    let packages = members.workspace_packages().into_iter();
    let artifacts: String = packages.map(artifact).collect();
    messages(verdict, members) + &artifacts + &finished(is_clean)
}

/// The messages of all findings.
pub(crate) fn messages(verdict: &Verdict, members: &Metadata) -> String {
    let sources = Sources::new(verdict);
    let packages = members.workspace_packages();
    let findings = verdict.findings.iter();
    let messages = findings.filter_map(|it| message(it, verdict, &packages, &sources));
    messages.map(|it| line(&it)).collect()
}

/// The message of a failure of the command, where an editor shows it.
pub(crate) fn failure(text: &str, members: &Metadata) -> String {
    let packages = members.workspace_packages();
    let first = packages.first().copied();
    let Some((package, target)) = first.and_then(|it| Some((it, target_of(it, None)?))) else {
        return String::new();
    };
    let (file, root) = (&target.src_path, &members.workspace_root);
    let message = Diagnostic {
        rendered: format!("error: {text}\n\n"),
        message_type: "diagnostic",
        children: Vec::new(),
        level: "error",
        message: text.to_owned(),
        spans: vec![Span::start_of(relative(
            file.as_std_path(),
            root.as_std_path(),
        ))],
        code: Code::new("relata::failed"),
    };
    line(&CompilerMessage::new(package, target, message))
}

/// The last message.
pub(crate) fn finished(success: bool) -> String {
    line(&Finished::new(success))
}

fn line(message: &impl Serialize) -> String {
    let line = serde_json::to_string(message);
    line.expect("it has only texts and numbers; this is a bug in relata") + "\n"
}

/// Returns the message of a finding. It must be in a package, since editors show no other.
fn message<'m>(
    merged: &'m MergedFinding,
    verdict: &Verdict,
    packages: &[&'m Package],
    sources: &Sources<'_>,
) -> Option<CompilerMessage<'m>> {
    let finding = &merged.finding;
    let file = finding.place().map(|it| verdict.root.join(it.file()));
    let package = file.as_deref().and_then(|it| package_of(packages, it));
    let package = package.or(packages.first().copied())?;
    let target = target_of(package, file.as_deref())?;
    let mut spans: Vec<Span> = Vec::new();
    match finding.place() {
        Some(place) => spans.push(span(place, true, None, sources)),
        // An editor shows a diagnostic only at a place.
        None => spans.push(Span::start_of(relative(
            target.src_path.as_std_path(),
            &verdict.root,
        ))),
    }
    let (placed, bare): (Vec<&Note>, Vec<&Note>) =
        merged.notes.iter().partition(|it| it.place().is_some());
    spans.extend(placed.iter().filter_map(|note| {
        Some(span(
            note.place()?,
            false,
            Some(note.text().to_owned()),
            sources,
        ))
    }));
    let mut children: Vec<Child> = Vec::new();
    children.extend(
        bare.iter()
            .map(|it| Child::new("note", it.text().to_owned())),
    );
    children.extend(found_in(merged, verdict).map(|it| Child::new("note", it)));
    let help = finding.help().map(|it| Child::new("help", it.to_owned()));
    let root = &verdict.root;
    children.extend(help.map(|it| {
        let replacement = replacement(finding, sources);
        it.with_spans(
            replacement
                .map(|it| vec![it])
                .or_else(|| addition(finding, root, sources)),
        )
    }));
    let allow = allow::edit(finding, package, sources);
    children.extend(allow.and_then(|(text, edit)| {
        let spans = inserted(finding, edit, root, sources)?;
        Some(Child::new("help", text).with_spans(Some(spans)))
    }));
    children.push(Child::new(
        "note",
        format!("for more information: {}", page(finding.rule())),
    ));
    let rendered = human::finding(merged, verdict, sources);
    let message = Diagnostic {
        rendered: anstream::adapter::strip_str(&rendered).to_string() + "\n\n",
        message_type: "diagnostic",
        children,
        level: level_name(finding),
        message: finding.headline().to_owned(),
        spans,
        code: Code::new(&format!("relata::{}", finding.rule())),
    };
    Some(CompilerMessage::new(package, target, message))
}

/// The replacement of the name at the place, which can be a string literal.
fn replacement(finding: &Finding, sources: &Sources<'_>) -> Option<Span> {
    let (name, place) = (finding.replacement()?, finding.place()?);
    let span = span(place, true, None, sources);
    let line = span.text.first()?;
    let (start, end) = (place.column() as usize - 1, span.column_end as usize - 1);
    let written: String = line.text.chars().take(end).skip(start).collect();
    // A string keeps its quotes.
    let text = match (written.find('"'), written.rfind('"')) {
        (Some(open), Some(close)) => {
            format!("{}{name}{}", &written[..=open], &written[close..])
        }
        _ => name.to_owned(),
    };
    Some(Span {
        suggested_replacement: Some(text),
        // A path that says more means the same. Another name is a guess.
        suggestion_applicability: Some(match finding.rule() {
            Rule::UnqualifiedTarget => "MachineApplicable",
            _ => "MaybeIncorrect",
        }),
        ..span
    })
}

/// The line that the help adds to a file.
fn addition(finding: &Finding, root: &Path, sources: &Sources<'_>) -> Option<Vec<Span>> {
    let (line, file) = finding.addition()?;
    inserted(finding, Edit::line(&root.join(file), line)?, root, sources)
}

/// The spans of an insertion. An editor offers a change where one of its spans is, so the first is that of the finding.
fn inserted(
    finding: &Finding,
    edit: Edit,
    root: &Path,
    sources: &Sources<'_>,
) -> Option<Vec<Span>> {
    let finding = span(finding.place()?, true, None, sources);
    Some(vec![finding, edit.span(root)?])
}

/// The address of the page of a rule.
fn page(rule: Rule) -> String {
    format!("{RULES}{rule:?}")
}

fn span(place: &Place, is_primary: bool, label: Option<String>, sources: &Sources<'_>) -> Span {
    let file_name = place.file().replace('\\', "/");
    let Some(extent) = sources.extent(place) else {
        return Span {
            line_start: place.line(),
            line_end: place.line(),
            column_start: place.column(),
            column_end: place.column().saturating_add(1),
            is_primary,
            label,
            ..Span::start_of(file_name)
        };
    };
    let Extent {
        bytes,
        line,
        columns,
        text,
    } = extent;
    Span {
        byte_start: bytes.start,
        byte_end: bytes.end,
        line_start: line,
        line_end: line,
        column_start: columns.start,
        column_end: columns.end,
        is_primary,
        label,
        text: vec![Line {
            text,
            highlight_start: columns.start,
            highlight_end: columns.end,
        }],
        ..Span::start_of(file_name)
    }
}

/// The package whose folder contains a file: that of the longest path.
pub(crate) fn package_of<'m>(packages: &[&'m Package], file: &Path) -> Option<&'m Package> {
    let around = packages.iter().filter(|it| file.starts_with(folder(it)));
    around
        .max_by_key(|it| folder(it).as_os_str().len())
        .copied()
}

/// The target that a file is of: the one with this root, or else the library, or else the first.
fn target_of<'m>(package: &'m Package, file: Option<&Path>) -> Option<&'m Target> {
    let targets = package.targets.iter();
    let is_root = |it: &&Target| file.is_some_and(|file| it.src_path.as_std_path() == file);
    let is_library = |it: &&Target| !it.is_custom_build() && (it.is_lib() || it.is_rlib());
    let mut ways = [
        targets.clone().find(is_root),
        targets.clone().find(is_library),
    ]
    .into_iter();
    let found = ways.find_map(|it| it);
    found.or_else(|| targets.clone().find(|it| !it.is_custom_build()))
}

/// The artifact of a package. It removes what an editor shows of an earlier run.
pub(crate) fn artifact(package: &Package) -> String {
    let artifact = target_of(package, None).map(|target| CompilerArtifact {
        reason: "compiler-artifact",
        package_id: &package.id,
        manifest_path: &package.manifest_path,
        target,
        profile: Profile::default(),
        features: [],
        filenames: [],
        executable: None,
        fresh: false,
    });
    artifact.map(|it| line(&it)).unwrap_or_default()
}
