//! Random graphs of models in three crates, sound parts and faults.

use relata::Kind;

use super::numbers::Random;

/// The crates, as their code is called. Each depends on those before it.
pub(crate) const CRATES: [&str; 3] = ["gen_base", "middle", "gen_top"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    I64,
    I32,
    Text,
    /// A newtype of the graph, by index.
    New(usize),
}

#[derive(Clone, Debug)]
pub(crate) struct Graph {
    pub(crate) name: String,
    pub(crate) modules: Vec<Module>,
    pub(crate) models: Vec<Model>,
    /// The module of each newtype.
    pub(crate) newtypes: Vec<usize>,
    /// Whether the first newtype counts as `i64` in all keys.
    pub(crate) has_key_type: bool,
    /// The number of external models.
    pub(crate) externals: usize,
}

/// A module of a crate. The first module of each crate has the name of the graph.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    pub(crate) krate: usize,
    pub(crate) parent: Option<usize>,
    pub(crate) name: &'static str,
}

#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) module: usize,
    pub(crate) name: String,
    /// The name that an attribute gives it.
    pub(crate) other_name: Option<String>,
    /// Whether it is declared in a function, where no other type can name it.
    pub(crate) in_block: bool,
    pub(crate) table: Option<String>,
    pub(crate) fields: Vec<Field>,
    /// The names of the fields of the primary key.
    pub(crate) key: Vec<String>,
    pub(crate) unique: Option<[String; 2]>,
    pub(crate) relations: Vec<Relation>,
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) ty: Ty,
    pub(crate) optional: bool,
    pub(crate) unique: bool,
    /// Whether a newtype counts as `i64` here.
    pub(crate) as_i64: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Relation {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) targets: Vec<Target>,
    pub(crate) inverse: Option<String>,
    pub(crate) key: Vec<String>,
    pub(crate) references: Option<String>,
    pub(crate) via: Option<[String; 2]>,
    pub(crate) tag: Option<String>,
    pub(crate) through: Option<usize>,
    pub(crate) set_null: bool,
    pub(crate) filtered: bool,
    pub(crate) allow: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Model(usize),
    Own,
    /// A name with this number, which no model has.
    Missing(usize),
    Any,
    External(usize),
}

const MODELS: [&str; 8] = [
    "User", "Post", "Order", "Item", "Tag", "Team", "Page", "Note",
];
const MODULES: [&str; 7] = [
    "users", "orders", "inner", "models", "entity", "r#type", "prelude",
];

impl Graph {
    pub(crate) fn new(nth: usize, random: &mut Random) -> Self {
        let mut graph = Graph {
            name: format!("g{nth}"),
            modules: Vec::new(),
            models: Vec::new(),
            newtypes: Vec::new(),
            has_key_type: false,
            externals: random.below(2),
        };
        graph.add_modules(random);
        for _ in 0..random.below(3) {
            graph.newtypes.push(random.below(graph.modules.len()));
        }
        graph.has_key_type = !graph.newtypes.is_empty() && random.often(25);
        for _ in 0..3 + random.below(10) {
            graph.add_model(random);
        }
        for _ in 0..graph.models.len() + random.below(6) {
            graph.add_relation(random);
        }
        graph
    }

    fn add_modules(&mut self, random: &mut Random) {
        for krate in 0..CRATES.len() {
            self.modules.push(Module {
                krate,
                parent: None,
                name: "",
            });
        }
        for _ in 0..2 + random.below(8) {
            let parent = random.below(self.modules.len());
            let name = random.pick(&MODULES);
            let mut others = self.modules.iter();
            if others.all(|it| (it.parent, it.name) != (Some(parent), name)) {
                let krate = self.modules[parent].krate;
                self.modules.push(Module {
                    krate,
                    parent: Some(parent),
                    name,
                });
            }
        }
    }

    fn add_model(&mut self, random: &mut Random) {
        let module = random.below(self.modules.len());
        let name = random.pick(&MODELS);
        if self
            .models
            .iter()
            .any(|it| it.module == module && it.name == name)
        {
            return;
        }
        let names = match random.below(8) {
            0 => vec!["code"],
            1 => vec!["tenant", "nth"],
            _ => vec!["id"],
        };
        let mut fields = Vec::new();
        for name in &names {
            let ty = match random.below(6) {
                0 => Ty::I32,
                1 => Ty::Text,
                2 if self.can_use_newtype(module) => Ty::New(0),
                _ => Ty::I64,
            };
            fields.push(Field {
                as_i64: random.often(20),
                ..Field::new(name, ty)
            });
        }
        if random.often(30) {
            let [optional, unique] = [30, 50].map(|it| random.often(it));
            fields.push(Field {
                optional,
                unique,
                ..Field::new("email", Ty::Text)
            });
        }
        let several = fields.len() > 1 && random.often(30);
        let unique = several.then(|| [0, 1].map(|it: usize| fields[it].name.clone()));
        let other_name = format!("Other{}", self.models.len());
        self.models.push(Model {
            module,
            name: name.to_owned(),
            other_name: random.often(8).then_some(other_name),
            unique,
            in_block: random.often(8),
            table: random
                .often(30)
                .then(|| format!("{}_t{}", self.name, random.below(4))),
            fields,
            key: names.into_iter().map(str::to_owned).collect(),
            relations: Vec::new(),
        });
    }

    /// Returns whether code of a module can name the first newtype.
    pub(super) fn can_use_newtype(&self, module: usize) -> bool {
        let newtype = self.newtypes.first();
        newtype.is_some_and(|it| self.modules[*it].krate <= self.modules[module].krate)
    }

    /// Returns the path of a module as the compiler shows it.
    pub(crate) fn path(&self, module: usize) -> String {
        let Module {
            krate,
            parent,
            name,
        } = &self.modules[module];
        match parent {
            Some(parent) => format!("{}::{name}", self.path(*parent)),
            None => format!("{}::{}", CRATES[*krate], self.name),
        }
    }

    pub(crate) fn external(&self, nth: usize) -> String {
        format!("elsewhere::{}::Thing{nth}", self.name)
    }

    /// Returns whether the type of a field is a newtype.
    pub(crate) fn has_newtype(&self) -> bool {
        let mut fields = self.models.iter().flat_map(|it| &it.fields);
        fields.any(|it| matches!(it.ty, Ty::New(_)))
    }

    pub(crate) fn model_path(&self, model: usize) -> String {
        let model = &self.models[model];
        let name = model.other_name.as_ref().unwrap_or(&model.name);
        format!("{}::{name}", self.path(model.module))
    }
}

impl Field {
    pub(super) fn new(name: &str, ty: Ty) -> Self {
        let name = name.to_owned();
        Field {
            name,
            ty,
            optional: false,
            unique: false,
            as_i64: false,
        }
    }
}

impl Ty {
    /// Returns its text where it is not an alias. Newtypes have none.
    pub(crate) fn plain(self) -> Option<&'static str> {
        match self {
            Ty::I64 => Some("i64"),
            Ty::I32 => Some("i32"),
            Ty::Text => Some("String"),
            Ty::New(_) => None,
        }
    }
}
