//! A model whose relations an ORM declares in a type next to it. Only a derive can see that, so the record is made by hand.

use expect_test::expect;
use relata::__private::{Channel, Collected, Entry};
use relata::{Findings, Level, Options, Rule, options};
use relata_record::flag;

use crate::hand_made::{bare, hand_made};

fn order() -> &'static Entry {
    hand_made!(bare(
        "shop::order",
        &[],
        ("src/order.rs", 5, 12),
        flag::MODULE | flag::UNREAD
    ))
}

fn check(options: &Options) -> Findings {
    options.check_collected(Collected {
        channels: vec![Channel::linked("inventory", true)],
        entries: vec![order()],
    })
}

#[test]
fn is_a_warning_that_says_what_to_derive() {
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[unread_relations]: the relations that SeaORM declares for `order` are not read
          --> src/order.rs:5:12
          = help: derive `relata::Relations` for the `Relation` of `order`; if these relations should not be read, also add `#[relata(skip)]` to that `Relation`

        for more information: cargo relata explain unread_relations
    "#]].assert_eq(&check(&options()).to_string());
}

#[test]
fn has_a_level_like_any_rule() {
    let denied = check(&options().strict());
    assert_eq!(denied.count(Level::Deny), 1);
    let allowed = check(&options().level(Rule::UnreadRelations, Level::Allow));
    assert!(allowed.is_empty());
}
