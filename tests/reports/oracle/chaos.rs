//! Changes at random: whatever comes of them, the judges have to agree on it.

use super::faults::Effect::{self, Something};
use super::faults::Fault;
use super::model::{At, Kind, Model, Relation, Targets};
use super::names::{Spot, segments};

/// Now and then a graph is made wide, for what is looked up in tables there: every model gets many relations more, or
/// there are many more models of one name.
pub(crate) fn widen(models: &mut Vec<Model>, how: u8) {
    const MANY: usize = 20;
    let at = |nth: usize| {
        At(
            "zz/src/wide.rs".to_owned(),
            1 + u32::try_from(nth).unwrap(),
            1,
        )
    };
    let model = |path: String, nth: usize| Model {
        path,
        at: at(nth),
        ..Model::default()
    };
    match how % 8 {
        0 => {
            for model in models.iter_mut().filter(|model| !model.external) {
                model.relations.extend((0..MANY).map(|nth| Relation {
                    name: format!("zz_wide{nth}"),
                    kind: Kind::RefersTo,
                    targets: Targets::Names(vec!["zz::Wide".to_owned()]),
                    inverse: None,
                    key: Vec::new(),
                    references: Vec::new(),
                    tag: None,
                    through: None,
                    via: None,
                    filtered: false,
                    on_delete: None,
                    allow: Vec::new(),
                    at: at(nth),
                }));
            }
            models.push(model("zz::Wide".to_owned(), 0));
        }
        1 if !models.is_empty() => {
            let path = models[usize::from(how / 8) % models.len()].full_path();
            let name = segments(&path).pop().unwrap();
            models.extend((0..MANY).map(|nth| model(format!("zz::m{nth}::{name}"), nth)));
        }
        _ => {}
    }
}

impl Fault<'_> {
    pub(crate) fn other_through(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, relation| relation.through.is_some())?;
        let path = self.models[self.spec.to as usize % self.models.len()].full_path();
        self.at(spot).through = Some(path);
        Some(Something)
    }

    pub(crate) fn other_via(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, relation| relation.through.is_some())?;
        let relation = self.at(spot);
        relation.via = match &relation.via {
            Some((own, _)) => Some((own.clone(), "zz_other".to_owned())),
            None => Some(("parent".to_owned(), "owner".to_owned())),
        };
        if self.spec.flags & 1 == 0 {
            self.at(spot).via = None;
        }
        Some(Something)
    }

    pub(crate) fn any_inverse(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, _| true)?;
        let target = self.plain_target(spot)?;
        let names: Vec<String> = self.models[target]
            .relations
            .iter()
            .map(|relation| relation.name.clone())
            .collect();
        let name = self.pick_other(&names);
        self.at(spot).inverse = name;
        Some(Something)
    }

    pub(crate) fn any_target(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, _| true)?;
        let name = self.some_name();
        let relation = self.at(spot);
        match &mut relation.targets {
            Targets::Names(names) => names.push(name),
            Targets::Any => relation.targets = Targets::Names(vec![name]),
        }
        if self.spec.flags & 7 == 0 {
            self.at(spot).targets = Targets::Any;
        }
        Some(Something)
    }

    pub(crate) fn any_member(&mut self) -> Option<Effect> {
        let spot = self.relation(|_, _| true)?;
        let other = self.pick_other(&self.graph.relations())?;
        let other = self.graph.relation(other).clone();
        let flags = self.spec.flags;
        let relation = self.at(spot);
        match flags % 7 {
            0 => relation.kind = other.kind,
            1 => relation.inverse = other.inverse,
            2 => relation.key = other.key,
            3 => relation.references = other.references,
            4 => relation.targets = other.targets,
            5 => relation.filtered = !relation.filtered,
            _ => relation.tag = other.tag,
        }
        Some(Something)
    }

    /// Two relations of one model name each other's inverse.
    pub(crate) fn exchange_any(&mut self) -> Option<Effect> {
        let a = self.relation(|_, relation| relation.inverse.is_some())?;
        let b = self.sibling(a)?;
        let (one, other) = (self.at(a).inverse.clone(), self.at(b).inverse.clone());
        self.at(a).inverse = other;
        self.at(b).inverse = one;
        Some(Something)
    }

    /// Two relations of one model lead where the other did.
    pub(crate) fn exchange_targets(&mut self) -> Option<Effect> {
        let a = self.relation(|_, _| true)?;
        let b = self.sibling(a)?;
        let (one, other) = (self.at(a).targets.clone(), self.at(b).targets.clone());
        self.at(a).targets = other;
        self.at(b).targets = one;
        Some(Something)
    }

    /// Two relations of one model have one key.
    pub(crate) fn share_key(&mut self) -> Option<Effect> {
        let a = self.relation(|_, relation| !relation.key.is_empty())?;
        let b = self.sibling(a)?;
        self.at(b).key = self.at(a).key.clone();
        if self.spec.flags & 3 != 0 {
            self.at(b).kind = Kind::BelongsTo;
        }
        Some(Something)
    }

    /// Another relation of the same model.
    fn sibling(&self, spot: Spot) -> Option<Spot> {
        let mut all = self.graph.relations_of(spot.0);
        all.retain(|other| *other != spot);
        self.pick_other(&all)
    }

    /// Each leads past the next, which names it back.
    pub(crate) fn ring(&mut self) -> Option<Effect> {
        let count = self.models.len();
        let length = 2 + usize::from(self.spec.flags) % 3;
        let members: Vec<usize> = (0..length)
            .map(|nth| {
                (usize::from(self.spec.at) + nth * (1 + usize::from(self.spec.to) % 3)) % count
            })
            .collect();
        for (nth, m) in members.iter().enumerate() {
            let next = members[(nth + 1) % length];
            let path = self.models[next].full_path();
            let Some(relation) = self.models[*m].relations.first_mut() else {
                continue;
            };
            "ring".clone_into(&mut relation.name);
            relation.inverse = Some("ring".to_owned());
            relation.targets = Targets::Names(vec![path]);
            if self.spec.flags & 64 == 0 {
                relation.kind = Kind::RefersTo;
            }
        }
        Some(Something)
    }

    /// No field but those that something names.
    pub(crate) fn lose_fields(&mut self) -> Option<Effect> {
        let all: Vec<usize> = (0..self.models.len()).collect();
        let model = self.pick(&all)?;
        let model = &mut self.models[model];
        model
            .fields
            .as_mut()?
            .retain(|it| !it.name.starts_with("loose"));
        Some(Something)
    }

    /// A type that is spelled in some way.
    pub(crate) fn any_type(&mut self) -> Option<Effect> {
        const TYPES: [&str; 31] = [
            "i64",
            "u8",
            "String",
            "str",
            "&str",
            "&'static str",
            "&'a str",
            "Cow<str>",
            "Cow<'static, str>",
            "Cow<'_, [u8]>",
            "Vec<u8>",
            "&[u8]",
            "[u8]",
            "[u8; 16]",
            "Uuid",
            "uuid::Uuid",
            "DateTime",
            "DateTime<Utc>",
            "chrono::DateTime<chrono::Utc>",
            "Option<Decimal>",
            "Option<i32>",
            "Option<&str>",
            "std::string::String",
            "Box<str>",
            "Arc<[u8]>",
            "Cow<'a, str>",
            "Option<String>",
            "char",
            "bool",
            "f64",
            "",
        ];
        let spot = self.relation(|_, relation| !relation.key.is_empty())?;
        let m = if self.spec.flags & 1 == 0 {
            spot.0
        } else {
            self.plain_target(spot)?
        };
        let fields = self.models[m].fields.as_mut()?;
        let at = usize::from(self.spec.at) % fields.len().max(1);
        let field = fields.get_mut(at)?;
        TYPES[usize::from(self.spec.to) % TYPES.len()].clone_into(&mut field.ty);
        // All but the last, which is empty.
        let named = &TYPES[..TYPES.len() - 1];
        let flags = usize::from(self.spec.flags >> 1);
        let counts_as = named.iter().cycle().skip(flags % named.len());
        let counts_as = counts_as.take(flags >> 8 & 1 | flags >> 9 & 2);
        field.as_types = counts_as.map(|it| (*it).to_owned()).collect();
        Some(Something)
    }
}
