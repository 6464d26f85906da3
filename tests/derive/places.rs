//! Where things are, to the column.

#[path = "places/in_a_file.rs"]
mod in_a_file;

use relata::Model;
use relata::registry::Models;

use crate::harness::recorded;

/// The places of the first model of these, of its fields, and of its relations.
fn places(models: &Models) -> [Vec<String>; 3] {
    let registry = recorded(models);
    let model = registry.models().next().unwrap();
    let shown = |place: relata::Place| place.to_string();
    [
        vec![shown(model.place())],
        model.fields().map(|field| shown(field.place())).collect(),
        model
            .relations()
            .map(|relation| shown(relation.place()))
            .collect(),
    ]
}

#[rustfmt::skip]
mod here {
    use super::Model;

    pub const LINE: u32 = line!();
    #[derive(Model)]
    #[relata(table = "posts", has_many(comments: "Comment"),
        belongs_to(r#type: "Type"))]
    pub struct   Post {
        id: i64, /* ü */ title: String,
        #[relata(belongs_to("User"))] #[doc = "…"] pub author_id: i64,
        #[relata(belongs_to(owner : "User"))]
        pub(crate)
            r#move: i64,
    }

    #[derive(Model)] #[relata(refers_to(b: Pair))] pub struct Pair(pub i64, #[relata(belongs_to(a: Self))] pub i64);
}

#[test]
fn of_a_model_its_fields_and_its_relations() {
    let at = |places: &[(u32, u32)]| -> Vec<String> {
        let file = file!();
        places
            .iter()
            .map(|(line, column)| format!("{file}:{}:{column}", here::LINE + line))
            .collect()
    };
    assert_eq!(
        places(&relata::models![here::Post]),
        [
            at(&[(4, 18)]),
            at(&[(5, 9), (5, 26), (6, 56), (9, 13)]),
            at(&[(2, 40), (3, 20), (6, 56), (7, 29)]),
        ]
    );
    assert_eq!(
        places(&relata::models![here::Pair]),
        [
            at(&[(12, 63)]),
            at(&[(12, 72), (12, 112)]),
            at(&[(12, 41), (12, 97)]),
        ]
    );
}

#[test]
fn in_a_module_file() {
    let file = file!().replace("places.rs", "places/in_a_file.rs");
    let at = |places: &[&str]| -> Vec<String> {
        places
            .iter()
            .map(|place| format!("{file}:{place}"))
            .collect()
    };
    assert_eq!(
        places(&relata::models![in_a_file::Account]),
        [at(&["5:12"]), at(&["6:5"]), at(&["4:19"])]
    );
}

#[test]
fn of_what_a_finding_points_at() {
    #[rustfmt::skip]
    mod wrong {
        pub const LINE: u32 = line!();
        #[derive(relata::Model)]
        #[relata(belongs_to(author: "Nobody"))]
        #[relata(has_many(replies: Self, inverse = parent), allow(duplicate_model, reason = "none"))]
        pub struct Wrong {
            #[relata(belongs_to(any(Self, "Nobody2")))]
            id: i64,
        }
    }

    assert_eq!(
        found(&relata::models![wrong::Wrong], wrong::LINE),
        [
            ("missing_target", 2, 37),
            ("missing_inverse", 3, 52),
            ("unused_allow", 3, 67),
            ("missing_target", 5, 43),
        ]
    );
}

/// The rules of the findings, and where they point, by lines behind this one.
fn found(models: &Models, line: u32) -> Vec<(&'static str, u32, u32)> {
    let findings = relata::options().check_isolated(models);
    let found = findings.iter().map(|finding| {
        let place = finding.place().unwrap();
        (finding.rule().name(), place.line() - line, place.column())
    });
    found.collect()
}

#[test]
fn of_what_a_relation_says_of_keys() {
    #[rustfmt::skip]
    mod wrong {
        pub const LINE: u32 = line!();
        #[derive(relata::Model)]
        #[relata(has_many(answers: Self, inverse = asked, key = nope))]
        #[relata(belongs_to(asked: Self, inverse = answers, key = id, references = gone))]
        #[relata(many_to_many(tags: Tag, through = Tagging, via(tag, post)))]
        pub struct Post { id: i64 }
        #[derive(relata::Model)]
        pub struct Tag { id: i64 }
        #[derive(relata::Model)]
        #[relata(belongs_to(post: Post, key = id), belongs_to(tag: Tag, key = id))]
        pub struct Tagging { id: i64 }
    }

    assert_eq!(
        found(
            &relata::models![wrong::Post, wrong::Tag, wrong::Tagging],
            wrong::LINE
        ),
        [
            ("missing_key", 2, 65),
            ("missing_reference", 3, 84),
            ("through_keys", 4, 70),
        ]
    );
}

/// So many marks that their number takes two bytes.
#[test]
fn of_the_last_of_many_targets() {
    #[rustfmt::skip]
    mod wrong {
        pub const LINE: u32 = line!();
        #[derive(relata::Model)]
        #[relata(refers_to(subject: any(
            "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13", "A14", "A15",
            "B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12", "B13", "B14", "B15",
        ), inverse = none), refers_to(behind: "C"))]
        pub struct Note { id: i64 }
    }

    let found = found(&relata::models![wrong::Note], wrong::LINE);
    assert_eq!(found.len(), 31);
    let last = [("missing_target", 4, 102), ("missing_target", 5, 47)];
    assert_eq!(found[29..], last);
}
