//! `cargo relata why`: how the names of a relation were resolved, and which candidates were weighed.

use std::fmt::Write;

use relata::Registry;
use relata::registry::{Field, Likeness, Model, Relation, Resolution};

use crate::Outcome;
use crate::check;
use crate::failure::Failure;
use crate::input::Systems;
use crate::lookup;
use crate::options::Why;
use crate::terminal::Terminal;
use crate::text::{counted, listed, shown};

pub(crate) fn run(options: &Why, terminal: Terminal) -> Result<Outcome, Failure> {
    let asked = options.judging.options()?;
    let written = &options.relation;
    let Some((model, name)) = written.rsplit_once('.') else {
        return Err(Failure::Usage(format!(
            "`{}` is no relation; write it as in `Invoice.customer`",
            shown(written)
        )));
    };
    let systems = Systems::read(&options.input, terminal)?;
    let registry = systems.registry();
    let relation = find(&registry, model, name)?;
    let mut text = told(&registry, &relation);
    let verdict = check::judge(&systems, &asked, &options.judging);
    let place = relation.place();
    let about = verdict.told.iter().filter(|it| {
        let subject = it.finding.subject();
        let is_named = subject
            .rsplit_once('.')
            .is_some_and(|(of, own)| own == name && registry.model(of) == Some(relation.model()));
        is_named || it.finding.place() == Some(&place)
    });
    let found: Vec<String> = about.map(|it| it.finding.to_string()).collect();
    // To a string nothing fails.
    let _ = if found.is_empty() {
        writeln!(text, "\nnothing is found about it")
    } else {
        write!(text, "\n{}", found.join("\n"))
    };
    Ok(Outcome::clean(text))
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

fn told(registry: &Registry, relation: &Relation<'_>) -> String {
    let mut text = format!(
        "{} is a {}{}\n",
        named(relation),
        relation.kind().name(),
        at(&relation.place())
    );
    if relation.is_open() {
        text.push_str("\ntarget: any model; which one a row means, its tag says\n");
    }
    for resolution in relation.resolutions() {
        text.push_str(&resolved("target", registry, &resolution));
    }
    if let Some(resolution) = relation.through_resolution() {
        text.push_str(&resolved("through", registry, &resolution));
    }
    text.push_str(&inverse(relation));
    text.push_str(&key(relation));
    text
}

/// What is written, the models that were weighed for it, and what it came to.
fn resolved(what: &str, registry: &Registry, resolution: &Resolution<'_>) -> String {
    let written = shown(resolution.written());
    let mut text = format!("\n{what} `{written}`{}\n", at(&resolution.place()));
    let candidates = registry.candidates(resolution.written());
    // To a string nothing fails.
    let _ = if resolution.is_type() {
        writeln!(text, "  a type, which the compiler has looked up")
    } else {
        writeln!(
            text,
            "  a name, looked up among {}",
            counted(registry.len(), "model")
        )
    };
    for candidate in &candidates {
        let model = candidate.model();
        let _ = writeln!(
            text,
            "  - `{}`: {}{}",
            shown(model.path()),
            candidate.likeness(),
            at(&model.place())
        );
    }
    let meant = resolution.model();
    let _ = match meant {
        Some(model) => writeln!(
            text,
            "  it means `{}`{}",
            shown(model.path()),
            reason(&candidates)
        ),
        None if resolution.is_ambiguous() => {
            writeln!(
                text,
                "  it means none of them, since several fit; only a longer path would choose"
            )
        }
        None if candidates.is_empty() => {
            writeln!(text, "  it means no model, and none is called like it")
        }
        None => writeln!(text, "  it means no model, since none of them fits"),
    };
    text
}

fn reason(candidates: &[relata::registry::Candidate<'_>]) -> &'static str {
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
        // To a string nothing fails.
        let _ = writeln!(
            text,
            "  {} is a {}, and {back}{}",
            named(&inverse),
            inverse.kind().name(),
            at(&inverse.place())
        );
    }
    for target in relation
        .targets()
        .filter(|it| it.relation(written).is_none())
    {
        let _ = writeln!(
            text,
            "  `{}` has no relation of that name",
            shown(target.path())
        );
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
        let (references, why) = if written.is_empty() {
            (other.key().collect::<Vec<_>>(), ", its primary key")
        } else {
            (written, "")
        };
        let to = if references.is_empty() {
            "its primary key, which is not known".to_owned()
        } else {
            format!("{}{why}", fields(&other, &references))
        };
        // To a string nothing fails.
        let _ = writeln!(
            text,
            "  `{}` holds it in {}, which points at {to} of `{}`",
            shown(holder.name()),
            fields(&holder, &key),
            shown(other.name())
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
    if field.is_optional() {
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
        format!(" at {place}")
    }
}
