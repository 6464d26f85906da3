//! A help is a change that can be made. [`apply`] makes it: it reads the text as a person would and edits the
//! models, so that a test can show that they are sound afterwards.

use relata::{Finding, Rule};
use serde_json::{Value, json};

/// Makes the change that the help of this finding proposes.
///
/// # Panics
///
/// If the finding proposes none, or one that names no text to write.
pub fn apply(models: &mut Value, finding: &Finding) {
    let help = finding
        .help()
        .unwrap_or_else(|| panic!("no help: {finding}"));
    let unknown =
        || -> ! { panic!("`tests/reports/rules/helps.rs` cannot make this change: {help}") };
    let quoted: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
    // The words between the names say what to do with them.
    let words: Vec<&str> = help.split('`').step_by(2).map(str::trim).collect();
    match (&*words, &*quoted) {
        (["change the type of", ..], _) if quoted.len().is_multiple_of(2) => {
            for pair in quoted.chunks(2) {
                set_field(models, pair[0], "type", json!(pair[1]));
            }
        }
        (["make", "a", ""], [relation, kind]) => {
            relation_called(models, relation)["kind"] = json!(kind);
        }
        // Either is enough.
        (["make", "or", "a", ..], [relation, _, kind, ..]) => {
            relation_called(models, relation)["kind"] = json!(kind);
        }
        (["add", "to", ""], [field, model]) => add_field(models, model, field),
        (["replace", "with", ""], [old, field]) if field.starts_with("#[relata(") => {
            let (model, name) = old.rsplit_once('.').unwrap();
            let relations = member(model_called(models, model), "relations");
            let relations = relations.as_array_mut().unwrap();
            relations.retain(|it| it["name"] != name);
            add_field(models, model, field);
        }
        (["make each of", .., "a", ""], [relations @ .., kind]) => {
            for relation in relations {
                relation_called(models, relation)["kind"] = json!(kind);
            }
        }
        (["make", "of", "an", ""], [field, model, "Option"]) => {
            set_field(models, &format!("{model}.{field}"), "optional", json!(true));
        }
        // Either is enough.
        (["make", "of", "an", ", or write", ..], [field, model, "Option", ..]) => {
            set_field(models, &format!("{model}.{field}"), "optional", json!(true));
        }
        (["declare", "on", ..], [unique, on @ ..]) => {
            let unique = arguments(unique, "unique").unwrap_or_else(|| unknown());
            for model in on {
                let sets = member(model_called(models, model), "unique");
                sets.as_array_mut().unwrap().push(json!(unique));
            }
        }
        (["write the path of the intended model, as in", ""], [path]) => {
            write(models, finding, &finding.subject().to_string(), path);
        }
        (["remove", ..], [allow, ..]) => {
            let rule = &arguments(allow, "allow").unwrap_or_else(|| unknown())[0];
            let subject = finding.subject().to_string();
            let holder = if subject.contains('.') {
                relation_called(models, &subject)
            } else {
                model_called(models, &subject)
            };
            let allows = holder["allow"].as_array_mut().unwrap();
            allows.retain(|allow| allow["rule"] != **rule);
        }
        // `replace R with kind(name: Target, key(a, b))`, and the same of several relations, each or together.
        (["replace", "with", "and", "with", ""], _) => {
            for pair in quoted.chunks(2) {
                redeclare(models, &pair[..1], pair[1]);
            }
        }
        (["replace", .., "with", ""], [olds @ .., new]) if new.contains('(') => {
            redeclare(models, olds, new);
        }
        // The table of a model, or the name of a field.
        (["replace", "with", ""], [old, new]) if finding.rule() == Rule::MissingTable => {
            let model = model_called(models, &finding.subject().to_string());
            assert_eq!(model["table"], *old);
            model["table"] = json!(new);
        }
        (["replace", "with", ""], [old, new]) if finding.rule() == Rule::MissingColumn => {
            let field = finding.subject().to_string();
            assert!(field.ends_with(old), "{field} is not {old}");
            set_field(models, &field, "name", json!(new));
        }
        (["remove the", "of", ""], ["Option", field]) => {
            set_field(models, field, "optional", json!(false));
        }
        (["change the target of", "to", ""], [relation, target]) => {
            relation_called(models, relation)["targets"] = json!([target]);
        }
        (["add", "to the field", "of", ""], [attribute, field, model]) => {
            let target = attribute.strip_prefix("#[relata(belongs_to(").unwrap();
            let target = target.strip_suffix("))]").unwrap();
            let name = field.strip_suffix("_id").unwrap();
            let relation =
                json!({ "name": name, "kind": "belongs_to", "targets": [target], "key": [field] });
            let relations = member(model_called(models, model), "relations");
            relations.as_array_mut().unwrap().push(relation);
        }
        // `replace A with B`, `replace A with B on R and on S`.
        (["replace", "with", ..], [old, new, at @ ..]) => {
            let subject = finding.subject().to_string();
            let at = if at.is_empty() { &[&*subject][..] } else { at };
            for relation in at {
                replace(models, relation, old, new);
            }
        }
        (["write", "; a name cannot start with", ""], [path, _]) => {
            write(models, finding, &finding.subject().to_string(), path);
        }
        // `name the intended relation: A or B`, `write A or B: …`: either can be meant.
        (["name the intended relation:" | "write", "or" | ", or", ..], [first, ..]) => {
            write(models, finding, &finding.subject().to_string(), first);
        }
        // `write A`, `write A on R and on S`, `write A on R and B on S`; of two such changes either is enough.
        (["write", .., ""], _) => {
            let subject = finding.subject().to_string();
            let mut rest = words.iter().zip(&quoted).peekable();
            let mut texts = Vec::new();
            while let Some((word, text)) = rest.next() {
                if word.starts_with(", or ") {
                    break;
                }
                if !["write", "and"].contains(word) {
                    unknown();
                }
                // `write A and B on R`: both are for it.
                texts.push(text);
                if rest.peek().is_some_and(|(word, _)| **word == "and") {
                    continue;
                }
                let mut at = Vec::new();
                while let Some((_, relation)) =
                    rest.next_if(|(word, _)| ["on", "and on"].contains(word))
                {
                    at.push(*relation);
                }
                if at.is_empty() {
                    at.push(&subject);
                }
                for relation in at {
                    for text in &texts {
                        write(models, finding, relation, text);
                    }
                }
                texts.clear();
            }
        }
        _ => unknown(),
    }
}

/// Writes one argument of a relation, or its target.
fn write(models: &mut Value, finding: &Finding, relation: &str, text: &str) {
    let relation = relation_called(models, relation);
    if let Some((argument, value)) = text.split_once(" = ") {
        relation[argument] = json!(value);
        return;
    }
    for argument in ["key", "references", "via"] {
        if let Some(names) = arguments(text, argument) {
            relation[argument] = json!(names);
            return;
        }
    }
    let old = &*finding.other().map(ToString::to_string).unwrap_or_default();
    let targets = relation["targets"].as_array_mut().into_iter().flatten();
    let mut written: Vec<&mut Value> = targets.filter(|target| *target == old).collect();
    if written.is_empty() {
        assert_eq!(
            relation["through"], old,
            "{finding} is about no target and no through"
        );
        relation["through"] = json!(text);
    } else {
        *written.remove(0) = json!(text);
    }
}

/// Adds `#[relata(kind(name: Target, references = a))] field: Type` to a model.
fn add_field(models: &mut Value, model: &str, text: &str) {
    let (attribute, field) = text.split_once("))] ").unwrap();
    let (field, ty) = field.split_once(": ").unwrap();
    let (kind, relation) = attribute
        .strip_prefix("#[relata(")
        .unwrap()
        .split_once('(')
        .unwrap();
    let (name, target) = relation.split_once(": ").unwrap();
    let (target, references) = match target.split_once(", references = ") {
        Some((target, reference)) => (target, vec![reference]),
        None => (target, Vec::new()),
    };
    let inner = ty
        .strip_prefix("Option<")
        .and_then(|ty| ty.strip_suffix('>'));
    let model = model_called(models, model);
    let fields = member(model, "fields").as_array_mut().unwrap();
    let (ty, optional) = (inner.unwrap_or(ty), inner.is_some());
    fields.push(json!({ "name": field, "type": ty, "optional": optional }));
    let relations = member(model, "relations").as_array_mut().unwrap();
    relations.push(
        json!({ "name": name, "kind": kind, "targets": [target], "key": [field],
                           "references": references }),
    );
}

/// Replaces relations of one model by one: `kind(name: Target, key(a, b), inverse = c)`.
fn redeclare(models: &mut Value, olds: &[&str], new: &str) {
    let (kind, rest) = new.strip_suffix(')').unwrap().split_once('(').unwrap();
    let (name, rest) = rest.split_once(": ").unwrap();
    let (target, rest) = rest.split_once(", ").unwrap();
    let (key, inverse) = rest.split_once(')').unwrap();
    let key = format!("{key})");
    let key = arguments(&key, "key").unwrap();
    let inverse = inverse.strip_prefix(", inverse = ");
    let relation = relation_called(models, olds[0]);
    assert_eq!(
        (&relation["name"], &relation["targets"]),
        (&json!(name), &json!([target]))
    );
    relation["kind"] = json!(kind);
    relation["key"] = json!(key);
    relation["references"] = json!([]);
    relation["inverse"] = json!(inverse);
    for old in &olds[1..] {
        let (model, name) = old.rsplit_once('.').unwrap();
        let relations = member(model_called(models, model), "relations");
        relations
            .as_array_mut()
            .unwrap()
            .retain(|it| it["name"] != name);
    }
}

/// Writes another field or another model in a relation.
fn replace(models: &mut Value, name: &str, old: &str, new: &str) {
    let relation = relation_called(models, name);
    let mut replaced = 0;
    for argument in ["key", "references", "targets"] {
        let list = relation.get_mut(argument).and_then(Value::as_array_mut);
        for text in list.into_iter().flatten().filter(|text| *text == old) {
            *text = json!(new);
            replaced += 1;
        }
    }
    if relation["tag"] == old {
        relation["tag"] = json!(new);
        replaced += 1;
    }
    assert_eq!(replaced, 1, "`{old}` stands {replaced} times in `{name}`");
}

/// The names in `key(a, b)`.
fn arguments<'t>(text: &'t str, name: &str) -> Option<Vec<&'t str>> {
    Some(
        text.strip_prefix(name)?
            .strip_prefix('(')?
            .strip_suffix(')')?
            .split(", ")
            .collect(),
    )
}

/// Sets a member of `Model.field`.
fn set_field(models: &mut Value, field: &str, name: &str, value: Value) {
    let (model, field) = field.rsplit_once('.').unwrap();
    let fields = member(model_called(models, model), "fields")
        .as_array_mut()
        .unwrap();
    let field = fields
        .iter_mut()
        .find(|known| known["name"] == field)
        .unwrap();
    field[name] = value;
}

/// The relation `Model.relation`.
pub fn relation_called<'m>(models: &'m mut Value, name: &str) -> &'m mut Value {
    let (model, relation) = name.rsplit_once('.').unwrap();
    let relations = member(model_called(models, model), "relations")
        .as_array_mut()
        .unwrap();
    relations
        .iter_mut()
        .find(|known| known["name"] == relation)
        .unwrap_or_else(|| panic!("no relation {name}"))
}

/// The model that has this name.
pub fn model_called<'m>(models: &'m mut Value, name: &str) -> &'m mut Value {
    let path = |model: &Value| model["path"].as_str().unwrap().to_owned();
    let all = models.as_array_mut().unwrap();
    let is_called =
        |model: &Value| path(model).rsplit("::").next() == Some(name) || path(model) == name;
    all.iter_mut()
        .find(|model| is_called(model) || model["name"] == name)
        .unwrap_or_else(|| panic!("no model {name}"))
}

/// A list of a model, empty if it is absent.
fn member<'m>(model: &'m mut Value, name: &str) -> &'m mut Value {
    if model[name].is_null() {
        model[name] = json!([]);
    }
    &mut model[name]
}

mod forms {
    use relata::{Level, Options, Rule, options};
    use serde_json::{Value, json};

    use crate::rules::models::{Models, blog, edited_blog, groups, pins, regions};

    fn is_mended(models: Models, help: &str) {
        is_mended_with(&options(), models, help);
    }

    fn is_mended_with(options: &Options, models: Models, help: &str) {
        assert_eq!(models.mended(options), help);
    }

    fn inverse(name: &str) -> Value {
        json!({ "inverse": name })
    }

    fn inverse_of_none() -> Value {
        json!({ "inverse": null })
    }

    #[test]
    fn an_inverse() {
        is_mended(
            blog().set("User.posts", inverse("autor")),
            "write `inverse = author`",
        );
        let one_sided = blog().set("User.posts", json!({ "inverse": null }));
        let asked = options().level(Rule::OneSidedInverse, Level::Warn);
        is_mended_with(
            &asked,
            one_sided,
            "write `inverse = author` on `User.posts`",
        );
    }

    #[test]
    fn one_of_two_inverses() {
        let models = edited_blog()
            .set("User.posts", inverse("writer"))
            .set("User.edited", inverse_of_none())
            .set("Post.author", inverse_of_none())
            .set("Post.editor", inverse_of_none());
        is_mended(
            models,
            "name the intended relation: `inverse = author` or `inverse = editor`",
        );
    }

    #[test]
    fn the_same_inverse_at_several_relations() {
        let models = pins().set("Pin.subject", json!({ "name": "about" }));
        is_mended(
            models,
            "write `inverse = about` on `Post.pins` and on `User.pins`",
        );
    }

    #[test]
    fn two_inverses_at_two_relations() {
        let models = edited_blog()
            .set("User.posts", inverse("editor"))
            .set("User.edited", inverse("author"));
        is_mended(
            models,
            "write `inverse = edited` on `Post.author` and `inverse = posts` on `Post.editor`",
        );
    }

    #[test]
    fn a_target() {
        is_mended(
            blog().set("Post.author", json!({ "targets": ["Usr"] })),
            "write `User`",
        );
        is_mended(
            groups().set("User.groups", json!({ "through": "Membrship" })),
            "write `Membership`",
        );
        let tag = blog()
            .and(json!({ "path": "app::Tag" }))
            .set("Post.author", json!({ "targets": ["Tag"] }));
        is_mended(tag, "replace `Tag` with `User` on `Post.author`");
    }

    #[test]
    fn a_kind() {
        let models = blog().set("Post.author", json!({ "kind": "has_one" }));
        is_mended(models, "make `Post.author` a `belongs_to`");
    }

    #[test]
    fn a_key_and_what_it_references() {
        let key = |fields: &[&str]| json!({ "key": fields });
        let other = edited_blog().set("User.posts", key(&["editor_id"]));
        is_mended(other, "write `key(author_id)` on `User.posts`");
        let reversed = key(&["region_code", "country"]);
        let both = regions()
            .set("Profile.region", reversed.clone())
            .set("Region.profiles", reversed.clone());
        is_mended(
            both,
            "write `key(country, region_code)` on `Profile.region` and on `Region.profiles`",
        );
        let alone = regions()
            .set("Profile.region", reversed)
            .set("Region.profiles", json!({ "key": null }));
        is_mended(alone, "write `key(country, region_code)`");
        let references = regions().set(
            "Profile.region",
            json!({ "references": ["code", "country"] }),
        );
        is_mended(references, "write `references(country, code)`");
    }

    #[test]
    fn a_field_in_place_of_another() {
        let key = json!({ "key": ["autor_id"] });
        is_mended(
            blog().set("Post.author", key),
            "replace `autor_id` with `author_id`",
        );
        let models = regions().set("Profile.region_code", json!({ "name": "region_cod" }));
        is_mended(
            models,
            "replace `region_code` with `region_cod` on `Profile.region` and on `Region.profiles`",
        );
        let tag = pins().set("Pin.subject", json!({ "tag": "subject_kinds" }));
        is_mended(tag, "replace `subject_kinds` with `subject_kind`");
        let references = json!({ "references": ["idd"] });
        is_mended(
            blog().set("Post.author", references),
            "replace `idd` with `id`",
        );
    }

    #[test]
    fn a_via() {
        let wrong = groups().set("User.groups", json!({ "via": ["usr", "group"] }));
        is_mended(wrong, "write `via(user, group)`");
    }

    #[test]
    fn a_type_of_one_field_or_of_two() {
        let ty = |ty: &str| json!({ "type": ty });
        is_mended(
            blog().set("Post.author_id", ty("i32")),
            "change the type of `Post.author_id` to `i64`",
        );
        let two = regions()
            .set("Profile.country", ty("i32"))
            .set("Profile.region_code", ty("i64"));
        is_mended(
            two,
            "change the type of `Profile.country` to `i64` and the type of `Profile.region_code` to `String`",
        );
    }

    #[test]
    fn an_option() {
        let models = blog()
            .set(
                "Post.author",
                json!({ "targets": ["Post"], "inverse": null }),
            )
            .without("User");
        is_mended(models, "make `author_id` of `Post` an `Option`");
    }

    #[test]
    fn what_is_unique() {
        let number = || json!({ "name": "number", "type": "i64" });
        let references = json!({ "references": ["number"] });
        let one = blog()
            .add("User", "fields", number())
            .set("Post.author", references.clone());
        is_mended(
            one,
            "declare `unique(number)` on `User` if its table has that constraint",
        );
        let two = pins()
            .add("User", "fields", number())
            .add("Post", "fields", number());
        let two = two.set("Pin.subject", references);
        is_mended(
            two,
            "declare `unique(number)` on `User` and on `Post` if their tables have that constraint",
        );
    }
}
