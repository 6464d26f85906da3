//! On a Diesel model: each derive reads its own attribute, in either order, and both do their work.

use diesel::associations::BelongsTo;
use diesel::prelude::*;
use expect_test::expect;

mod schema {
    diesel::table! {
        users (id) {
            id -> BigInt,
            name -> Text,
        }
    }
    diesel::table! {
        posts (id) {
            id -> BigInt,
            author_id -> BigInt,
            title -> Text,
        }
    }
    diesel::table! {
        comments (id) {
            id -> BigInt,
            post_id -> BigInt,
            #[sql_name = "by"]
            user_id -> Nullable<BigInt>,
        }
    }
    diesel::joinable!(posts -> users (author_id));
    diesel::joinable!(comments -> posts (post_id));
    diesel::joinable!(comments -> users (user_id));
    diesel::allow_tables_to_appear_in_same_query!(users, posts, comments);
}

use schema::{comments, posts, users};

/// Diesel's derives first.
#[derive(Queryable, Identifiable, Selectable, Insertable, relata::Model)]
#[diesel(table_name = users)]
#[relata(table = "users", has_many(posts: Post, inverse = author), has_many(comments: "Comment", inverse = user))]
struct User {
    id: i64,
    name: String,
}

/// relata's derive first.
#[derive(relata::Model, Queryable, Identifiable, Selectable, Associations, Insertable)]
#[relata(table = "posts", has_many(comments: Comment, inverse = post))]
#[diesel(table_name = posts, belongs_to(User, foreign_key = author_id))]
struct Post {
    id: i64,
    #[relata(belongs_to(User, inverse = posts))]
    author_id: i64,
    #[diesel(column_name = title)]
    #[relata(unique)]
    headline: String,
}

/// Attributes of both in turns, and both on one field.
#[derive(Queryable, Identifiable, Associations)]
#[diesel(table_name = comments)]
#[derive(relata::Model, Selectable)]
#[relata(table = "comments")]
#[diesel(belongs_to(Post), belongs_to(User))]
#[derive(Insertable)]
#[diesel(treat_none_as_default_value = false)]
struct Comment {
    #[diesel(deserialize_as = i64)]
    #[relata(key)]
    id: i64,
    #[relata(belongs_to(Post, inverse = comments, on_delete = cascade))]
    #[diesel(column_name = post_id)]
    post_id: i64,
    #[diesel(column_name = user_id)]
    #[relata(belongs_to(User, inverse = comments, on_delete = set_null))]
    user_id: Option<i64>,
}

#[test]
fn relata_knows_the_models() {
    expect![[r#"
        diesel::Comment, table comments, key id
          id: i64
          post_id: i64
          user_id: i64, optional
          post belongs_to diesel::Post by post_id, inverse comments, on delete cascade
          user belongs_to diesel::User by user_id, inverse comments, on delete set_null
        diesel::Post, table posts, key id
          id: i64
          author_id: i64
          headline: String, unique, column title
          comments has_many diesel::Comment by post_id, inverse post
          author belongs_to diesel::User by author_id, inverse posts
        diesel::User, table users, key id
          id: i64
          name: String
          posts has_many diesel::Post by author_id, inverse author
          comments has_many diesel::Comment by user_id, inverse user
    "#]]
    .assert_eq(&neighbours::known(&relata::models![User, Post, Comment]));
}

/// The attributes of relata did not get in Diesel's way.
#[test]
fn diesel_knows_the_models() {
    let user = User {
        id: 7,
        name: "Ada".to_owned(),
    };
    let post = Post {
        id: 1,
        author_id: user.id,
        headline: "Notes".to_owned(),
    };
    let comment = Comment {
        id: 2,
        post_id: post.id,
        user_id: Some(user.id),
    };

    assert_eq!(user.id(), &7);
    let keys: [Option<&i64>; 3] = [
        BelongsTo::<User>::foreign_key(&post),
        BelongsTo::<Post>::foreign_key(&comment),
        BelongsTo::<User>::foreign_key(&comment),
    ];
    assert_eq!(keys, [Some(&7), Some(&1), Some(&7)]);
    let _ = users::table.select((users::id, users::name));
    let _ = (
        user.insert_into(users::table),
        Post::belonging_to(&User {
            id: 7,
            name: String::new(),
        }),
    );
}
