//! Records as bytes, as a plugin hands them to its host, and several sets of them as one system.

use proptest::prelude::*;
use relata::document::Document;
use relata::{Records, Rule, options};
use serde_json::json;

fn document(models: &serde_json::Value) -> Document {
    let document = json!({ "format": "relata/1", "models": models });
    Document::parse(&document.to_string()).unwrap()
}

fn invoices() -> Document {
    document(&json!([{
        "path": "billing::Invoice", "at": "billing.rs:3:8",
        "fields": [{ "name": "id", "type": "i64" }, { "name": "user_id", "type": "i64" }],
        "relations": [{ "name": "user", "kind": "belongs_to", "targets": ["User"], "key": ["user_id"] }],
    }]))
}

#[test]
fn they_come_back_as_they_were() {
    let linked = Records::linked();
    let read = Records::from_bytes(&linked.to_bytes()).unwrap();
    assert_eq!(read.to_bytes(), linked.to_bytes());
    let registry = options().init_records(&[read]).unwrap();
    assert_eq!(
        Document::of(&registry),
        Document::of(relata::init().unwrap())
    );
    // In a document, as anywhere, a record ends where the next can begin.
    let invoices = Records::of_document(&invoices());
    assert_eq!(invoices.to_bytes().len() % 4, 0);
    let read = Records::from_bytes(&invoices.to_bytes()).unwrap();
    assert_eq!(read.to_bytes(), invoices.to_bytes());
    assert_eq!(format!("{read:?}"), "Records { records: 1, .. }");
    // Each once, whichever channel brought it, and the two are one system.
    let twice = [read.clone(), read.clone(), invoices];
    assert_eq!(
        options().check_records(&twice).to_string(),
        options().check_records(&[read]).to_string()
    );
    let two_channels = linked.to_bytes().len();
    let once = Records::from_bytes(&linked.to_bytes())
        .unwrap()
        .to_bytes()
        .len();
    assert_eq!(two_channels, once);
}

#[test]
fn several_are_one_system() {
    let (host, plugin) = (Records::linked(), Records::of_document(&invoices()));
    let alone = options().check_records(std::slice::from_ref(&plugin));
    assert_eq!(alone.iter().next().unwrap().rule(), Rule::MissingTarget);
    let registry = options().init_records(&[host, plugin]).unwrap();
    let user = registry.model("Invoice").unwrap().relation("user").unwrap();
    assert_eq!(user.targets().next().unwrap().path(), "records::User");
    // What was linked here still has its types.
    assert!(registry.get::<crate::User>().is_some());
}

/// What is linked here and also comes from elsewhere is one model, with its types, in either order.
#[test]
fn one_model_from_here_and_from_elsewhere() {
    let here = Records::linked();
    let elsewhere = Records::from_bytes(&here.to_bytes()).unwrap();
    let both = [here, elsewhere];
    for both in [both.clone(), {
        let [here, elsewhere] = both;
        [elsewhere, here]
    }] {
        let registry = options().init_records(&both).unwrap();
        assert_eq!(registry.len(), relata::init().unwrap().len());
        assert!(registry.get::<crate::User>().is_some());
        assert!(registry.warnings().is_empty());
    }
}

/// A crate that host and plugin were each built with, in another folder.
#[test]
fn one_crate_that_was_built_elsewhere() {
    let customer = |root: &str, version: &str, field: &str| {
        let customer = json!([{
            "path": "crm::Customer", "package": "crm", "version": version,
            "at": format!("{root}crm/src/lib.rs:3:8"),
            "fields": [{ "name": "id", "type": "i64", "at": format!("{root}crm/src/lib.rs:4:5") }, { "name": field, "type": "i64" }],
        }]);
        Records::of_document(&document(&customer))
    };
    let rules = |one: Records, other: Records| {
        let both = [one.clone(), other.clone()];
        let found = options().check_records(&both);
        assert_eq!(
            found.to_string(),
            options().check_records(&[other, one]).to_string()
        );
        found.iter().map(relata::Finding::rule).collect::<Vec<_>>()
    };
    let here = customer("", "1.0.0", "a");
    assert_eq!(rules(here.clone(), customer("/build/", "1.0.0", "a")), []);
    // What differs in more than that is not the same.
    assert_eq!(
        rules(here.clone(), customer("/build/", "1.0.0", "b")),
        [Rule::DuplicateModel]
    );
    assert_eq!(
        rules(here, customer("/build/", "1.0.1", "a")),
        [Rule::CrateLinkedTwice]
    );
    // Without a package it is not known.
    assert_eq!(
        rules(customer("", "", "a"), customer("/build/", "", "a")),
        [Rule::DuplicateModel]
    );
}

/// Where the types are not known of both ends of a key, they are compared as they are written.
#[test]
fn types_from_elsewhere_are_texts() {
    let invoice = |ty: &str| {
        let invoice = json!([{
            "path": "billing::Invoice",
            "fields": [{ "name": "id", "type": "i64" }, { "name": "user_id", "type": ty }],
            "relations": [{ "name": "user", "kind": "belongs_to", "targets": ["User"], "key": ["user_id"] }],
        }]);
        Records::of_document(&document(&invoice))
    };
    let found = |ty| options().check_records(&[Records::linked(), invoice(ty)]);
    assert!(found("i64").is_empty());
    assert!(found("UserId").is_empty());
    assert_eq!(found("i32").iter().next().unwrap().rule(), Rule::KeyType);
}

#[test]
fn nothing_is_nothing() {
    assert!(Records::from_bytes(b"").unwrap().to_bytes().is_empty());
    assert!(Records::default().to_bytes().is_empty());
    for nothing in [&[][..], &[Records::default()]] {
        let found = options().check_records(nothing);
        assert_eq!(found.iter().next().unwrap().rule(), Rule::EmptyRegistry);
    }
}

#[test]
fn what_is_no_record() {
    let error = |bytes: &[u8]| Records::from_bytes(bytes).unwrap_err().to_string();
    assert_eq!(
        error(b"hello"),
        "the record at byte 0 of the records is cut off"
    );
    let bytes = Records::linked().to_bytes();
    for end in 1..bytes.len() {
        if let Ok(read) = Records::from_bytes(&bytes[..end]) {
            // Up to the end of one of them, and zeros.
            assert_eq!(read.to_bytes(), bytes[..read.to_bytes().len()]);
        }
    }
}

/// A later version adds notes, and parts to records: what this one knows is read.
#[test]
fn what_a_later_version_wrote() {
    let note = |kind: u32, record: &[u8]| {
        let numbers = [12, u32::try_from(record.len()).unwrap(), kind];
        let numbers = numbers.map(u32::to_le_bytes).concat();
        [&numbers, &b"relata\0\0\0\0\0\0"[..], record].concat()
    };
    let group = b"\x03\x03\x02id\x08\x03job"; // a key, and a part with tag 8
    let record = relata_record::facts::record(&relata::__private::Facts {
        path: "billing::Job",
        file: "job.rs",
        at: [1, 1],
        seen: [1, 1],
        flags: 16,
        optional: &[],
        targets: &[],
        rest: group,
    });
    let notes = [
        note(2, b"the types of a model    "),
        note(1, &record),
        note(15, b"else"),
    ];
    let records = Records::from_bytes(&notes.concat()).unwrap();
    assert_eq!(records.skipped(), 2);
    // What it does not know is still there for who knows it.
    assert_eq!(records.to_bytes(), notes[1]);
    let registry = options().init_records(&[records]).unwrap();
    assert_eq!(registry.coverage().skipped_parts, 2);
    let keys = registry
        .models()
        .map(|model| model.key().collect::<Vec<_>>());
    assert_eq!(keys.collect::<Vec<_>>(), [["id"]]);
    // Of what is known nothing is skipped.
    let linked = Records::from_bytes(&Records::linked().to_bytes()).unwrap();
    assert_eq!(linked.skipped(), 0);
}

/// Else one record could be two, and what is read could not be read again.
#[test]
fn a_record_is_padded_in_one_way() {
    for path in ["a::B", "a::Bc", "a::Bcd", "a::Bcde"] {
        let bytes = Records::of_document(&document(&json!([{ "path": path }]))).to_bytes();
        let record_size = bytes.len() - 24;
        for size in (record_size - 7..record_size).chain(record_size + 1..record_size + 8) {
            let mut other = bytes.clone();
            other.resize(24 + size, 0);
            other[4..8].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
            other.resize(other.len().next_multiple_of(8), 0);
            let error = Records::from_bytes(&other).unwrap_err().to_string();
            assert_eq!(error, "the record at byte 0 of the records is damaged");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(records) = Records::from_bytes(&bytes) {
            let _ = options().check_records(&[records]).to_string();
        }
    }
}
