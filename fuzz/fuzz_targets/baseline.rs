//! In: the text of a baseline. Whatever it is, it is read or told to be no baseline, and nothing that is found gets lost.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use relata::document::Document;
use relata::options;

/// A document in which much is wrong.
static WRONG: LazyLock<[Document; 1]> =
    LazyLock::new(|| [Document::parse(include_str!("../wrong.json")).expect("it is a document")]);

fuzz_target!(|text: &str| {
    for options in [options(), options().strict()] {
        let found = options.check_documents(&*WRONG);
        let with_baseline = options.baseline(text).check_documents(&*WRONG);
        assert!(
            with_baseline.len() >= found.len(),
            "{found}\n\n{with_baseline}"
        );
        drop(with_baseline.to_string());
    }
});
