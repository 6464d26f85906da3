//! Generated models as Rust source: a file for each registry in each crate, and a program that checks each registry together
//! with a document of the models that no derive can declare.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::derivable::is_of_a_document;
use super::graphs::Registry;
use super::oracle::generate::OUTSIDE;
use super::oracle::model::{Allow, At, Field, Kind, Model, Relation, Targets};
use super::oracle::names::{same, segments};

/// The models of one module, and the modules in it.
#[derive(Default)]
struct Module {
    modules: BTreeMap<String, Module>,
    models: Vec<usize>,
}

/// Writes the models of a registry, a text for each crate. The models then have the places of the source.
pub(crate) fn write(registry: &mut Registry) -> BTreeMap<String, String> {
    let models = &mut registry.models;
    let mut crates: BTreeMap<String, Module> = BTreeMap::new();
    let in_source = models.iter().enumerate();
    for (nth, model) in in_source.filter(|(_, it)| !is_of_a_document(it)) {
        let path: Vec<&str> = model.path.split("::").collect();
        let mut module = crates.entry(path[0].to_owned()).or_default();
        for name in &path[2..path.len() - 1] {
            module = module.modules.entry((*name).to_owned()).or_default();
        }
        module.models.push(nth);
    }
    give_types(models);
    let mut files = BTreeMap::new();
    for (krate, module) in crates {
        let name = format!("{krate}/src/{}.rs", registry.name);
        let mut writer = Writer {
            models,
            krate: &krate,
            name,
            text: String::new(),
            lines: 0,
        };
        writer.module(&module);
        let text = writer.text;
        files.insert(krate, text);
    }
    files
}

/// Types that have one name in one module, although their models do not, get names of their own.
fn give_types(models: &mut [Model]) {
    for nth in 1..models.len() {
        let (before, model) = models.split_at_mut(nth);
        let model = &mut model[0];
        let path = model.path.clone();
        let is_other = |it: &Model| it.path == path && !same(&it.full_path(), &model.full_path());
        if before.iter().any(is_other) {
            write!(model.path, "{nth}").unwrap();
            model
                .name
                .get_or_insert_with(|| segments(&path).pop().unwrap().to_owned());
        }
    }
}

struct Writer<'m> {
    models: &'m mut Vec<Model>,
    krate: &'m str,
    name: String,
    text: String,
    lines: u32,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
        self.lines += 1;
    }

    /// The place of the next line. What is in one line has one place.
    fn next(&self) -> At {
        At(self.name.clone(), self.lines + 1, 1)
    }

    fn module(&mut self, module: &Module) {
        self.line("use types::*;");
        for nth in &module.models {
            self.model(*nth);
        }
        for (name, module) in &module.modules {
            self.line(&format!("pub mod {name} {{"));
            self.module(module);
            self.line("}");
        }
    }

    fn model(&mut self, nth: usize) {
        let (before, rest) = self.models.split_at(nth);
        let mut model = rest[0].clone();
        if model.external {
            return self.line(&format!("relata::external!({:?});", model.path));
        }
        let (_, name) = model.path.rsplit_once("::").unwrap();
        // Only in a block of its own there can be a second type of one path.
        let is_second = before.iter().any(|it| it.path == model.path);
        if is_second {
            self.line("const _: () = {");
        }
        self.line("#[derive(relata::Model)]");
        for relation in &mut model.relations {
            relation.at = self.next();
            let relation = self.relation(relation);
            self.line(&format!("#[relata({relation})]"));
        }
        model.at = self.next();
        let arguments = of_model(&model);
        let name = name.to_owned();
        self.line(&format!("{arguments}pub struct {name} {{"));
        for field in model.fields.iter().flatten() {
            self.field(field);
        }
        self.line("}");
        if is_second {
            self.line("};");
        }
        self.models[nth] = model;
    }

    fn field(&mut self, field: &Field) {
        let mut arguments = Vec::new();
        if field.unique {
            arguments.push("unique".to_owned());
        }
        match &field.as_types[..] {
            [] => {}
            [only] => arguments.push(format!("as = {only}")),
            several => arguments.push(format!("as({})", several.join(", "))),
        }
        if !arguments.is_empty() {
            self.line(&format!("#[relata({})]", arguments.join(", ")));
        }
        self.line(&format!("pub {}: {},", field.name, field.ty));
    }

    fn relation(&self, relation: &Relation) -> String {
        let Relation { name, kind, .. } = relation;
        let targets: Vec<String> = match &relation.targets {
            Targets::Any => vec!["any".to_owned()],
            Targets::Names(names) => names.iter().map(|name| self.target(name)).collect(),
        };
        let targets = match &targets[..] {
            [only] => only.clone(),
            several => format!("any({})", several.join(", ")),
        };
        let mut text = format!("{}({name}: {targets}", word(*kind));
        let mut add = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                write!(text, ", {name} = {value}").unwrap();
            }
        };
        add("inverse", relation.inverse.as_deref());
        add("tag", relation.tag.as_deref());
        add("on_delete", relation.on_delete);
        let through = relation.through.as_ref().map(|name| self.target(name));
        add("through", through.as_deref());
        let via = relation
            .via
            .iter()
            .map(|(own, other)| vec![own.clone(), other.clone()]);
        let via = via.collect::<Vec<_>>().concat();
        if relation.filtered {
            text += ", filtered";
        }
        let lists = [
            ("key", &relation.key),
            ("references", &relation.references),
            ("via", &via),
        ];
        let lists = lists.iter().filter(|(_, names)| !names.is_empty());
        for list in lists
            .map(|(name, names)| listed(name, names))
            .chain(relation.allow.iter().map(allow))
        {
            write!(text, ", {list}").unwrap();
        }
        text + ")"
    }

    /// A type of this crate if the whole path of one is written, or else a name.
    fn target(&self, name: &str) -> String {
        let mut meant = self.models.iter().filter(|it| same(&it.full_path(), name));
        match (meant.next(), meant.next()) {
            (Some(model), None)
                if !model.external
                    && !is_of_a_document(model)
                    && segments(name)[0] == self.krate =>
            {
                format!("crate{}", &model.path[self.krate.len()..])
            }
            _ => format!("{name:?}"),
        }
    }
}

/// The attribute of a model, which is in the line of the model.
fn of_model(model: &Model) -> String {
    let named = [("name", &model.name), ("table", &model.table)];
    let named = named.into_iter().filter_map(|(argument, value)| {
        let value = value.as_ref()?;
        Some(format!("{argument} = {value:?}"))
    });
    let mut arguments: Vec<String> = named.collect();
    if !model.key.is_empty() {
        arguments.push(listed("key", &model.key));
    }
    arguments.extend(model.unique.iter().map(|names| listed("unique", names)));
    arguments.extend(model.allow.iter().map(allow));
    if arguments.is_empty() {
        return String::new();
    }
    format!("#[relata({})] ", arguments.join(", "))
}

fn listed(argument: &str, names: &[String]) -> String {
    format!("{argument}({})", names.join(", "))
}

fn allow(allow: &Allow) -> String {
    format!("allow({}, reason = {:?})", allow.rule, allow.reason)
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::BelongsTo => "belongs_to",
        Kind::HasOne => "has_one",
        Kind::HasMany => "has_many",
        Kind::ManyToMany => "many_to_many",
        Kind::RefersTo => "refers_to",
    }
}

/// The program: of each registry and of all models together, for each kind of options, the findings and the result of
/// `init`, each after a line with a name.
pub(crate) fn program(crates: &[&str], registries: &[Registry]) -> String {
    let mut text = String::new();
    for krate in crates {
        writeln!(text, "use {krate} as _;").unwrap();
    }
    let registries: Vec<_> = registries
        .iter()
        .map(|it| (&it.name, it.document().unwrap_or_default()))
        .collect();
    let names = format!(
        "const REGISTRIES: &[(&str, &str)] = &{registries:?};\nconst OUTSIDE: &str = {OUTSIDE:?};\n"
    );
    text + &names + PROGRAM
}

const PROGRAM: &str = r#"
use relata::document::Document;
use relata::{Findings, Level, Options, Records, Rule, options};

fn asked() -> [(&'static str, Options); 3] {
    let outside = options().outside(OUTSIDE);
    let all = Rule::ALL.iter().fold(outside.clone(), |it, rule| it.level(*rule, Level::Warn));
    [("default", outside.clone()), ("strict", outside.strict()), ("all", all)]
}

/// The findings of the models that are linked, as `check` has them, without those of other registries, and of the document.
fn check(registry: &str, document: &str, options: &Options) -> Findings {
    let mut linked = relata_record::channels::collect();
    let module = format!("::{registry}::");
    let is_of_registry = |record: &[u8]| record.windows(module.len()).any(|it| it == module.as_bytes());
    linked.entries.retain(|it| is_of_registry(it.record()));
    if document.is_empty() {
        return options.check_collected(linked);
    }
    let document = Document::parse(document).unwrap();
    options.check_records(&[Records::collected(linked), Records::of_document(&document)])
}

fn main() {
    for (asked, options) in asked() {
        for (registry, document) in REGISTRIES {
            let findings = check(registry, document, &options);
            println!("== {registry} {asked}\n{findings}{}", findings.coverage());
        }
        let findings = options.check();
        println!("== whole {asked}\n{findings}{}", findings.coverage());
        match options.init() {
            Ok(it) => println!("== init {asked}\n{}{}", it.warnings(), it.coverage()),
            Err(it) => println!("== init {asked}\n{it}{}", it.coverage()),
        }
    }
}
"#;
