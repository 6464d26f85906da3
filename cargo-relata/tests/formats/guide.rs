//! The guide to the formats shows what is printed.

use crate::documents::folder;
use crate::run;

const GUIDE: &str = include_str!("../../docs/formats.md");

/// The blocks of code in the guide that are marked so.
fn blocks(mark: &str) -> Vec<String> {
    let guide = GUIDE.replace('\r', "");
    let blocks = guide.split("```").skip(1).step_by(2);
    let marked = blocks.filter_map(|it| it.strip_prefix(mark)?.strip_prefix('\n'));
    marked.map(str::to_owned).collect()
}

#[test]
fn the_examples_are_what_is_printed() {
    let [document, json] = &*blocks("json") else {
        panic!("the guide has a document and what is printed of it");
    };
    let folder = folder("guide", document);
    let printed =
        |format| run::output(&folder, &["models.json", "--message-format", format]).stdout;
    assert_eq!(*json, printed("json"));
    assert_eq!(blocks("text"), [printed("github")]);
}
