//! `required_cycle`: keys that must be there in every row, in a circle.

use expect_test::expect;
use relata::document::Document;
use relata::{Findings, Level, Model, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, faults, pins};

/// Models with these required keys, each from one to another.
fn circle(edges: &[(&str, &str)]) -> Models {
    let mut names: Vec<&str> = edges.iter().flat_map(|(from, to)| [*from, *to]).collect();
    names.sort_unstable();
    names.dedup();
    let models = names.iter().map(|name| {
        let to: Vec<&str> = edges.iter().filter(|(from, _)| from == name).map(|(_, to)| *to).collect();
        let key = |to: &&str| format!("{}_id", to.to_lowercase());
        let mut fields = vec![json!({ "name": "id", "type": "i64" })];
        fields.extend(to.iter().map(|to| json!({ "name": key(to), "type": "i64" })));
        let relation = |to: &&str| {
            json!({ "name": to.to_lowercase(), "kind": "belongs_to", "targets": [to], "key": [key(to)] })
        };
        json!({ "path": format!("app::{name}"), "fields": fields,
                "relations": to.iter().map(relation).collect::<Value>() })
    });
    Models::new(models.collect())
}

fn pair() -> Models {
    circle(&[("User", "Team"), ("Team", "User")])
}

#[test]
fn the_circle_is_shown_as_a_path() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[required_cycle]: `Team.user` and `User.team` require each other in a cycle, so no row can be inserted first
          --> src/team.rs:12:5
        note: `User.team` is required here
          --> src/user.rs:12:5
          = note: the cycle is `Team` → `User` → `Team`
          = help: make `user_id` of `Team` an `Option`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&pair().report());
    pair().mended(&options());
}

#[test]
fn a_model_can_require_itself() {
    let models = circle(&[("Node", "Node")]);
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[required_cycle]: `Node.node` requires a row of its own model, so the first row can only reference itself
          --> src/node.rs:12:5
          = note: the cycle is `Node` → `Node`
          = help: make `node_id` of `Node` an `Option`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn one_key_that_may_be_null_is_enough() {
    assert_eq!(
        pair()
            .set("User.team_id", json!({ "optional": true }))
            .faults(),
        [""; 0]
    );
    assert_eq!(
        pair()
            .set("Team.user_id", json!({ "optional": true }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn what_is_not_certain_is_not_reported() {
    assert_eq!(
        pair().set("User.team", json!({ "key": [] })).faults(),
        [""; 0]
    );
    assert_eq!(
        pair().set("User", json!({ "fields": null })).faults(),
        [""; 0]
    );
    assert_eq!(
        pair().set("User.team", json!({ "tag": "id" })).faults(),
        [""; 0]
    );
    assert_eq!(
        pair()
            .set("User.team", json!({ "targets": ["Team", "User"] }))
            .faults(),
        [""; 0]
    );
    assert_eq!(
        pair()
            .set("User.team", json!({ "targets": "any" }))
            .faults(),
        [""; 0]
    );
    assert_eq!(
        pair()
            .set("User.team", json!({ "kind": "refers_to" }))
            .faults(),
        [""; 0]
    );
    // A field that is not listed may be an `Option`.
    let unlisted = pair().without("User.team_id");
    assert_eq!(unlisted.faults(), ["missing_key at User.team"]);
    // Through a third model there is not a key of one's own.
    let through =
        json!({ "kind": "has_many", "through": "Team", "targets": ["Team"], "key": ["user_id"] });
    assert_eq!(
        pair()
            .without("Team.user")
            .set("User.team", through)
            .found()
            .count(Level::Warn),
        0
    );
    let polymorphic = pins().add("User", "fields", json!({ "name": "pin_id", "type": "i64" }));
    let pin = json!({ "name": "pin", "kind": "belongs_to", "targets": ["Pin"], "key": ["pin_id"] });
    assert_eq!(polymorphic.add("User", "relations", pin).faults(), [""; 0]);
}

#[test]
fn all_fields_of_a_key_must_be_there() {
    let key = json!({ "key": ["team_tenant", "team_id"], "references": ["tenant", "id"] });
    let tenant = |name: &str| json!({ "name": name, "type": "i64" });
    let models = pair()
        .add("User", "fields", tenant("team_tenant"))
        .add("Team", "fields", tenant("tenant"))
        .set("Team", json!({ "unique": [["tenant", "id"]] }))
        .set("User.team", key);
    assert_eq!(models.faults(), ["required_cycle at Team.user"]);
    let nullable = models.set("User.team_tenant", json!({ "optional": true }));
    assert_eq!(nullable.faults(), [""; 0]);
}

#[test]
fn the_side_that_is_pointed_at_may_be_the_one_that_says_it() {
    let teams =
        json!({ "name": "led", "kind": "has_one", "targets": ["Team"], "key": ["user_id"] });
    let models = pair()
        .without("Team.user")
        .add("User", "relations", teams.clone());
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[required_cycle]: `User.led` and `User.team` require each other in a cycle, so no row can be inserted first
          --> src/user.rs:13:5
        note: `User.team` is required here
          --> src/user.rs:12:5
          = note: the cycle is `Team` → `User` → `Team`
          = help: make `user_id` of `Team` an `Option`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&models.report());
    models.mended(&options());
    // Where both sides say it, it is one key.
    let both = pair().add(
        "User",
        "relations",
        json!({ "name": "led", "kind": "has_many", "targets": ["Team"], "key": ["user_id"] }),
    );
    assert_eq!(both.faults(), ["required_cycle at Team.user"]);
    both.mended(&options());
}

#[test]
fn the_shortest_circle_is_shown() {
    let models = circle(&[("A", "B"), ("B", "C"), ("C", "D"), ("D", "A"), ("C", "B")]);
    expect![[r#"
        relata: 1 warning in 4 models from 1 crate

        warning[required_cycle]: `B.c` and `C.b` require each other in a cycle, so no row can be inserted first
          --> src/b.rs:12:5
        note: `C.b` is required here
          --> src/c.rs:13:5
          = note: the cycle is `B` → `C` → `B`
          = help: make `c_id` of `B` an `Option`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&models.report());
    let with_itself = circle(&[("A", "B"), ("B", "A"), ("B", "B")]);
    assert_eq!(
        with_itself.faults(),
        ["required_cycle at A.b", "required_cycle at B.b"]
    );
}

/// Whichever side created a row and whichever side modified it last, in each model and in users themselves.
fn audited() -> Models {
    let key = |name: &str| json!({ "name": format!("{name}_id"), "type": "i64" });
    let by = |name: &str| json!({ "name": name, "kind": "belongs_to", "targets": ["User"], "key": [format!("{name}_id")] });
    let model = |path: &str| {
        json!({ "path": path,
                "fields": [{ "name": "id", "type": "i64" }, key("created_by"), key("modified_by")],
                "relations": [by("created_by"), by("modified_by")] })
    };
    Models::new(json!([model("app::User"), model("app::Order")]))
}

#[test]
fn each_key_to_its_own_model_is_reported() {
    expect![[r#"
        relata: 2 warnings in 2 models from 1 crate

        warning[required_cycle]: `User.created_by` requires a row of its own model, so the first row can only reference itself
          --> src/user.rs:12:5
          = note: the cycle is `User` → `User`
          = help: make `created_by_id` of `User` an `Option`

        warning[required_cycle]: `User.modified_by` requires a row of its own model, so the first row can only reference itself
          --> src/user.rs:13:5
          = note: the cycle is `User` → `User`
          = help: make `modified_by_id` of `User` an `Option`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&audited().report());
    let one = audited().set("User.modified_by_id", json!({ "optional": true }));
    assert_eq!(one.faults(), ["required_cycle at User.created_by"]);
    // Two relations by one key are one.
    let copied = audited().set("User.modified_by", json!({ "key": ["created_by_id"] }));
    expect![[r#"
        relata: 2 warnings in 2 models from 1 crate

        warning[required_cycle]: `User.created_by` requires a row of its own model, so the first row can only reference itself
          --> src/user.rs:12:5
        note: `User.modified_by` uses the same key
          --> src/user.rs:13:5
          = note: the cycle is `User` → `User`
          = help: make `created_by_id` of `User` an `Option`

        warning[same_join]: `User.created_by` and `User.modified_by` point at the same rows of `User`
          --> src/user.rs:13:5
        note: `User.created_by` is declared here
          --> src/user.rs:12:5
          = note: their key is `created_by_id`
          = note: no relation uses the field `modified_by_id`
          = help: write `key(modified_by_id)` on `User.modified_by`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&copied.report());
}

#[test]
fn a_key_that_references_itself_needs_no_other_row() {
    let own = circle(&[("Node", "Node")]).set("Node.node", json!({ "key": ["id"] }));
    assert_eq!(own.faults(), [""; 0]);
    let two = own
        .add("Node", "fields", json!({ "name": "tenant", "type": "i64" }))
        .set("Node", json!({ "key": ["tenant", "id"] }));
    let whole = two
        .clone()
        .set("Node.node", json!({ "key": ["tenant", "id"] }));
    assert_eq!(whole.faults(), [""; 0]);
    let part = two.set("Node.node", json!({ "key": ["tenant", "node_id"] }));
    assert_eq!(part.faults(), ["required_cycle at Node.node"]);
    // Nor is it on a longer cycle, which is one without it.
    let longer = circle(&[("A", "B"), ("B", "A"), ("A", "A")]);
    let longer = longer.set("A.a", json!({ "key": ["id"] }));
    assert_eq!(longer.faults(), ["required_cycle at A.b"]);
}

#[test]
fn of_a_derived_model_that_references_itself() {
    #[derive(Model)]
    #[relata(belongs_to(own: Self, key = id))]
    #[expect(dead_code, reason = "only its shape matters")]
    struct A {
        id: i64,
    }
    let findings = options().check_isolated(&relata::models![A]);
    assert!(findings.is_empty(), "{findings}");
}

#[test]
fn the_edge_that_frees_most_is_the_one_to_relax() {
    // Two circles share `B.c`: without it both are open.
    let models = circle(&[
        ("A", "B"),
        ("B", "C"),
        ("C", "A"),
        ("C", "D"),
        ("D", "E"),
        ("E", "B"),
    ]);
    expect![[r#"
        relata: 1 warning in 5 models from 1 crate

        warning[required_cycle]: `A.b`, `B.c`, and `C.a` require each other in a cycle, so no row can be inserted first
          --> src/b.rs:12:5
        note: `A.b` is required here
          --> src/a.rs:12:5
        note: `C.a` is required here
          --> src/c.rs:12:5
          = note: the cycle is `A` → `B` → `C` → `A`
          = help: make `c_id` of `B` an `Option`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&models.report());
    models.mended(&options());
    let reversed = circle(&[
        ("E", "D"),
        ("D", "C"),
        ("C", "E"),
        ("C", "B"),
        ("B", "A"),
        ("A", "D"),
    ]);
    assert_eq!(reversed.faults(), ["required_cycle at D.c"]);
    reversed.mended(&options());
}

#[test]
fn two_keys_from_one_model_to_another_are_two() {
    let models = pair()
        .add("User", "fields", json!({ "name": "home_id", "type": "i64" }))
        .add("User", "relations", json!({ "name": "home", "kind": "belongs_to", "targets": ["Team"], "key": ["home_id"] }));
    // To relax one of the two would not be enough.
    assert_eq!(models.faults(), ["required_cycle at Team.user"]);
    models.mended(&options());
}

#[test]
fn two_relations_over_one_key_are_relaxed_together() {
    let also = json!({ "name": "home", "kind": "belongs_to", "targets": ["Team"], "key": ["team_id"], "filtered": true });
    let models = circle(&[("A", "Team"), ("Team", "A")]).add("A", "relations", also);
    assert_eq!(models.faults(), ["required_cycle at A.team"]);
    models.mended(&options());
}

#[test]
fn separate_circles_are_findings_of_their_own() {
    let models = circle(&[("A", "B"), ("B", "A"), ("C", "D"), ("D", "C"), ("B", "C")]);
    assert_eq!(
        models.faults(),
        ["required_cycle at A.b", "required_cycle at C.d"]
    );
}

#[test]
fn a_chain_is_no_circle() {
    assert_eq!(
        circle(&[("A", "B"), ("B", "C"), ("A", "C")]).faults(),
        [""; 0]
    );
}

#[test]
fn a_part_of_the_primary_key_cannot_be_null() {
    let key = |models: Models, model: &str, key: Value| models.set(model, json!({ "key": key }));
    let one = key(pair(), "Team", json!(["user_id"]));
    let one = one.set("User.team", json!({ "references": ["user_id"] }));
    assert_eq!(one.faults(), ["required_cycle at User.team"]);
    one.clone().mended(&options());
    let both =
        key(one, "User", json!(["team_id"])).set("Team.user", json!({ "references": ["team_id"] }));
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[required_cycle]: `Team.user` and `User.team` require each other in a cycle, so no row can be inserted first
          --> src/team.rs:12:5
        note: `User.team` is required here
          --> src/user.rs:12:5
          = note: the cycle is `Team` → `User` → `Team`
          = note: every key of the cycle is part of its model's primary key

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&both.report());
}

#[test]
fn of_a_key_of_several_fields_the_one_that_no_other_key_has_is_relaxed() {
    let tenant = || json!({ "name": "tenant", "type": "i64" });
    let models = pair()
        .add("User", "fields", tenant())
        .add("Team", "fields", tenant())
        .set("Team", json!({ "key": ["tenant", "id"] }))
        .set("User.team", json!({ "key": ["tenant", "team_id"] }))
        .add(
            "User",
            "relations",
            json!({ "name": "home", "kind": "belongs_to", "targets": "any", "key": ["tenant"] }),
        )
        .set("User", json!({ "key": ["id"] }));
    let models = models.set("Team.user_id", json!({ "optional": false }));
    let help = |models: &Models| {
        models
            .found()
            .iter()
            .next()
            .unwrap()
            .help()
            .map(str::to_owned)
    };
    assert_eq!(
        help(&models).as_deref(),
        Some("make `user_id` of `Team` an `Option`")
    );
    let fixed = models.set("Team", json!({ "key": ["tenant", "id", "user_id"] }));
    let fixed = fixed
        .set("User.team", json!({ "references": ["tenant", "id"] }))
        .set("Team", json!({ "unique": [["tenant", "id"]] }));
    assert_eq!(
        help(&fixed).as_deref(),
        Some("make `team_id` of `User` an `Option`")
    );
}

#[test]
fn a_long_circle_is_cut_in_the_middle() {
    let names: Vec<String> = (0..30).map(|nth| format!("M{nth:02}")).collect();
    let edges: Vec<_> = (0..30)
        .map(|nth| (&*names[nth], &*names[(nth + 1) % 30]))
        .collect();
    expect![[r#"
        relata: 1 warning in 30 models from 1 crate

        warning[required_cycle]: `M00.m01`, `M01.m02`, `M02.m03`, `M03.m04`, `M04.m05`, and 25 others require each other in a cycle, so no row can be inserted first
          --> src/m00.rs:12:5
        note: `M01.m02` is required here
          --> src/m01.rs:12:5
        note: `M02.m03` is required here
          --> src/m02.rs:12:5
        note: `M03.m04` is required here
          --> src/m03.rs:12:5
        note: `M04.m05` is required here
          --> src/m04.rs:12:5
        note: `M05.m06` is required here
          --> src/m05.rs:12:5
          = note: the cycle is `M00` → `M01` → `M02` → `M03` → `M04` → `M05` → (19 more) → `M25` → `M26` → `M27` → `M28` → `M29` → `M00`
          = help: make `m01_id` of `M00` an `Option`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&circle(&edges).report());
}

/// What is found among as many models in a ring, each with keys to these others of them.
fn found_in_ring(count: usize, steps: &[usize]) -> Findings {
    let model = |nth: usize| {
        let of_each =
            |text: &dyn Fn(&usize) -> String| steps.iter().map(text).collect::<Vec<_>>().join(",");
        let fields = of_each(&|step| format!(r#"{{"name":"by_{step}"}}"#));
        let relations = of_each(&|step| {
            let target = (nth + step) % count;
            format!(
                r#"{{"name":"r{step}","kind":"belongs_to","targets":["a::M{target:06}"],"key":["by_{step}"]}}"#
            )
        });
        format!(r#"{{"path":"a::M{nth:06}","fields":[{fields}],"relations":[{relations}]}}"#)
    };
    let models: Vec<String> = (0..count).map(model).collect();
    let text = format!(r#"{{"format":"relata/1","models":[{}]}}"#, models.join(","));
    options().check_documents(&[Document::parse(&text).unwrap()])
}

#[test]
fn is_found_in_bounded_time() {
    // Unoptimised, large graphs take long and show the same.
    let [many, some, few] = if cfg!(debug_assertions) {
        [1_000, 900, 20]
    } else {
        [100_000, 2_000, 60]
    };
    assert_eq!(
        faults(&found_in_ring(many, &[1])),
        ["required_cycle at M000000.r1"]
    );
    // Where all circles are long the search ends before it has seen them all, and always with the same.
    let report = || found_in_ring(some, &[1, 7, 801]).to_string();
    let once = report();
    assert!(
        once.starts_with(&format!("relata: 1 warning in {some} models")),
        "{once}"
    );
    assert_eq!(report(), once);
    // And where every model points at every other.
    let all: Vec<usize> = (1..few).collect();
    assert_eq!(
        faults(&found_in_ring(few, &all)),
        ["required_cycle at M000000.r1"]
    );
}

#[test]
fn is_allowed_at_every_relation_of_the_circle_and_at_their_models() {
    let at = ["User.team", "User", "Team.user", "Team"];
    pair().is_allowed_only_at(&options(), Rule::RequiredCycle, &at);
    let models = circle(&[("A", "B"), ("B", "A"), ("B", "C"), ("C", "D")]);
    models.is_allowed_only_at(&options(), Rule::RequiredCycle, &["A.b", "A", "B.a", "B"]);
}

/// One model that two circles go through.
fn two_circles() -> Models {
    circle(&[("N", "K"), ("K", "N"), ("N", "L"), ("L", "N")])
}

#[test]
fn an_allow_is_about_every_circle_that_it_is_on_and_no_other() {
    let allow =
        json!({ "allow": [{ "rule": "required_cycle", "reason": "inserted by a trigger" }] });
    assert_eq!(two_circles().faults(), ["required_cycle at K.n"]);
    let other = two_circles().set("N.k", allow.clone());
    assert_eq!(other.faults(), ["required_cycle at L.n"]);
    assert_eq!(other.set("L", allow.clone()).faults(), [""; 0]);
    let both = two_circles().set("N", allow);
    assert_eq!(both.faults(), [""; 0]);
}

/// The cycle of the pair, where `User.led` is the other side of `Team.user` and names the key too.
#[test]
fn an_allow_on_the_side_that_holds_the_key_is_enough() {
    let led = json!({ "name": "led", "kind": "has_many", "targets": ["Team"], "key": ["user_id"] });
    let both = pair().add("User", "relations", led);
    let allow =
        json!({ "allow": [{ "rule": "required_cycle", "reason": "inserted by a trigger" }] });
    for at in ["Team.user", "Team", "User.team", "User"] {
        let findings = both.clone().set(at, allow.clone()).found();
        assert!(findings.is_empty(), "allowed at {at}, but {findings}");
    }
    expect![[r#"
        relata: 2 warnings in 2 models from 1 crate

        warning[required_cycle]: `Team.user` and `User.team` require each other in a cycle, so no row can be inserted first
          --> src/team.rs:12:5
        note: `User.team` is required here
          --> src/user.rs:12:5
          = note: the cycle is `Team` → `User` → `Team`
          = help: make `user_id` of `Team` an `Option`

        warning[unused_allow]: `allow(required_cycle)` on `User.led` matches no finding
          --> src/user.rs:13:5
          = note: reason: inserted by a trigger
          = help: remove `allow(required_cycle)`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&both.set("User.led", allow).report());
}

#[test]
fn is_silent_where_the_key_the_target_or_the_kind_is_at_fault() {
    let wrong = blog().set("Post.author", json!({ "targets": ["Post"] }));
    assert_eq!(wrong.faults(), ["inverse_elsewhere at User.posts"]);
    // `Team.user` is a `has_one` by the key of `User.team`: its own key is a field of both models.
    let wrong = pair()
        .set(
            "Team.user",
            json!({ "key": ["team_id"], "inverse": "team" }),
        )
        .add(
            "Team",
            "fields",
            json!({ "name": "team_id", "type": "i64" }),
        );
    assert_eq!(wrong.faults(), ["inverse_kind at Team.user"]);
    let wrong = pair().set("Team", json!({ "key": ["user_id"] }));
    let wrong = wrong.set("Team.user", json!({ "references": ["team_id"] }));
    assert_eq!(wrong.faults(), ["mirrored_key at Team.user"]);
}

#[test]
fn a_wrong_inverse_hides_no_cycle() {
    let missing = pair().set("Team.user", json!({ "inverse": "teams" }));
    assert_eq!(
        missing.faults(),
        [
            "missing_inverse at Team.user",
            "required_cycle at Team.user"
        ]
    );
    // Both keys are fields of one of the models only, so the kinds of both are right.
    let kind = pair().set("Team.user", json!({ "inverse": "team" }));
    assert_eq!(
        kind.faults(),
        ["inverse_kind at Team.user", "required_cycle at Team.user"]
    );
    let named = blog().add(
        "Post",
        "fields",
        json!({ "name": "parent_id", "type": "i64" }),
    );
    let parent = json!({ "name": "parent", "kind": "belongs_to", "targets": ["Post"], "key": ["parent_id"] });
    let elsewhere = named
        .add("Post", "relations", parent)
        .set("User.posts", json!({ "inverse": "parent" }));
    assert_eq!(
        elsewhere.faults(),
        [
            "required_cycle at Post.parent",
            "inverse_elsewhere at User.posts"
        ]
    );
}

#[test]
fn has_a_level() {
    assert!(
        pair()
            .found_at(Rule::RequiredCycle, Level::Allow)
            .is_empty()
    );
    assert_eq!(pair().found().count(Level::Warn), 1);
    assert_eq!(pair().found_with(&options().strict()).count(Level::Deny), 1);
}

#[test]
fn is_silent_where_a_target_is_at_fault() {
    let models = pair().set("User.team", json!({ "targets": ["Teams"] }));
    assert_eq!(models.faults(), ["missing_target at User.team"]);
    let elsewhere = pair()
        .without("Team")
        .and(json!({ "path": "away::Team", "external": true }));
    assert_eq!(elsewhere.faults(), [""; 0]);
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[required_cycle]: `Team.user` and `User.team` require each other in a cycle, so no row can be inserted first
          = note: `User.team` is required
          = note: the cycle is `Team` → `User` → `Team`
          = help: make `user_id` of `Team` an `Option`

        for more information: cargo relata explain required_cycle
    "#]].assert_eq(&pair().without_places().report());
}
