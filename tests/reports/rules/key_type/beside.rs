//! The types that are next to a record are counted as its fields are gone through: every kind of field is before a key.

#![expect(dead_code, reason = "only the shape of the models matters")]

use relata::{Finding, Findings, Model, options};

struct Token;
struct Serial;
struct Code;
struct Digest;
struct Other;

/// Next to it are no type, one, one, two, and that of the key.
#[derive(Model)]
struct Target {
    #[relata(unique)]
    count: u32,
    #[relata(unique, as = Code)]
    number: u64,
    #[relata(unique)]
    token: Token,
    #[relata(unique, as = Digest)]
    serial: Serial,
    #[relata(key)]
    id: Other,
}

/// Each key is of the type that it points at, by itself or by `as` on either side.
#[derive(Model)]
#[relata(belongs_to(count: Target, key = count, references = count))]
#[relata(belongs_to(number: Target, key = number, references = number))]
#[relata(belongs_to(token: Target, key = token, references = token))]
#[relata(belongs_to(serial: Target, key = serial, references = serial))]
#[relata(belongs_to(target: Target, key = target))]
struct Fits {
    count: Option<u32>,
    #[relata(as = u64)]
    number: Code,
    token: Option<Token>,
    #[relata(as = Serial)]
    serial: Digest,
    target: Other,
}

/// Each counts as what is next to what it points at.
#[derive(Model)]
#[relata(belongs_to(count: Target, key = count, references = count))]
#[relata(belongs_to(number: Target, key = number, references = number))]
#[relata(belongs_to(token: Target, key = token, references = token))]
#[relata(belongs_to(serial: Target, key = serial, references = serial))]
#[relata(belongs_to(target: Target, key = target))]
struct Differs {
    count: Code,
    #[relata(as = u32)]
    number: Token,
    #[relata(as = Serial)]
    token: Code,
    #[relata(as = Other)]
    serial: Token,
    target: Digest,
}

/// Keys behind all of these; a sound one is seen to be so while models are linked.
#[derive(Model)]
struct Owner {
    #[relata(unique)]
    count: u32,
    #[relata(unique, as = Code)]
    number: u64,
    #[relata(unique)]
    token: Token,
    #[relata(unique, as = Digest)]
    serial: Serial,
    #[relata(belongs_to(Target))]
    right_id: Other,
    #[relata(belongs_to(Target))]
    wrong_id: Serial,
    #[relata(belongs_to(Target))]
    right_again_id: Option<Other>,
}

fn headlines(found: &Findings) -> Vec<&str> {
    found.iter().map(Finding::headline).collect()
}

#[test]
fn keys_behind_fields_of_every_kind() {
    let found = options().check_isolated(&relata::models![Target, Fits, Owner]);
    assert_eq!(
        headlines(&found),
        ["key field `Owner.wrong_id` is `Serial`, but it references `Target.id`, which is `Other`"]
    );
}

#[test]
fn keys_of_the_types_of_other_fields() {
    let found = options().check_isolated(&relata::models![Target, Differs]);
    assert_eq!(
        headlines(&found),
        [
            "key field `Differs.count` is `Code`, but it references `Target.count`, which is `u32`",
            "key field `Differs.number` is `Token`, but it references `Target.number`, which is `u64`",
            "key field `Differs.token` is `Code`, but it references `Target.token`, which is `Token`",
            "key field `Differs.serial` is `Token`, but it references `Target.serial`, which is `Serial`",
            "key field `Differs.target` is `Digest`, but it references `Target.id`, which is `Other`",
        ]
    );
}
