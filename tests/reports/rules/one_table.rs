//! Two models of one table are one end of a relation that goes through a third model.

use expect_test::expect;
use relata::{Model, options};
use serde_json::{Value, json};

use super::models::Models;

fn belongs_to(name: &str, target: &str) -> Value {
    json!({ "name": name, "kind": "belongs_to", "targets": [target], "key": [format!("{name}_id")] })
}

/// Users twice, the second time with the followers.
fn followers() -> Models {
    let field = |name: &str| json!({ "name": name, "type": "i64" });
    Models::new(json!([
        { "path": "app::User", "table": "auth.users", "fields": [field("id")], "relations": [] },
        { "path": "app::Member", "table": "auth.users", "fields": [field("id")], "relations": [
            { "name": "followers", "kind": "many_to_many", "targets": ["Member"], "through": "Follow",
              "via": ["user", "follower"] } ] },
        { "path": "app::Follow", "fields": [field("id"), field("user_id"), field("follower_id")],
          "relations": [belongs_to("user", "User"), belongs_to("follower", "User")] }
    ]))
}

#[test]
fn a_via_leads_to_the_table_of_an_end() {
    assert_eq!(followers().faults(), [""; 0]);
    // The other target is the same end too.
    let to_user = followers().set("Member.followers", json!({ "targets": ["User"] }));
    assert_eq!(to_user.faults(), [""; 0]);
    let other_schema = followers().set("User", json!({ "table": "users" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_keys]: `via(user, follower)` on `Member.followers` names `user`, but `Follow.user` does not point at `Member`
          --> src/member.rs:12:5
        note: `Follow` is declared here
          --> src/follow.rs:1:5
          = note: `Follow` has no relation to `Member`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&other_schema.report());
    let none = followers().set("User", json!({ "table": null }));
    assert_eq!(none.faults(), ["through_keys at Member.followers"]);
}

#[test]
fn without_a_via_the_table_has_both_relations() {
    let models = followers().set("Member.followers", json!({ "via": null }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `Member.followers` goes through `Follow`, which has 2 relations to `Member`
          --> src/member.rs:12:5
        note: one is `Follow.user`
          --> src/follow.rs:12:5
        note: another is `Follow.follower`
          --> src/follow.rs:13:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(user, follower)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&models.report());
    let one = models.without("Follow.follower");
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_without_key]: `Member.followers` goes through `Follow`, which has only one relation to `Member`, `user`
          --> src/member.rs:12:5
        note: `Follow` is declared here
          --> src/follow.rs:1:5
          = note: `Follow` needs one relation for each end
          = help: in `Follow`, add a second `belongs_to` that points at `Member`

        for more information: cargo relata explain through_without_key
    "#]].assert_eq(&one.report());
    let other_schema = followers()
        .set("Member.followers", json!({ "via": null }))
        .set("User", json!({ "table": "users" }));
    assert_eq!(
        other_schema.faults(),
        ["through_without_key at Member.followers"]
    );
}

#[test]
fn a_relation_to_the_model_itself_is_preferred() {
    let models = followers()
        .set(
            "Member.followers",
            json!({ "via": null, "targets": ["User"] }),
        )
        .set("Follow.follower", json!({ "targets": ["Member"] }));
    assert_eq!(models.faults(), [""; 0]);
}

#[test]
fn one_relation_to_the_table_is_enough_for_another_target() {
    let group = json!({ "path": "app::Group", "fields": [{ "name": "id", "type": "i64" }] });
    let models = followers()
        .and(group)
        .set(
            "Member.followers",
            json!({ "via": null, "targets": ["Group"] }),
        )
        .set("Follow.follower", json!({ "targets": ["Group"] }));
    assert_eq!(models.faults(), [""; 0]);
    // A step from the other model of the table to the through model.
    let follows =
        json!({ "name": "follows", "kind": "has_many", "targets": ["Follow"], "key": ["user_id"] });
    let entered = models
        .set("Member.followers", json!({ "kind": "has_many" }))
        .without("Follow.user")
        .add("User", "relations", follows);
    assert_eq!(entered.faults(), [""; 0]);
    let none = entered.without("User.follows");
    assert_eq!(none.faults(), ["through_without_key at Member.followers"]);
}

#[test]
fn of_derived_models() {
    #[derive(Model)]
    #[relata(table = "user")]
    #[expect(dead_code, reason = "only its shape matters")]
    struct User {
        id: i32,
    }
    #[derive(Model)]
    #[relata(table = "user")]
    #[relata(many_to_many(followers: Self, through = Follow, via(user, follower)))]
    #[expect(dead_code, reason = "only its shape matters")]
    struct UserMono {
        id: i32,
    }
    #[derive(Model)]
    #[relata(key(user_id, follower_id))]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Follow {
        #[relata(belongs_to(User))]
        user_id: i32,
        #[relata(belongs_to(User))]
        follower_id: i32,
    }
    let findings = options().check_isolated(&relata::models![User, UserMono, Follow]);
    assert!(findings.is_empty(), "{findings}");
}
