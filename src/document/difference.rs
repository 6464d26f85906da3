//! The changes between two documents, in words. Places, versions of packages and the order of fields and relations are
//! ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

use super::Document;
use super::model::Model;
use crate::findings::wording::{counted, one_line};

/// The changes between two documents: models, fields and relations that were added, removed or changed.
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
///     "~ model `billing::Invoice`: field `number`: `type` changed from `String` to `i64`\n",
/// );
/// assert!(!difference.removes());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "changes are not printed by the comparison"]
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
    /// `-` for a removal, `+` for an addition, `~` for a change.
    pub fn sign(&self) -> char {
        self.sign
    }

    /// The change in words.
    pub fn text(&self) -> &str {
        &self.text
    }
}

type Members = Map<String, Value>;

/// The members that are never a change.
const IGNORED: [&str; 3] = ["at", "version", "name"];

impl Document {
    /// The changes from the first document to the second.
    pub fn difference(old: &Document, new: &Document) -> Difference {
        let mut difference = Difference::default();
        let (old, new) = (by_path(old), by_path(new));
        difference.compare_all("model", &old, &new, Difference::compare_models);
        difference
    }

    /// The document without places and versions of packages, so that it changes only when the registry does.
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
    /// Whether there are no changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// All changes, by model.
    pub fn changes(&self) -> impl ExactSizeIterator<Item = &Change> {
        self.changes.iter()
    }

    /// Whether a model, a field or a relation was removed.
    pub fn removes(&self) -> bool {
        self.changes.iter().any(|it| it.sign == '-')
    }

    fn add(&mut self, sign: char, text: String) {
        let text = one_line(text);
        self.changes.push(Change { sign, text });
    }

    /// Names what is on one side only, and compares what is on both.
    fn compare_all<V>(
        &mut self,
        noun: &str,
        old: &BTreeMap<String, V>,
        new: &BTreeMap<String, V>,
        compare: fn(&mut Self, &str, &V, &V),
    ) {
        let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        for name in names {
            let item = format!("{noun} `{name}`");
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) => compare(self, &item, old, new),
                (Some(_), None) => self.add('-', format!("{item} was removed")),
                (None, _) => self.add('+', format!("{item} was added")),
            }
        }
    }

    /// Compares the models of one path in the order of their places.
    fn compare_models(&mut self, model: &str, old: &Vec<&Model>, new: &Vec<&Model>) {
        if old.len() != new.len() {
            let sign = if new.len() < old.len() { '-' } else { '+' };
            let was = counted(old.len(), "declaration");
            self.add(sign, format!("{model}: {was} became {}", new.len()));
        }
        for (old, new) in old.iter().zip(new) {
            let (mut old, mut new) = (members(old), members(new));
            for (noun, list) in [("field", "fields"), ("relation", "relations")] {
                match (old.remove(list), new.remove(list)) {
                    (Some(_), None) if noun == "field" => {
                        self.add('~', format!("{model}: its fields are no longer known"));
                    }
                    (None, Some(_)) if noun == "field" => {
                        self.add('~', format!("{model}: its fields are known now"));
                    }
                    (old, new) => {
                        let noun = format!("{model}: {noun}");
                        let (old, new) = (by_name(old), by_name(new));
                        self.compare_all(&noun, &old, &new, Difference::compare_members);
                    }
                }
            }
            self.compare_members(model, &old, &new);
        }
    }

    fn compare_members(&mut self, item: &str, old: &Members, new: &Members) {
        let names: BTreeSet<_> = old.keys().chain(new.keys()).collect();
        for name in names {
            let (old, new) = (known(old, name), known(new, name));
            if old == new || IGNORED.contains(&name.as_str()) {
                continue;
            }
            let shown = |value: Option<&Value>| match value {
                Some(value) => format!("`{}`", shown(value)),
                None => "not set".to_owned(),
            };
            let (old, new) = (shown(old), shown(new));
            self.add('~', format!("{item}: `{name}` changed from {old} to {new}"));
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Change { sign, text } in &self.changes {
            writeln!(f, "{sign} {text}")?;
        }
        Ok(())
    }
}

fn by_path(document: &Document) -> BTreeMap<String, Vec<&Model>> {
    let mut models: BTreeMap<_, Vec<&Model>> = BTreeMap::new();
    for model in &document.models {
        models.entry(model.full_path()).or_default().push(model);
    }
    models
}

/// The members of a model as they are written.
fn members(model: &Model) -> Members {
    let members = serde_json::to_value(model).and_then(serde_json::from_value);
    members.unwrap_or_default()
}

/// A member. One that only turns off a default is not set: `"key": []` and `"optional": false`. A field
/// without `column` has the column of its name.
fn known<'m>(members: &'m Members, name: &str) -> Option<&'m Value> {
    let is_unset = |it: &Value| it.as_array().is_some_and(Vec::is_empty) || *it == false;
    let member = members.get(name).filter(|it| !is_unset(it));
    member.or_else(|| members.get("name").filter(|_| name == "column"))
}

/// The objects of a list by their names.
fn by_name(list: Option<Value>) -> BTreeMap<String, Members> {
    let items: Vec<Members> = list.map_or_else(Vec::new, |it| {
        serde_json::from_value(it).unwrap_or_default()
    });
    let named = items.into_iter().filter_map(|members| {
        let name = members.get("name")?.as_str()?.to_owned();
        Some((name, members))
    });
    named.collect()
}

/// A text as it is, a list of texts with commas, and everything else as JSON.
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
