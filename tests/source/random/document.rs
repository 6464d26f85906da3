//! A graph as a document.

use relata::document::Document;
use serde_json::{Value, json};

use super::graph::{Field, Graph, Model, Relation, Target};

/// Returns the document of graphs. `ty` returns the text of the type of a field.
pub(crate) fn document<'g>(
    graphs: impl Iterator<Item = &'g Graph>,
    ty: impl Fn(&Graph, usize, &Field) -> String,
) -> Document {
    let mut models = Vec::new();
    for graph in graphs {
        for nth in 0..graph.externals {
            models.push(json!({ "path": graph.external(nth), "external": true }));
        }
        for (nth, model) in graph.models.iter().enumerate() {
            models.push(self::model(graph, nth, model, &ty));
        }
    }
    let text = json!({ "format": "relata/1.1", "models": models }).to_string();
    Document::parse(&text).unwrap()
}

fn model(
    graph: &Graph,
    nth: usize,
    model: &Model,
    ty: &impl Fn(&Graph, usize, &Field) -> String,
) -> Value {
    let fields = model.fields.iter().map(|field| {
        json!({
            "name": field.name,
            "type": ty(graph, nth, field),
            "optional": field.optional,
            "unique": field.unique,
        })
    });
    let relations = model.relations.iter().map(|it| relation(graph, nth, it));
    let mut value = json!({
        "path": format!("{}::{}", graph.path(model.module), model.name),
        "key": model.key,
        "fields": fields.collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(),
    });
    if let Some(name) = &model.other_name {
        value["name"] = json!(name);
    }
    if let Some(names) = &model.unique {
        value["unique"] = json!([names]);
    }
    if let Some(table) = &model.table {
        value["table"] = json!(table);
    }
    value
}

fn relation(graph: &Graph, model: usize, relation: &Relation) -> Value {
    let targets = relation.targets.iter().map(|target| match target {
        Target::Model(to) => graph.model_path(*to),
        Target::Own => graph.model_path(model),
        Target::Missing(nth) => format!("{}Nowhere{nth}", graph.name),
        Target::Any => "any".to_owned(),
        Target::External(nth) => graph.external(*nth),
    });
    let targets: Vec<String> = targets.collect();
    let mut value = json!({
        "name": relation.name,
        "kind": relation.kind.to_string(),
        "targets": targets,
        "key": relation.key,
        "filtered": relation.filtered,
    });
    if relation.targets == [Target::Any] {
        value["targets"] = json!("any");
    }
    let mut add = |name: &str, text: Option<String>| {
        if let Some(text) = text {
            value[name] = json!(text);
        }
    };
    add("inverse", relation.inverse.clone());
    add("tag", relation.tag.clone());
    add("through", relation.through.map(|it| graph.model_path(it)));
    add(
        "on_delete",
        relation.set_null.then(|| "set_null".to_owned()),
    );
    if let Some(field) = &relation.references {
        value["references"] = json!([field]);
    }
    if let Some(names) = &relation.via {
        value["via"] = json!(names);
    }
    if let Some(rule) = relation.allow {
        value["allow"] = json!([{ "rule": rule, "reason": "it is random" }]);
    }
    value
}
