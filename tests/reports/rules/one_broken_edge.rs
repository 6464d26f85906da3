//! One broken edge is one finding. A sound graph with every kind of relation is broken at every member of every
//! relation and field in every way there is, and each way gives exactly one denied finding; those that give none or
//! more are named here with the reason.

use std::ops::RangeInclusive;

use relata::document::{Document, DocumentError};
use relata::{Finding, Findings, Rule};
use serde_json::{Value, json};

use super::harness::found;
use super::helps;

/// One of so many ways is tried. All of them take half a minute unoptimised, so that is for release.
const OF: usize = if cfg!(debug_assertions) { 10 } else { 1 };

/// A graph with every kind, pairs between the same two models, self relations, an inverse in each polymorphic target,
/// associations with `via`, and a composite key.
fn sound() -> Value {
    let id = || json!({ "name": "id", "type": "i64" });
    let key = |name: &str| json!({ "name": name, "type": "i64" });
    let nullable = |name: &str| json!({ "name": name, "type": "i64", "optional": true });
    let mut models = json!([
        { "path": "app::User",
          "fields": [id(), nullable("manager_id"), { "name": "email", "type": "String", "unique": true }],
          "relations": [
            { "name": "manager", "kind": "belongs_to", "targets": ["User"], "key": ["manager_id"], "inverse": "reports" },
            { "name": "reports", "kind": "has_many", "targets": ["User"], "inverse": "manager" },
            { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" },
            { "name": "edited", "kind": "has_many", "targets": ["Post"], "inverse": "editor", "key": ["editor_id"] },
            { "name": "profile", "kind": "has_one", "targets": ["Profile"], "inverse": "user" },
            { "name": "pins", "kind": "has_many", "targets": ["Pin"], "inverse": "subject" },
            { "name": "groups", "kind": "many_to_many", "targets": ["Group"], "inverse": "members",
              "through": "Membership", "via": ["user", "group"] } ] },
        { "path": "app::Post",
          "fields": [id(), key("author_id"), nullable("editor_id")],
          "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["User"], "key": ["author_id"], "inverse": "posts" },
            { "name": "editor", "kind": "belongs_to", "targets": ["User"], "key": ["editor_id"], "inverse": "edited" },
            { "name": "pins", "kind": "has_many", "targets": ["Pin"], "inverse": "subject" },
            { "name": "links", "kind": "many_to_many", "targets": ["Post"], "inverse": "linked_by",
              "through": "Link", "via": ["from", "to"] },
            { "name": "linked_by", "kind": "many_to_many", "targets": ["Post"], "inverse": "links",
              "through": "Link", "via": ["to", "from"] } ] },
        { "path": "app::Link",
          "fields": [id(), key("from_id"), key("to_id")],
          "relations": [
            { "name": "from", "kind": "belongs_to", "targets": ["Post"], "key": ["from_id"] },
            { "name": "to", "kind": "belongs_to", "targets": ["Post"], "key": ["to_id"] } ] },
        { "path": "app::Profile",
          "fields": [id(), key("user_id"), key("country"), { "name": "region_code", "type": "String" }],
          "relations": [
            { "name": "user", "kind": "belongs_to", "targets": ["User"], "key": ["user_id"], "inverse": "profile" },
            { "name": "region", "kind": "belongs_to", "targets": ["Region"], "key": ["country", "region_code"],
              "references": ["country", "code"], "inverse": "profiles" } ] },
        { "path": "app::Region", "key": ["country", "code"],
          "fields": [key("country"), { "name": "code", "type": "String" }, { "name": "owner_email", "type": "String" }],
          "relations": [
            { "name": "profiles", "kind": "has_many", "targets": ["Profile"], "inverse": "region",
              "key": ["country", "region_code"] },
            { "name": "owner", "kind": "belongs_to", "targets": ["User"], "key": ["owner_email"], "references": ["email"] } ] },
        { "path": "app::Group",
          "fields": [id()],
          "relations": [
            { "name": "members", "kind": "many_to_many", "targets": ["User"], "inverse": "groups",
              "through": "Membership", "via": ["group", "user"] },
            { "name": "memberships", "kind": "has_many", "targets": ["Membership"], "inverse": "group", "key": ["group_id"] } ] },
        { "path": "app::Membership",
          "fields": [id(), key("user_id"), key("group_id")],
          "relations": [
            { "name": "user", "kind": "belongs_to", "targets": ["User"], "key": ["user_id"] },
            { "name": "group", "kind": "belongs_to", "targets": ["Group"], "key": ["group_id"], "inverse": "memberships" } ] },
        { "path": "app::Pin",
          "fields": [id(), key("subject_id"), { "name": "subject_kind", "type": "String" }],
          "relations": [
            { "name": "subject", "kind": "belongs_to", "targets": ["User", "Post"], "key": ["subject_id"],
              "tag": "subject_kind", "inverse": "pins" } ] },
        { "path": "app::Welcome", "relations": [
            { "name": "greets", "kind": "refers_to", "targets": ["User"] } ] }
    ]);
    for (nth, model) in models.as_array_mut().unwrap().iter_mut().enumerate() {
        model["at"] = json!(format!("src/{nth}.rs:1:1"));
        for (line, relation) in model["relations"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .enumerate()
        {
            relation["at"] = json!(format!("src/{nth}.rs:{}:5", line + 2));
        }
    }
    models
}

/// Which sides of a pair name the other, and in which order the files are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variant {
    Both,
    BothBackwards,
    OnlyHolders,
    OnlyPointedAt,
}

/// The sound graph in this variant.
fn sound_as(variant: Variant) -> Value {
    let mut models = sound();
    let count = models.as_array().unwrap().len();
    for (nth, model) in models.as_array_mut().unwrap().iter_mut().enumerate() {
        if variant == Variant::BothBackwards {
            let renamed = format!("src/{}.rs", count - nth);
            let text = model
                .to_string()
                .replace(&format!("src/{nth}.rs"), &renamed);
            *model = serde_json::from_str(&text).unwrap();
        }
        for relation in model["relations"].as_array_mut().unwrap() {
            let held = relation["kind"] == "belongs_to"
                || ["linked_by", "members"]
                    .iter()
                    .any(|it| relation["name"] == *it);
            if variant == Variant::OnlyHolders && !held || variant == Variant::OnlyPointedAt && held
            {
                relation.as_object_mut().unwrap().remove("inverse");
            }
        }
    }
    models
}

/// The graph with one member of it changed.
#[derive(Debug)]
struct Broken {
    /// `Model`, `Model.field` or `Model.relation`.
    at: String,
    member: &'static str,
    old: String,
    new: String,
    models: Value,
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().map(text).collect()
}

fn name(model: &Value) -> &str {
    model["path"].as_str().unwrap().rsplit("::").next().unwrap()
}

fn names(list: &Value) -> Vec<String> {
    list.as_array()
        .into_iter()
        .flatten()
        .map(|it| text(&it["name"]))
        .collect()
}

/// Every way to break the graph.
fn broken(variant: Variant) -> Vec<Broken> {
    let graph = sound_as(variant);
    let mut all = Vec::new();
    for (at, model) in graph.as_array().unwrap().iter().enumerate() {
        all.push(removed(&graph, name(model), "", at));
        for list in ["fields", "relations"] {
            for (nth, item) in model[list].as_array().into_iter().flatten().enumerate() {
                let called = format!("{}.{}", name(model), text(&item["name"]));
                all.push(removed(&graph, &called, &format!("/{at}/{list}"), nth));
                let changes = if list == "fields" {
                    changes_of_a_field(item)
                } else {
                    changes_of_a_relation(&graph, model, item)
                };
                for (member, value) in changes {
                    if item[member] == value {
                        continue;
                    }
                    let (old, new) = (text(&item[member]), text(&value));
                    let mut models = graph.clone();
                    models[at][list][nth][member] = value;
                    all.push(Broken {
                        at: called.clone(),
                        member,
                        old,
                        new,
                        models,
                    });
                }
            }
        }
    }
    let mut all: Vec<Broken> = all.into_iter().step_by(OF).collect();
    // A primary key of no field is refused before anything is judged, and so are a `via` without a `through`, a key that
    // names one field twice, and a relation to any model whose key nobody has.
    all.retain(|broken| {
        let models = broken.models.as_array().unwrap();
        let document = json!({ "format": "relata/1", "models": models });
        let error = Document::parse(&document.to_string()).err();
        let is_known = |error: &DocumentError| {
            let ends = [
                "which `key` names",
                "but no `through`",
                "list its targets or write a `key`",
            ];
            let message = error.message();
            message.contains(" occurs twice in the list of names")
                || ends.iter().any(|end| message.ends_with(end))
        };
        assert!(error.as_ref().is_none_or(is_known), "{error:?}");
        error.is_none()
    });
    all
}

fn removed(graph: &Value, at: &str, list: &str, nth: usize) -> Broken {
    let mut models = graph.clone();
    models
        .pointer_mut(list)
        .unwrap()
        .as_array_mut()
        .unwrap()
        .remove(nth);
    Broken {
        at: at.to_owned(),
        member: "removed",
        old: String::new(),
        new: String::new(),
        models,
    }
}

type Changes = Vec<(&'static str, Value)>;

fn changes_of_a_field(field: &Value) -> Changes {
    let other = if field["type"] == "i64" {
        "i32"
    } else {
        "bool"
    };
    let optional = json!(field["optional"] != true);
    vec![
        ("type", json!(other)),
        ("optional", optional),
        ("name", json!("fresh")),
    ]
}

fn changes_of_a_relation(graph: &Value, model: &Value, relation: &Value) -> Changes {
    let models = graph.as_array().unwrap();
    let called = |wanted: &str| models.iter().find(|model| name(model) == wanted).unwrap();
    let all = || models.iter().map(name).chain(["Fresh"]);
    let targets = texts(&relation["targets"]);
    let mut changes = vec![("name", json!("fresh")), ("targets", json!("any"))];
    for kind in [
        "belongs_to",
        "has_one",
        "has_many",
        "many_to_many",
        "refers_to",
    ] {
        changes.push(("kind", json!(kind)));
    }
    if !relation["inverse"].is_null() {
        changes.extend([("inverse", Value::Null), ("inverse", json!("fresh"))]);
        let there = targets.iter().map(|target| called(target));
        let there =
            there.flat_map(|target| [names(&target["relations"]), names(&target["fields"])]);
        changes.extend(there.flatten().map(|name| ("inverse", json!(name))));
    }
    for (nth, _) in targets.iter().enumerate() {
        for other in all().filter(|other| !targets.iter().any(|target| target == other)) {
            let mut changed = targets.clone();
            changed[nth] = other.to_owned();
            changes.push(("targets", json!(changed)));
        }
        if targets.len() > 1 {
            let mut fewer = targets.clone();
            fewer.remove(nth);
            changes.push(("targets", json!(fewer)));
        }
    }
    let target = called(&targets[0]);
    let holder = if relation["kind"] == "belongs_to" {
        model
    } else {
        target
    };
    for (member, holder) in [("key", holder), ("references", target)] {
        let written = texts(&relation[member]);
        for nth in 0..written.len() {
            for field in names(&holder["fields"])
                .into_iter()
                .chain(["fresh".to_owned()])
            {
                let mut changed = written.clone();
                changed[nth] = field;
                changes.push((member, json!(changed)));
            }
            let mut fewer = written.clone();
            fewer.remove(nth);
            changes.push((member, json!(fewer)));
        }
        if !written.is_empty() {
            changes.push((member, written.iter().rev().cloned().collect()));
            changes.push((
                member,
                written.iter().cloned().chain(["id".to_owned()]).collect(),
            ));
        }
    }
    if let [own, other] = &*texts(&relation["via"]) {
        changes.extend(all().map(|other| ("through", json!(other))));
        changes.extend([("through", Value::Null), ("via", Value::Null)]);
        let wrong = [[other, own], [own, own], [other, other]].map(|via| ("via", json!(via)));
        changes.extend(wrong);
        changes.extend([
            ("via", json!(["fresh", other])),
            ("via", json!([own, "fresh"])),
        ]);
    }
    changes
}

/// Why a change breaks nothing, of those that do not.
fn why_sound(broken: &Broken, variant: Variant) -> Option<&'static str> {
    let Broken {
        at,
        member,
        old,
        new,
        ..
    } = broken;
    let (model, part) = at.split_once('.').unwrap_or((at, ""));
    let is_both = matches!(variant, Variant::Both | Variant::BothBackwards);
    let is_pointed_at_by_nothing = ["Link", "Profile", "Membership", "Pin"].contains(&model);
    Some(match (*member, &**old, &**new) {
        ("optional", ..) if at != "User.manager_id" => "a key may be null or not",
        ("removed" | "name", ..) if part == "id" => "without `id` the primary key is unknown",
        ("type", ..) if part == "id" && is_pointed_at_by_nothing => "nothing points at it",
        ("type", ..) if part == "subject_kind" => "a tag may have any type",
        ("removed" | "name", ..) if is_named_by_nothing(at, variant) => "nothing names it",
        ("inverse", _, "null") => "one way is legal",
        ("inverse", _, new) if new == part && part.starts_with("link") && !is_both => {
            "a many_to_many can be its own inverse"
        }
        ("targets", _, "any") => "an open relation may lead to any model",
        ("targets", "Profile", "Membership")
            if variant == Variant::OnlyPointedAt && part == "profile" =>
        {
            "that has a `user` too"
        }
        ("targets", _, new) if model == "Welcome" && new != "Fresh" => "no key says otherwise",
        ("targets", _, "Welcome") if at == "Region.owner" => "the fields of `Welcome` are unknown",
        ("kind", "has_one" | "has_many", "has_one" | "has_many") => "both are pointed at",
        ("kind", "many_to_many", "has_one" | "has_many") => "those too go through a model",
        ("kind", ..) if model == "Welcome" => "no other side says otherwise",
        ("kind", _, "many_to_many" | "refers_to") if at == "Region.owner" => {
            "no other side says otherwise"
        }
        ("through", _, "null") => "where it goes through is unknown",
        ("via", _, "null") if model != "Post" => "there is one way",
        ("key", _, "") => "the key is unknown",
        // At most one row has a primary key.
        ("key", _, "id") if ["Post.author", "Pin.subject"].contains(&&**at) => return None,
        ("key", _, new) => match (&**at, new) {
            ("Link.from" | "Link.to" | "Profile.user" | "Membership.user", "id")
            | ("Profile.user", "country")
            | ("Region.owner", "code")
            | ("Membership.user", "group_id") => "the type fits, and the other side writes no key",
            _ => return None,
        },
        _ => return None,
    })
}

/// Whether no relation names this one.
fn is_named_by_nothing(at: &str, variant: Variant) -> bool {
    let sides: &[&str] = match variant {
        Variant::Both | Variant::BothBackwards => &[],
        Variant::OnlyHolders => &[
            "User.manager",
            "Post.author",
            "Post.editor",
            "Post.linked_by",
            "Profile.user",
            "Profile.region",
            "Group.members",
            "Pin.subject",
        ],
        Variant::OnlyPointedAt => &[
            "User.reports",
            "User.posts",
            "User.edited",
            "User.profile",
            "User.pins",
            "User.groups",
            "Post.pins",
            "Post.links",
            "Region.profiles",
            "Group.memberships",
        ],
    };
    ["Region.owner", "Welcome", "Welcome.greets"].contains(&at) || sides.contains(&at)
}

/// Why a change is more than one fault, and how many it is, of those that are.
fn why_several(broken: &Broken, variant: Variant) -> Option<(RangeInclusive<usize>, &'static str)> {
    let Broken {
        at, member, new, ..
    } = broken;
    let lacks_both =
        "the target has neither the inverse nor what the key needs: either may be meant";
    let closes_a_cycle = "a wrong inverse does not hide that each row requires another one";
    let is_known = !new.contains("Welcome") && !new.contains("Fresh");
    match (variant, &**at, *member) {
        (
            Variant::OnlyHolders,
            "User.manager" | "Post.author" | "Post.editor" | "Profile.user" | "Pin.subject",
            "targets",
        ) if new.contains("Region") => Some((2..=2, lacks_both)),
        (Variant::OnlyHolders, "Profile.region", "targets")
        | (
            Variant::OnlyPointedAt,
            "User.edited" | "Region.profiles" | "Group.memberships",
            "targets",
        ) if is_known => Some((2..=2, lacks_both)),
        (_, "Profile.user" | "Profile.region", "targets") if new == "Profile" => {
            Some((1..=2, closes_a_cycle))
        }
        (_, "Post.author", "targets") if new == "Post" || new == "Link" => {
            Some((1..=2, closes_a_cycle))
        }
        (
            _,
            "Link.from" | "Link.to" | "Membership.user" | "Membership.group",
            "removed" | "name" | "kind" | "targets",
        ) => Some((
            1..=3,
            "what goes through it shows it, and its own inverse or key",
        )),
        _ => None,
    }
}

fn all(findings: &Findings) -> Vec<&Finding> {
    findings.iter().collect()
}

fn each_is_one_finding_that_names_it(variant: Variant) {
    let before = found(sound_as(variant));
    assert_eq!(
        before.to_string(),
        "relata: no findings in 9 models from 1 crate\n"
    );
    let mut unexpected = Vec::new();
    for broken in broken(variant) {
        let findings = found(broken.models.clone());
        let all = all(&findings);
        let expected = match (why_sound(&broken, variant), why_several(&broken, variant)) {
            (Some(_), _) => 0..=0,
            (None, Some((count, _))) => count,
            (None, None) => 1..=1,
        };
        let part = broken.at.rsplit('.').next().unwrap();
        // A relation that is left without a key is named, and not the one that had it.
        let names_it = |finding: &&Finding| {
            finding.rule() == Rule::UnkeyedRelation || finding.to_string().contains(part)
        };
        if !expected.contains(&all.len()) || !all.iter().all(names_it) {
            let Broken {
                at,
                member,
                old,
                new,
                ..
            } = broken;
            unexpected.push(format!(
                "{at} {member} {old} → {new}: {expected:?} expected\n{findings}"
            ));
        }
    }
    assert!(
        unexpected.is_empty(),
        "{}\n{} of them",
        unexpected.join("\n"),
        unexpected.len()
    );
}

fn each_is_mended_by_its_help(variant: Variant) {
    // The help of these is no text to write, or the model itself is absent.
    let elsewhere = [
        Rule::MissingTarget,
        Rule::MissingThrough,
        Rule::UnkeyedRelation,
    ];
    let (mut mended, mut unexpected) = (0, Vec::new());
    for broken in broken(variant) {
        let findings = found(broken.models.clone());
        let [finding] = *all(&findings) else {
            continue;
        };
        if finding.help().is_none() || elsewhere.contains(&finding.rule()) {
            continue;
        }
        let mut models = broken.models;
        helps::apply(&mut models, finding);
        let after = found(models);
        // Then the other side must reference the same.
        let is_next = |it: &Finding| it.rule() == Rule::InverseKey;
        let is_step = finding.rule() == Rule::ReferenceNotUnique && after.iter().all(is_next);
        if !after.is_empty() && !is_step {
            unexpected.push(format!("{finding}then {after}"));
        }
        mended += 1;
    }
    assert!(
        unexpected.is_empty(),
        "{}\n{} of them",
        unexpected.join("\n"),
        unexpected.len()
    );
    assert!(mended > 50 / OF, "only {mended} have a help");
}

macro_rules! variants {
    ($($name:ident $variant:ident)*) => {
        $(mod $name {
            use super::Variant;

            #[test]
            fn is_one_finding_that_names_it() {
                super::each_is_one_finding_that_names_it(Variant::$variant);
            }

            #[test]
            fn is_mended_by_its_help() {
                super::each_is_mended_by_its_help(Variant::$variant);
            }
        })*
    };
}

variants! {
    both Both
    both_backwards BothBackwards
    only_holders OnlyHolders
    only_pointed_at OnlyPointedAt
}
