//! Random graphs of models in three crates, sound parts and faults.

use relata::Kind;

/// A generator of numbers that is the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0xd134_2543_de82_ef95))
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        // SplitMix64
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let mixed = mixed ^ (mixed >> 31);
        usize::try_from(mixed % limit as u64).unwrap()
    }

    /// Returns true this many times of a hundred.
    pub(crate) fn often(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }
}

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
    fn can_use_newtype(&self, module: usize) -> bool {
        let newtype = self.newtypes.first();
        newtype.is_some_and(|it| self.modules[*it].krate <= self.modules[module].krate)
    }

    fn add_relation(&mut self, random: &mut Random) {
        let (from, to) = (
            random.below(self.models.len()),
            random.below(self.models.len()),
        );
        let name = format!("r{}", self.models[from].relations.len());
        match random.below(12) {
            0 => self.add_refers_to(random, from, to, name),
            1 => self.add_many_to_many(random, from, to, name),
            2 => self.add_open(random, from, to, name),
            _ => self.add_belongs_to(random, from, to, name),
        }
    }

    /// Adds the relation of a key, and often the one that leads back.
    fn add_belongs_to(&mut self, random: &mut Random, from: usize, to: usize, name: String) {
        let mut key = Vec::new();
        let optional = random.often(30);
        let of_target: Vec<Ty> = self.key_types(to).collect();
        let short = of_target.len() > 1 && random.often(15);
        for (nth, ty) in of_target.iter().enumerate().skip(usize::from(short)) {
            let ty = match random.below(10) {
                0 => Ty::I32,
                _ if self.can_use(from, *ty) => *ty,
                _ => Ty::I64,
            };
            let field = if of_target.len() == 1 {
                format!("{name}_id")
            } else {
                format!("{name}_{nth}")
            };
            key.push(field.clone());
            let unique = random.often(10);
            let field = Field {
                optional,
                unique,
                ..Field::new(&field, ty)
            };
            self.models[from].fields.push(field);
        }
        let target = match random.below(20) {
            0 => self.missing(),
            1 if from == to => Target::Own,
            2 if self.externals > 0 => Target::External(0),
            _ => Target::Model(to),
        };
        // A program knows only the types of fields that are keys or unique.
        let mut emails = self.models[to]
            .fields
            .iter()
            .filter(|it| it.name == "email");
        let can_reference = emails.all(|it| it.unique);
        let back = format!("b{}", self.models[to].relations.len());
        let is_known = matches!(target, Target::Model(_) | Target::Own);
        let leads_back = is_known && random.often(60);
        self.models[from].relations.push(Relation {
            inverse: (leads_back && random.often(70)).then(|| back.clone()),
            references: (key.len() == 1 && can_reference && random.often(8))
                .then(|| "email".to_owned()),
            set_null: optional && random.often(30),
            allow: random.often(10).then_some("key_type"),
            ..Relation::new(name.clone(), Kind::BelongsTo, target, key)
        });
        if leads_back {
            let kind = random.pick(&[Kind::HasMany, Kind::HasOne, Kind::HasMany]);
            let back = if from == to { format!("{back}x") } else { back };
            let inverse = match random.below(12) {
                0 => None,
                1 => Some("absent".to_owned()),
                _ => Some(name),
            };
            self.models[to].relations.push(Relation {
                inverse,
                filtered: random.often(15),
                ..Relation::new(back, kind, Target::Model(from), Vec::new())
            });
        }
    }

    fn add_refers_to(&mut self, random: &mut Random, from: usize, to: usize, name: String) {
        let target = if random.often(10) {
            self.missing()
        } else {
            Target::Model(to)
        };
        let relation = Relation::new(name, Kind::RefersTo, target, Vec::new());
        self.models[from].relations.push(relation);
    }

    fn add_many_to_many(&mut self, random: &mut Random, from: usize, to: usize, name: String) {
        let through = random.often(80).then(|| random.below(self.models.len()));
        self.models[from].relations.push(Relation {
            via: (through.is_some() && random.often(40)).then(|| ["r0", "r1"].map(str::to_owned)),
            through,
            ..Relation::new(name, Kind::ManyToMany, Target::Model(to), Vec::new())
        });
    }

    /// Adds a relation whose target a tag says.
    fn add_open(&mut self, random: &mut Random, from: usize, to: usize, name: String) {
        let (key, tag) = (format!("{name}_key"), format!("{name}_tag"));
        let other = random.below(self.models.len());
        let mut targets = match random.below(3) {
            0 => vec![Target::Any],
            _ => vec![Target::Model(to), Target::Model(other)],
        };
        targets.dedup();
        let own = &mut self.models[from];
        for (name, ty) in [(&key, Ty::I64), (&tag, Ty::Text)] {
            own.fields.push(Field::new(name, ty));
        }
        own.relations.push(Relation {
            targets,
            tag: Some(tag),
            ..Relation::new(name, Kind::BelongsTo, Target::Any, vec![key])
        });
    }

    /// Returns a name that no other relation has, since one finding is about all relations with it.
    fn missing(&self) -> Target {
        let relations = self.models.iter().map(|it| it.relations.len());
        Target::Missing(relations.sum())
    }

    fn key_types(&self, model: usize) -> impl Iterator<Item = Ty> {
        let model = &self.models[model];
        let fields = model
            .fields
            .iter()
            .filter(|it| model.key.contains(&it.name));
        fields.map(|it| it.ty).collect::<Vec<_>>().into_iter()
    }

    fn can_use(&self, model: usize, ty: Ty) -> bool {
        !matches!(ty, Ty::New(_)) || self.can_use_newtype(self.models[model].module)
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
    fn new(name: &str, ty: Ty) -> Self {
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

impl Relation {
    fn new(name: String, kind: Kind, target: Target, key: Vec<String>) -> Self {
        Relation {
            name,
            kind,
            targets: vec![target],
            inverse: None,
            key,
            references: None,
            via: None,
            tag: None,
            through: None,
            set_null: false,
            filtered: false,
            allow: None,
        }
    }
}
