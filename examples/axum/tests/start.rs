//! The service, started as it is in production: it says what its registry holds, and answers.
#![cfg(not(feature = "forgotten-module"))]

mod request;

use expect_test::expect;
use request::Running;
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn it_says_that_every_relation_resolves() {
    let service = Running::start();
    let event = "relata.init: relata: every relation resolves models=8 relations=16 crates=1 \
                 keys_compared=14 keys_unknown=0 types_unknown=0 targets_unknown=0 \
                 relations_without_key=2 models_without_relations=0 skipped_parts=0 \
                 silenced_by_allow=0 silenced_by_level=0 silenced_by_baseline=0 warnings=0 \
                 errors=0 elapsed_us=";
    let said = &service.said;
    assert!(said.iter().any(|line| line.contains(event)), "{said:#?}");
    // Nor does the database differ from the models.
    assert!(!said.iter().any(|line| line.contains("WARN")), "{said:#?}");
}

#[test]
fn its_health_shows_the_registry() {
    let (status, body) = Running::start().request("GET /health", "");
    assert_eq!(status, 200);
    let shown = serde_json::to_string_pretty(&json(&body)).unwrap();
    expect![[r#"
        {
          "crates": [
            "lending"
          ],
          "models": 8,
          "relations": {
            "lending::models::author::Author": [
              "books: many_to_many Book"
            ],
            "lending::models::author::Authorship": [
              "book: belongs_to Book",
              "author: belongs_to Author"
            ],
            "lending::models::book::Book": [
              "authors: many_to_many Author",
              "copies: has_many BookCopy",
              "shelf: belongs_to Shelf"
            ],
            "lending::models::copy::BookCopy": [
              "loans: has_many Loan",
              "book: belongs_to Book"
            ],
            "lending::models::fine::Fine": [
              "loan: belongs_to Loan"
            ],
            "lending::models::loan::Loan": [
              "fine: has_one Fine",
              "copy: belongs_to BookCopy",
              "member: belongs_to Member"
            ],
            "lending::models::member::Member": [
              "loans: has_many Loan",
              "sponsored: has_many Member",
              "sponsor: belongs_to Member"
            ],
            "lending::models::shelf::Shelf": [
              "books: has_many Book"
            ]
          },
          "warnings": []
        }"#]]
    .assert_eq(&shown);
}

#[test]
fn it_lends() {
    let service = Running::start();
    let (status, body) = service.request("POST /reset", "");
    assert_eq!((status, &*body), (204, ""));

    let free = || {
        let (status, body) = service.request("GET /books", "");
        assert_eq!(status, 200);
        let free = |book: &Value| book["free"].to_string();
        let books = json(&body);
        books
            .as_array()
            .unwrap()
            .iter()
            .map(free)
            .collect::<Vec<_>>()
    };
    assert_eq!(free(), ["0", "2"]);

    let wish = r#"{"copy_id": "00000000-0000-4000-8000-000000000002", "member_id": 1}"#;
    let (status, body) = service.request("POST /loans", wish);
    assert_eq!(status, 201, "{body}");
    let loan = json(&body);
    assert_eq!(loan["member_id"], 1);
    assert_eq!(loan["returned_at"], Value::Null);
    assert_eq!(free(), ["0", "1"]);
    let (status, body) = service.request("POST /loans", wish);
    assert_eq!((status, &*body), (409, "the copy is lent already"));

    let returned = format!("PUT /loans/{}/returned", loan["id"].as_str().unwrap());
    let (status, body) = service.request(&returned, "");
    assert_eq!(status, 200, "{body}");
    assert_ne!(json(&body)["returned_at"], Value::Null);
    let (status, body) = service.request(&returned, "");
    assert_eq!((status, &*body), (404, "there is no such loan"));

    let nobody = r#"{"copy_id": "00000000-0000-4000-8000-000000000002", "member_id": 3}"#;
    let (status, body) = service.request("POST /loans", nobody);
    assert_eq!((status, &*body), (422, "there is no such copy or member"));
}

#[test]
fn its_books_are_listed() {
    let service = Running::start();
    service.request("POST /reset", "");
    let (_, body) = service.request("GET /books", "");
    expect![[r#"
        [
          {
            "authors": "Mara Bos",
            "free": 0,
            "isbn": "9781098119447",
            "shelf": null,
            "title": "Rust Atomics and Locks"
          },
          {
            "authors": "Steve Klabnik, Carol Nichols",
            "free": 2,
            "isbn": "9781718503106",
            "shelf": "A 1",
            "title": "The Rust Programming Language"
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&json(&body)).unwrap());
}
