//! `ambiguous_through`: the association has several relations to one end, and nothing chooses.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};
use super::helps::{apply, relation_called};

fn belongs_to(name: &str, targets: &[&str], line: usize) -> Value {
    json!({ "name": name, "kind": "belongs_to", "targets": targets, "at": format!("between.rs:{line}:5") })
}

/// Users and teams through an association with these relations. Only the users list the teams.
fn teams(relations: Value) -> Value {
    let mut models = json!([
        { "path": "app::User", "at": "user.rs:1:12", "relations": [
            { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "through": "Membership", "at": "user.rs:3:5" } ] },
        { "path": "app::Team", "at": "team.rs:1:12", "relations": [] },
        { "path": "app::Membership", "at": "between.rs:1:12" }
    ]);
    models[2]["relations"] = relations;
    models
}

/// What is found, and that one `via` for each side that the help names fixes it.
fn check(models: Value) -> String {
    let mut models = models;
    let findings = found(models.clone());
    assert_eq!(rules(&findings), ["ambiguous_through"]);
    let finding = findings.iter().next().unwrap();
    let help = finding.help().unwrap();
    let quoted: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
    for (nth, pair) in quoted.chunks(2).enumerate() {
        let names = pair[0]
            .strip_prefix("via(")
            .and_then(|it| it.strip_suffix(')'))
            .unwrap();
        let subject = finding.subject().to_string();
        let relation = pair.get(1).copied().unwrap_or(&subject);
        assert!(pair.len() == 2 || nth == 0, "{help}");
        let via: Vec<&str> = names.split(", ").collect();
        relation_called(&mut models, relation)["via"] = json!(via);
    }
    assert_eq!(rules(&found(models)), [""; 0], "{help}");
    findings.to_string()
}

#[test]
fn two_relations_to_the_own_end() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `User.teams` goes through `Membership`, which has 2 relations to `User`
          --> user.rs:3:5
        note: one is `Membership.user`
          --> between.rs:3:5
        note: another is `Membership.invited_by`
          --> between.rs:4:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(user, team)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(teams(json!([
        belongs_to("user", &["User"], 3), belongs_to("invited_by", &["User"], 4), belongs_to("team", &["Team"], 5)
    ]))));
}

#[test]
fn two_relations_to_the_other_end() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `User.teams` goes through `Membership`, which has 2 relations to `Team`
          --> user.rs:3:5
        note: one is `Membership.team`
          --> between.rs:4:5
        note: another is `Membership.former_team`
          --> between.rs:5:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(user, team)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(teams(json!([
        belongs_to("user", &["User"], 3), belongs_to("team", &["Team"], 4), belongs_to("former_team", &["Team"], 5)
    ]))));
}

#[test]
fn several_to_both_ends() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `User.teams` goes through `Membership`, which has 2 relations to `User`
          --> user.rs:3:5
        note: one is `Membership.user`
          --> between.rs:3:5
        note: another is `Membership.invited_by`
          --> between.rs:4:5
          = note: `user` and `invited_by` point at `User`; `team` and `former_team` point at `Team`
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(user, team)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(teams(json!([
        belongs_to("user", &["User"], 3), belongs_to("invited_by", &["User"], 4),
        belongs_to("team", &["Team"], 5), belongs_to("former_team", &["Team"], 6)
    ]))));
}

#[test]
fn six_and_seven() {
    let many = |count: usize| {
        let mut relations: Vec<Value> = (0..count)
            .map(|nth| belongs_to(&format!("u{nth}"), &["User"], nth + 3))
            .collect();
        relations.push(belongs_to("team", &["Team"], 20));
        teams(json!(relations))
    };
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `User.teams` goes through `Membership`, which has 6 relations to `User`
          --> user.rs:3:5
        note: one is `Membership.u0`
          --> between.rs:3:5
        note: another is `Membership.u1`
          --> between.rs:4:5
        note: another is `Membership.u2`
          --> between.rs:5:5
        note: another is `Membership.u3`
          --> between.rs:6:5
        note: another is `Membership.u4`
          --> between.rs:7:5
          = note: and 1 other relation
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(u0, team)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(many(6)));
    assert!(check(many(7)).contains("= note: and 2 other relations\n"));
}

#[test]
fn both_sides_are_one_finding() {
    let mut models = teams(json!([
        belongs_to("user", &["User"], 3),
        belongs_to("invited_by", &["User"], 4),
        belongs_to("team", &["Team"], 5)
    ]));
    models[0]["relations"][0]["inverse"] = json!("users");
    models[1]["relations"] = json!([
        { "name": "users", "kind": "many_to_many", "targets": ["User"], "through": "Membership", "inverse": "teams",
          "at": "team.rs:3:5" } ]);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `Team.users` goes through `Membership`, which has 2 relations to `User`
          --> team.rs:3:5
        note: one is `Membership.user`
          --> between.rs:3:5
        note: another is `Membership.invited_by`
          --> between.rs:4:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(team, user)` on `Team.users` and `via(user, team)` on `User.teams`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(models.clone()));
    // The side that names no inverse is a side too.
    models[1]["relations"][0]["inverse"] = json!(null);
    assert_eq!(rules(&found(models.clone())), ["ambiguous_through"]);
    // Two that do not know each other are two.
    models[0]["relations"][0]["inverse"] = json!(null);
    assert_eq!(
        rules(&found(models)),
        ["ambiguous_through", "ambiguous_through"]
    );
}

#[test]
fn what_names_a_side_and_goes_another_way_is_none() {
    let mut models = teams(json!([
        belongs_to("user", &["User"], 3),
        belongs_to("invited_by", &["User"], 4),
        belongs_to("team", &["Team"], 5)
    ]));
    models[0]["relations"][0]["inverse"] = json!("users");
    models[1]["relations"] = json!([
        { "name": "users", "kind": "many_to_many", "targets": ["User"], "through": "Membership", "at": "team.rs:3:5" } ]);
    let guest = json!({ "path": "app::Guest", "at": "guest.rs:1:12", "relations": [
        { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "inverse": "users", "at": "guest.rs:3:5" } ] });
    models.as_array_mut().unwrap().push(guest);
    let findings = found(models);
    assert_eq!(rules(&findings), ["ambiguous_through"], "{findings}");
}

#[test]
fn two_that_name_one_other_side_are_one_finding_with_it() {
    let mut models = teams(json!([
        belongs_to("user", &["User"], 3),
        belongs_to("invited_by", &["User"], 4),
        belongs_to("team", &["Team"], 5)
    ]));
    models[0]["relations"] = json!([
        { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "through": "Membership", "inverse": "users",
          "at": "user.rs:3:5" },
        { "name": "clubs", "kind": "many_to_many", "targets": ["Team"], "through": "Membership", "inverse": "users",
          "at": "user.rs:4:5" } ]);
    models[1]["relations"] = json!([
        { "name": "users", "kind": "many_to_many", "targets": ["User"], "through": "Membership", "inverse": "teams",
          "at": "team.rs:3:5" } ]);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `Team.users` goes through `Membership`, which has 2 relations to `User`
          --> team.rs:3:5
        note: one is `Membership.user`
          --> between.rs:3:5
        note: another is `Membership.invited_by`
          --> between.rs:4:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(team, user)` on `Team.users` and `via(user, team)` on `User.teams` and `via(user, team)` on `User.clubs`

        for more information: cargo relata explain ambiguous_through
    "#]]
    .assert_eq(&report(models.clone()));
    // One that says by which it goes leaves the others to say it each.
    models[1]["relations"][0]["via"] = json!(["team", "user"]);
    assert_eq!(
        rules(&found(models)),
        ["ambiguous_through", "ambiguous_through"]
    );
}

/// Users who follow users.
fn follows(via: Value) -> Value {
    let mut models = json!([
        { "path": "app::User", "at": "user.rs:1:12", "relations": [
            { "name": "follows", "kind": "many_to_many", "targets": ["User"], "through": "Follow", "inverse": "followers",
              "at": "user.rs:3:5" },
            { "name": "followers", "kind": "many_to_many", "targets": ["User"], "through": "Follow", "inverse": "follows",
              "at": "user.rs:4:5" } ] },
        { "path": "app::Follow", "at": "between.rs:1:12", "relations": [
            belongs_to("follower", &["User"], 3), belongs_to("followed", &["User"], 4) ] }
    ]);
    models[0]["relations"][1]["via"] = via;
    models
}

#[test]
fn a_model_with_itself() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[ambiguous_through]: `User.follows` goes through `Follow`, which has 2 relations to `User`
          --> user.rs:3:5
        note: one is `Follow.follower`
          --> between.rs:3:5
        note: another is `Follow.followed`
          --> between.rs:4:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(follower, followed)` on `User.follows` and `via(followed, follower)` on `User.followers`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(follows(json!(null))));
}

/// Only the second side names the first: its names are exchanged all the same.
#[test]
fn a_model_with_itself_whose_other_side_names_it() {
    let mut models = follows(json!(null));
    models[0]["relations"][0]["inverse"] = json!(null);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[ambiguous_through]: `User.follows` goes through `Follow`, which has 2 relations to `User`
          --> user.rs:3:5
        note: one is `Follow.follower`
          --> between.rs:3:5
        note: another is `Follow.followed`
          --> between.rs:4:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(follower, followed)` on `User.follows` and `via(followed, follower)` on `User.followers`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(models));
}

#[test]
fn the_other_side_says_how() {
    let mut models = follows(json!(["followed", "follower"]));
    let findings = found(models.clone());
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[ambiguous_through]: `User.follows` goes through `Follow`, which has 2 relations to `User`
          --> user.rs:3:5
        note: one is `Follow.follower`
          --> between.rs:3:5
        note: another is `Follow.followed`
          --> between.rs:4:5
          = note: the inverse `User.followers` has `via(followed, follower)`
          = help: write `via(follower, followed)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&findings.to_string());
    apply(&mut models, findings.iter().next().unwrap());
    assert!(found(models).is_empty());
    // What it says is wrong, so it is no help here.
    let findings = found(follows(json!(["followed", "nobody"])));
    assert_eq!(rules(&findings), ["ambiguous_through", "through_keys"]);
    assert_eq!(
        findings.iter().next().unwrap().help(),
        Some("name the intended relations, as in `via(follower, followed)`")
    );
}

#[test]
fn what_one_end_needs_the_other_cannot_have() {
    // `member` points at both, but nothing else points at users; the same the other way round.
    assert!(
        found(teams(json!([
            belongs_to("member", &["User", "Team"], 3),
            belongs_to("team", &["Team"], 4)
        ])))
        .is_empty()
    );
    assert!(
        found(teams(json!([
            belongs_to("user", &["User"], 3),
            belongs_to("member", &["User", "Team"], 4)
        ])))
        .is_empty()
    );
    // Here either could be either.
    let models = teams(json!([
        belongs_to("one", &["User", "Team"], 3),
        belongs_to("other", &["User", "Team"], 4)
    ]));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `User.teams` goes through `Membership`, which has 2 relations to `User`
          --> user.rs:3:5
        note: one is `Membership.one`
          --> between.rs:3:5
        note: another is `Membership.other`
          --> between.rs:4:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(one, other)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(models));
}

#[test]
fn an_open_relation_takes_no_part() {
    let open = json!({ "name": "subject", "kind": "belongs_to", "targets": "any", "at": "between.rs:9:5" });
    assert!(
        found(teams(json!([
            belongs_to("user", &["User"], 3),
            belongs_to("team", &["Team"], 4),
            open
        ])))
        .is_empty()
    );
    assert!(found(teams(json!([open, belongs_to("team", &["Team"], 4)]))).is_empty());
    let models = teams(json!([belongs_to("member", &["User", "Team"], 3), open]));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `User.teams` goes through `Membership`, which has 2 relations to `User`
          --> user.rs:3:5
        note: one is `Membership.member`
          --> between.rs:3:5
        note: another is `Membership.subject`
          --> between.rs:9:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(member, subject)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(models));
}

#[test]
fn relations_that_hold_no_key_do_not_count() {
    let mention = json!({ "name": "about", "kind": "refers_to", "targets": ["User"] });
    let has_one = json!({ "name": "owner", "kind": "has_one", "targets": ["User"] });
    let relations = json!([
        belongs_to("user", &["User"], 3),
        belongs_to("team", &["Team"], 4),
        mention,
        has_one
    ]);
    assert!(found(teams(relations)).is_empty());
}

#[test]
fn a_has_many_through() {
    let post = |relations: Value| {
        json!([
            { "path": "app::User", "at": "user.rs:1:12", "relations": [
                { "name": "comments", "kind": "has_many", "targets": ["Comment"], "through": "Post", "at": "user.rs:3:5" } ] },
            { "path": "app::Post", "at": "between.rs:1:12", "relations": relations },
            { "path": "app::Comment", "at": "comment.rs:1:12" }
        ])
    };
    let comments = json!({ "name": "comments", "kind": "has_many", "targets": ["Comment"], "at": "between.rs:8:5" });
    let author = belongs_to("author", &["User"], 3);
    // What itself goes through a model is no step, where there is one.
    let readers =
        json!({ "name": "readers", "kind": "has_many", "targets": ["User"], "through": "Comment" });
    let mut sound = post(json!([author, comments, readers]));
    sound[2]["relations"] = json!([
        belongs_to("by", &["User"], 9),
        belongs_to("post", &["Post"], 10)
    ]);
    assert!(found(sound).is_empty());
    let likers = json!({ "name": "likers", "kind": "has_many", "targets": ["User"], "at": "between.rs:9:5" });
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[ambiguous_through]: `User.comments` goes through `Post`, which has 2 relations to `User`
          --> user.rs:3:5
        note: one is `Post.author`
          --> between.rs:3:5
        note: another is `Post.likers`
          --> between.rs:9:5
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(author, comments)`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&check(post(json!([author, comments, likers]))));
}

#[test]
fn silenced_by_through_without_key() {
    let two = json!([
        belongs_to("user", &["User"], 3),
        belongs_to("invited_by", &["User"], 4)
    ]);
    assert_eq!(rules(&found(teams(two))), ["through_without_key"]);
}

#[test]
fn silenced_by_the_target() {
    let mut models = teams(json!([
        belongs_to("user", &["User"], 3),
        belongs_to("invited_by", &["User"], 4),
        belongs_to("team", &["Team"], 5)
    ]));
    models[0]["relations"][0]["targets"] = json!(["Taem"]);
    assert_eq!(rules(&found(models)), ["missing_target"]);
}

#[test]
fn silences_what_follows_from_it() {
    let mut models = follows(json!(null));
    models[0]["relations"][0]["inverse"] = json!("nothing");
    models[0]["relations"].as_array_mut().unwrap().remove(1);
    assert_eq!(rules(&found(models)), ["ambiguous_through"]);
}

#[test]
fn no_places() {
    let mut models = follows(json!(null));
    for model in models.as_array_mut().unwrap() {
        model["at"] = json!(null);
        for relation in model["relations"].as_array_mut().unwrap() {
            relation["at"] = json!(null);
        }
    }
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[ambiguous_through]: `User.follows` goes through `Follow`, which has 2 relations to `User`
          = note: one is `Follow.follower`
          = note: another is `Follow.followed`
          = note: the first argument of `via` is the relation to the declaring model; the second is the relation to the target
          = help: name the intended relations, as in `via(follower, followed)` on `User.follows` and `via(followed, follower)` on `User.followers`

        for more information: cargo relata explain ambiguous_through
    "#]].assert_eq(&report(models));
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "ambiguous_through", "reason": "the order does not matter" }]);
    let mut on_relation = follows(json!(null));
    on_relation[0]["relations"][1]["allow"] = allow.clone();
    assert!(found(on_relation).is_empty());
    let mut on_model = follows(json!(null));
    on_model[0]["allow"] = allow;
    assert!(found(on_model).is_empty());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::AmbiguousThrough, level);
    assert!(found_with(&of(Level::Allow), follows(json!(null))).is_empty());
    let findings = found_with(&of(Level::Warn), follows(json!(null)));
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
}
