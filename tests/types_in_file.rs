//! One program three times: linked, as its file, and as a document. For each pair of types there is a key of the first type
//! that points at an id of the second, so all three must give the same findings.

#![cfg(all(feature = "executable", feature = "document"))]
#![allow(dead_code, reason = "only the types of the fields count")]

#[allow(dead_code, unreachable_pub, reason = "it has files for other tests")]
#[path = "records/files.rs"]
mod files;

use std::collections::BTreeSet;
use std::{env, fs};

use relata::document::Document;
use relata::{Findings, Level, Records, Rule, options};

/// Newtypes of the same type, and aliases.
mod types {
    #[derive(Debug)]
    pub(crate) struct UserId(i64);
    #[derive(Debug)]
    pub(crate) struct PostId(i64);
    #[derive(Debug)]
    pub(crate) struct Of<T>(T);
    /// A newtype that counts as what it contains.
    #[derive(Debug)]
    pub(crate) struct Counted(i64);
    relata::key_type!(Counted = i64);
    /// A type with a name that documents compare, stored as text.
    #[derive(Debug)]
    pub(crate) struct Ulid(u128);
    relata::key_type!(Ulid = String);
    pub(crate) type Alias = i64;
    pub(crate) type Text = String;
}

/// The module of a type, what it is, and its name in a document.
type Type = (&'static str, &'static str, &'static str);

/// Each type: its module, what it is, and its name if a document has a name for it that means the same everywhere.
macro_rules! each_type {
    ($with:ident $($before:tt)*) => {
        $with! { $($before)*
            int [i64] "i64" "i64";
            short [i32] "i32" "i32";
            unsigned [u64] "u64" "u64";
            alias [crate::types::Alias] "i64" "";
            user [crate::types::UserId] "UserId" "";
            post [crate::types::PostId] "PostId" "";
            counted [crate::types::Counted] "Counted" "";
            ulid [Ulid] "Ulid" "Ulid";
            of_user [crate::types::Of<crate::types::UserId>] "Of<UserId>" "";
            of_post [crate::types::Of<crate::types::PostId>] "Of<PostId>" "";
            of_int [crate::types::Of<i64>] "Of<i64>" "";
            of_alias [crate::types::Of<crate::types::Alias>] "Of<i64>" "";
            text [String] "text" "text";
            text_alias [crate::types::Text] "text" "";
            borrowed [&'static str] "text" "text";
            boxed [Box<str>] "text" "text";
            bytes [Vec<u8>] "bytes" "bytes";
            array [[u8; 16]] "[u8; 16]" "";
        }
    };
}

macro_rules! keys {
    ($($name:ident [$($ty:tt)*] $class:literal $word:literal;)*) => {
        $(mod $name {
            each_type!(key_of [$($ty)*]);
        })*

        const TYPES: &[Type] = &[$((stringify!($name), $class, $word)),*];
    };
}

macro_rules! key_of {
    ([$key:ty] $($name:ident [$($id:tt)*] $class:literal $word:literal;)*) => {
        $(mod $name {
            #[allow(unused_imports, reason = "most modules have other types")]
            use crate::types::Ulid;

            #[derive(Debug, relata::Model)]
            pub(crate) struct Target {
                pub(crate) id: $($id)*,
            }

            #[derive(Debug, relata::Model)]
            #[relata(unique(target_id, other_id))]
            pub(crate) struct Holder {
                pub(crate) id: u8,
                #[relata(belongs_to(Target))]
                pub(crate) target_id: Option<$key>,
                #[relata(as = $($id)*, belongs_to(other: Target))]
                pub(crate) other_id: $key,
            }
        })*
    };
}

each_type!(keys);

/// The size of the ids of the types that every file lists.
const KNOWN_SIZE: u32 = 16 * (2 + 16 + 7 + 7);

/// The pairs of types that the findings report.
fn reported(findings: &Findings) -> BTreeSet<(String, String)> {
    let is_of_types = |rule| rule == Rule::KeyType || rule == Rule::KeyNewtype;
    let of_rule = findings.iter().filter(|it| is_of_types(it.rule()));
    let pair = |place: &str| {
        let modules: Vec<&str> = place.split("::").collect();
        (modules[1].to_owned(), modules[2].to_owned())
    };
    let subjects = of_rule.flat_map(relata::Finding::subjects);
    subjects.map(|it| pair(it.model().unwrap())).collect()
}

/// What counts as what.
const COUNTS: [[&str; 2]; 2] = [["Counted", "i64"], ["Ulid", "text"]];

/// Whether what one type is, or counts as, is the other.
fn fit(one: &str, other: &str) -> bool {
    one == other || COUNTS.contains(&[one, other]) || COUNTS.contains(&[other, one])
}

/// The pairs that this tells apart.
fn pairs(differ: impl Fn(&Type, &Type) -> bool) -> BTreeSet<(String, String)> {
    let pairs = TYPES
        .iter()
        .flat_map(|key| TYPES.iter().map(move |id| (key, id)));
    let differing = pairs.filter(|(key, id)| differ(key, id));
    let names = differing.map(|(key, id)| (key.0.to_owned(), id.0.to_owned()));
    names.collect()
}

/// The file of this test.
pub(crate) fn own() -> Vec<u8> {
    fs::read(env::current_exe().unwrap()).unwrap()
}

fn check(file: &[u8]) -> Findings {
    options().check_records(&[Records::of_executable(file).unwrap()])
}

/// The pairs that differ by names that mean the same everywhere.
fn differ_by_name() -> BTreeSet<(String, String)> {
    let known = |ty: &Type| !ty.2.is_empty();
    let expected = pairs(|key, id| known(key) && known(id) && !fit(key.2, id.2));
    assert_eq!(expected.len(), 44);
    expected
}

#[test]
fn linked() {
    let expected = pairs(|key, id| !fit(key.1, id.1));
    assert_eq!(reported(&relata::check()), expected);
    assert_eq!(expected.len(), 278);
}

#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn the_file() {
    assert_eq!(check(&own()).to_string(), relata::check().to_string());
}

/// The same notes as WebAssembly has them: only in its data they have types.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn in_webassembly() {
    let (section, linked) = (files::own_section(), relata::check());
    for file in [
        files::wasm_data,
        files::wasm_packed,
        files::wasm_both,
        files::wasm_component,
    ] {
        let findings = check(&file(&section));
        assert_eq!(findings.to_string(), linked.to_string());
        assert_eq!(findings.coverage(), linked.coverage());
    }
    let findings = check(&files::wasm(&section));
    assert_eq!(reported(&findings), differ_by_name());
    let (linked, coverage) = (linked.coverage(), findings.coverage());
    assert!(coverage.types_unknown > 100);
    assert_eq!(
        coverage.keys_compared + coverage.types_unknown,
        linked.keys_compared
    );
}

/// Ids of two builds cannot be compared: what is equal is, and the rest is compared by name.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn bytes_without_ids() {
    let records = Records::of_executable(&own()).unwrap().to_bytes();
    let findings = options().check_records(&[Records::from_bytes(&records).unwrap()]);
    assert_eq!(reported(&findings), differ_by_name());
}

/// The places of the notes of this kind in a file, by the position of the kind in their header.
fn notes(file: &[u8], kind: u32) -> Vec<usize> {
    let owner = [&kind.to_le_bytes()[..], b"relata\0\0\0\0\0\0"].concat();
    let found = file.windows(16).enumerate().filter(|(_, it)| *it == owner);
    found.map(|(at, _)| at).collect()
}

/// The same file with notes of a kind that this version does not know in place of these.
fn unknown(mut file: Vec<u8>, notes: &[usize]) -> Vec<u8> {
    for at in notes {
        file[*at] = 9;
    }
    file
}

/// Types whose ids a later version wrote differently are compared by name.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn ids_that_are_not_known() {
    let types = notes(&own(), 2);
    assert!(types.len() > 100);
    let findings = check(&unknown(own(), &types));
    assert_eq!(reported(&findings), differ_by_name());
    // The others are compared as before.
    let half = &types[..types.len() / 2];
    let some = reported(&check(&unknown(own(), half)));
    let all = reported(&relata::check());
    // What `key_type!` declares with ids does not hold for a type without.
    let is_declared = |(key, id): &&(String, String)| [key, id].iter().any(|it| **it == "ulid");
    let added: Vec<_> = some
        .difference(&all)
        .filter(|it| !is_declared(it))
        .collect();
    assert_eq!(added, Vec::<&(String, String)>::new());
    assert!(some.is_superset(&differ_by_name()));
    assert!(some.len() < all.len() && some.len() > differ_by_name().len());
}

/// Two programs with models in common have the findings of each, whichever is first.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn two_programs() {
    let file = own();
    let is_target = |at: &usize| {
        let record = &file[at + 16..at + 60];
        record.windows(8).any(|it| it == b"::Target")
    };
    let mut without_targets = notes(&file, 1);
    without_targets.retain(|at| !is_target(at));
    let targets = unknown(own(), &without_targets);
    let read = |file: &[u8]| Records::of_executable(file).unwrap();
    let expected = reported(&relata::check());
    for both in [[&file, &targets], [&targets, &file], [&file, &file]] {
        let findings = options().check_records(&both.map(|it| read(it)));
        assert_eq!(reported(&findings), expected);
    }
}

/// If types do not have ids of their own in a file, none are compared.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn ids_that_mean_nothing() {
    let note = [
        &12_u32.to_le_bytes()[..],
        &KNOWN_SIZE.to_le_bytes(),
        &3_u32.to_le_bytes(),
        b"relata\0\0\0\0\0\0",
    ];
    let file = own();
    let found = file
        .windows(24)
        .position(|bytes| *bytes == note.concat())
        .unwrap();
    let ids = found + 24..found + 24 + KNOWN_SIZE as usize;
    let all = |id: [u8; 16]| id.repeat(ids.len() / 16);
    let mut second_differs = file[ids.clone()].to_vec();
    second_differs[16] ^= 1;
    let mut two_are_equal = file[ids.clone()].to_vec();
    two_are_equal.copy_within(32..48, 64);
    for other in [all([0; 16]), all([7; 16]), second_differs, two_are_equal] {
        let mut file = file.clone();
        file[ids.clone()].copy_from_slice(&other);
        assert_eq!(reported(&check(&file)), differ_by_name());
    }
}

/// A document has names in place of types, and what newtypes count as.
#[test]
fn a_document() {
    let registry = options().level(Rule::KeyType, Level::Warn).init().unwrap();
    let document = Records::of_document(&Document::of(registry));
    let findings = options().check_records(&[document]);
    let of_the_language = |ty: &Type| !ty.2.is_empty() && ty.2 != "Ulid";
    let counted = |one: &Type, other: &Type| one.0 == "counted" && of_the_language(other);
    let mut expected = differ_by_name();
    expected.extend(pairs(|key, id| {
        (counted(key, id) || counted(id, key)) && !fit(key.1, id.1)
    }));
    assert_eq!(reported(&findings), expected);
    // What it cannot know of the first key: a type that has no such name, unless it counts as one.
    let is_named = |key: &Type, id: &Type| !key.2.is_empty() && !id.2.is_empty();
    let are_counted = |key: &Type, id: &Type| [key.0, id.0] == ["counted"; 2];
    let is_counted =
        |key: &Type, id: &Type| counted(key, id) || counted(id, key) || are_counted(key, id);
    let first = pairs(|key, id| !is_named(key, id) && !is_counted(key, id));
    // The second key counts as the type of the id.
    let second = pairs(|key, id| id.2.is_empty() && !(id.0 == "counted" && fit(key.1, id.1)));
    let (linked, coverage) = (relata::check().coverage(), findings.coverage());
    assert_eq!(linked.types_unknown, 0);
    assert_eq!(coverage.types_unknown as usize, first.len() + second.len());
    assert_eq!(coverage.relations, linked.relations);
}
