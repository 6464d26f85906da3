//! The examples in the guide to the formats are real output.

use crate::documents::folder;
use crate::run;

const GUIDE: &str = include_str!("../../docs/formats.md");

/// The code blocks of the guide with this language.
fn blocks(mark: &str) -> Vec<String> {
    let guide = GUIDE.replace('\r', "");
    let blocks = guide.split("```").skip(1).step_by(2);
    let marked = blocks.filter_map(|it| it.strip_prefix(mark)?.strip_prefix('\n'));
    marked.map(str::to_owned).collect()
}

#[test]
fn examples_are_real_output() {
    let [document, json] = &*blocks("json") else {
        panic!("the guide has a document and what is printed of it");
    };
    let folder = folder("guide", document);
    let printed =
        |format| run::output(&folder, &["models.json", "--message-format", format]).stdout;
    assert_eq!(*json, printed("json"));
    assert_eq!(blocks("text"), [printed("github")]);
}
