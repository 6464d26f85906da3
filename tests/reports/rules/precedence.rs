//! Precedence: if one relation shows two faults, only the first in the order of the rules is reported. Each pair has a case
//! that shows both; with the first one fixed, the second is reported.

use std::collections::BTreeSet;

use relata::{Level, Options, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, faults};

const TARGET: [&str; 3] = ["missing_target", "ambiguous_target", "abstract_target"];
const THROUGH: [&str; 4] = [
    "missing_through",
    "through_without_key",
    "ambiguous_through",
    "through_keys",
];
const INVERSE: [&str; 7] = [
    "missing_inverse",
    "inverse_elsewhere",
    "inverse_kind",
    "inverse_disagrees",
    "inverse_taken",
    "inverse_key",
    "one_sided_inverse",
];
const KEY: [&str; 6] = [
    "missing_key",
    "missing_reference",
    "key_count",
    "key_type",
    "reference_not_unique",
    "shared_key",
];

/// Pairs of which the first does not silence the second, and why.
const NEVER: [(&str, &str, &str); 6] = [
    (
        "missing_target",
        "ambiguous_target",
        "no model has the name, or several have it",
    ),
    (
        "missing_target",
        "abstract_target",
        "what is absent is not abstract",
    ),
    (
        "ambiguous_target",
        "abstract_target",
        "of several it is not known which is meant",
    ),
    (
        "abstract_target",
        "missing_through",
        "two models are at fault, each with a finding of its own",
    ),
    (
        "through_without_key",
        "through_keys",
        "where `via` is written it alone is judged",
    ),
    (
        "ambiguous_through",
        "through_keys",
        "where `via` is written it chooses",
    ),
];

/// With every rule of the chains turned on.
fn asked() -> Options {
    options()
        .level(Rule::OneSidedInverse, Level::Warn)
        .level(Rule::SharedKey, Level::Warn)
}

/// The findings about the relation, without those about others.
fn check(first: &str, second: &str, relation: &str, both: &Models, mended: &Models) {
    let told = |models: &Models| {
        let mut told = faults(&models.found_with(&asked()));
        told.retain(|fault| fault.ends_with(&format!(" at {relation}")));
        told
    };
    assert_eq!(
        told(both),
        [format!("{first} at {relation}")],
        "{first} and {second}"
    );
    assert_eq!(
        told(mended),
        [format!("{second} at {relation}")],
        "{second} without {first}"
    );
}

/// The pairs of the rules in the order of one chain after another.
fn pairs(chain: &[&'static str]) -> BTreeSet<(&'static str, &'static str)> {
    let later = |nth: usize| chain[nth + 1..].iter().copied();
    let pairs = chain
        .iter()
        .enumerate()
        .flat_map(|(nth, first)| later(nth).map(move |second| (*first, second)));
    pairs.filter(|pair| !is_never(*pair)).collect()
}

fn is_never(pair: (&str, &str)) -> bool {
    NEVER
        .iter()
        .any(|(first, second, _)| (*first, *second) == pair)
}

#[test]
fn every_pair_has_a_case() {
    let chain = [&TARGET[..], &THROUGH, &INVERSE].concat();
    let keys = [&TARGET[..], &KEY].concat();
    let mut expected = pairs(&chain);
    expected.extend(pairs(&keys));
    let product = |firsts: &[&'static str], seconds: &[&'static str]| {
        let pairs = firsts
            .iter()
            .flat_map(|first| seconds.iter().map(move |second| (*first, *second)));
        pairs
            .filter(|pair| !is_never(*pair))
            .collect::<BTreeSet<_>>()
    };
    let mut tested = pairs(&INVERSE);
    tested.extend(pairs(&KEY));
    tested.extend(pairs(&THROUGH));
    tested.extend(product(&THROUGH, &INVERSE));
    tested.extend(product(&TARGET, &[&THROUGH[..], &INVERSE, &KEY].concat()));
    assert_eq!(tested, expected);
    let order = |rule: &&str| {
        Rule::ALL
            .iter()
            .position(|known| known.name() == *rule)
            .unwrap()
    };
    assert!(
        [chain, keys]
            .iter()
            .all(|chain| chain.is_sorted_by_key(order))
    );
}

/// A pin with two targets, each of which shows a fault of its inverse, or none.
fn pin(of_user: &str, of_post: &str) -> Models {
    let field = |name: &str| json!({ "name": name, "type": "i64" });
    let mut pin_relations = vec![json!({
        "name": "subject", "kind": "belongs_to", "targets": ["User", "Post"], "key": ["subject_id"],
        "tag": "kind", "inverse": "pins" })];
    let mut models = vec![json!({ "path": "app::Other" })];
    for (name, fault) in [("User", of_user), ("Post", of_post)] {
        let pins = |more: Value| {
            let mut pins = json!({ "name": "pins", "kind": "has_many", "targets": ["Pin"] });
            pins.as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            vec![pins]
        };
        let second = format!("second_of_{name}");
        let relations = match fault {
            "missing_inverse" => vec![],
            "inverse_elsewhere" => pins(json!({ "targets": ["Other"] })),
            "inverse_kind" => pins(json!({ "kind": "belongs_to" })),
            "inverse_disagrees" => pins(json!({ "inverse": second })),
            "inverse_key" => pins(json!({ "inverse": "subject", "key": ["other_id"] })),
            "inverse_taken" | "one_sided_inverse" => pins(json!({})),
            _ => pins(json!({ "inverse": "subject" })),
        };
        if ["inverse_disagrees", "inverse_taken"].contains(&fault) {
            pin_relations.push(json!({
                "name": second, "kind": "belongs_to", "targets": [name], "key": ["other_id"], "inverse": "pins" }));
        }
        models.push(json!({ "path": format!("app::{name}"), "fields": [field("id")], "relations": relations }));
    }
    let fields = json!([
        field("id"),
        field("subject_id"),
        field("kind"),
        field("other_id")
    ]);
    models.push(json!({ "path": "app::Pin", "fields": fields, "relations": pin_relations }));
    Models::new(json!(models))
}

#[test]
fn of_two_inverse_rules() {
    assert_eq!(faults(&pin("sound", "sound").found_with(&asked())), [""; 0]);
    for (first, second) in pairs(&INVERSE) {
        check(
            first,
            second,
            "Pin.subject",
            &pin(first, second),
            &pin("sound", second),
        );
        check(
            first,
            second,
            "Pin.subject",
            &pin(second, first),
            &pin(second, "sound"),
        );
    }
}

/// A user in groups, by way of what shows a fault of the through, with a fault of the inverse on the other side.
fn member(through: &str, inverse: &str) -> Models {
    let belongs_to = |name: &str, target: &str| json!({ "name": name, "kind": "belongs_to", "targets": [target] });
    let (user, group) = (belongs_to("user", "User"), belongs_to("group", "Group"));
    let many = |name: &str, target: &str, more: Value| {
        let mut relation = json!({ "name": name, "kind": "many_to_many", "targets": [target] });
        relation
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        relation
    };
    let way = match through {
        "missing_through" => json!({ "through": "Membrship" }),
        "through_without_key" => json!({ "through": "Lonely" }),
        "ambiguous_through" => json!({ "through": "Twice" }),
        "through_keys" => json!({ "through": "Membership", "via": ["user", "nothing"] }),
        _ => json!({ "through": "Membership" }),
    };
    let mut groups = many("groups", "Group", way);
    groups["inverse"] = json!("members");
    let mut of_user = vec![groups];
    if ["inverse_disagrees", "inverse_taken"].contains(&inverse) {
        of_user.push(many(
            "second",
            "Group",
            json!({ "through": "Membership", "inverse": "members" }),
        ));
    }
    let of_group = match inverse {
        "missing_inverse" => vec![],
        "inverse_elsewhere" => vec![many("members", "Other", json!({}))],
        "inverse_kind" => {
            vec![json!({ "name": "members", "kind": "has_many", "targets": ["User"] })]
        }
        "inverse_disagrees" => vec![many(
            "members",
            "User",
            json!({ "through": "Membership", "inverse": "second" }),
        )],
        "inverse_key" => vec![many(
            "members",
            "User",
            json!({ "through": "Another", "inverse": "groups" }),
        )],
        "inverse_taken" | "one_sided_inverse" => {
            vec![many("members", "User", json!({ "through": "Membership" }))]
        }
        _ => vec![many(
            "members",
            "User",
            json!({ "through": "Membership", "inverse": "groups" }),
        )],
    };
    Models::new(json!([
        { "path": "app::Other" },
        { "path": "app::Group", "relations": of_group },
        { "path": "app::AUser", "name": "User", "relations": of_user, "at": "src/a.rs:1:1" },
        { "path": "app::Membership", "relations": [user.clone(), group.clone()] },
        { "path": "app::Another", "relations": [user.clone(), group.clone()] },
        { "path": "app::Lonely", "relations": [user.clone()] },
        { "path": "app::Twice", "relations": [user, group, belongs_to("friend", "User")] },
        { "path": "app::Base", "abstract": true },
        { "path": "a::Tag" },
        { "path": "b::Tag" }
    ]))
    .set("User.groups", json!({ "at": "src/a.rs:2:1" }))
}

#[test]
fn of_a_through_rule_and_an_inverse_rule() {
    assert_eq!(
        faults(&member("sound", "sound").found_with(&asked())),
        [""; 0]
    );
    for first in THROUGH {
        for second in INVERSE {
            check(
                first,
                second,
                "User.groups",
                &member(first, second),
                &member("sound", second),
            );
        }
    }
}

#[test]
fn of_two_through_rules() {
    let way = |through: &str, via: Value| {
        member("sound", "sound").set("User.groups", json!({ "through": through, "via": via }))
    };
    let (none, wrong) = (Value::Null, json!(["user", "nothing"]));
    for pair in pairs(&THROUGH) {
        let (both, mended) = match pair {
            ("missing_through", "through_without_key") => ("Lonly", way("Lonely", none.clone())),
            ("missing_through", "ambiguous_through") => ("Twce", way("Twice", none.clone())),
            ("missing_through", "through_keys") => ("Membrship", way("Membership", wrong.clone())),
            // Two ways to the one end, and none to the other.
            ("through_without_key", "ambiguous_through") => ("Twice", way("Twice", none.clone())),
            _ => panic!("{pair:?} has no case"),
        };
        let both = mended
            .clone()
            .set("User.groups", json!({ "through": both }));
        let both = if pair.0 == "missing_through" {
            both
        } else {
            both.without("Twice.group")
        };
        check(pair.0, pair.1, "User.groups", &both, &mended);
    }
}

/// What makes a relation show a fault of its target.
fn target(rule: &str) -> Value {
    json!({ "targets": [match rule {
        "missing_target" => "Nobody",
        "ambiguous_target" => "Tag",
        _ => "Base",
    }] })
}

#[test]
fn of_a_target_rule_and_what_comes_after_it() {
    for first in TARGET {
        let both = |models: &Models| models.clone().set("User.groups", target(first));
        for second in THROUGH {
            if is_never((first, second)) {
                continue;
            }
            let mended = member(second, "sound");
            check(first, second, "User.groups", &both(&mended), &mended);
        }
        for second in INVERSE {
            let mended = member("sound", second);
            check(first, second, "User.groups", &both(&mended), &mended);
        }
    }
}

/// A post whose author is found by a key that shows one of these faults, or several.
fn author(key: Value, references: Value, shared: bool) -> Models {
    let field = |name: &str, ty: &str| json!({ "name": name, "type": ty });
    let mut relations = vec![json!({
        "name": "author", "kind": "belongs_to", "targets": ["User"], "key": key, "references": references })];
    if shared {
        relations.push(
            json!({ "name": "robot", "kind": "belongs_to", "targets": ["Robot"], "key": key }),
        );
    }
    Models::new(json!([
        { "path": "app::Post", "relations": relations,
          "fields": [field("id", "i64"), field("author_id", "i64"), field("short_id", "i32"), field("mail", "String")] },
        { "path": "app::User", "unique": [["id", "email"]],
          "fields": [field("id", "i64"), field("email", "String"), field("name", "String"), field("age", "i64")] },
        { "path": "app::Robot" },
        { "path": "app::Base", "abstract": true },
        { "path": "a::Tag" },
        { "path": "b::Tag" }
    ]))
}

/// A case for both rules, and the same with the first fixed.
fn of_keys(first: &str, second: &str) -> (Models, Models) {
    let (none, shared) = (json!([]), second == "shared_key");
    let case = |key: Value, references: Value| author(key, references, shared);
    match (first, second) {
        ("missing_key", "missing_reference") => (
            case(json!(["no"]), json!(["nor"])),
            case(json!(["author_id"]), json!(["nor"])),
        ),
        ("missing_key", "key_count") => (
            case(json!(["no", "author_id"]), none.clone()),
            case(json!(["id", "author_id"]), none),
        ),
        ("missing_key", "key_type") => (
            case(json!(["short_id", "no"]), json!(["id", "email"])),
            case(json!(["short_id", "mail"]), json!(["id", "email"])),
        ),
        ("missing_key", "reference_not_unique") => (
            case(json!(["no"]), json!(["age"])),
            case(json!(["author_id"]), json!(["age"])),
        ),
        ("missing_reference", "key_count") => (
            case(json!(["author_id"]), json!(["id", "nor"])),
            case(json!(["author_id"]), json!(["id", "email"])),
        ),
        ("missing_reference", "key_type") => (
            case(json!(["short_id", "mail"]), json!(["id", "nor"])),
            case(json!(["short_id", "mail"]), json!(["id", "email"])),
        ),
        ("missing_reference", "reference_not_unique") => (
            case(json!(["author_id", "mail"]), json!(["age", "nor"])),
            case(json!(["author_id", "mail"]), json!(["age", "name"])),
        ),
        ("key_count", "key_type") => (
            case(json!(["short_id", "id"]), none.clone()),
            case(json!(["short_id"]), none),
        ),
        ("key_count", "reference_not_unique") => (
            case(json!(["author_id", "id"]), json!(["age"])),
            case(json!(["author_id"]), json!(["age"])),
        ),
        ("key_type", "reference_not_unique") => (
            case(json!(["short_id"]), json!(["age"])),
            case(json!(["author_id"]), json!(["age"])),
        ),
        ("missing_key", _) => (
            case(json!(["author_id"]), none.clone()).without("Post.author_id"),
            case(json!(["author_id"]), none),
        ),
        ("missing_reference", _) => (
            case(json!(["author_id"]), json!(["nor"])),
            case(json!(["author_id"]), none),
        ),
        ("key_count", _) => (
            case(json!(["author_id"]), json!(["id", "email"])),
            case(json!(["author_id"]), none),
        ),
        ("key_type", _) => (
            case(json!(["author_id"]), none.clone())
                .set("Post.author_id", json!({ "type": "String" })),
            case(json!(["author_id"]), none),
        ),
        _ => (
            case(json!(["author_id"]), json!(["age"])),
            case(json!(["author_id"]), none),
        ),
    }
}

#[test]
fn of_two_key_rules() {
    for (first, second) in pairs(&KEY) {
        let (both, mended) = of_keys(first, second);
        check(first, second, "Post.author", &both, &mended);
    }
}

#[test]
fn of_a_target_rule_and_a_key_rule() {
    for first in TARGET {
        for second in KEY {
            let mended = match KEY.iter().position(|rule| *rule == second) {
                Some(0) => of_keys(second, "missing_reference").0,
                Some(_) => of_keys("missing_key", second).1,
                None => unreachable!(),
            };
            let both = mended.clone().set("Post.author", target(first));
            check(first, second, "Post.author", &both, &mended);
        }
    }
}
