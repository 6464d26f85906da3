//! Random relations of a graph, sound ones and ones with faults.

use relata::Kind;

use super::graph::{Field, Graph, Relation, Target, Ty};
use super::numbers::Random;

impl Graph {
    pub(super) fn add_relation(&mut self, random: &mut Random) {
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

    /// Adds the relation of a key, and often the one that points back.
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
