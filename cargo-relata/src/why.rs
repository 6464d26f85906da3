//! `cargo relata why`: how the names in a relation were resolved, and which candidates were considered.

mod fields;

use std::fmt::Write;

use relata::Kind::{BelongsTo, HasMany, HasOne, ManyToMany, RefersTo};
use relata::registry::{Candidate, Likeness, Model, Relation, Resolution};
use relata::{Finding, Registry, Subject};

use self::fields::fields;
use crate::failure::Failure;
use crate::format::coverage;
use crate::input::{System, Systems};
use crate::lookup;
use crate::options::Why;
use crate::outcome::Outcome;
use crate::outside::Outside;
use crate::policy::Policy;
use crate::stored::Stored;
use crate::terminal::Terminal;
use crate::text::{counted, enumerated_briefly, listed, printable};
use crate::verdict::Verdict;

pub(crate) fn run(options: &Why, terminal: Terminal) -> Result<Outcome, Failure> {
    let policy = options.policy.read()?;
    let written = &options.relation;
    let Some((model, name)) = written.rsplit_once('.') else {
        return Err(Failure::Usage(format!(
            "invalid relation `{}`: expected `Model.relation`, for example `Invoice.customer`",
            printable(written)
        )));
    };
    let systems = Systems::read(&options.input, terminal)?;
    let verdict = Verdict::check(&systems, &policy)?;
    let (mut answers, mut failure) = (Vec::<(String, Vec<&str>)>::new(), None);
    for (nth, system) in systems.all.iter().enumerate() {
        let found = verdict.findings.iter().flat_map(|it| verdict.each(it));
        let found = found.filter(|(system, _)| *system == nth);
        let found = found.map(|(_, finding)| finding);
        match answer(system, &policy, (model, name), found) {
            // Each program is a separate registry; most of them give the same answer.
            Ok(text) => match answers.iter_mut().find(|(known, _)| *known == text) {
                Some((_, names)) => names.push(&system.name),
                None => answers.push((text, vec![&system.name])),
            },
            Err(error) => failure = failure.or(Some(error)),
        }
    }
    if let (Some(failure), true) = (failure, answers.is_empty()) {
        return Err(failure);
    }
    let text = join(&answers, systems.all.len()) + "\n" + &coverage::lines(&verdict);
    Ok(Outcome::clean(text))
}

/// All answers, each with its programs if there are several.
fn join(answers: &[(String, Vec<&str>)], systems: usize) -> String {
    let each = answers.iter().map(|(text, names)| match systems {
        1 => text.clone(),
        _ => format!("In {}:\n\n{text}", enumerated_briefly(names)),
    });
    each.collect::<Vec<_>>().join("\n")
}

/// The answer for one system.
fn answer<'f>(
    system: &System,
    policy: &Policy,
    (model, name): (&str, &str),
    found: impl Iterator<Item = &'f Finding>,
) -> Result<String, Failure> {
    let registry = system.registry();
    let relation = find(&registry, model, name)?;
    let outside = Outside::new(policy.outside.iter().chain(&system.outside));
    let mut text = describe(
        &registry,
        &relation,
        &outside,
        &Stored::new(&registry, &policy.schemas),
    );
    let about = found.filter(|it| is_about(it, &relation));
    let found: Vec<String> = about.map(Finding::to_string).collect();
    // Writing to a string never fails.
    let _ = if found.is_empty() {
        writeln!(text, "\nno findings")
    } else {
        write!(text, "\n{}", found.join("\n"))
    };
    Ok(text)
}

/// Whether a finding is about the relation or about what it names: the relation is a subject, the other end or affected, its
/// inverse is a subject, or its target is missing.
fn is_about(finding: &Finding, relation: &Relation<'_>) -> bool {
    let is = |end: &Subject, it: &Relation<'_>| {
        end.relation() == Some(it.name()) && end.model() == Some(it.model().path())
    };
    let ends = finding.subjects().chain(finding.others());
    let mut ends = ends.chain(finding.affected());
    let mut inverses = relation.inverses();
    let named = relation.resolutions().chain(relation.through_resolution());
    let mut absent = named.filter(|it| it.model().is_none());
    ends.any(|it| is(it, relation))
        || inverses.any(|inverse| finding.subjects().any(|it| is(it, &inverse)))
        || absent.any(|absent| {
            let mut named = finding.named();
            named.any(|it| matches!(it, Subject::Name(name) if name == absent.written()))
        })
}

fn find<'r>(registry: &'r Registry, model: &str, name: &str) -> Result<Relation<'r>, Failure> {
    let found = lookup::model(registry, model)?;
    found.relation(name).ok_or_else(|| {
        let names: Vec<&str> = found.relations().map(|it| it.name()).collect();
        let relations = if names.is_empty() {
            String::new()
        } else {
            format!("; its relations are {}", listed(names))
        };
        let (model, name) = (printable(found.name()), printable(name));
        Failure::Usage(format!(
            "model `{model}` has no relation `{name}`{relations}"
        ))
    })
}

fn describe(
    registry: &Registry,
    relation: &Relation<'_>,
    outside: &Outside,
    stored: &Stored<'_>,
) -> String {
    let (name, place, kind) = (name_of(relation), at(&relation.place()), relation.kind());
    let joinable = relation.is_from_schema();
    let origin = joinable.then_some(", declared by `joinable!`");
    let origin = origin.unwrap_or_default();
    let mut text = format!("{name}{place} is a `{kind}` relation{origin}\n");
    if relation.is_open() {
        text.push_str("\ntarget: any model, selected by the tag of each row\n");
    }
    for resolution in relation.resolutions() {
        text.push_str(&describe_resolution(
            "target",
            registry,
            &resolution,
            outside,
        ));
    }
    if let Some(resolution) = relation.through_resolution() {
        text.push_str(&describe_resolution(
            "through",
            registry,
            &resolution,
            outside,
        ));
    }
    text.push_str(&describe_inverse(relation));
    text.push_str(&describe_key(relation, stored));
    text
}

/// The written name, the candidates, and the result.
fn describe_resolution(
    what: &str,
    registry: &Registry,
    resolution: &Resolution<'_>,
    outside: &Outside,
) -> String {
    let written = printable(resolution.written());
    let how = if resolution.is_type() {
        "a type, whose path is known".to_owned()
    } else {
        format!(
            "a name, looked up among {}",
            counted(registry.len(), "model")
        )
    };
    let mut text = format!("\n{what} `{written}`{}\n  {how}\n", at(&resolution.place()));
    let candidates = registry.candidates(resolution.written());
    for candidate in &candidates {
        // Writing to a string never fails.
        let _ = writeln!(
            text,
            "  - {}: {}",
            describe_candidate(candidate, &candidates),
            candidate.likeness()
        );
    }
    let outcome = match resolution.model() {
        Some(model) => {
            let version = version(&model, &candidates);
            let (path, reason) = (printable(model.path()), reason(&candidates, &written));
            format!("resolved to `{path}`{version}{reason}")
        }
        None if resolution.is_ambiguous() => {
            "not resolved: several models match; write a longer path".to_owned()
        }
        None if outside.has(resolution.written()) => {
            "not checked: the models of its crate are registered elsewhere".to_owned()
        }
        None if candidates.is_empty() => {
            "not resolved: no model has this name or a similar one".to_owned()
        }
        None => "not resolved: no model matches".to_owned(),
    };
    text + "  " + &outcome + "\n"
}

/// The path and place of a candidate.
fn describe_candidate(candidate: &Candidate<'_>, all: &[Candidate<'_>]) -> String {
    let model = candidate.model();
    let (path, place) = (printable(model.path()), at(&model.place()));
    format!("`{path}`{}{place}", version(&model, all))
}

/// The version of its package, if another model has the same path.
fn version(model: &Model<'_>, all: &[Candidate<'_>]) -> String {
    let twins = all.iter().filter(|it| it.model().path() == model.path());
    if twins.count() > 1 && !model.version().is_empty() {
        format!(" of version {}", printable(model.version()))
    } else {
        String::new()
    }
}

/// Why one of the candidates was chosen.
fn reason(candidates: &[Candidate<'_>], written: &str) -> String {
    let count = |likeness| {
        candidates
            .iter()
            .filter(|it| it.likeness() == likeness)
            .count()
    };
    match (count(Likeness::Path), count(Likeness::Tail)) {
        (0, 1) => format!(", the only model whose path ends in `{written}`"),
        (1, 0) => ", the model with exactly this path".to_owned(),
        (1, _) => {
            ", the model with exactly this path, which is preferred over longer paths".to_owned()
        }
        _ => String::new(),
    }
}

fn describe_inverse(relation: &Relation<'_>) -> String {
    let Some(written) = relation.written_inverse() else {
        return undeclared_inverse(relation);
    };
    let mut text = format!("\ninverse `{}`\n", printable(written));
    for inverse in relation.inverses() {
        let back = match inverse.written_inverse() {
            Some(back) if back == relation.name() => {
                format!("names `{}` as its inverse", printable(back))
            }
            Some(back) => format!(
                "names `{}` as its inverse, not `{}`",
                printable(back),
                printable(relation.name())
            ),
            None => "names no inverse".to_owned(),
        };
        // Writing to a string never fails.
        let _ = writeln!(
            text,
            "  {}{} is a `{}` relation and {back}",
            name_of(&inverse),
            at(&inverse.place()),
            inverse.kind().name()
        );
    }
    if relation.targets().next().is_none() {
        text.push_str("  unknown, because the target was not resolved\n");
    }
    let without = |it: &Model<'_>| it.relation(written).is_none();
    for target in relation.targets().filter(without) {
        let path = printable(target.path());
        let _ = if target.is_external() {
            writeln!(text, "  `{path}` is external; its relations are unknown")
        } else {
            writeln!(text, "  `{path}` has no relation with this name")
        };
    }
    text
}

/// The relation that it is paired with, or those that its inverse could be.
fn undeclared_inverse(relation: &Relation<'_>) -> String {
    let mut text = "\ninverse: not declared\n".to_owned();
    if let Some(paired) = relation.paired() {
        let (name, place) = (name_of(&paired), at(&paired.place()));
        let why = match relation.kind() {
            BelongsTo => "the only relation that points here",
            _ => "the only relation that points back",
        };
        let _ = writeln!(text, "  paired with {name}{place}, {why}");
        return text;
    }
    if !matches!(relation.kind(), HasOne | HasMany) || relation.through().is_some() {
        return text;
    }
    let own = relation.model();
    let leads_back = |it: &Relation<'_>| {
        it != relation && it.kind() == BelongsTo && it.targets().any(|target| target == own)
    };
    let back: Vec<_> = relation.targets().flat_map(|it| it.relations()).collect();
    let back: Vec<_> = back.iter().filter(|it| leads_back(it)).collect();
    for each in &back {
        let (name, place) = (name_of(each), at(&each.place()));
        let _ = writeln!(text, "  {name}{place} points back");
    }
    let is_free = |it: &&&Relation<'_>| it.written_inverse().is_none() && !it.is_filtered();
    let free = back.iter().find(is_free);
    if let (Some(first), [_, _, ..], None) = (free, &*back, relation.written_key().next()) {
        let name = printable(first.name());
        let _ = writeln!(
            text,
            "  to choose one of them, write for example `inverse = {name}`"
        );
    }
    text
}

/// The fields that hold the key, and those that they reference.
fn describe_key(relation: &Relation<'_>, stored: &Stored<'_>) -> String {
    let kind = relation.kind();
    if matches!(kind, ManyToMany | RefersTo) {
        return String::new();
    }
    let key: Vec<&str> = relation.key().collect();
    if key.is_empty() {
        return "\nkey: unknown\n".to_owned();
    }
    let is_of_target = matches!(kind, HasOne | HasMany);
    let is_of_inverse = relation.written_key().next().is_none();
    let of = match relation.paired() {
        _ if !is_of_inverse => "",
        Some(_) => ", declared by the relation that it is paired with",
        None => ", declared by the inverse",
    };
    let mut text = format!("\nkey {}{of}\n", listed(key.iter().copied()));
    for target in relation.targets() {
        let (holder, other) = if is_of_target {
            (target, relation.model())
        } else {
            (relation.model(), target)
        };
        let written: Vec<&str> = relation.references().collect();
        let primary: Vec<&str> = other.key().collect();
        let of = printable(other.name());
        let to = match (&*written, &*primary) {
            ([], []) => format!("the primary key of `{of}`, which is unknown"),
            ([], primary) => format!("{}, the primary key of `{of}`", fields(&other, primary)),
            (written, _) => format!("{} of `{of}`", fields(&other, written)),
        };
        // Writing to a string never fails.
        let _ = writeln!(
            text,
            "  `{}` holds {}, which references {to}",
            printable(holder.name()),
            fields(&holder, &key)
        );
        for line in stored.lines_of(&holder, &key) {
            let _ = writeln!(text, "  {line}");
        }
        let references = if written.is_empty() {
            &primary
        } else {
            &written
        };
        if holder == other && key == *references {
            text.push_str("  the key references itself: each row points only at itself\n");
        }
    }
    text
}

fn name_of(relation: &Relation<'_>) -> String {
    format!(
        "`{}.{}`",
        printable(relation.model().name()),
        printable(relation.name())
    )
}

fn at(place: &relata::Place) -> String {
    if place.file().is_empty() {
        String::new()
    } else {
        format!(" ({place})")
    }
}
