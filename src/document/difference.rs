//! What changed from one document to another, in words: for a test that keeps one beside the code, and for review.
//!
//! In: two documents. Out: changes, by model. Where something stands and the version of its package are no changes, and
//! neither is the order in which fields and relations are declared.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Document;
use super::model::Model;
use crate::findings::wording::{counted, one_line};

/// What changed from one document to another: models, fields and relations that are gone, new or other.
///
/// ```
/// use relata::document::Document;
///
/// let [old, new] = ["String", "i64"].map(|ty| {
///     let field = format!(r#"{{ "name": "number", "type": "{ty}" }}"#);
///     let model = format!(r#"{{ "path": "billing::Invoice", "fields": [{field}] }}"#);
///     Document::parse(&format!(r#"{{ "format": "relata/1", "models": [{model}] }}"#)).unwrap()
/// });
/// let difference = Document::difference(&old, &new);
/// assert_eq!(
///     difference.to_string(),
///     "~ model `billing::Invoice`: field `number`: `type` was `String` and is `i64`\n",
/// );
/// assert!(!difference.removes());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    changes: Vec<Change>,
}

/// One change, in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    sign: char,
    text: String,
}

impl Change {
    /// `-` for what is gone, `+` for what is new, `~` for what is other.
    pub fn sign(&self) -> char {
        self.sign
    }

    /// What is gone, new or other, in words.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What is never a change. By its name each is known.
const IGNORED: [&str; 3] = ["at", "version", "name"];

impl Document {
    /// What changed from the first document to the second.
    pub fn difference(old: &Document, new: &Document) -> Difference {
        let mut difference = Difference::default();
        let models = paired(by_path(old), by_path(new));
        difference.compare_all("model", models, Difference::compare_models);
        difference
    }

    /// The same without the places of models, fields and relations, and without the versions of packages: it changes only
    /// when what is registered does.
    #[must_use]
    pub fn without_places(mut self) -> Self {
        for model in &mut self.models {
            (model.at, model.version) = (None, None);
            for field in model.fields.iter_mut().flatten() {
                field.at = None;
            }
            for relation in &mut model.relations {
                relation.at = None;
            }
        }
        self
    }
}

impl Difference {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Every change, by model.
    pub fn changes(&self) -> impl ExactSizeIterator<Item = &Change> {
        self.changes.iter()
    }

    /// Whether a model, a field or a relation is gone.
    pub fn removes(&self) -> bool {
        self.changes.iter().any(|it| it.sign == '-')
    }

    fn add(&mut self, sign: char, text: String) {
        let text = one_line(text);
        self.changes.push(Change { sign, text });
    }

    /// What is on one side alone is told by its name; what is on both is compared.
    fn compare_all<V>(
        &mut self,
        what: &str,
        all: BTreeMap<String, (Option<V>, Option<V>)>,
        compare: impl Fn(&mut Self, &str, &V, &V),
    ) {
        for (name, sides) in all {
            let item = format!("{what} `{name}`");
            match sides {
                (Some(_), None) => self.add('-', format!("{item} is gone")),
                (None, Some(_)) => self.add('+', format!("{item} is new")),
                (Some(old), Some(new)) => compare(self, &item, &old, &new),
                (None, None) => {}
            }
        }
    }

    /// Models of one path: one beside the other, in the order of their places.
    fn compare_models(&mut self, model: &str, old: &Vec<&Model>, new: &Vec<&Model>) {
        if old.len() != new.len() {
            let (was, is) = (old.len(), new.len());
            let sign = if is < was { '-' } else { '+' };
            self.add(
                sign,
                format!("{model}: {} became {is}", counted(was, "declaration")),
            );
        }
        for (old, new) in old.iter().zip(new) {
            let (mut old, mut new) = (members(old), members(new));
            for (noun, list) in [("field", "fields"), ("relation", "relations")] {
                let lists = (old.remove(list), new.remove(list));
                match (list, &lists) {
                    ("fields", (Some(_), None)) => {
                        self.add('~', format!("{model}: its fields are not known any more"));
                    }
                    ("fields", (None, Some(_))) => {
                        self.add('~', format!("{model}: its fields are known now"));
                    }
                    _ => {
                        let lists = paired(by_name(lists.0), by_name(lists.1));
                        let what = format!("{model}: {noun}");
                        self.compare_all(&what, lists, Difference::compare_members);
                    }
                }
            }
            self.compare_members(model, &old, &new);
        }
    }

    fn compare_members(&mut self, item: &str, old: &Map<String, Value>, new: &Map<String, Value>) {
        for (name, (old, new)) in paired(old.iter(), new.iter()) {
            if !IGNORED.contains(&name.as_str()) {
                self.compare(item, name, old, new);
            }
        }
    }

    fn compare(&mut self, item: &str, member: &str, old: Option<&Value>, new: Option<&Value>) {
        if old == new {
            return;
        }
        let text = match (old, new) {
            (Some(old), Some(new)) => {
                format!(
                    "{item}: `{member}` was `{}` and is `{}`",
                    shown(old),
                    shown(new)
                )
            }
            (Some(old), None) => {
                format!("{item}: `{member}` was `{}` and is not written", shown(old))
            }
            (None, new) => {
                let new = new.map(shown).unwrap_or_default();
                format!("{item}: `{member}` was not written and is `{new}`")
            }
        };
        self.add('~', text);
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.changes
            .iter()
            .try_for_each(|it| writeln!(f, "{} {}", it.sign, it.text))
    }
}

/// What is in one, in the other or in both, by key.
fn paired<K: Ord, V>(
    old: impl IntoIterator<Item = (K, V)>,
    new: impl IntoIterator<Item = (K, V)>,
) -> BTreeMap<K, (Option<V>, Option<V>)> {
    let mut all: BTreeMap<K, (Option<V>, Option<V>)> = BTreeMap::new();
    for (key, value) in old {
        all.entry(key).or_default().0 = Some(value);
    }
    for (key, value) in new {
        all.entry(key).or_default().1 = Some(value);
    }
    all
}

fn by_path(document: &Document) -> BTreeMap<String, Vec<&Model>> {
    let mut models: BTreeMap<String, Vec<&Model>> = BTreeMap::new();
    for model in &document.models {
        models.entry(model.full_path()).or_default().push(model);
    }
    models
}

/// The members of a model as they are written.
fn members(model: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(model) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// Objects of a list, by their names.
fn by_name(list: Option<Value>) -> Vec<(String, Map<String, Value>)> {
    let Some(Value::Array(items)) = list else {
        return Vec::new();
    };
    let named = items.into_iter().filter_map(|item| match item {
        Value::Object(members) => {
            let name = members.get("name")?.as_str()?.to_owned();
            Some((name, members))
        }
        _ => None,
    });
    named.collect()
}

/// A text as it is, texts one after the other, and everything else as JSON.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items: Vec<_> = items.iter().map(shown).collect();
            items.join(", ")
        }
        other => other.to_string(),
    }
}
