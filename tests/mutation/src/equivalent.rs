//! Conditions that no test can catch, with the reason: `equivalent.json`.

use serde_json::Value;

use super::conditions::Condition;

/// Conditions that may be negated without a difference that counts.
#[derive(Debug)]
pub(crate) struct Equivalent {
    file: String,
    function: String,
    condition: String,
}

/// Reads the list.
pub(crate) fn read() -> Vec<Equivalent> {
    let list: Vec<Value> =
        serde_json::from_str(include_str!("../equivalent.json")).expect("a list in JSON");
    let entry = |it: &Value| {
        let text = |key| match it[key].as_str() {
            Some(text) if !text.is_empty() => text.to_owned(),
            _ => panic!("an entry of equivalent.json has no `{key}`: {it}"),
        };
        text("reason");
        Equivalent {
            file: text("file"),
            function: text("function"),
            condition: text("condition"),
        }
    };
    list.iter().map(entry).collect()
}

impl Equivalent {
    pub(crate) fn is(&self, condition: &Condition) -> bool {
        self.file == condition.file
            && self.function == condition.function
            && self.condition == condition.text
    }
}

impl std::fmt::Display for Equivalent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} in {}: `{}`",
            self.file, self.function, self.condition
        )
    }
}
