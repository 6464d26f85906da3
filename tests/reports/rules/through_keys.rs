//! `through_keys`: `via` names no relation of the association, or the two the wrong way round.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};
use super::helps::apply;
use super::models::{Models, groups};

fn belongs_to(name: &str, target: &str) -> Value {
    json!({ "name": name, "kind": "belongs_to", "targets": [target] })
}

/// Users and teams via what is written so; the association also has an owner and what is given.
fn teams(via: [&str; 2], more: &[Value]) -> Value {
    let mut relations = vec![
        belongs_to("user", "User"),
        belongs_to("team", "Team"),
        belongs_to("owner", "Owner"),
    ];
    relations.extend_from_slice(more);
    json!([
        { "path": "app::User", "at": "user.rs:1:12", "relations": [
            { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "through": "Membership", "via": via,
              "at": "user.rs:3:5" } ] },
        { "path": "app::Team", "at": "team.rs:1:12" },
        { "path": "app::Owner", "at": "owner.rs:1:12" },
        { "path": "app::Membership", "at": "membership.rs:1:12", "relations": relations }
    ])
}

/// What is found; where the help says what to write, writing it makes the models sound.
fn check(models: Value) -> String {
    let mut models = models;
    let findings = found(models.clone());
    assert_eq!(rules(&findings), ["through_keys"]);
    let finding = findings.iter().next().unwrap();
    if finding.help().is_some() {
        apply(&mut models, finding);
        assert_eq!(rules(&found(models)), [""; 0], "{finding}");
    }
    findings.to_string()
}

#[test]
fn sound() {
    assert!(found(teams(["user", "team"], &[])).is_empty());
    // It may choose what needs no choice, and what does.
    assert!(found(teams(["user", "team"], &[belongs_to("invited_by", "User")])).is_empty());
    assert!(
        found(teams(
            ["invited_by", "team"],
            &[belongs_to("invited_by", "User")]
        ))
        .is_empty()
    );
}

#[test]
fn the_wrong_way_round() {
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(team, user)` on `User.teams` names its relations in the wrong order
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["team", "user"], &[])));
    let more = [belongs_to("invited_by", "User")];
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(team, user)` on `User.teams` names its relations in the wrong order
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 2 relations to `User`: `user` and `invited_by`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["team", "user"], &more)));
}

#[test]
fn no_such_relation() {
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(usr, team)` on `User.teams` names `usr`, but `Membership` has no such relation
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["usr", "team"], &[])));
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(user, crew)` on `User.teams` names `crew`, but `Membership` has no such relation
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["user", "crew"], &[])));
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(user_id, team_id)` on `User.teams` names `user_id` and `team_id`, but `Membership` has no such relations
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["user_id", "team_id"], &[])));
}

#[test]
fn no_such_relation_and_several_candidates() {
    let more = [
        belongs_to("invited_by", "User"),
        belongs_to("former_team", "Team"),
    ];
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(inivted_by, team)` on `User.teams` names `inivted_by`, but `Membership` has no such relation
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 2 relations to `User`: `user` and `invited_by`
          = note: `Membership` has 2 relations to `Team`: `team` and `former_team`
          = help: write `via(invited_by, team)`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&check(teams(["inivted_by", "team"], &more)));
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(nobody, team)` on `User.teams` names `nobody`, but `Membership` has no such relation
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 2 relations to `User`: `user` and `invited_by`
          = note: `Membership` has 2 relations to `Team`: `team` and `former_team`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["nobody", "team"], &more)));
}

#[test]
fn a_key_where_a_relation_was_meant() {
    let mut models = teams(["inviter", "team"], &[belongs_to("invited_by", "User")]);
    models[3]["relations"][3]["key"] = json!(["inviter"]);
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(inviter, team)` on `User.teams` names `inviter`, but `Membership` has no such relation
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `inviter` is the key of `Membership.invited_by`
          = note: `Membership` has 2 relations to `User`: `user` and `invited_by`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(invited_by, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(models.clone()));
    // Two relations over one key could both be meant.
    models[3]["relations"][0]["key"] = json!(["inviter"]);
    let findings = found(models);
    assert!(!findings.to_string().contains("is the key of"));
    let mut of_via = findings.iter().filter(|it| it.rule() == Rule::ThroughKeys);
    assert_eq!(of_via.next().unwrap().help(), None);
}

#[test]
fn a_relation_that_leads_elsewhere() {
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(owner, team)` on `User.teams` names `owner`, but `Membership.owner` does not point at `User`
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&check(teams(["owner", "team"], &[])));
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(user, owner)` on `User.teams` names `owner`, but `Membership.owner` does not point at `Team`
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&check(teams(["user", "owner"], &[])));
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(owner, user)` on `User.teams` names `owner`, but `Membership.owner` does not point at `User`
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&check(teams(["owner", "user"], &[])));
}

#[test]
fn one_for_both_ends() {
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(user, user)` on `User.teams` names the same relation of `Membership` for both ends
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["user", "user"], &[])));
    let more = [
        belongs_to("invited_by", "User"),
        belongs_to("former_team", "Team"),
    ];
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(user, user)` on `User.teams` names the same relation of `Membership` for both ends
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 2 relations to `User`: `user` and `invited_by`
          = note: `Membership` has 2 relations to `Team`: `team` and `former_team`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["user", "user"], &more)));
}

#[test]
fn a_relation_that_holds_no_key() {
    let badge = json!({ "name": "badge", "kind": "has_one", "targets": ["User"] });
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(badge, team)` on `User.teams` names `badge`, but `Membership.badge` is a `has_one`, which holds no key
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&check(teams(["badge", "team"], &[badge])));
    let about = json!({ "name": "about", "kind": "refers_to", "targets": ["User"] });
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(about, team)` on `User.teams` names `about`, but `Membership.about` is a `refers_to`, which is only a reference without rows
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&check(teams(["about", "team"], &[about])));
}

#[test]
fn an_end_without_a_relation() {
    let mut models = teams(["user", "team"], &[]);
    models[3]["relations"].as_array_mut().unwrap().remove(1);
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(user, team)` on `User.teams` names `team`, but `Membership` has no such relation
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has no relation to `Team`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(models));
}

/// Users who follow users.
fn follows(via: [&str; 2]) -> Value {
    json!([
        { "path": "app::User", "at": "user.rs:1:12", "relations": [
            { "name": "follows", "kind": "many_to_many", "targets": ["User"], "through": "Follow", "via": via,
              "at": "user.rs:3:5" } ] },
        { "path": "app::Follow", "at": "follow.rs:1:12", "relations": [
            belongs_to("follower", "User"), belongs_to("followed", "User") ] }
    ])
}

#[test]
fn a_model_with_itself() {
    // Which is which cannot be reported from the models.
    assert!(found(follows(["follower", "followed"])).is_empty());
    assert!(found(follows(["followed", "follower"])).is_empty());
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[through_keys]: `via(follower, followd)` on `User.follows` names `followd`, but `Follow` has no such relation
          --> user.rs:3:5
        note: `Follow` is declared here
          --> follow.rs:1:12
          = note: `Follow` has 2 relations to `User`: `follower` and `followed`
          = help: write `via(follower, followed)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(follows(["follower", "followd"])));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[through_keys]: `via(nobody, followed)` on `User.follows` names `nobody`, but `Follow` has no such relation
          --> user.rs:3:5
        note: `Follow` is declared here
          --> follow.rs:1:12
          = note: `Follow` has 2 relations to `User`: `follower` and `followed`
          = help: write `via(follower, followed)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(follows(["nobody", "followed"])));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[through_keys]: `via(follower, follower)` on `User.follows` names the same relation of `Follow` for both ends
          --> user.rs:3:5
        note: `Follow` is declared here
          --> follow.rs:1:12
          = note: `Follow` has 2 relations to `User`: `follower` and `followed`
          = help: write `via(follower, followed)`, or `via(followed, follower)`: first the relation to the model that declares the `via`, then the relation to the target

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(follows(["follower", "follower"])));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[through_keys]: `via(a, b)` on `User.follows` names `a` and `b`, but `Follow` has no such relations
          --> user.rs:3:5
        note: `Follow` is declared here
          --> follow.rs:1:12
          = note: `Follow` has 2 relations to `User`: `follower` and `followed`
          = help: write `via(follower, followed)`, or `via(followed, follower)`: first the relation to the model that declares the `via`, then the relation to the target

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(follows(["a", "b"])));
}

#[test]
fn the_other_side_of_a_model_with_itself_decides() {
    let mut models = follows(["follower", "follower"]);
    let mut followers = models[0]["relations"][0].clone();
    followers["name"] = json!("followers");
    followers["via"] = json!(["follower", "followed"]);
    followers["inverse"] = json!("follows");
    models[0]["relations"][0]["inverse"] = json!("followers");
    models[0]["relations"]
        .as_array_mut()
        .unwrap()
        .push(followers);
    let found = found(models.clone());
    let help = found.iter().next().unwrap().help();
    assert_eq!(help, Some("write `via(followed, follower)`"), "{found}");
    check(models);
}

#[test]
fn an_open_relation_leads_to_any_end() {
    let open = json!({ "name": "subject", "kind": "belongs_to", "targets": "any" });
    for via in [["subject", "team"], ["user", "subject"], ["user", "team"]] {
        assert!(
            found(teams(via, std::slice::from_ref(&open))).is_empty(),
            "{via:?}"
        );
    }
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(team, subject)` on `User.teams` names its relations in the wrong order
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 2 relations to `User`: `user` and `subject`
          = note: `Membership` has 2 relations to `Team`: `team` and `subject`
          = help: write `via(subject, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&check(teams(["team", "subject"], &[open])));
}

#[test]
fn a_has_many_through() {
    let posts = |via: [&str; 2]| {
        json!([
            { "path": "app::User", "at": "user.rs:1:12", "relations": [
                { "name": "comments", "kind": "has_many", "targets": ["Comment"], "through": "Post", "via": via,
                  "at": "user.rs:3:5" } ] },
            { "path": "app::Post", "at": "post.rs:1:12", "relations": [
                belongs_to("author", "User"),
                { "name": "comments", "kind": "has_many", "targets": ["Comment"] } ] },
            { "path": "app::Comment", "at": "comment.rs:1:12" }
        ])
    };
    assert!(found(posts(["author", "comments"])).is_empty());
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_keys]: `via(comments, author)` on `User.comments` names its relations in the wrong order
          --> user.rs:3:5
        note: `Post` is declared here
          --> post.rs:1:12
          = note: `Post` has 1 relation to `User`: `author`
          = note: `Post` has 1 relation to `Comment`: `comments`
          = help: write `via(author, comments)`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&check(posts(["comments", "author"])));
}

#[test]
fn names_are_compared_without_what_makes_them_raw() {
    let mut models = teams(["type", "team"], &[]);
    models[3]["relations"][0]["name"] = json!("type");
    assert!(found(models).is_empty());
}

#[test]
fn an_end_that_lives_outside() {
    let outside = options().outside("hr");
    let with = |via: [&str; 2]| {
        let mut models = teams(via, &[belongs_to("group", "hr::Team")]);
        models[0]["relations"][0]["targets"] = json!(["hr::Team"]);
        found_with(&outside, models)
    };
    assert_eq!(rules(&with(["user", "group"])), [""; 0]);
    // Where it leads is not known, so nothing is said of the other end but that the relation is there.
    assert_eq!(rules(&with(["user", "team"])), [""; 0]);
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(user, nothing)` on `User.teams` names `nothing`, but `Membership` has no such relation
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&with(["user", "nothing"]).to_string());
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(team, group)` on `User.teams` names `team`, but `Membership.team` does not point at `User`
          --> user.rs:3:5
        note: `Membership` is declared here
          --> membership.rs:1:12
          = note: `Membership` has 1 relation to `User`: `user`

        for more information: cargo relata explain through_keys
    "#]].assert_eq(&with(["team", "group"]).to_string());
}

#[test]
fn external_associations_are_not_known() {
    let mut models = teams(["a", "b"], &[]);
    models[3] = json!({ "path": "app::Membership", "external": true });
    assert!(found(models).is_empty());
}

#[test]
fn silenced_by_a_relation_that_leads_nowhere() {
    let mut models = teams(["user", "team"], &[]);
    models[3]["relations"][1]["targets"] = json!(["Taem"]);
    assert_eq!(rules(&found(models.clone())), ["missing_target"]);
    models[0]["relations"][0]["targets"] = json!(["Taem"]);
    assert_eq!(rules(&found(models)), ["missing_target"]);
}

#[test]
fn silences_what_follows_from_it() {
    let mut models = teams(["team", "user"], &[]);
    models[0]["relations"][0]["inverse"] = json!("users");
    models[1]["relations"] = json!([
        { "name": "users", "kind": "many_to_many", "targets": ["User"], "through": "Membership", "via": ["team", "user"],
          "inverse": "teams", "at": "team.rs:3:5" } ]);
    assert_eq!(rules(&found(models)), ["through_keys"]);
}

#[test]
fn no_places() {
    let mut models = teams(["team", "user"], &[]);
    models[0]["relations"][0]["at"] = json!(null);
    models[3]["at"] = json!(null);
    models[0]["at"] = json!(null);
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[through_keys]: `via(team, user)` on `User.teams` names its relations in the wrong order
          = note: `Membership` has 1 relation to `User`: `user`
          = note: `Membership` has 1 relation to `Team`: `team`
          = help: write `via(user, team)`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&report(models));
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "through_keys", "reason": "it is a view" }]);
    let mut on_relation = teams(["team", "user"], &[]);
    on_relation[0]["relations"][0]["allow"] = allow.clone();
    assert!(found(on_relation).is_empty());
    let mut on_model = teams(["team", "user"], &[]);
    on_model[0]["allow"] = allow;
    assert!(found(on_model).is_empty());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::ThroughKeys, level);
    assert!(found_with(&of(Level::Allow), teams(["team", "user"], &[])).is_empty());
    let findings = found_with(&of(Level::Warn), teams(["team", "user"], &[]));
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
}

/// Both sides of the groups of a user, each with its `via`, and the way back of each end.
fn both() -> Models {
    let back = |name: &str, inverse: &str| json!({ "name": name, "kind": "has_many", "targets": ["Membership"], "inverse": inverse });
    groups()
        .add("User", "relations", back("memberships", "user"))
        .add("Group", "relations", back("memberships", "group"))
        .set("Membership.user", json!({ "inverse": "memberships" }))
        .set("Membership.group", json!({ "inverse": "memberships" }))
}

#[test]
fn what_a_through_model_lacks_is_reported_once() {
    let renamed = both().set("Membership.user", json!({ "name": "member" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_keys]: `via(group, user)` on `Group.members` names `user`, but `Membership` has no such relation
          --> src/group.rs:12:5
        note: `Membership` is declared here
          --> src/membership.rs:1:5
        note: `User.groups` also uses `user`
          --> src/user.rs:12:5
        note: `User.memberships` names `Membership.user` as its inverse
          --> src/user.rs:13:5
          = note: `Membership` has 1 relation to `Group`: `group`
          = note: `Membership` has 1 relation to `User`: `member`
          = help: write `via(group, member)` on `Group.members` and `inverse = member` on `User.memberships` and `via(member, group)` on `User.groups`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&renamed.report());
    renamed.mended(&options());
    assert_eq!(both().without("Membership.user").faults().len(), 1);
}

#[test]
fn two_that_are_both_the_wrong_way_round_are_one_mistake() {
    let swapped = both()
        .set("User.groups", json!({ "via": ["group", "user"] }))
        .set("Group.members", json!({ "via": ["user", "group"] }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[through_keys]: `via(user, group)` on `Group.members` names its relations in the wrong order
          --> src/group.rs:12:5
        note: `Membership` is declared here
          --> src/membership.rs:1:5
        note: the same applies to `User.groups`
          --> src/user.rs:12:5
          = note: `Membership` has 1 relation to `Group`: `group`
          = note: `Membership` has 1 relation to `User`: `user`
          = help: write `via(group, user)` on `Group.members` and `via(user, group)` on `User.groups`

        for more information: cargo relata explain through_keys
    "#]]
    .assert_eq(&swapped.report());
    swapped.mended(&options());
}

#[test]
fn is_silent_where_an_inverse_shows_that_the_target_is_wrong() {
    let wrong = both().set("Membership.user", json!({ "targets": ["Group"] }));
    assert_eq!(wrong.faults(), ["inverse_elsewhere at User.memberships"]);
    let none = json!({ "via": null });
    let wrong = wrong
        .set("User.groups", none.clone())
        .set("Group.members", none);
    assert_eq!(wrong.faults(), ["inverse_elsewhere at User.memberships"]);
}
