//! A graph as source: a module in each crate, with names that `use`, aliases, globs, re-exports and features provide at random.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::graph::{Field, Graph, Model, Relation, Target, Ty};
use super::numbers::Random;

/// What is written of one graph.
pub(crate) struct Written {
    /// The texts of files, by path in the folder of the workspace.
    pub(crate) files: BTreeMap<String, String>,
    /// The types of fields as they are written, without `Option`, by model and field.
    pub(crate) types: BTreeMap<(usize, String), String>,
}

/// The folders of the crates.
pub(crate) const FOLDERS: [&str; 3] = ["base", "middle", "top"];

/// A type or an alias in a module.
#[derive(Clone)]
pub(super) struct Item {
    pub(super) module: usize,
    pub(super) name: String,
}

pub(super) struct Writer<'g> {
    pub(super) graph: &'g Graph,
    pub(super) random: &'g mut Random,
    /// The items of each module besides its models.
    pub(super) lines: Vec<Vec<String>>,
    /// The imports of the function around a model, if it is in one.
    block: Option<Vec<String>>,
    models: Vec<String>,
    types: BTreeMap<(usize, String), String>,
    files: BTreeMap<String, String>,
    names: usize,
}

pub(crate) fn write(graph: &Graph, random: &mut Random) -> Written {
    let mut writer = Writer {
        graph,
        random,
        lines: vec![Vec::new(); graph.modules.len()],
        block: None,
        models: Vec::new(),
        types: BTreeMap::new(),
        files: BTreeMap::new(),
        names: 0,
    };
    for (nth, module) in graph.newtypes.iter().enumerate() {
        writer.lines[*module].push(format!("pub struct New{nth}(pub i64);"));
    }
    writer.calls();
    for nth in 0..graph.models.len() {
        let text = writer.model(nth);
        writer.models.push(text);
    }
    for (krate, folder) in FOLDERS.iter().enumerate() {
        let path = format!("{folder}/src/{}", graph.name);
        let text = writer.module(krate, &path);
        writer.files.insert(path + ".rs", text);
    }
    Written {
        files: writer.files,
        types: writer.types,
    }
}

impl Writer<'_> {
    /// Returns the text of a module. Some of the modules in it have files of their own, in a folder.
    fn module(&mut self, module: usize, folder: &str) -> String {
        let mut text = self.lines[module].join("\n") + "\n";
        for (model, written) in self.graph.models.iter().zip(&self.models) {
            if model.module == module {
                text += written;
            }
        }
        for (nth, inner) in self.graph.modules.iter().enumerate() {
            if inner.parent != Some(module) {
                continue;
            }
            let name = inner.name;
            let folder = format!("{folder}/{}", name.trim_start_matches("r#"));
            let body = self.module(nth, &folder);
            match self.random.below(4) {
                0 => {
                    self.files.insert(format!("{folder}.rs"), body);
                    writeln!(text, "#[cfg(feature = \"on\")]\npub mod {name};").unwrap();
                }
                1 => {
                    self.files.insert(format!("{folder}/mod.rs"), body);
                    writeln!(text, "pub mod {name};").unwrap();
                }
                _ => writeln!(text, "pub mod {name} {{\n{body}}}").unwrap(),
            }
        }
        text
    }

    /// Adds the calls of relata's macros.
    fn calls(&mut self) {
        let all: Vec<usize> = (0..self.graph.modules.len()).collect();
        for nth in 0..self.graph.externals {
            let module = self.random.pick(&all);
            let (relata, path) = (self.relata(module), self.graph.external(nth));
            self.lines[module].push(format!("{relata}::external!({path:?});"));
        }
        if self.graph.has_key_type {
            let module = self.graph.newtypes[0];
            let relata = self.relata(module);
            let [ty, i64] = [Ty::New(0), Ty::I64].map(|it| self.ty(module, it));
            self.lines[module].push(format!("{relata}::key_type!({ty} = {i64});"));
        }
    }

    /// Returns the name of relata in the crate of a module. The second crate has another name for it.
    fn relata(&self, module: usize) -> &'static str {
        ["relata", "orm", "relata"][self.graph.modules[module].krate]
    }

    fn model(&mut self, nth: usize) -> String {
        let model = &self.graph.models[nth];
        self.block = model.in_block.then(Vec::new);
        let mut on_fields = BTreeMap::new();
        let mut arguments = self.arguments(model);
        for relation in &model.relations {
            let written = self.relation(nth, relation);
            match &*relation.key {
                [key] if is_default(relation) && self.random.often(40) => {
                    let place = format!("({}: ", relation.name);
                    on_fields.insert(key.clone(), written.replacen(&place, "(", 1));
                }
                _ => arguments.push(written),
            }
        }
        let mut text = self.derive(model);
        for argument in arguments {
            let attribute = format!("relata({argument})");
            let attribute = self.attribute(&attribute);
            writeln!(text, "{attribute}").unwrap();
        }
        writeln!(text, "pub struct {} {{", model.name).unwrap();
        for field in &model.fields {
            if let Some(relation) = on_fields.get(&field.name) {
                writeln!(text, "    #[relata({relation})]").unwrap();
            }
            self.field(nth, field, &mut text);
        }
        if self.random.often(10) {
            text += "    #[cfg(feature = \"off\")]\n    pub absent: i64,\n";
        }
        text += "}\n";
        if self.random.often(10) {
            write!(
                text,
                "#[cfg(feature = \"off\")]\n#[derive(Absent)]\npub struct {};\n",
                model.name
            )
            .unwrap();
        }
        match self.block.take() {
            Some(imports) => {
                let (imports, name) = (imports.join("\n"), self.fresh("f"));
                format!("pub fn {name}() {{\n{imports}\n{text}}}\n")
            }
            None => text,
        }
    }

    fn derive(&mut self, model: &Model) -> String {
        let relata = self.relata(model.module);
        let krate = if relata == "orm" {
            "#[relata(crate = orm)]\n"
        } else {
            ""
        };
        let path = match self.random.below(4) {
            0 => format!("::{relata}::Model"),
            1 => {
                let name = self.fresh("D");
                let line = format!("use {relata}::{{self as _, Model as {name}}};");
                self.import(model.module, line);
                name
            }
            _ => format!("{relata}::Model"),
        };
        let derive = self.attribute(&format!("derive({path})"));
        format!("{derive}\n{krate}")
    }

    /// Returns an attribute, perhaps under a condition that holds.
    fn attribute(&mut self, attribute: &str) -> String {
        match self.random.below(8) {
            0 => format!("#[cfg_attr(feature = \"on\", {attribute})]"),
            1 => format!("#[cfg_attr(not(feature = \"off\"), {attribute})]"),
            _ => format!("#[{attribute}]"),
        }
    }

    /// Returns the arguments of a model besides its relations.
    fn arguments(&mut self, model: &Model) -> Vec<String> {
        let mut arguments = Vec::new();
        if let Some(table) = &model.table {
            arguments.push(format!("table = {table:?}"));
        }
        if let Some(name) = &model.other_name {
            arguments.push(format!("name = {name:?}"));
        }
        if let Some(names) = &model.unique {
            arguments.push(format!("unique({})", names.join(", ")));
        }
        if model.key != ["id"] || self.random.often(20) {
            arguments.push(format!("key({})", model.key.join(", ")));
        }
        arguments
    }

    fn field(&mut self, model: usize, field: &Field, text: &mut String) {
        let module = self.graph.models[model].module;
        let mut ty = self.ty(module, field.ty);
        let mut shown = ty.clone();
        if field.optional && self.random.often(30) {
            let least = match field.ty {
                Ty::New(nth) => self.graph.modules[self.graph.newtypes[nth]].krate,
                _ => 0,
            };
            let alias = self.alias((least, module), |it, within| {
                let ty = it.ty(within, field.ty);
                format!("Option<{ty}>")
            });
            ty = self.spell(module, alias);
            shown.clone_from(&ty);
        } else if field.optional {
            ty = format!("Option<{ty}>");
        }
        if field.unique {
            *text += "    #[relata(unique)]\n";
        }
        if field.as_i64 && matches!(field.ty, Ty::New(_)) {
            let ty = self.ty(module, Ty::I64);
            writeln!(text, "    #[relata(as = {ty})]").unwrap();
        }
        writeln!(text, "    pub {}: {ty},", field.name).unwrap();
        self.types.insert((model, field.name.clone()), shown);
    }

    /// Returns the text of a type in a module.
    fn ty(&mut self, module: usize, ty: Ty) -> String {
        let plain = match (ty, ty.plain()) {
            (Ty::New(nth), _) => {
                let (name, within) = (format!("New{nth}"), self.graph.newtypes[nth]);
                return self.spell(
                    module,
                    Item {
                        module: within,
                        name,
                    },
                );
            }
            (_, plain) => plain.unwrap_or_default(),
        };
        if self.random.often(25) {
            let alias = self.alias((0, module), |_, _| plain.to_owned());
            return self.spell(module, alias);
        }
        plain.to_owned()
    }

    /// Adds an alias of a type to a module that another one can name, in a crate from `least` on.
    fn alias(
        &mut self,
        (least, from): (usize, usize),
        ty: impl FnOnce(&mut Self, usize) -> String,
    ) -> Item {
        let module = self.seen_by(from, least);
        // Its type does not use the imports of a function.
        let block = self.block.take();
        let (name, ty) = (self.fresh("Id"), ty(self, module));
        self.block = block;
        self.lines[module].push(format!("pub type {name} = {ty};"));
        Item { module, name }
    }

    fn relation(&mut self, model: usize, relation: &Relation) -> String {
        let targets: Vec<String> = relation
            .targets
            .iter()
            .map(|it| self.target(model, *it))
            .collect();
        let targets = match &*targets {
            [only] => only.clone(),
            several => format!("any({})", several.join(", ")),
        };
        let mut text = format!("{}({}: {targets}", relation.kind, relation.name);
        if !relation.key.is_empty() && !is_default(relation) {
            write!(text, ", key({})", relation.key.join(", ")).unwrap();
        }
        if let Some(field) = &relation.references {
            write!(text, ", references = {field}").unwrap();
        }
        if let Some([own, other]) = &relation.via {
            write!(text, ", via({own}, {other})").unwrap();
        }
        if let Some(inverse) = &relation.inverse {
            write!(text, ", inverse = {inverse}").unwrap();
        }
        if let Some(tag) = &relation.tag {
            write!(text, ", tag = {tag}").unwrap();
        }
        if let Some(through) = relation.through {
            let through = self.target(model, Target::Model(through));
            write!(text, ", through = {through}").unwrap();
        }
        if relation.set_null {
            text += ", on_delete = set_null";
        }
        if relation.filtered {
            text += ", filtered";
        }
        if let Some(rule) = relation.allow {
            write!(text, ", allow({rule}, reason = \"it is random\")").unwrap();
        }
        text + ")"
    }

    fn target(&mut self, from: usize, target: Target) -> String {
        let to = match target {
            Target::Own => return "Self".to_owned(),
            Target::Missing(nth) => return format!("\"{}Nowhere{nth}\"", self.graph.name),
            Target::Any => return "any".to_owned(),
            Target::External(nth) => return format!("{:?}", self.graph.external(nth)),
            Target::Model(to) => to,
        };
        let graph = self.graph;
        let [own, other] = [from, to].map(|it| &graph.models[it]);
        let is_seen = graph.modules[other.module].krate <= graph.modules[own.module].krate;
        if other.in_block || !is_seen || self.random.often(15) {
            return format!("{:?}", graph.model_path(to));
        }
        let (module, name) = (other.module, other.name.clone());
        self.spell(own.module, Item { module, name })
    }

    /// Returns a module of a crate from `least` to that of another module, which can name it.
    pub(super) fn seen_by(&mut self, from: usize, least: usize) -> usize {
        let krate = self.graph.modules[from].krate;
        let modules = self.graph.modules.iter().enumerate();
        let seen = modules.filter(|(_, it)| (least..=krate).contains(&it.krate));
        let seen: Vec<usize> = seen.map(|(nth, _)| nth).collect();
        self.random.pick(&seen)
    }

    pub(super) fn import(&mut self, module: usize, line: String) {
        match &mut self.block {
            Some(block) => block.push(line),
            None => self.lines[module].push(line),
        }
    }

    pub(super) fn fresh(&mut self, start: &str) -> String {
        self.names += 1;
        format!("{start}{}", self.names)
    }
}

/// Returns whether the key of a relation has the default name.
fn is_default(relation: &Relation) -> bool {
    *relation.key == [format!("{}_id", relation.name)]
}
