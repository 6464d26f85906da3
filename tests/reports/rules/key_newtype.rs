//! `key_newtype`: a key that is a newtype, or references one, and nothing shows whether both fit. Only types with ids are
//! compared, so all models are compiled.

#![expect(dead_code, reason = "only the shape of the models matters")]

use expect_test::expect;
use relata::{Findings, Level, Model, Rule, options};

use super::models::blog;
use crate::rules::harness::rules;

struct CustomerId(i64);
struct OrderId(i64);
struct Legacy(i64);

#[derive(Model)]
struct Customer {
    id: CustomerId,
}

#[derive(Model)]
struct Invoice {
    id: i32,
    #[relata(belongs_to(Customer))]
    customer_id: Option<i64>,
}

#[derive(Model)]
struct Quote {
    id: i32,
    #[relata(belongs_to(Customer))]
    customer_id: Legacy,
}

#[derive(Model)]
struct Ledger {
    id: i64,
}

#[derive(Model)]
struct Entry {
    id: i32,
    #[relata(belongs_to(Ledger))]
    ledger_id: Legacy,
}

fn check(models: &relata::registry::Models) -> Findings {
    options().check_isolated(models)
}

#[test]
fn a_key_that_references_a_newtype() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_newtype]: key field `Invoice.customer_id` is `i64`, but it references `Customer.id`, which is `CustomerId`
          --> tests/reports/rules/key_newtype.rs:25:5
        note: `Customer.id` is declared here
          --> tests/reports/rules/key_newtype.rs:18:5
          = note: `Invoice.customer_id` is the key of `Invoice.customer`
          = note: an `Option` only makes a key nullable and is not compared
          = note: a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as
          = help: write `#[relata(as = i64)]` on `Customer.id`, or declare it once: `relata::key_type!(CustomerId = i64);`

        for more information: cargo relata explain key_newtype
    "#]].assert_eq(&check(&relata::models![Customer, Invoice]).to_string());
}

#[test]
fn a_key_that_is_a_newtype() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_newtype]: key field `Entry.ledger_id` is `Legacy`, but it references `Ledger.id`, which is `i64`
          --> tests/reports/rules/key_newtype.rs:44:5
        note: `Ledger.id` is declared here
          --> tests/reports/rules/key_newtype.rs:37:5
          = note: `Entry.ledger_id` is the key of `Entry.ledger`
          = note: a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as
          = help: write `#[relata(as = i64)]` on `Entry.ledger_id`, or declare it once: `relata::key_type!(Legacy = i64);`

        for more information: cargo relata explain key_newtype
    "#]].assert_eq(&check(&relata::models![Ledger, Entry]).to_string());
}

#[test]
fn two_newtypes() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_newtype]: key field `Quote.customer_id` is `Legacy`, but it references `Customer.id`, which is `CustomerId`
          --> tests/reports/rules/key_newtype.rs:32:5
        note: `Customer.id` is declared here
          --> tests/reports/rules/key_newtype.rs:18:5
          = note: `Quote.customer_id` is the key of `Quote.customer`
          = note: a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as
          = help: write `#[relata(as = CustomerId)]` on `Quote.customer_id`, or declare it once: `relata::key_type!(Legacy = CustomerId);`

        for more information: cargo relata explain key_newtype
    "#]].assert_eq(&check(&relata::models![Customer, Quote]).to_string());
}

#[test]
fn two_newtypes_of_one_name() {
    mod other {
        pub(super) struct CustomerId(i64);
    }
    #[derive(Model)]
    struct Order {
        #[relata(belongs_to(Customer))]
        customer_id: other::CustomerId,
    }
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_newtype]: key field `Order.customer_id` is `other::CustomerId`, but it references `Customer.id`, which is `CustomerId`
          --> tests/reports/rules/key_newtype.rs:111:9
        note: `Customer.id` is declared here
          --> tests/reports/rules/key_newtype.rs:18:5
          = note: `Order.customer_id` is the key of `Order.customer`
          = note: a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as
          = help: write `#[relata(as = CustomerId)]` on `Order.customer_id`, or declare it once: `relata::key_type!(other::CustomerId = CustomerId);`

        for more information: cargo relata explain key_newtype
    "#]].assert_eq(&check(&relata::models![Customer, Order]).to_string());
}

/// The help, written into the models.
#[test]
fn both_helps_compile_and_silence_it() {
    mod by_attribute {
        use super::*;

        #[derive(Model)]
        struct Customer {
            #[relata(as = i64)]
            id: CustomerId,
        }
        #[derive(Model)]
        struct Invoice {
            #[relata(belongs_to(Customer))]
            customer_id: Option<i64>,
        }
        #[derive(Model)]
        struct Quote {
            #[relata(as = CustomerId, belongs_to(Customer))]
            customer_id: Legacy,
        }

        pub(super) fn found() -> Findings {
            check(&relata::models![Customer, Invoice, Quote])
        }
    }
    mod once {
        use super::*;

        struct CustomerId(i64);
        struct Legacy(i64);
        relata::key_type!(CustomerId = i64);
        relata::key_type!(Legacy = CustomerId);

        #[derive(Model)]
        struct Customer {
            id: CustomerId,
        }
        #[derive(Model)]
        struct Invoice {
            #[relata(belongs_to(Customer))]
            customer_id: Option<i64>,
        }
        #[derive(Model)]
        struct Quote {
            #[relata(belongs_to(Customer))]
            customer_id: Legacy,
        }

        pub(super) fn found() -> Findings {
            check(&relata::models![Customer, Invoice, Quote])
        }
    }
    for found in [by_attribute::found(), once::found()] {
        assert_eq!(rules(&found), [""; 0], "{found}");
    }
}

/// What a field counts as already stays in the list.
#[test]
fn several_types() {
    #[derive(Model)]
    struct Shop {
        #[relata(as = u64)]
        id: OrderId,
    }
    #[derive(Model)]
    #[relata(belongs_to(shop: Shop))]
    #[relata(belongs_to(customer: Customer, key = shop_id))]
    struct Sale {
        id: i32,
        #[relata(as = OrderId)]
        shop_id: Legacy,
    }
    let found = check(&relata::models![Shop, Customer, Sale]);
    let helps: Vec<_> = found.iter().map(relata::Finding::help).collect();
    expect![[r#"
        [
            Some(
                "write `#[relata(as(OrderId, CustomerId))]` on `Sale.shop_id`, or declare it once: `relata::key_type!(Legacy = CustomerId);`",
            ),
        ]"#]].assert_eq(&format!("{helps:#?}"));

    #[derive(Model)]
    #[relata(name = "Sale")]
    #[relata(belongs_to(shop: Shop))]
    #[relata(belongs_to(customer: Customer, key = shop_id))]
    struct Declared {
        id: i32,
        #[relata(as(OrderId, CustomerId))]
        shop_id: Legacy,
    }
    let found = check(&relata::models![Shop, Customer, Declared]);
    assert_eq!(rules(&found), [""; 0], "{found}");
}

#[test]
fn parts_of_a_key() {
    #[derive(Model)]
    #[relata(key(tenant, number))]
    struct Page {
        tenant: OrderId,
        number: CustomerId,
    }
    #[derive(Model)]
    #[relata(belongs_to(page: Page, key(tenant, page)))]
    struct Link {
        tenant: i64,
        page: i64,
    }
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_newtype]: key field `Link.tenant` is `i64`, but it references `Page.tenant`, which is `OrderId`
          --> tests/reports/rules/key_newtype.rs:233:37
        note: `Link.tenant` is declared here
          --> tests/reports/rules/key_newtype.rs:235:9
        note: `Page.tenant` is declared here
          --> tests/reports/rules/key_newtype.rs:229:9
          = note: `Link.tenant` is part of the key of `Link.page`
          = note: key field `Link.page` is `i64`, but it references `Page.number`, which is `CustomerId`
          = note: a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as
          = help: write `#[relata(as = i64)]` on `Page.number` and `#[relata(as = i64)]` on `Page.tenant`

        for more information: cargo relata explain key_newtype
    "#]].assert_eq(&check(&relata::models![Page, Link]).to_string());
}

/// An error about the same key is found, and the warning keeps no other rule from being asked.
#[test]
fn it_hides_no_error() {
    #[derive(Model)]
    struct Country {
        id: i64,
        #[relata(as = u8)]
        code: CustomerId,
    }
    #[derive(Model)]
    #[relata(belongs_to(country: Country, key = code, references = code))]
    struct City {
        id: i64,
        code: i64,
    }
    let found = check(&relata::models![Country, City]);
    assert_eq!(rules(&found), ["key_type"]);

    #[derive(Model)]
    struct Area {
        id: i64,
        #[relata(as = OrderId)]
        code: CustomerId,
    }
    #[derive(Model)]
    #[relata(belongs_to(area: Area, key = code, references = code))]
    struct Town {
        id: i64,
        code: i64,
    }
    let found = check(&relata::models![Area, Town]);
    assert_eq!(rules(&found), ["reference_not_unique"]);

    #[derive(Model)]
    #[relata(belongs_to(twin: Own, key = twin_id))]
    struct Own {
        id: OrderId,
        twin_id: i64,
    }
    let found = check(&relata::models![Own]);
    assert_eq!(rules(&found), ["key_newtype", "required_cycle"]);
}

/// A reference that contains something unique is a minor fault, which is allowed by default.
#[test]
fn a_minor_fault_hides_no_newtype() {
    #[derive(Model)]
    struct Area {
        id: OrderId,
        code: i64,
    }
    #[derive(Model)]
    #[relata(belongs_to(area: Area, key(area_id, code), references(id, code)))]
    struct Town {
        id: i64,
        area_id: i64,
        code: i64,
    }
    let models = relata::models![Area, Town];
    assert_eq!(rules(&check(&models)), ["key_newtype"]);
    let found = options().strict().check_isolated(&models);
    expect![[r#"
        relata: 1 error and 1 warning in 2 models from 1 crate

        error[key_newtype]: key field `Town.area_id` is `i64`, but it references `Area.id`, which is `OrderId`
          --> tests/reports/rules/key_newtype.rs:308:37
        note: `Town.area_id` is declared here
          --> tests/reports/rules/key_newtype.rs:311:9
        note: `Area.id` is declared here
          --> tests/reports/rules/key_newtype.rs:304:9
          = note: `Town.area_id` is part of the key of `Town.area`
          = note: a newtype is compared as a type of its own, unless `as` or `relata::key_type!` declares what it counts as
          = help: write `#[relata(as = i64)]` on `Area.id`, or declare it once: `relata::key_type!(OrderId = i64);`

        warning[reference_not_unique]: `Town.area` references `Area.(id, code)`, which has no unique constraint of its own
          --> tests/reports/rules/key_newtype.rs:308:57
        note: `Area` is declared here
          --> tests/reports/rules/key_newtype.rs:303:12
          = note: `Area.id` is unique, so the key matches at most one row
          = help: declare `unique(id, code)` on `Area` if its table has that constraint

        for more information: cargo relata explain key_newtype
    "#]].assert_eq(&found.to_string());
    for (level, rules_left) in [
        (Rule::KeyNewtype, "reference_not_unique"),
        (Rule::ReferenceNotUnique, "key_newtype"),
    ] {
        let options = options().strict().level(level, Level::Allow);
        assert_eq!(rules(&options.check_isolated(&models)), [rules_left]);
    }

    #[derive(Model)]
    #[relata(name = "Town")]
    #[relata(belongs_to(area: Area, key(area_id, code), references(id, code),
        allow(reference_not_unique, reason = "a test"), allow(key_newtype, reason = "a test")))]
    struct Allowed {
        id: i64,
        area_id: i64,
        code: i64,
    }
    let found = options()
        .strict()
        .check_isolated(&relata::models![Area, Allowed]);
    assert_eq!(rules(&found), [""; 0], "{found}");
}

/// The field of a newtype can hold the key of a relation that names none.
#[test]
fn a_newtype_can_hold_a_key() {
    #[derive(Model)]
    #[relata(has_many(sales: Sale))]
    struct Shop {
        id: i64,
    }
    #[derive(Model)]
    struct Sale {
        id: OrderId,
        #[relata(unique)]
        shop: CustomerId,
    }
    let found = check(&relata::models![Shop, Sale]);
    assert_eq!(rules(&found), [""; 0], "{found}");
}

#[test]
fn levels_and_allow() {
    let found = options()
        .strict()
        .check_isolated(&relata::models![Customer, Invoice]);
    let levels = found.iter().map(|it| (it.rule(), it.level()));
    assert_eq!(
        levels.collect::<Vec<_>>(),
        [(Rule::KeyNewtype, Level::Deny)]
    );

    #[derive(Model)]
    #[relata(belongs_to(customer: Customer, allow(key_newtype, reason = "a column of an old system")))]
    struct Old {
        customer_id: i64,
    }
    let found = options()
        .strict()
        .check_isolated(&relata::models![Customer, Old]);
    assert_eq!(rules(&found), [""; 0], "{found}");
}

/// A document has only names, which can mean another type in another program.
#[test]
fn not_in_a_document() {
    for (key, id) in [("UserId", "i64"), ("i64", "UserId"), ("UserId", "PostId")] {
        let ty = |ty: &str| serde_json::json!({ "type": ty });
        let models = blog().set("Post.author_id", ty(key)).set("User.id", ty(id));
        assert_eq!(models.faults(), [""; 0], "{key} {id}");
    }
}
