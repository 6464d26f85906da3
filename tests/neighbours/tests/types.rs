//! Fields of the types that services use: what is known of them, and where they are compared as keys.

#![allow(dead_code, reason = "the models are only declared, not queried")]
#![allow(
    unused_qualifications,
    reason = "a type is the same by whichever path it is written"
)]

use bigdecimal::BigDecimal;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use expect_test::expect;
use relata::Model;
use rust_decimal::Decimal;
use serde_json::Value;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Newtypes, as services make them of keys.
mod key {
    use super::Uuid;

    pub(super) struct UserId(pub i64);
    pub(super) struct OrderId(pub Uuid);
    pub(super) struct Bytes(pub Vec<u8>);
}

/// Other names of a type, as libraries give them.
type DateTimeUtc = DateTime<Utc>;
type Id = Uuid;

use key::{Bytes, OrderId, UserId};

#[derive(Model)]
#[relata(table = "everything")]
struct Everything {
    id: Uuid,
    #[relata(unique)]
    at: DateTime<Utc>,
    seen_at: Option<DateTime<FixedOffset>>,
    local: Option<chrono::NaiveDateTime>,
    born_on: Option<NaiveDate>,
    offset: OffsetDateTime,
    date: Option<time::Date>,
    #[relata(unique)]
    exact: BigDecimal,
    price: Option<Decimal>,
    owner: UserId,
    #[relata(as = i64)]
    other: Option<UserId>,
    payload: Option<Value>,
    map: serde_json::Map<String, Value>,
    hash: Vec<u8>,
    tags: Vec<Option<String>>,
}

#[test]
fn fields_are_known() {
    let models = relata::models![Everything];
    expect![[r#"
        types::Everything, table everything, key id
          id: Uuid
          at: DateTime<Utc>, unique
          seen_at: DateTime<FixedOffset>, optional
          local: chrono::NaiveDateTime, optional
          born_on: NaiveDate, optional
          offset: OffsetDateTime
          date: time::Date, optional
          exact: BigDecimal, unique
          price: Decimal, optional
          owner: UserId
          other: UserId, optional
          payload: Value, optional
          map: serde_json::Map<String, Value>
          hash: Vec<u8>
          tags: Vec<Option<String>>
    "#]]
    .assert_eq(&neighbours::known(&models));
}

/// What keys point at: a model with a unique field of each type.
#[derive(Model)]
struct Target {
    id: Uuid,
    #[relata(unique)]
    utc: DateTime<Utc>,
    #[relata(unique)]
    local: NaiveDateTime,
    #[relata(unique)]
    day: NaiveDate,
    #[relata(unique)]
    instant: OffsetDateTime,
    #[relata(unique)]
    date: Date,
    #[relata(unique)]
    big: BigDecimal,
    #[relata(unique)]
    decimal: Decimal,
    #[relata(unique)]
    json: Value,
    #[relata(unique)]
    hash: Vec<u8>,
    #[relata(unique)]
    number: i64,
    #[relata(unique)]
    user: UserId,
    #[relata(unique, as = i64)]
    user_or_number: UserId,
    #[relata(unique, as = Uuid)]
    order: OrderId,
}

mod fitting {
    use super::*;

    #[derive(Model)]
    pub(super) struct Fitting {
        id: i64,
        #[relata(belongs_to(Target))]
        uuid: Uuid,
        #[relata(belongs_to(Target))]
        alias: Option<Id>,
        #[relata(belongs_to(Target, references = utc))]
        utc: Option<DateTimeUtc>,
        #[relata(belongs_to(Target, references = local))]
        local: NaiveDateTime,
        #[relata(belongs_to(Target, references = day))]
        day: Option<chrono::NaiveDate>,
        #[relata(belongs_to(Target, references = instant))]
        instant: Option<OffsetDateTime>,
        #[relata(belongs_to(Target, references = date))]
        date: Date,
        #[relata(belongs_to(Target, references = big))]
        big: Option<BigDecimal>,
        #[relata(belongs_to(Target, references = decimal))]
        decimal: Option<rust_decimal::Decimal>,
        #[relata(belongs_to(Target, references = json))]
        json: Option<serde_json::Value>,
        #[relata(belongs_to(Target, references = hash))]
        hash: Option<Vec<u8>>,
        #[relata(belongs_to(Target, references = user))]
        user: Option<UserId>,
        #[relata(belongs_to(Target, references = user_or_number))]
        user_too: UserId,
        #[relata(belongs_to(Target, references = user_or_number))]
        number: Option<i64>,
        #[relata(as = i64, belongs_to(Target, references = number))]
        numbered: UserId,
        #[relata(belongs_to(Target, references = order))]
        order: Option<Uuid>,
        #[relata(as = Uuid, belongs_to(Target))]
        ordered: OrderId,
        #[relata(as = Vec<u8>, belongs_to(Target, references = hash))]
        bytes: Option<Bytes>,
    }
}

#[test]
fn keys_of_one_type_fit() {
    let models = relata::models![Target, fitting::Fitting];
    let found = relata::options().strict().check_isolated(&models);
    assert!(found.is_empty(), "{found}");
}

mod differing {
    use super::*;

    #[derive(Model)]
    pub(super) struct Differing {
        id: i64,
        #[relata(belongs_to(Target))]
        text: String,
        #[relata(belongs_to(Target))]
        bytes: Vec<u8>,
        #[relata(belongs_to(Target))]
        newtype: OrderId,
        #[relata(belongs_to(Target, references = utc))]
        offset: DateTime<FixedOffset>,
        #[relata(belongs_to(Target, references = utc))]
        naive: Option<NaiveDateTime>,
        #[relata(belongs_to(Target, references = utc))]
        time: OffsetDateTime,
        #[relata(belongs_to(Target, references = day))]
        date: Option<time::Date>,
        #[relata(belongs_to(Target, references = decimal))]
        decimal: BigDecimal,
        #[relata(belongs_to(Target, references = big))]
        float: f64,
        #[relata(belongs_to(Target, references = number))]
        short: Option<i32>,
        #[relata(belongs_to(Target, references = number))]
        user: UserId,
        #[relata(belongs_to(Target, references = user))]
        number: i64,
        #[relata(belongs_to(Target, references = user_or_number))]
        narrow: i32,
        #[relata(as = i32, belongs_to(Target, references = user_or_number))]
        same: UserId,
        #[relata(as = i32, belongs_to(Target, references = number))]
        narrowed: UserId,
        #[relata(belongs_to(Target, references = json))]
        json: String,
    }
}

#[test]
fn keys_of_other_types_are_reported() {
    let found = relata::options().check_isolated(&relata::models![Target, differing::Differing]);
    let found = found.iter();
    let found: Vec<String> = found
        .map(|it| format!("{}: {}\n", it.rule(), it.headline()))
        .collect();
    expect![[r#"
        key_type: key field `Differing.text` is `String`, but it references `Target.id`, which is `Uuid`
        key_type: key field `Differing.bytes` is `Vec<u8>`, but it references `Target.id`, which is `Uuid`
        key_newtype: key field `Differing.newtype` is `OrderId`, but it references `Target.id`, which is `Uuid`
        key_newtype: key field `Differing.offset` is `DateTime<FixedOffset>`, but it references `Target.utc`, which is `DateTime<Utc>`
        key_type: key field `Differing.naive` is `NaiveDateTime`, but it references `Target.utc`, which is `DateTime<Utc>`
        key_newtype: key field `Differing.time` is `OffsetDateTime`, but it references `Target.utc`, which is `DateTime<Utc>`
        key_newtype: key field `Differing.date` is `time::Date`, but it references `Target.day`, which is `NaiveDate`
        key_newtype: key field `Differing.decimal` is `BigDecimal`, but it references `Target.decimal`, which is `Decimal`
        key_type: key field `Differing.float` is `f64`, but it references `Target.big`, which is `BigDecimal`
        key_type: key field `Differing.short` is `i32`, but it references `Target.number`, which is `i64`
        key_newtype: key field `Differing.user` is `UserId`, but it references `Target.number`, which is `i64`
        key_newtype: key field `Differing.number` is `i64`, but it references `Target.user`, which is `UserId`
        key_type: key field `Differing.narrow` is `i32`, but it references `Target.user_or_number`, which is `UserId`
        key_type: key field `Differing.narrowed` is `UserId`, but it references `Target.number`, which is `i64`
        key_newtype: key field `Differing.json` is `String`, but it references `Target.json`, which is `Value`
    "#]].assert_eq(&found.concat());
}

mod narrow {
    use super::{Model, UserId, Uuid};

    #[derive(Model)]
    pub(super) struct Customer {
        id: i64,
        #[relata(unique)]
        public_id: Uuid,
    }

    #[derive(Model)]
    pub(super) struct Invoice {
        id: i64,
        #[relata(belongs_to(Customer))]
        customer_id: Option<i32>,
    }

    #[derive(Model)]
    pub(super) struct Letter {
        id: i64,
        #[relata(belongs_to(Customer, references = public_id))]
        customer_id: String,
    }

    #[derive(Model)]
    pub(super) struct Visit {
        id: i64,
        #[relata(belongs_to(Customer))]
        customer_id: UserId,
    }
}

#[test]
fn the_whole_report() {
    let models = relata::models![
        narrow::Customer,
        narrow::Invoice,
        narrow::Letter,
        narrow::Visit
    ];
    let report = relata::options().init_isolated(&models).unwrap_err();
    expect![[r#"
        relata: 2 errors in 4 models from 1 crate

        error[key_type]: key field `Invoice.customer_id` is `i32`, but it references `Customer.id`, which is `i64`
          --> tests/neighbours/tests/types.rs:245:9
        note: `Customer.id` is declared here
          --> tests/neighbours/tests/types.rs:236:9
          = note: `Invoice.customer_id` is the key of `Invoice.customer`
          = note: different widths: 32 bits and 64 bits
          = note: an `Option` only makes a key nullable and is not compared
          = help: change the type of `Invoice.customer_id` to `i64`

        error[key_type]: key field `Letter.customer_id` is `String`, but it references `Customer.public_id`, which is `Uuid`
          --> tests/neighbours/tests/types.rs:252:9
        note: `Customer.public_id` is declared here
          --> tests/neighbours/tests/types.rs:238:9
          = note: `Letter.customer_id` is the key of `Letter.customer`
          = help: change the type of `Letter.customer_id` to `Uuid`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&report.to_string());
}
