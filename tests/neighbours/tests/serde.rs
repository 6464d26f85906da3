//! On a model that serde reads and writes: each derive reads its own attribute, in either order.

use std::borrow::Cow;

use expect_test::expect;
use serde::{Deserialize, Serialize};

/// relata's derive last.
#[derive(Debug, PartialEq, Serialize, Deserialize, relata::Model)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[relata(table = "authors", has_many(posts: Post, inverse = author))]
struct Author {
    #[serde(rename = "authorId")]
    #[relata(key)]
    id: i64,
    #[relata(unique)]
    #[serde(default)]
    mail: Option<String>,
}

/// relata's derive first, attributes in turns, and a lifetime.
#[derive(relata::Model, Debug, PartialEq, Serialize, Deserialize)]
#[relata(table = "posts")]
#[serde(crate = "serde")]
#[relata(refers_to(state: "State"))]
struct Post<'a> {
    id: i64,
    #[relata(belongs_to(Author, inverse = posts))]
    #[serde(alias = "author")]
    author_id: i64,
    #[serde(borrow)]
    title: Cow<'a, str>,
}

/// An enum that serde tags.
#[derive(Debug, PartialEq, Serialize, Deserialize, relata::Model)]
#[serde(tag = "is")]
#[relata(refers_to(author: Author))]
enum State {
    #[serde(rename = "new")]
    Fresh,
    #[serde(alias = "kept")]
    Stored {
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

#[test]
fn relata_knows_the_models() {
    expect![[r#"
        serde::Author, table authors, key id
          id: i64
          mail: String, optional, unique
          posts has_many serde::Post by author_id, inverse author
        serde::Post, table posts, key id
          id: i64
          author_id: i64
          title: Cow<'a, str>
          state refers_to serde::State
          author belongs_to serde::Author by author_id, inverse posts
        serde::State
          author refers_to serde::Author
    "#]]
    .assert_eq(&neighbours::known(&relata::models![
        Author,
        Post<'_>,
        State
    ]));
}

/// The attributes of relata did not get in serde's way.
#[test]
fn serde_knows_the_models() -> Result<(), serde_json::Error> {
    let author = r#"{"authorId":7,"mail":null}"#;
    assert_eq!(
        serde_json::to_string(&serde_json::from_str::<Author>(author)?)?,
        author
    );
    assert!(serde_json::from_str::<Author>(r#"{"authorId":7,"name":"Ada"}"#).is_err());

    let post: Post<'_> = serde_json::from_str(r#"{"id":1,"author":7,"title":"Notes"}"#)?;
    assert!(matches!(
        post,
        Post {
            author_id: 7,
            title: Cow::Borrowed("Notes"),
            ..
        }
    ));

    let state = State::Stored { note: None };
    assert_eq!(serde_json::to_string(&state)?, r#"{"is":"Stored"}"#);
    assert_eq!(serde_json::from_str::<State>(r#"{"is":"kept"}"#)?, state);
    Ok(())
}
