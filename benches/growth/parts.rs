//! Models and relations of generated documents.

use serde_json::{Value, json};

pub fn model(path: &str, fields: Vec<Value>, relations: Vec<Value>) -> Value {
    let all = [vec![field("id")], fields].concat();
    json!({ "path": path, "key": ["id"], "fields": all, "relations": relations })
}

pub fn one(path: &str, names: &[&str]) -> Value {
    model(path, names.iter().map(|it| field(it)).collect(), vec![])
}

/// The model of this number, with a key to another.
pub fn child(nth: usize, target: &str) -> Value {
    let relation =
        json!({ "name": "p", "kind": "belongs_to", "targets": [target], "key": ["p_id"] });
    model(&format!("a::M{nth}"), vec![field("p_id")], vec![relation])
}

pub fn field(name: &str) -> Value {
    json!({ "name": name, "type": "i64" })
}

pub fn fields(name: &str, n: usize) -> Vec<Value> {
    (0..n).map(|i| field(&format!("{name}{i}"))).collect()
}

pub fn each(n: usize, relation: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..n).map(relation).collect()
}

/// A relation with these arguments in addition.
pub fn with(mut relation: Value, arguments: Value) -> Value {
    let Value::Object(arguments) = arguments else {
        unreachable!("arguments are an object")
    };
    relation
        .as_object_mut()
        .expect("an object")
        .extend(arguments);
    relation
}

/// A `belongs_to` by the field of its number.
pub fn to(target: &str, nth: usize, arguments: Value) -> Value {
    let relation = json!({ "name": format!("r{nth}"), "kind": "belongs_to", "targets": [target], "key": [format!("f{nth}")] });
    with(relation, arguments)
}

/// `a::B` with as many keys to `a::A`, and fields of this name.
pub fn keyed(n: usize, arguments: impl Fn(usize) -> Value, name: &str) -> Value {
    model(
        "a::B",
        fields(name, n),
        each(n, |i| to("a::A", i, arguments(i))),
    )
}

/// `a::A` with as many `has_many` of `a::B`.
pub fn many(n: usize, arguments: impl Fn(usize) -> Value) -> Value {
    let relation =
        |i: usize| json!({ "name": format!("s{i}"), "kind": "has_many", "targets": ["a::B"] });
    model("a::A", vec![], each(n, |i| with(relation(i), arguments(i))))
}

/// `a::A` with as many fields, unique or not.
pub fn pointee(n: usize, unique: bool) -> Value {
    let mut fields = fields("u", n);
    for field in &mut fields {
        field["unique"] = json!(unique);
    }
    model("a::A", fields, vec![])
}

/// `a::A` with a primary key of as many fields.
pub fn primary(n: usize) -> Value {
    let mut model = model("a::A", fields("f", n), vec![]);
    model["key"] = (0..n).map(|i| format!("f{i}")).collect();
    model
}

/// A key of as many fields of this type to [`primary`]; the fields have this name.
pub fn composite(n: usize, ty: &str, name: &str) -> Vec<Value> {
    let key: Vec<String> = (0..n).map(|i| format!("f{i}")).collect();
    let relation = json!({ "name": "a", "kind": "belongs_to", "targets": ["a::A"], "key": key });
    let mut fields = fields(name, n);
    for field in &mut fields {
        field["type"] = json!(ty);
    }
    vec![primary(n), model("a::B", fields, vec![relation])]
}

/// The model with texts in all fields but the first.
pub fn strings(mut model: Value) -> Value {
    for field in &mut model["fields"].as_array_mut().expect("an array")[1..] {
        field["type"] = json!("String");
    }
    model
}

/// As many unique sets of such a field and another, and as many keys to sets of `id` and another.
pub fn sets(n: usize, first: impl Fn(usize) -> String) -> Vec<Value> {
    let mut pointee = pointee(n, false);
    pointee["unique"] = (0..n)
        .map(|i| json!([first(i), format!("u{}", (i + 1) % n)]))
        .collect();
    let references =
        |i: usize| json!({ "key": ["id", format!("f{i}")], "references": ["id", format!("u{i}")] });
    vec![pointee, keyed(n, references, "f")]
}

/// A relation with as many targets.
pub fn several(n: usize) -> Value {
    let targets: Vec<String> = (0..n).map(|i| format!("a::X{i}")).collect();
    let relation = json!({ "name": "x", "kind": "belongs_to", "targets": targets, "key": ["f0"], "tag": "f1" });
    model("a::B", fields("f", 2), vec![relation])
}

/// `a::A` with as many `many_to_many` to `a::B`.
pub fn throughs(n: usize, arguments: impl Fn(usize) -> Value) -> Value {
    let relation =
        |i: usize| json!({ "name": format!("bs{i}"), "kind": "many_to_many", "targets": ["a::B"] });
    model("a::A", vec![], each(n, |i| with(relation(i), arguments(i))))
}

/// A through model with as many relations to each end.
pub fn through(path: &str, n: usize) -> Value {
    let end = |name: &str, target: &str| {
        let relation = |i: usize| json!({ "name": format!("{name}{i}"), "kind": "belongs_to", "targets": [target] });
        each(n, relation)
    };
    model(path, vec![], [end("a", "a::A"), end("b", "a::B")].concat())
}

/// A model with as many relations to absent ones.
pub fn gone(n: usize) -> Vec<Value> {
    vec![model(
        "a::B",
        fields("f", n),
        each(n, |i| to(&format!("a::X{i}"), i, json!({}))),
    )]
}

/// A baseline of as many entries.
pub fn baseline(n: usize, target: &str) -> String {
    let entry = |i: usize| json!({ "rule": "missing_target", "subject": format!("a::B.r{i}"), "other": format!("{target}{i}") });
    json!({ "format": "relata-baseline/2", "findings": each(n, entry) }).to_string()
}
