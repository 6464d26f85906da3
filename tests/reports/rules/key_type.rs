//! `key_type`: a key whose type is not that of what it points at. By type id where models are compiled, and by what is
//! written elsewhere.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, edited_blog, pins, regions};

mod beside;
mod compiled;
mod newtypes;
mod twice;

fn ty(ty: &str) -> Value {
    json!({ "type": ty })
}

/// A blog whose key and what it points at have these types.
fn typed(key: &str, id: &str) -> Models {
    blog().set("Post.author_id", ty(key)).set("User.id", ty(id))
}

#[test]
fn of_a_document() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
        note: `User.id` is declared here
          --> src/user.rs:2:5
          = note: `Post.author_id` is the key of `Post.author`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Post.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&typed("i32", "i64").report());
    typed("i32", "i64").mended(&options());
}

#[test]
fn texts_are_compared_where_they_are_certain() {
    let differ = |key: &str, id: &str| !typed(key, id).faults().is_empty();
    let types = [
        "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
        "f32", "f64", "bool", "char", "String", "Vec<u8>",
    ];
    for key in types {
        for id in types {
            assert_eq!(differ(key, id), key != id, "{key} and {id}");
        }
    }
    for text in [
        "str",
        "&str",
        "&'a str",
        "&'static str",
        "Cow<str>",
        "Cow<'a, str>",
        "Box<str>",
        "Arc<str>",
        "Rc<str>",
    ] {
        assert!(!differ(text, "String"), "{text}");
        assert!(differ("Vec<u8>", text), "{text}");
    }
    for bytes in [
        "&[u8]",
        "&'a [u8]",
        "Cow<[u8]>",
        "Cow<'static, [u8]>",
        "Box<[u8]>",
        "Arc<[u8]>",
        "Rc<[u8]>",
    ] {
        assert!(!differ("Vec<u8>", bytes), "{bytes}");
        assert!(differ(bytes, "String"), "{bytes}");
    }
    let known = [
        ("Uuid", "uuid"),
        ("Ulid", "ulid"),
        ("Decimal", "decimal"),
        ("BigDecimal", "decimal"),
        ("DateTime<Utc>", "instant"),
        ("DateTime<FixedOffset>", "instant"),
        ("OffsetDateTime", "instant"),
        ("UtcDateTime", "instant"),
        ("NaiveDateTime", "date and time"),
        ("PrimitiveDateTime", "date and time"),
        ("NaiveDate", "date"),
        ("time::Date", "date"),
        ("NaiveTime", "time"),
        ("time::Time", "time"),
    ];
    for (key, kind) in known {
        for (id, other) in known {
            assert_eq!(differ(key, id), kind != other, "{key} and {id}");
        }
        if key.starts_with("time::") {
            continue;
        }
        for path in [format!("krate::{key}"), format!("Option<{key}>")] {
            assert!(!differ(&path, key), "{path}");
            assert!(differ(&path, "i64"), "{path}");
            assert!(differ("String", &path), "{path}");
        }
        assert!(!differ(key, "Other"), "{key}");
    }
    for unknown in [
        "UserId",
        "std::string::String",
        "",
        "DateTime",
        "Uuid<i64>::Of",
        "Vec<Uuid>",
        "Date",
        "Time",
        "other::Date",
    ] {
        assert!(!differ(unknown, "i64"), "{unknown}");
        assert!(!differ("String", unknown), "{unknown}");
        assert!(!differ(unknown, "Other"), "{unknown}");
        assert!(!differ(unknown, "Uuid"), "{unknown}");
    }
}

/// A lifetime of the other struct means nothing in this one.
#[test]
fn a_borrowed_type_is_suggested_as_its_owned_form() {
    for (reference, suggested) in [("&'a str", "String"), ("&'static str", "&'static str")] {
        let findings = typed("i64", reference).found();
        let help = format!("change the type of `Post.author_id` to `{suggested}`");
        assert_eq!(findings.iter().next().unwrap().help(), Some(&*help));
    }
}

#[test]
fn says_what_sets_two_numbers_apart() {
    let note = |key: &str, id: &str| {
        let findings = typed(key, id).found();
        let notes = findings.iter().next().unwrap().notes();
        let differ = notes
            .iter()
            .find(|note| note.text().starts_with("different"));
        differ.map(|note| note.text().to_owned())
    };
    let is = |key: &str, id: &str, text: &str| {
        assert_eq!(note(key, id).as_deref(), Some(text), "{key} {id}")
    };
    is("i32", "i64", "different widths: 32 bits and 64 bits");
    is("u64", "u16", "different widths: 64 bits and 16 bits");
    is("u64", "i64", "different signedness");
    is("isize", "usize", "different signedness");
    is(
        "u32",
        "i64",
        "different signedness and widths: 32 bits and 64 bits",
    );
    is(
        "usize",
        "u64",
        "different widths: pointer-sized and 64 bits",
    );
    assert_eq!(note("i64", "String"), None);
    assert_eq!(note("f64", "i64"), None);
}

#[test]
fn as_counts_in_a_document_too() {
    let counts =
        |as_ty: &str| blog().set("Post.author_id", json!({ "type": "String", "as": as_ty }));
    assert_eq!(counts("i64").faults(), [""; 0]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.author_id` is `String`, but it references `User.id`, which is `i64`
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
        note: `User.id` is declared here
          --> src/user.rs:2:5
          = note: `Post.author_id` is the key of `Post.author`
          = note: `Post.author_id` also counts as `i32`
          = help: change the type of `Post.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&counts("i32").report());
    assert_eq!(counts("UserId").faults(), [""; 0]);
    // The first of several that fits counts, and all of them are named.
    let several = |as_types: [&str; 2]| {
        blog().set(
            "Post.author_id",
            json!({ "type": "String", "as": as_types }),
        )
    };
    assert_eq!(several(["Uuid", "i64"]).faults(), [""; 0]);
    let findings = several(["Uuid", "u64"]).found();
    let finding = findings.iter().next().unwrap();
    assert!(
        finding
            .notes()
            .iter()
            .any(|it| it.text() == "`Post.author_id` also counts as `Uuid` and `u64`"),
        "{findings}"
    );
}

#[test]
fn an_option_is_said_not_to_count() {
    let models = typed("i32", "i64").set("Post.author_id", json!({ "optional": true }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
        note: `User.id` is declared here
          --> src/user.rs:2:5
          = note: `Post.author_id` is the key of `Post.author`
          = note: different widths: 32 bits and 64 bits
          = note: an `Option` only makes a key nullable and is not compared
          = help: change the type of `Post.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&models.report());
    assert_eq!(
        blog()
            .set("Post.author_id", json!({ "optional": true }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn every_part_that_differs_is_named() {
    let models = regions()
        .set("Profile.country", ty("i32"))
        .set("Profile.region_code", ty("i64"));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Profile.country` is `i32`, but it references `Region.country`, which is `i64`
          --> src/profile.rs:12:5
        note: `Profile.country` is declared here
          --> src/profile.rs:3:5
        note: `Region.country` is declared here
          --> src/region.rs:2:5
        note: `Region.profiles` uses the same key
          --> src/region.rs:12:5
          = note: `Profile.country` is part of the key of `Profile.region`
          = note: different widths: 32 bits and 64 bits
          = note: key field `Profile.region_code` is `i64`, but it references `Region.code`, which is `String`
          = help: change the type of `Profile.country` to `i64` and the type of `Profile.region_code` to `String`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn the_other_order_is_reported_as_that() {
    let reversed = json!({ "key": ["region_code", "country"] });
    let alone = regions()
        .set("Profile.region", reversed.clone())
        .set("Region.profiles", json!({ "key": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the fields of the key `Profile.(region_code, country)` are in a different order than the fields that it references, `Region.(country, code)`
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
          = note: `Profile.(region_code, country)` is the key of `Profile.region`
          = note: key field `Profile.region_code` is `String`, but it references `Region.country`, which is `i64`
          = note: key field `Profile.country` is `i64`, but it references `Region.code`, which is `String`
          = help: write `key(country, region_code)`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&alone.report());
    alone.mended(&options());
    // Both sides write it.
    let both = regions()
        .set("Profile.region", reversed.clone())
        .set("Region.profiles", reversed);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the fields of the key `Profile.(region_code, country)` are in a different order than the fields that it references, `Region.(country, code)`
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
        note: `Region.profiles` uses the same key
          --> src/region.rs:12:5
          = note: `Profile.(region_code, country)` is the key of `Profile.region`
          = note: key field `Profile.region_code` is `String`, but it references `Region.country`, which is `i64`
          = note: key field `Profile.country` is `i64`, but it references `Region.code`, which is `String`
          = help: write `key(country, region_code)` on `Profile.region` and on `Region.profiles`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&both.report());
    both.mended(&options());
    // The other side agrees on the key, so the order of what it points at is wrong.
    let references = regions().set(
        "Profile.region",
        json!({ "references": ["code", "country"] }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the fields of the key `Profile.(country, region_code)` are in a different order than the fields that it references, `Region.(code, country)`
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
          = note: `Profile.(country, region_code)` is the key of `Profile.region`
          = note: key field `Profile.country` is `i64`, but it references `Region.code`, which is `String`
          = note: key field `Profile.region_code` is `String`, but it references `Region.country`, which is `i64`
          = help: write `references(country, code)`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&references.report());
    references.mended(&options());
    // The primary key itself can be in another order.
    let primary = regions().set("Region", json!({ "key": ["code", "country"] }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the fields of the key `Profile.(country, region_code)` are in a different order than the fields that it references, `Region.(code, country)`
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
        note: `Region.profiles` uses the same key
          --> src/region.rs:12:5
          = note: `Profile.(country, region_code)` is the key of `Profile.region`
          = note: key field `Profile.country` is `i64`, but it references `Region.code`, which is `String`
          = note: key field `Profile.region_code` is `String`, but it references `Region.country`, which is `i64`
          = help: write `key(region_code, country)` on `Profile.region` and on `Region.profiles`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&primary.report());
}

/// A key of three fields, which points at `a`, `b` and `c` in that order.
fn three(key: [&str; 3], types: [&str; 3]) -> Models {
    let fields = |names: [&str; 3], types: [&str; 3]| {
        let fields = names
            .iter()
            .zip(types)
            .map(|(name, ty)| json!({ "name": name, "type": ty }));
        fields.collect::<Value>()
    };
    Models::new(json!([
        { "path": "app::Page", "key": ["a", "b", "c"], "fields": fields(["a", "b", "c"], types) },
        { "path": "app::Link", "fields": fields(["page_a", "page_b", "page_c"], types), "relations": [
            { "name": "page", "kind": "belongs_to", "targets": ["Page"], "key": key } ] }
    ]))
}

#[test]
fn of_three_parts_the_order_is_the_one_that_fits() {
    let distinct = ["i64", "String", "bool"];
    assert_eq!(
        three(["page_a", "page_b", "page_c"], distinct).faults(),
        [""; 0]
    );
    let help = |key: [&str; 3], types: [&str; 3]| three(key, types).mended(&options());
    let right = "write `key(page_a, page_b, page_c)`";
    assert_eq!(help(["page_c", "page_a", "page_b"], distinct), right);
    assert_eq!(help(["page_b", "page_c", "page_a"], distinct), right);
    assert_eq!(help(["page_b", "page_a", "page_c"], distinct), right);
    // Two of one type: the names tell.
    assert_eq!(
        help(["page_b", "page_a", "page_c"], ["i64", "String", "i64"]),
        right
    );
    // Of one type all orders fit, and none is wrong.
    assert_eq!(
        three(["page_c", "page_b", "page_a"], ["i64"; 3]).faults(),
        [""; 0]
    );
}

#[test]
fn where_several_orders_fit_none_is_offered() {
    let renamed = |models: Models, old: &str, new: &str| {
        models.set(&format!("Link.{old}"), json!({ "name": new }))
    };
    let models = three(["y", "x", "z"], ["i64", "String", "i64"]);
    let models = renamed(
        renamed(renamed(models, "page_a", "x"), "page_b", "y"),
        "page_c",
        "z",
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the fields of the key `Link.(y, x, z)` are in a different order than the fields that it references, `Page.(a, b, c)`
          --> src/link.rs:12:5
        note: `Page` is declared here
          --> src/page.rs:1:5
          = note: `Link.(y, x, z)` is the key of `Link.page`
          = note: key field `Link.y` is `String`, but it references `Page.a`, which is `i64`
          = note: key field `Link.x` is `i64`, but it references `Page.b`, which is `String`
          = note: the types match in more than one other order

        for more information: cargo relata explain key_type
    "#]].assert_eq(&models.report());
}

#[test]
fn several_targets_are_one_finding() {
    let models = pins().set("Pin.subject_id", ty("i32"));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[key_type]: key field `Pin.subject_id` is `i32`, but it references `User.id`, which is `i64`
          --> src/pin.rs:12:5
        note: `Pin.subject_id` is declared here
          --> src/pin.rs:3:5
        note: `User.id` is declared here
          --> src/user.rs:2:5
          = note: `Pin.subject_id` is the key of `Pin.subject`
          = note: different widths: 32 bits and 64 bits
          = note: key field `Pin.subject_id` is `i32`, but it references `Post.id`, which is `i64`
          = help: change the type of `Pin.subject_id` to `i64`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
    // One of them it fits, so no other type would do.
    let models = pins().set("Post.id", ty("String"));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[key_type]: key field `Pin.subject_id` is `i64`, but it references `Post.id`, which is `String`
          --> src/pin.rs:12:5
        note: `Pin.subject_id` is declared here
          --> src/pin.rs:3:5
        note: `Post.id` is declared here
          --> src/post.rs:2:5
          = note: `Pin.subject_id` is the key of `Pin.subject`
          = note: `Pin.subject_id` also references `User.id`, whose type matches

        for more information: cargo relata explain key_type
    "#]].assert_eq(&models.report());
}

#[test]
fn a_key_that_two_relations_have_is_one_fault() {
    let writer = json!({ "name": "writer", "kind": "belongs_to", "targets": ["User"], "key": ["author_id"],
        "filtered": true });
    let models = typed("i32", "i64").add("Post", "relations", writer);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
        note: `User.id` is declared here
          --> src/user.rs:2:5
        note: `Post.writer` uses the same key
          --> src/post.rs:13:5
          = note: `Post.author_id` is the key of `Post.author`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Post.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn one_field_that_all_keys_differ_from_is_one_fault() {
    let two = edited_blog().set("User.id", ty("i32"));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.author_id` is `i64`, but it references `User.id`, which is `i32`
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
        note: `User.id` is declared here
          --> src/user.rs:2:5
        note: the same applies to `Post.editor`
          --> src/post.rs:13:5
          = note: `Post.author_id` is the key of `Post.author`
          = note: different widths: 64 bits and 32 bits
          = note: key field `Post.editor_id` is `i64`, but it references `User.id`, which is `i32`
          = help: change the type of `Post.author_id` to `i32` and the type of `Post.editor_id` to `i32`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&two.report());
    two.clone().mended(&options());
    // A key of another type differs in its own way.
    let other = two.set("Post.editor_id", ty("bool"));
    assert_eq!(
        other.faults(),
        ["key_type at Post.author", "key_type at Post.editor"]
    );
}

#[test]
fn one_key_that_differs_from_all_that_it_points_at_is_one_fault() {
    let robot = json!({ "path": "app::Robot", "fields": [{ "name": "id", "type": "i64" }] });
    let machine = json!({ "name": "machine", "kind": "belongs_to", "targets": ["Robot"], "key": ["author_id"] });
    let two = typed("i32", "i64")
        .and(robot)
        .add("Post", "relations", machine);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
        note: `User.id` is declared here
          --> src/user.rs:2:5
        note: the same applies to `Post.machine`
          --> src/post.rs:13:5
          = note: `Post.author_id` is the key of `Post.author`
          = note: different widths: 32 bits and 64 bits
          = note: key field `Post.author_id` is `i32`, but it references `Robot.id`, which is `i64`
          = help: change the type of `Post.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&two.report());
    two.mended(&options());
}

#[test]
fn what_something_else_needs_as_it_is_is_not_changed() {
    let help = |models: Models| {
        models
            .found()
            .iter()
            .next()
            .unwrap()
            .help()
            .map(str::to_owned)
    };
    let change = "change the type of `Post.author_id` to `i64`";
    assert_eq!(help(typed("i32", "i64")).as_deref(), Some(change));
    // It is what others may point at.
    assert_eq!(
        help(typed("i32", "i64").set("Post", json!({ "key": ["author_id"] }))),
        None
    );
    assert_eq!(
        help(typed("i32", "i64").set("Post", json!({ "unique": [["id", "author_id"]] }))),
        None
    );
    assert_eq!(
        help(typed("i32", "i64").set("Post.author_id", json!({ "unique": true }))),
        None
    );
    // It points at something of its present type too.
    let robot = json!({ "name": "robot", "kind": "belongs_to", "targets": ["Robot"], "key": ["author_id"] });
    let shared = typed("i32", "i64").add("Post", "relations", robot);
    let of_type = |ty: &str| {
        shared
            .clone()
            .and(json!({ "path": "app::Robot", "fields": [{ "name": "id", "type": ty }] }))
    };
    assert_eq!(help(of_type("i32")), None);
    assert_eq!(help(of_type("i64")).as_deref(), Some(change));
}

#[test]
fn unknown_fields_are_not_wrong() {
    assert_eq!(
        typed("i32", "i64")
            .set("User", json!({ "fields": null, "key": ["id"] }))
            .faults(),
        [""; 0]
    );
    assert_eq!(
        typed("i32", "i64")
            .set("Post", json!({ "fields": null }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn is_allowed_at_every_relation_that_shows_it_and_at_their_models() {
    let models = typed("i32", "i64").set("User.posts", json!({ "key": ["author_id"] }));
    let at = ["Post.author", "Post", "User.posts", "User"];
    models.is_allowed_only_at(&options(), Rule::KeyType, &at);
    typed("i32", "i64").is_allowed_only_at(&options(), Rule::KeyType, &["Post.author", "Post"]);
}

#[test]
fn has_a_level() {
    let models = typed("i32", "i64");
    assert!(models.found_at(Rule::KeyType, Level::Allow).is_empty());
    assert_eq!(
        models
            .found_at(Rule::KeyType, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(models.found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_at_fault() {
    let models = typed("i32", "i64").set("Post.author", json!({ "targets": ["Usr"] }));
    assert_eq!(models.faults(), ["missing_target at Post.author"]);
    let tag = json!({ "path": "app::Tag", "fields": [{ "name": "id", "type": "String" }] });
    let models = blog()
        .and(tag)
        .set("Post.author", json!({ "targets": ["Tag"] }));
    assert_eq!(models.faults(), ["inverse_elsewhere at User.posts"]);
    // What would not fit the right target either is a fault of its own.
    let models = models.set("Post.author_id", ty("bool"));
    assert_eq!(
        models.faults(),
        ["key_type at Post.author", "inverse_elsewhere at User.posts"]
    );
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Post.author_id` is `i32`, but it references `User.id`, which is `i64`
          = note: `Post.author_id` is the key of `Post.author`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Post.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]]
    .assert_eq(&typed("i32", "i64").without_places().report());
}
