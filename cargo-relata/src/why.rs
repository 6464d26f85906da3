//! `cargo relata why`: how the names of a relation were resolved, and which candidates were weighed.

use std::fmt::Write;

use relata::registry::{Candidate, Field, Likeness, Model, Relation, Resolution};
use relata::{Finding, Registry, Subject};

use crate::failure::Failure;
use crate::input::{System, Systems};
use crate::lookup;
use crate::options::Why;
use crate::outcome::Outcome;
use crate::outside::Outside;
use crate::policy::Policy;
use crate::terminal::Terminal;
use crate::text::{counted, enumerated, listed, shown};
use crate::verdict::Verdict;

pub(crate) fn run(options: &Why, terminal: Terminal) -> Result<Outcome, Failure> {
    let policy = options.policy.read()?;
    let written = &options.relation;
    let Some((model, name)) = written.rsplit_once('.') else {
        return Err(Failure::Usage(format!(
            "`{}` is no relation; write it as in `Invoice.customer`",
            shown(written)
        )));
    };
    let systems = Systems::read(&options.input, terminal)?;
    let verdict = Verdict::of(&systems, &policy)?;
    let (mut answers, mut failure) = (Vec::<(String, Vec<&str>)>::new(), None);
    for (nth, system) in systems.all.iter().enumerate() {
        let found = verdict.told.iter().flat_map(|it| verdict.each(it));
        let found = found.filter(|(system, _)| *system == nth);
        let found = found.map(|(_, finding)| finding);
        match answer(system, &policy, (model, name), found) {
            // Each program is a registry of its own, and most of them agree.
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
    Ok(Outcome::clean(all(&answers, systems.all.len())))
}

/// The answers, each with the programs that it is of where there are several.
fn all(answers: &[(String, Vec<&str>)], systems: usize) -> String {
    let each = answers.iter().map(|(text, names)| match systems {
        1 => text.clone(),
        _ => format!("In {}:\n\n{text}", enumerated(names)),
    });
    each.collect::<Vec<_>>().join("\n")
}

/// What one program says of a relation.
fn answer<'f>(
    system: &System,
    policy: &Policy,
    (model, name): (&str, &str),
    found: impl Iterator<Item = &'f Finding>,
) -> Result<String, Failure> {
    let registry = system.registry();
    let relation = find(&registry, model, name)?;
    let outside = Outside::new(policy.outside.iter().chain(&system.outside));
    let mut text = told(&registry, &relation, &outside);
    let about = found.filter(|it| is_about(it, &relation));
    let found: Vec<String> = about.map(Finding::to_string).collect();
    // Writing to a string never fails.
    let _ = if found.is_empty() {
        writeln!(text, "\nnothing is found about it")
    } else {
        write!(text, "\n{}", found.join("\n"))
    };
    Ok(text)
}

/// Whether a finding is about the relation or what it names: the relation is one of its ends or affected, its inverse is at
/// fault, or the model that it leads to is not there.
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
        let has = if names.is_empty() {
            "it has none".to_owned()
        } else {
            format!("it has {}", listed(names))
        };
        let (model, name) = (shown(found.name()), shown(name));
        Failure::Usage(format!("model `{model}` has no relation `{name}`; {has}"))
    })
}

fn told(registry: &Registry, relation: &Relation<'_>, outside: &Outside) -> String {
    let mut text = format!(
        "{}{} is a {}\n",
        named(relation),
        at(&relation.place()),
        relation.kind().name()
    );
    if relation.is_open() {
        text.push_str("\ntarget: any model; which one a row means, its tag says\n");
    }
    for resolution in relation.resolutions() {
        text.push_str(&resolved("target", registry, &resolution, outside));
    }
    if let Some(resolution) = relation.through_resolution() {
        text.push_str(&resolved("through", registry, &resolution, outside));
    }
    text.push_str(&inverse(relation));
    text.push_str(&key(relation));
    text
}

/// What is written, the models that were weighed for it, and what it came to.
fn resolved(
    what: &str,
    registry: &Registry,
    resolution: &Resolution<'_>,
    outside: &Outside,
) -> String {
    let written = shown(resolution.written());
    let how = if resolution.is_type() {
        "a type, which the compiler has looked up".to_owned()
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
            described(candidate, &candidates),
            candidate.likeness()
        );
    }
    let outcome = match resolution.model() {
        Some(model) => {
            let version = version(&model, &candidates);
            format!("`{}`{version}{}", shown(model.path()), reason(&candidates))
        }
        None if resolution.is_ambiguous() => {
            "none of them, since several fit; only a longer path would choose".to_owned()
        }
        None if outside.has(resolution.written()) => {
            "a model of a crate whose models live elsewhere".to_owned()
        }
        None if candidates.is_empty() => "no model, and none is called like it".to_owned(),
        None => "no model, since none of them fits".to_owned(),
    };
    text + "  it means " + &outcome + "\n"
}

/// A candidate's path and place.
fn described(candidate: &Candidate<'_>, all: &[Candidate<'_>]) -> String {
    let model = candidate.model();
    let (path, place) = (shown(model.path()), at(&model.place()));
    format!("`{path}`{}{place}", version(&model, all))
}

/// The version of its package, where another model has its path.
fn version(model: &Model<'_>, all: &[Candidate<'_>]) -> String {
    let twins = all.iter().filter(|it| it.model().path() == model.path());
    if twins.count() > 1 && !model.version().is_empty() {
        format!(" of version {}", shown(model.version()))
    } else {
        String::new()
    }
}

fn reason(candidates: &[Candidate<'_>]) -> &'static str {
    let count = |likeness| {
        candidates
            .iter()
            .filter(|it| it.likeness() == likeness)
            .count()
    };
    match (count(Likeness::Path), count(Likeness::Tail)) {
        (0, 1) => ", the only one whose path ends so",
        (1, 0) => ", whose whole path it is",
        (1, _) => ", whose whole path it is; that comes before paths that end so",
        _ => "",
    }
}

fn inverse(relation: &Relation<'_>) -> String {
    let Some(written) = relation.written_inverse() else {
        return "\ninverse: none is written\n".to_owned();
    };
    let mut text = format!("\ninverse `{}`\n", shown(written));
    for inverse in relation.inverses() {
        let back = match inverse.written_inverse() {
            Some(back) if back == relation.name() => "names it back".to_owned(),
            Some(back) => format!("names `{}` back", shown(back)),
            None => "names no inverse".to_owned(),
        };
        // Writing to a string never fails.
        let _ = writeln!(
            text,
            "  {}{} is a {}, and {back}",
            named(&inverse),
            at(&inverse.place()),
            inverse.kind().name()
        );
    }
    if relation.targets().next().is_none() {
        text.push_str("  no target is there that could have it\n");
    }
    let without = |it: &Model<'_>| it.relation(written).is_none();
    for target in relation.targets().filter(without) {
        let path = shown(target.path());
        let _ = if target.is_external() {
            writeln!(
                text,
                "  `{path}` is external, so its relations are not known"
            )
        } else {
            writeln!(text, "  `{path}` has no relation of that name")
        };
    }
    text
}

/// The fields that hold the key, and those that it points at.
fn key(relation: &Relation<'_>) -> String {
    use relata::Kind::{HasMany, HasOne, ManyToMany, RefersTo};
    let kind = relation.kind();
    if matches!(kind, ManyToMany | RefersTo) {
        return String::new();
    }
    let key: Vec<&str> = relation.key().collect();
    if key.is_empty() {
        return "\nkey: not known\n".to_owned();
    }
    let is_of_target = matches!(kind, HasOne | HasMany);
    let is_of_inverse = relation.written_key().next().is_none();
    let of = if is_of_inverse {
        ", that of its inverse"
    } else {
        ""
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
        let of = shown(other.name());
        let to = match (&*written, &*primary) {
            ([], []) => format!("the primary key of `{of}`, which is not known"),
            ([], primary) => format!("{}, the primary key of `{of}`", fields(&other, primary)),
            (written, _) => format!("{} of `{of}`", fields(&other, written)),
        };
        // Writing to a string never fails.
        let _ = writeln!(
            text,
            "  `{}` holds it in {}, which points at {to}",
            shown(holder.name()),
            fields(&holder, &key)
        );
    }
    text
}

/// Fields with their types.
fn fields(model: &Model<'_>, names: &[&str]) -> String {
    let each = names.iter().map(|name| {
        let field = model.fields().find(|it| it.name() == *name);
        match field {
            Some(field) => format!("`{}: {}`", shown(name), ty(&field)),
            None => format!("`{}`", shown(name)),
        }
    });
    each.collect::<Vec<_>>().join(", ")
}

fn ty(field: &Field<'_>) -> String {
    let ty = shown(field.as_ty().unwrap_or(field.ty()));
    if field.is_optional() && !ty.starts_with("Option") {
        format!("Option<{ty}>")
    } else {
        ty
    }
}

fn named(relation: &Relation<'_>) -> String {
    format!(
        "`{}.{}`",
        shown(relation.model().name()),
        shown(relation.name())
    )
}

fn at(place: &relata::Place) -> String {
    if place.file().is_empty() {
        String::new()
    } else {
        format!(" ({place})")
    }
}
