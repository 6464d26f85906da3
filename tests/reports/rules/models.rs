//! Models to start with and changes of them, so that a test contains only its own subject.

use relata::{Findings, Level, Options, Rule, options};
use serde_json::{Value, json};

use super::harness::found_with;
use super::helps;

/// Models as they are in a document. Each has a file of its own, with its fields and then its relations on lines.
#[derive(Clone, Debug)]
pub struct Models(pub Value);

/// A user and the user's posts: one sound pair.
pub fn blog() -> Models {
    Models::new(json!([
        { "path": "app::User", "fields": [{ "name": "id", "type": "i64" }], "relations": [
            { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" } ] },
        { "path": "app::Post",
          "fields": [{ "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64" }],
          "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["User"], "key": ["author_id"], "inverse": "posts" } ] }
    ]))
}

/// The same with a second pair between the two.
pub fn edited_blog() -> Models {
    let editor = json!({ "name": "editor", "kind": "belongs_to", "targets": ["User"], "key": ["editor_id"], "inverse": "edited" });
    let edited =
        json!({ "name": "edited", "kind": "has_many", "targets": ["Post"], "inverse": "editor" });
    blog()
        .add(
            "Post",
            "fields",
            json!({ "name": "editor_id", "type": "i64" }),
        )
        .add("Post", "relations", editor)
        .add("User", "relations", edited)
}

/// Pins on users and posts: one polymorphic relation with an inverse in each target.
pub fn pins() -> Models {
    let pins =
        || json!({ "name": "pins", "kind": "has_many", "targets": ["Pin"], "inverse": "subject" });
    let id = || json!([{ "name": "id", "type": "i64" }]);
    Models::new(json!([
        { "path": "app::User", "fields": id(), "relations": [pins()] },
        { "path": "app::Post", "fields": id(), "relations": [pins()] },
        { "path": "app::Pin",
          "fields": [
            { "name": "id", "type": "i64" },
            { "name": "subject_id", "type": "i64" },
            { "name": "subject_kind", "type": "String" } ],
          "relations": [
            { "name": "subject", "kind": "belongs_to", "targets": ["User", "Post"], "key": ["subject_id"],
              "tag": "subject_kind", "inverse": "pins" } ] }
    ]))
}

/// Users in groups: both sides of a many_to_many.
pub fn groups() -> Models {
    let key = |name: &str| json!({ "name": name, "type": "i64" });
    let belongs_to = |name: &str, target: &str| json!({ "name": name, "kind": "belongs_to", "targets": [target], "key": [format!("{name}_id")] });
    let side = |name: &str, target: &str, inverse: &str, via: [&str; 2]| {
        json!({ "name": name, "kind": "many_to_many", "targets": [target], "inverse": inverse,
                "through": "Membership", "via": via })
    };
    Models::new(json!([
        { "path": "app::User", "fields": [key("id")],
          "relations": [side("groups", "Group", "members", ["user", "group"])] },
        { "path": "app::Group", "fields": [key("id")],
          "relations": [side("members", "User", "groups", ["group", "user"])] },
        { "path": "app::Membership", "fields": [key("id"), key("user_id"), key("group_id")],
          "relations": [belongs_to("user", "User"), belongs_to("group", "Group")] }
    ]))
}

/// A profile in a region: a key of two parts, which both sides write.
pub fn regions() -> Models {
    Models::new(json!([
        { "path": "app::Profile",
          "fields": [
            { "name": "id", "type": "i64" },
            { "name": "country", "type": "i64" },
            { "name": "region_code", "type": "String" } ],
          "relations": [
            { "name": "region", "kind": "belongs_to", "targets": ["Region"], "key": ["country", "region_code"],
              "inverse": "profiles" } ] },
        { "path": "app::Region", "key": ["country", "code"],
          "fields": [{ "name": "country", "type": "i64" }, { "name": "code", "type": "String" }],
          "relations": [
            { "name": "profiles", "kind": "has_many", "targets": ["Profile"], "inverse": "region",
              "key": ["country", "region_code"] } ] }
    ]))
}

impl Models {
    /// These models, each item at a place.
    pub fn new(models: Value) -> Self {
        let mut models = Models(models);
        models.place();
        models
    }

    fn place(&mut self) {
        for model in self.0.as_array_mut().unwrap() {
            let name = model["path"].as_str().unwrap().rsplit("::").next().unwrap();
            let file = format!("src/{}.rs", name.to_lowercase());
            let set = |item: &mut Value, line: usize| {
                if item.get("at").is_none() {
                    item["at"] = json!(format!("{file}:{line}:5"));
                }
            };
            set(model, 1);
            for (list, first) in [("fields", 2), ("relations", 12)] {
                let items = model.get_mut(list).and_then(Value::as_array_mut);
                for (nth, item) in items.into_iter().flatten().enumerate() {
                    set(item, first + nth);
                }
            }
        }
    }

    /// The same models with other members at `Model`, `Model.relation` or `Model.field`; null takes one away.
    pub fn set(mut self, at: &str, members: Value) -> Self {
        let item = self.item(at);
        for (name, value) in members.as_object().unwrap() {
            if value.is_null() {
                item.as_object_mut().unwrap().remove(name);
            } else {
                item[name] = value.clone();
            }
        }
        self
    }

    fn item(&mut self, at: &str) -> &mut Value {
        let (model, part) = at.split_once('.').unwrap_or((at, ""));
        let model = helps::model_called(&mut self.0, model);
        if part.is_empty() {
            return model;
        }
        let has = |list: &Value| {
            list.as_array()
                .is_some_and(|list| list.iter().any(|item| item["name"] == part))
        };
        let list = if has(&model["relations"]) {
            "relations"
        } else {
            "fields"
        };
        let items = model[list].as_array_mut().unwrap();
        items.iter_mut().find(|item| item["name"] == part).unwrap()
    }

    /// The same models and one more field or relation.
    pub fn add(mut self, model: &str, list: &str, item: Value) -> Self {
        let model = helps::model_called(&mut self.0, model);
        model[list].as_array_mut().unwrap().push(item);
        self.place();
        self
    }

    /// The same models and one more.
    pub fn and(mut self, model: Value) -> Self {
        self.0.as_array_mut().unwrap().push(model);
        self.place();
        self
    }

    /// The same models without this one, or without this field or relation of one.
    pub fn without(mut self, at: &str) -> Self {
        let (model, part) = at.split_once('.').unwrap_or((at, ""));
        if part.is_empty() {
            let name =
                |path: &Value| path["path"].as_str().unwrap().rsplit("::").next() == Some(model);
            self.0.as_array_mut().unwrap().retain(|path| !name(path));
        } else {
            let model = helps::model_called(&mut self.0, model);
            for list in ["fields", "relations"] {
                if let Some(items) = model.get_mut(list).and_then(Value::as_array_mut) {
                    items.retain(|item| item["name"] != part);
                }
            }
        }
        self
    }

    /// The same models, with no place anywhere.
    pub fn without_places(mut self) -> Self {
        for model in self.0.as_array_mut().unwrap() {
            for list in ["fields", "relations"] {
                for item in model
                    .get_mut(list)
                    .and_then(Value::as_array_mut)
                    .into_iter()
                    .flatten()
                {
                    item.as_object_mut().unwrap().remove("at");
                }
            }
            model.as_object_mut().unwrap().remove("at");
        }
        self
    }

    /// What is found among them.
    pub fn found(&self) -> Findings {
        self.found_with(&options())
    }

    /// The same with other options.
    pub fn found_with(&self, options: &Options) -> Findings {
        found_with(options, self.0.clone())
    }

    /// What is found with this rule alone turned on, next to those that are.
    pub fn found_at(&self, rule: Rule, level: Level) -> Findings {
        self.found_with(&options().level(rule, level))
    }

    /// The whole text of it.
    pub fn report(&self) -> String {
        self.found().to_string()
    }

    /// Each finding as `rule at subject`.
    pub fn faults(&self) -> Vec<String> {
        faults(&self.found())
    }

    /// The change that the only finding proposes, after which nothing is found.
    pub fn mended(self, options: &Options) -> String {
        let findings = self.found_with(options);
        assert_eq!(findings.len(), 1, "{findings}");
        let finding = findings.iter().next().unwrap();
        let mut models = self;
        helps::apply(&mut models.0, finding);
        let after = models.found_with(options);
        assert!(after.is_empty(), "{finding}then {after}");
        finding.help().unwrap().to_owned()
    }

    /// An allow of the rule at any of these silences everything, and nowhere else it does.
    pub fn is_allowed_only_at(&self, options: &Options, rule: Rule, allowing: &[&str]) {
        self.is_allowed_only_at_but(options, rule, allowing, &[]);
    }

    /// The same; of what is wrong at the `following` it is reported elsewhere, so it is not known what an allow there is for.
    pub fn is_allowed_only_at_but(
        &self,
        options: &Options,
        rule: Rule,
        allowing: &[&str],
        following: &[&str],
    ) {
        assert_eq!(
            self.found_with(options).len(),
            1,
            "{}",
            self.found_with(options)
        );
        let models = self.0.as_array().unwrap().iter();
        let all = models.flat_map(|model| {
            let name = model["path"].as_str().unwrap().rsplit("::").next().unwrap();
            let relations = model["relations"].as_array().into_iter().flatten();
            let relations =
                relations.map(move |it| format!("{name}.{}", it["name"].as_str().unwrap()));
            std::iter::once(name.to_owned()).chain(relations)
        });
        let all: Vec<String> = all.collect();
        assert!(
            allowing
                .iter()
                .all(|at| all.iter().any(|known| known == at)),
            "{allowing:?} of {all:?}"
        );
        for at in &all {
            let allow = json!({ "allow": [{ "rule": rule.name(), "reason": "the test says so" }] });
            let findings = self.clone().set(at, allow).found_with(options);
            if allowing.contains(&&**at) {
                assert!(findings.is_empty(), "allowed at {at}, but {findings}");
            } else {
                let told = faults(&findings);
                assert!(
                    told.iter().any(|fault| fault.starts_with(rule.name())),
                    "{at}: {told:?}"
                );
                assert_eq!(
                    told.contains(&format!("unused_allow at {at}")),
                    !following.contains(&&**at),
                    "{at}: {told:?}"
                );
            }
        }
    }
}

/// Each finding as `rule at subject`.
pub fn faults(findings: &Findings) -> Vec<String> {
    let told = findings
        .iter()
        .map(|finding| format!("{} at {}", finding.rule(), finding.subject()));
    told.collect()
}
