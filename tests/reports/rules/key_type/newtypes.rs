//! Newtypes that are certainly wrong, and `key_type!`.

#![expect(dead_code, reason = "only the shape of the models matters")]

use expect_test::expect;
use relata::{Findings, Model, options};

use crate::rules::harness::rules;

struct CustomerId(i64);
struct OrderId(i64);

#[derive(Model)]
struct Customer {
    id: CustomerId,
}

#[derive(Model)]
#[relata(table = "orders")]
struct Order {
    id: OrderId,
}

#[derive(Model)]
struct Invoice {
    id: i64,
    #[relata(belongs_to(Customer))]
    customer_id: OrderId,
}

fn check(models: &relata::registry::Models) -> Findings {
    options().check_isolated(models)
}

#[test]
fn the_primary_key_of_another_model() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[key_type]: key field `Invoice.customer_id` is `OrderId`, but it references `Customer.id`, which is `CustomerId`
          --> tests/reports/rules/key_type/newtypes.rs:28:5
        note: `Customer.id` is declared here
          --> tests/reports/rules/key_type/newtypes.rs:15:5
          = note: `Invoice.customer_id` is the key of `Invoice.customer`
          = note: `OrderId` is the type of the primary key of `Order`
          = help: change the type of `Invoice.customer_id` to `CustomerId`, or the target of `Invoice.customer` to `Order`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&check(&relata::models![Customer, Order, Invoice]).to_string());
    // Without that model, the type is only another one.
    let found = check(&relata::models![Customer, Invoice]);
    assert_eq!(rules(&found), ["key_newtype"]);
}

#[test]
fn of_one_table_only() {
    #[derive(Model)]
    #[relata(table = "orders")]
    struct OrderSummary {
        id: OrderId,
    }
    let found = check(&relata::models![Customer, Order, OrderSummary, Invoice]);
    assert_eq!(rules(&found), ["key_type"]);

    #[derive(Model)]
    #[relata(table = "archived_orders")]
    struct ArchivedOrder {
        id: OrderId,
    }
    let found = check(&relata::models![Customer, Order, ArchivedOrder, Invoice]);
    assert_eq!(rules(&found), ["key_newtype"]);
}

/// A key between two models of which one has the type itself.
#[test]
fn neither_the_target_nor_the_owner() {
    #[derive(Model)]
    struct Parcel {
        #[relata(key)]
        customer_id: OrderId,
        #[relata(belongs_to(Customer, key = customer_id))]
        other: i64,
    }
    let found = check(&relata::models![Customer, Parcel]);
    assert_eq!(rules(&found), ["key_newtype"]);

    #[derive(Model)]
    #[relata(table = "orders")]
    struct Line {
        id: i64,
        #[relata(belongs_to(Customer))]
        customer_id: OrderId,
    }
    let found = check(&relata::models![Customer, Order, Line]);
    assert_eq!(rules(&found), ["key_newtype"]);
}

#[test]
fn a_sound_relation_leads_there() {
    #[derive(Model)]
    struct Receipt {
        id: i64,
        #[relata(belongs_to(Customer), belongs_to(order: Order, key = customer_id))]
        customer_id: OrderId,
    }
    let found = check(&relata::models![Customer, Order, Receipt]);
    assert_eq!(rules(&found), ["key_newtype"]);

    // Its other side counts too.
    #[derive(Model)]
    #[relata(table = "orders", has_many(payments: Payment, inverse = customer, key = customer_id))]
    struct Paid {
        id: OrderId,
    }
    #[derive(Model)]
    struct Payment {
        id: i64,
        #[relata(belongs_to(Customer))]
        customer_id: OrderId,
    }
    let found = check(&relata::models![Customer, Paid, Payment]);
    assert!(!rules(&found).contains(&"key_type"), "{found}");
}

/// Many models have a key of the language's own type, or an `Uuid`.
#[test]
fn a_type_that_is_not_a_newtype_is_of_no_model() {
    struct Uuid;
    #[derive(Model)]
    struct Account {
        id: Uuid,
    }
    #[derive(Model)]
    struct Counter {
        id: i64,
    }
    #[derive(Model)]
    struct Visit {
        id: i32,
        #[relata(belongs_to(Customer))]
        customer_id: i64,
    }
    #[derive(Model)]
    struct Login {
        id: i32,
        #[relata(belongs_to(Customer))]
        customer_id: Uuid,
    }
    let found = check(&relata::models![Customer, Account, Counter, Visit, Login]);
    assert_eq!(rules(&found), ["key_newtype", "key_newtype"]);
}

#[test]
fn newtypes_in_another_order() {
    #[derive(Model)]
    #[relata(key(customer, order))]
    struct Page {
        customer: CustomerId,
        order: OrderId,
    }
    #[derive(Model)]
    #[relata(belongs_to(page: Page, key(order, customer)))]
    struct Link {
        order: OrderId,
        customer: CustomerId,
    }
    let found = check(&relata::models![Page, Link]);
    let finding = found.iter().next().unwrap();
    assert_eq!(rules(&found), ["key_type"]);
    assert_eq!(finding.help(), Some("write `key(customer, order)`"));
}

mod counted {
    use super::*;

    struct ShopId(u32);
    struct StaffId(u32);
    struct Token(String);
    relata::key_type!(ShopId = u32, Number);
    relata::key_type!(StaffId = u32);
    relata::key_type!(Token = String);
    struct Number(u32);

    /// An alias counts as its type.
    type Shops = ShopId;

    #[derive(Model)]
    struct Shop {
        id: ShopId,
        #[relata(unique)]
        token: Token,
    }

    #[derive(Model)]
    #[relata(belongs_to(shop: Shop))]
    #[relata(belongs_to(again: Shop))]
    #[relata(belongs_to(number: Shop))]
    #[relata(belongs_to(token: Shop, key = token, references = token))]
    struct Sound {
        shop_id: Option<u32>,
        again_id: Shops,
        number_id: Number,
        token: &'static str,
    }

    #[test]
    fn key_type_declares_it_once() {
        let registry = options()
            .init_isolated(&relata::models![Shop, Sound])
            .unwrap();
        let shop = registry.get::<Shop>().unwrap();
        let types: Vec<Vec<&str>> = shop.fields().map(|it| it.as_types().collect()).collect();
        assert_eq!(types, [vec!["Number", "u32"], vec!["String"]]);
        assert_eq!(rules(registry.warnings()), [""; 0]);
    }

    /// What it counts as is compared like a type of the language.
    #[test]
    fn it_is_still_wrong() {
        #[derive(Model)]
        #[relata(belongs_to(shop: Shop))]
        struct Wide {
            shop_id: u64,
        }
        expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[key_type]: key field `Wide.shop_id` is `u64`, but it references `Shop.id`, which is `ShopId`
              --> tests/reports/rules/key_type/newtypes.rs:221:29
            note: `Wide.shop_id` is declared here
              --> tests/reports/rules/key_type/newtypes.rs:223:13
            note: `Shop.id` is declared here
              --> tests/reports/rules/key_type/newtypes.rs:189:9
              = note: `Wide.shop_id` is the key of `Wide.shop`
              = note: `Shop.id` also counts as `Number` and `u32`
              = help: change the type of `Wide.shop_id` to `ShopId`

            for more information: cargo relata explain key_type
        "#]].assert_eq(&check(&relata::models![Shop, Wide]).to_string());
    }

    /// Both count as `u32`, and are different types all the same.
    #[test]
    fn two_that_count_as_one() {
        #[derive(Model)]
        #[relata(belongs_to(shop: Shop))]
        struct Shift {
            id: StaffId,
            shop_id: StaffId,
        }
        let found = check(&relata::models![Shop, Shift]);
        assert_eq!(rules(&found), ["key_newtype"]);

        #[derive(Model)]
        struct Staff {
            id: StaffId,
        }
        let found = check(&relata::models![Shop, Staff, Shift]);
        assert_eq!(rules(&found), ["key_type"]);
        // Unless a field says so.
        #[derive(Model)]
        #[relata(name = "Shift", belongs_to(shop: Shop))]
        struct Meant {
            id: StaffId,
            #[relata(as = u32)]
            shop_id: StaffId,
        }
        let found = check(&relata::models![Shop, Staff, Meant]);
        assert_eq!(rules(&found), [""; 0], "{found}");
    }
}

mod ids {
    pub(super) struct Uuid(String);

    pub(super) mod shops {
        use super::super::*;

        #[derive(Model)]
        pub(crate) struct Shop {
            id: super::Uuid,
        }
    }
}

/// A type of the crate itself is not the known type of that name.
#[test]
fn a_type_of_the_crate_with_a_known_name() {
    use ids::shops::Shop;

    #[derive(Model)]
    struct Sale {
        #[relata(belongs_to(Shop))]
        shop_id: String,
    }
    let found = check(&relata::models![Shop, Sale]);
    assert_eq!(rules(&found), ["key_newtype"], "{found}");
}

/// The rules of a program, those of its document, and what the document compared.
#[cfg(feature = "document")]
fn of_both(models: &relata::registry::Models) -> (Vec<String>, Vec<String>, String) {
    use relata::document::Document;
    use relata::{Level, Rule};

    let names = |found: &Findings| {
        let rules = rules(found).into_iter();
        rules.map(str::to_owned).collect::<Vec<String>>()
    };
    let warnings = options().level(Rule::KeyType, Level::Warn);
    let program = check(models);
    let document = Document::of(&warnings.init_isolated(models).unwrap());
    let document = Document::parse(&document.to_json()).unwrap();
    let found = options().check_documents(&[document]);
    (names(&program), names(&found), found.coverage().to_string())
}

#[cfg(feature = "document")]
#[test]
fn a_document_of_newtypes_with_what_they_count_as() {
    #[derive(Model)]
    struct Shop {
        #[relata(as = u32)]
        id: CustomerId,
    }
    #[derive(Model)]
    struct Sale {
        #[relata(belongs_to(Shop))]
        shop_id: i64,
    }
    #[derive(Model)]
    #[relata(name = "Sale")]
    struct SoundSale {
        #[relata(belongs_to(Shop))]
        shop_id: u32,
    }
    #[derive(Model)]
    #[relata(name = "Sale")]
    struct ByNewtype {
        #[relata(belongs_to(Shop), as = i64)]
        shop_id: OrderId,
    }
    let (program, document, coverage) = of_both(&relata::models![Shop, Sale]);
    assert_eq!(
        (&*program, &*document),
        (&["key_type".to_owned()][..], &["key_type".to_owned()][..])
    );
    assert_eq!(coverage, "2 models, 1 relation; 1 key compared");

    let (program, document, coverage) = of_both(&relata::models![Shop, SoundSale]);
    assert_eq!((program.len(), document.len()), (0, 0));
    assert_eq!(coverage, "2 models, 1 relation; 1 key compared");

    // A document does not show whether one of two names is an alias of the other.
    let (program, document, coverage) = of_both(&relata::models![Shop, ByNewtype]);
    assert_eq!(
        (&*program, document.len()),
        (&["key_type".to_owned()][..], 0)
    );
    assert_eq!(
        coverage,
        "2 models, 1 relation; 0 keys compared, 1 type not known"
    );
}

#[cfg(feature = "document")]
#[test]
fn a_document_of_a_declared_newtype() {
    struct Token(u32);
    relata::key_type!(Token = u32);
    #[derive(Model)]
    struct Session {
        id: Token,
    }
    #[derive(Model)]
    struct Login {
        #[relata(belongs_to(Session))]
        session_id: String,
    }
    let (program, document, coverage) = of_both(&relata::models![Session, Login]);
    assert_eq!(
        (&*program, &*document),
        (&["key_type".to_owned()][..], &["key_type".to_owned()][..])
    );
    assert_eq!(coverage, "2 models, 1 relation; 1 key compared");
}

/// An alias of a type of the language stays one in a document.
#[cfg(feature = "document")]
#[test]
fn a_document_of_an_alias() {
    type Number = i64;
    type Name<'a> = &'a str;
    #[derive(Model)]
    #[relata(unique(name, id))]
    struct Shop {
        #[relata(as = i32)]
        id: Number,
        #[relata(as = u8, unique)]
        name: Name<'static>,
    }
    #[derive(Model)]
    #[relata(belongs_to(by_name: Shop, key = shop_name, references = name))]
    struct Sale {
        #[relata(belongs_to(Shop))]
        shop_id: i64,
        shop_name: String,
    }
    let (program, document, coverage) = of_both(&relata::models![Shop, Sale]);
    assert_eq!((program.len(), document.len()), (0, 0), "{document:?}");
    assert_eq!(coverage, "2 models, 2 relations; 2 keys compared");
}
