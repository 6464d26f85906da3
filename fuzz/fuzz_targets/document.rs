//! In: the text of a document. Whatever it is, it is read or refused; what is read can be written, and so can what it
//! registers.

#![no_main]

use libfuzzer_sys::fuzz_target;
use relata::Records;
use relata::document::Document;

fuzz_target!(|text: &str| {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return drop(error.to_string()),
    };
    come_back(&document);
    let records = Records::of_document(&document);
    relata_fuzz::try_all(&records);
    come_back(&Document::of(&relata_fuzz::registry(&records)));
});

fn come_back(document: &Document) {
    let text = document.to_json();
    let read = Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read, *document);
    assert_eq!(read.to_json(), text);
}
