//! By type id: what the compiler knows.

use std::borrow::Cow;

use expect_test::expect;
use relata::registry::Models;
use relata::{Model, models, options};

type Id = i64;
type Maybe<T> = Option<T>;

struct CustomerId;

mod other {
    pub(super) struct CustomerId;
}

/// A customer and an invoice whose keys have these types, and what is found of them.
macro_rules! found {
    ($(#[$on_id:meta])* $id:ty, $(#[$on_key:meta])* $key:ty) => {{
        #[derive(Model)]
        struct Customer {
            #[relata(key)]
            $(#[$on_id])*
            _number: $id,
        }

        #[derive(Model)]
        #[relata(belongs_to(customer: Customer, key = _customer_number))]
        struct Invoice {
            $(#[$on_key])*
            _customer_number: $key,
        }

        let findings = options().check_isolated(&models![Customer, Invoice]);
        findings.iter().map(|finding| finding.rule().name()).collect::<Vec<_>>()
    }};
}

#[test]
fn one_type() {
    let nothing: [&str; 0] = [];
    assert_eq!(found!(i64, i64), nothing);
    assert_eq!(found!(i64, Id), nothing);
    assert_eq!(found!(Id, Id), nothing);
    assert_eq!(found!(CustomerId, CustomerId), nothing);
    assert_eq!(found!([u8; 16], [u8; 8 + 8]), nothing);
}

#[test]
fn another_type() {
    assert_eq!(found!(i64, i32), ["key_type"]);
    assert_eq!(found!(i64, u64), ["key_type"]);
    assert_eq!(found!(i64, CustomerId), ["key_type"]);
    assert_eq!(found!(CustomerId, i64), ["key_type"]);
    assert_eq!(found!(CustomerId, other::CustomerId), ["key_type"]);
    assert_eq!(found!(i64, String), ["key_type"]);
    assert_eq!(found!(String, Vec<u8>), ["key_type"]);
    assert_eq!(found!(i64, Vec<i64>), ["key_type"]);
    assert_eq!(found!([u8; 16], [u8; 8]), ["key_type"]);
    assert_eq!(found!(i64, Box<i64>), ["key_type"]);
}

#[test]
fn what_it_counts_as() {
    let nothing: [&str; 0] = [];
    assert_eq!(
        found!(
            i64,
            #[relata(as = i64)]
            CustomerId
        ),
        nothing
    );
    assert_eq!(
        found!(
            #[relata(as = i64)]
            CustomerId,
            i64
        ),
        nothing
    );
    assert_eq!(
        found!(
            #[relata(as = Id)]
            CustomerId,
            i64
        ),
        nothing
    );
    assert_eq!(
        found!(
            #[relata(as = i64)]
            CustomerId,
            #[relata(as = i64)]
            other::CustomerId
        ),
        nothing
    );
    // It still is what it is.
    assert_eq!(
        found!(
            CustomerId,
            #[relata(as = i64)]
            CustomerId
        ),
        nothing
    );
    assert_eq!(
        found!(
            #[relata(as = i64)]
            CustomerId,
            #[relata(as = i32)]
            CustomerId
        ),
        nothing
    );
    assert_eq!(
        found!(
            i64,
            #[relata(as = i32)]
            CustomerId
        ),
        ["key_type"]
    );
    assert_eq!(
        found!(
            #[relata(as = i64)]
            CustomerId,
            #[relata(as = i32)]
            other::CustomerId
        ),
        ["key_type"]
    );
    // The `Option` around it is set aside there too.
    assert_eq!(found!(i64, #[relata(as = i64)] Option<CustomerId>), nothing);
    assert_eq!(
        found!(i64, #[relata(as = Option<i64>)] Option<CustomerId>),
        nothing
    );
    assert_eq!(
        found!(
            String,
            #[relata(as = &'static str)]
            CustomerId
        ),
        nothing
    );
}

#[test]
fn owned_and_borrowed() {
    let nothing: [&str; 0] = [];
    assert_eq!(found!(String, &'static str), nothing);
    assert_eq!(found!(String, Cow<'static, str>), nothing);
    assert_eq!(found!(&'static str, Cow<'static, str>), nothing);
    assert_eq!(found!(Box<str>, std::sync::Arc<str>), nothing);
    assert_eq!(found!(Vec<u8>, &'static [u8]), nothing);
    assert_eq!(found!(Cow<'static, [u8]>, Box<[u8]>), nothing);
    assert_eq!(found!(&'static str, &'static [u8]), ["key_type"]);
    assert_eq!(found!(String, char), ["key_type"]);
    // A borrowed number is no way to hold a number.
    assert_eq!(found!(i64, &'static i64), ["key_type"]);
}

#[test]
fn an_option_is_set_aside() {
    let nothing: [&str; 0] = [];
    assert_eq!(found!(i64, Option<i64>), nothing);
    assert_eq!(found!(Option<i64>, i64), nothing);
    assert_eq!(found!(Option<i64>, Option<i64>), nothing);
    assert_eq!(found!(i64, Maybe<i64>), nothing);
    assert_eq!(found!(Maybe<Id>, Option<i64>), nothing);
    assert_eq!(found!(String, Option<Cow<'static, str>>), nothing);
    assert_eq!(found!(i64, Option<i32>), ["key_type"]);
    assert_eq!(found!(i64, Maybe<i32>), ["key_type"]);
    // Only the one around it.
    assert_eq!(found!(i64, Option<Option<i64>>), ["key_type"]);
    assert_eq!(found!(i64, Vec<Option<i64>>), ["key_type"]);
}

#[test]
fn lifetimes() {
    #[derive(Model)]
    struct Language<'a> {
        #[relata(key)]
        _code: &'a str,
    }

    #[derive(Model)]
    #[relata(belongs_to(one: Language<'static>, key = _one))]
    #[relata(belongs_to(two: Language<'static>, key = _two))]
    #[relata(belongs_to(three: Language<'static>, key = _three))]
    struct Text<'a, 'b> {
        _one: Cow<'a, str>,
        _two: Option<&'b str>,
        _three: String,
    }

    assert!(
        options()
            .check_isolated(&models![Language<'static>, Text<'static, 'static>])
            .is_empty()
    );
}

#[derive(Model)]
struct User {
    #[relata(key)]
    _id: CustomerId,
}

#[derive(Model)]
#[relata(belongs_to(user: User, key = _user_id))]
struct Session {
    _user_id: i64,
}

mod tokens {
    use super::other::CustomerId;

    #[derive(relata::Model)]
    #[relata(belongs_to(user: super::User, key = _user_id))]
    pub(super) struct Token {
        _user_id: CustomerId,
    }
}

#[derive(Model)]
#[relata(belongs_to(user: User, key = _user_id))]
struct Login {
    #[relata(as = u32)]
    _user_id: Id,
}

fn report(models: &Models) -> String {
    options().check_isolated(models).to_string()
}

#[test]
fn a_newtype_is_a_type_of_its_own() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key `Session._user_id` is `i64`, but `User._id`, which it points at, is `CustomerId`
          --> tests/rules/key_type/types.rs:214:39
        note: `Session._user_id` is declared here
          --> tests/rules/key_type/types.rs:216:5
        note: `User._id` is declared here
          --> tests/rules/key_type/types.rs:210:5
          = note: it is the key of `Session.user`
          = help: make the type of `Session._user_id` `CustomerId`
    "#]].assert_eq(&report(&models![User, Session]));
}

#[test]
fn two_types_of_one_name() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key `Token._user_id` is `CustomerId`, but `User._id`, which it points at, is `CustomerId`
          --> tests/rules/key_type/types.rs:223:50
        note: `Token._user_id` is declared here
          --> tests/rules/key_type/types.rs:225:9
        note: `User._id` is declared here
          --> tests/rules/key_type/types.rs:210:5
          = note: it is the key of `Token.user`
          = note: `CustomerId` is the name of two types
    "#]].assert_eq(&report(&models![User, tokens::Token]));
}

#[test]
fn counts_as_another() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key `Login._user_id` is `Id`, but `User._id`, which it points at, is `CustomerId`
          --> tests/rules/key_type/types.rs:230:39
        note: `Login._user_id` is declared here
          --> tests/rules/key_type/types.rs:233:5
        note: `User._id` is declared here
          --> tests/rules/key_type/types.rs:210:5
          = note: it is the key of `Login.user`
          = note: `Login._user_id` counts as `u32` too
          = help: make the type of `Login._user_id` `CustomerId`
    "#]].assert_eq(&report(&models![User, Login]));
}

#[derive(Model)]
#[relata(key(_tenant, _number))]
struct Account {
    _tenant: i32,
    _number: i64,
}

#[derive(Model)]
#[relata(belongs_to(account: Account, key(_account_number, _tenant)))]
struct Booking {
    _tenant: i32,
    _account_number: Option<i64>,
}

#[derive(Model)]
#[relata(belongs_to(account: Account, key(_tenant, _account_number)))]
struct Mended {
    _tenant: i32,
    _account_number: Option<i64>,
}

#[test]
fn in_another_order() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the key `Booking.(_account_number, _tenant)` is in another order than `Account.(_tenant, _number)`, which it points at
          --> tests/rules/key_type/types.rs:297:39
        note: `Account` is declared here
          --> tests/rules/key_type/types.rs:291:8
          = note: it is the key of `Booking.account`
          = note: key `Booking._account_number` is `i64`, but `Account._tenant`, which it points at, is `i32`
          = note: key `Booking._tenant` is `i32`, but `Account._number`, which it points at, is `i64`
          = help: write `key(_tenant, _account_number)`
    "#]].assert_eq(&report(&models![Account, Booking]));
    assert!(
        options()
            .check_isolated(&models![Account, Mended])
            .is_empty()
    );
}
