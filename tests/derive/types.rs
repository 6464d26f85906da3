//! The types of keys are recorded as the compiler knows them: an alias is its type and a newtype is not, whichever
//! fields are before it.

use std::borrow::Cow;

use relata::{Level, Model, Rule};

use crate::harness::unjudged;

type Number = i64;
type Short = u16;
type Uuid = u128;

#[derive(PartialEq)]
struct Token(u128);

#[derive(Model)]
#[relata(unique(tenant, small), unique = text)]
struct Target<'a> {
    not_typed: bool,
    id: Number,
    also_not_typed: Option<char>,
    tenant: u8,
    small: Option<Short>,
    text: Cow<'a, str>,
    #[relata(unique, as = Uuid)]
    token: Token,
    #[relata(unique)]
    flag: bool,
}

#[derive(Model)]
#[relata(belongs_to(id_fits: Target), belongs_to(id_differs: Target))]
#[relata(belongs_to(alias_fits: Target, key = alias))]
#[relata(belongs_to(small_fits: Target, key = short, references = small))]
#[relata(belongs_to(small_differs: Target, key = tenant, references = small))]
#[relata(belongs_to(both_fit: Target, key(tenant, short), references(tenant, small)))]
#[relata(belongs_to(both_differ: Target, key(short, tenant), references(tenant, small)))]
#[relata(belongs_to(text_fits: Target, key = text, references = text))]
#[relata(belongs_to(text_differs: Target, key = bytes, references = text))]
#[relata(belongs_to(token_fits: Target, key = token, references = token))]
#[relata(belongs_to(uuid_fits: Target, key = uuid, references = token))]
#[relata(belongs_to(number_differs: Target, key = alias, references = token))]
#[relata(refers_to(flag_fits: Target, key = yes, references = flag))]
#[relata(refers_to(flag_differs: Target, key = text, references = flag))]
#[relata(has_many(others: Other, key = holder))]
struct Holder<'b> {
    not_typed: &'b bool,
    id_fits_id: Option<i64>,
    id_differs_id: i32,
    alias: Option<Number>,
    tenant: u8,
    short: u16,
    text: Option<&'b str>,
    bytes: &'b [u8],
    token: Token,
    uuid: Option<u128>,
    yes: bool,
    #[relata(key)]
    number: u64,
}

#[derive(Model)]
struct Other {
    id: u64,
    #[relata(unique)]
    holder: i64,
}

#[test]
fn each_is_compared_with_what_it_points_at() {
    let options = unjudged().level(Rule::KeyType, Level::Deny);
    let findings = options.check_isolated(&relata::models![Holder, Target, Other]);
    let found = findings.iter().map(relata::Finding::subject);
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            "Holder.id_differs",
            "Holder.small_differs",
            "Holder.both_differ",
            "Holder.text_differs",
            "Holder.number_differs",
            "Holder.flag_differs",
            "Holder.others",
        ]
    );
}
