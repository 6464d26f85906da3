//! What must hold of records, wherever they come from.
//!
//! In: records of which nothing is trusted but that relata has read them. Out: nothing, or a panic, which is what the
//! fuzzer looks for.

use relata::document::Document;
use relata::{Level, Options, Records, Registry, Rule, options};

/// Judges the records of a file, and what they are without the types and the platform that only a file has.
pub fn try_file(records: &Records) {
    for options in [options(), options().strict()] {
        judge(&options, records);
    }
    let _ = Document::of(&registry(records)).to_json();
    let bytes = records.to_bytes();
    try_all(&Records::from_bytes(&bytes).expect("what was written can be read"));
}

/// Judges these records, goes through what they register, and hands them over as bytes.
pub fn try_all(records: &Records) {
    let bytes = records.to_bytes();
    let read = Records::from_bytes(&bytes).expect("what was written can be read");
    assert_eq!(read.to_bytes(), bytes, "it is written as it was read");
    for options in [options(), options().strict()] {
        let found = judge(&options, records);
        assert_eq!(
            judge(&options, &read),
            found,
            "the order of records never shows"
        );
    }
    let _ = Document::of(&registry(records)).to_json();
}

/// Everything that is found, as text. A baseline of it lets all of it pass.
fn judge(options: &Options, records: &Records) -> String {
    let records = std::slice::from_ref(records);
    let found = options.check_records(records);
    let with_baseline = options.clone().baseline(&found.to_baseline());
    let left = with_baseline.check_records(records);
    assert_eq!(left.count(Level::Deny), 0, "{found}\n\n{left}");
    found.to_string()
}

/// What these records register, whatever is wrong with it.
#[must_use]
pub fn registry(records: &Records) -> Registry {
    let rules = Rule::ALL.iter();
    let options = rules.fold(options(), |options, rule| {
        options.level(*rule, Level::Allow)
    });
    let registry = options.init_records(std::slice::from_ref(records));
    let registry = registry.expect("no rule is asked");
    for relation in registry.models().flat_map(|model| model.relations()) {
        let _ = relation.targets().count();
        let _ = (relation.inverse(), relation.inverses().count());
        let _ = relation.key().count();
    }
    let ordered = registry.creation_order().into_iter().flatten().count();
    let models = registry.models();
    let with_rows = models.filter(|model| !model.is_external() && !model.is_abstract());
    assert_eq!(ordered, with_rows.count(), "each has its place once");
    registry
}
