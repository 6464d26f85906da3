//! External models satisfy the relations that name them, and real models replace them.

use expect_test::expect;
use relata::{Level, Model, Rule, options};

relata::external!("auth::User", "crm::contacts::Customer");
// Said twice, and of a model that is here after all.
relata::external!("auth::User", "external::Here");

#[derive(Model)]
#[relata(belongs_to(author: "auth::User", inverse = posts), belongs_to(customer: "Customer"))]
#[relata(has_many(heres: "Here", inverse = post))]
#[expect(dead_code, reason = "only declared")]
struct Post {
    id: i64,
    author_id: i64,
    customer_id: i64,
}

#[derive(Model)]
#[expect(dead_code, reason = "only declared")]
struct Here {
    id: i64,
    #[relata(belongs_to(Post, inverse = heres))]
    post_id: i64,
}

#[test]
fn targets_are_satisfied_and_nothing_else_is_judged() {
    let registry = relata::init().unwrap();
    let mut paths: Vec<_> = registry
        .models()
        .map(|model| (model.path(), model.is_external()))
        .collect();
    paths.sort_unstable();
    let expected = [
        ("auth::User", true),
        ("crm::contacts::Customer", true),
        ("external::Here", false),
        ("external::Post", false),
    ];
    assert_eq!(paths, expected);
    let post = registry.get::<Post>().unwrap();
    assert_eq!(
        post.relation("author")
            .unwrap()
            .targets()
            .next()
            .unwrap()
            .path(),
        "auth::User"
    );
    assert_eq!(
        post.relation("heres").unwrap().inverse(),
        registry.get::<Here>().unwrap().relation("post")
    );
    let order: Vec<_> = registry
        .creation_order()
        .concat()
        .iter()
        .map(|model| model.name().to_owned())
        .collect();
    assert_eq!(order, ["Post", "Here"]);
}

#[test]
fn it_is_no_model_of_this_program() {
    let findings = options()
        .strict()
        .level(Rule::UnqualifiedTarget, Level::Warn)
        .check();
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unqualified_target]: relation `Post.customer` points at `Customer` in another crate without naming the crate
          --> tests/external.rs:11:82
        note: `Customer` resolves to `crm::contacts::Customer`
          --> tests/external.rs:6:1
          = help: write `crm::contacts::Customer`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&findings.to_string());
}
