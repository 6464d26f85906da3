//! Faults of keys.

use super::faults::Effect::{self, One, Something};
use super::faults::Fault;
use super::model::{At, Field, Kind, Relation, Targets};
use super::names::Spot;

impl Fault<'_> {
    /// A `belongs_to` whose key and what it points at are known.
    pub(crate) fn keyed(&self) -> Option<(Spot, usize, Vec<String>)> {
        let references = |spot: Spot| -> Option<(usize, Vec<String>)> {
            let target = self.plain_target(spot)?;
            let relation = self.graph.relation(spot);
            let model = &self.graph.models[target];
            let fields = match &relation.references[..] {
                [] => model.primary_key()?,
                written => written.to_vec(),
            };
            let known = fields.iter().all(|name| model.field(name).is_some());
            let here = |name: &String| self.graph.models[spot.0].field(name).is_some();
            let there = relation.key.iter().all(here) && !relation.key.is_empty();
            (relation.kind == Kind::BelongsTo && relation.through.is_none() && known && there)
                .then_some((target, fields))
        };
        let spot = self.relation(|spot, _| references(spot).is_some())?;
        let (target, fields) = references(spot)?;
        Some((spot, target, fields))
    }

    /// Whether no side that pairs with it writes a key too.
    pub(crate) fn alone_has_key(&self, spot: Spot) -> bool {
        let all = self.graph.relations();
        let mut others = all.into_iter().filter(|other| {
            *other != spot
                && self.has_key(*other)
                && (self.namers(spot).contains(other)
                    || self.inverse(spot) == Some(*other)
                    || self.graph.leads_to(*other, spot.0))
        });
        others.next().is_none()
    }

    pub(crate) fn key_type(&mut self) -> Option<Effect> {
        let (spot, target, references) = self.keyed()?;
        let certain = [
            "i64",
            "String",
            "i32",
            "&'static str",
            "u64",
            "bool",
            "char",
        ];
        let pointed = self.graph.models[target].field(&references[0])?;
        let known = certain.contains(&pointed.ty.as_str());
        let key = self.graph.relation(spot).key[0].clone();
        let field = self.models[spot.0]
            .fields
            .as_mut()?
            .iter_mut()
            .find(|field| field.name == key)?;
        field.ty = if self.spec.flags & 1 == 0 {
            "u8"
        } else {
            "f32"
        }
        .to_owned();
        field.as_ty = None;
        Some(if known { One("key_type") } else { Something })
    }

    pub(crate) fn rename_key(&mut self) -> Option<Effect> {
        let (spot, _, _) = self.keyed()?;
        let certain = self.alone_has_key(spot);
        let key = &mut self.at(spot).key;
        let last = key.len() - 1;
        key[last] = "zz_key".to_owned();
        Some(if certain {
            One("missing_key")
        } else {
            Something
        })
    }

    pub(crate) fn rename_reference(&mut self) -> Option<Effect> {
        let (spot, _, _) = self.keyed()?;
        let references = &mut self.at(spot).references;
        *references.first_mut()? = "zz_reference".to_owned();
        Some(One("missing_reference"))
    }

    pub(crate) fn key_count(&mut self) -> Option<Effect> {
        let (spot, _, _) = self.keyed()?;
        let certain = self.alone_has_key(spot);
        let fields = self.graph.models[spot.0].fields.as_ref()?;
        let field = fields[self.spec.to as usize % fields.len()].name.clone();
        if self.graph.relation(spot).key.contains(&field) {
            return None;
        }
        self.at(spot).key.push(field);
        Some(if certain { One("key_count") } else { Something })
    }

    pub(crate) fn reference_not_unique(&mut self) -> Option<Effect> {
        let (spot, target, references) = self.keyed()?;
        let [reference] = &references[..] else {
            return None;
        };
        let same = Field {
            name: "zz_plain".to_owned(),
            unique: false,
            ..self.models[target].field(reference)?.clone()
        };
        self.models[target].primary_key()?;
        if self.models[target].field("zz_plain").is_none() {
            self.models[target].fields.as_mut()?.push(same);
        }
        self.at(spot).references = vec!["zz_plain".to_owned()];
        Some(One("reference_not_unique"))
    }

    pub(crate) fn other_key(&mut self) -> Option<Effect> {
        let keyed = |spot: Spot| {
            self.inverse(spot).is_some_and(|inverse| {
                self.has_key(spot)
                    && !self.graph.relation(inverse).key.is_empty()
                    && self.graph.models[spot.0].fields.is_none()
            })
        };
        let spot =
            self.relation(|spot, relation| relation.kind == Kind::BelongsTo && keyed(spot))?;
        let certain = self.namers(spot).len() <= 1;
        let key = &mut self.at(spot).key;
        *key.first_mut()? = "zz_other".to_owned();
        Some(if certain {
            One("inverse_key")
        } else {
            Something
        })
    }

    /// Two models that must each be inserted after the other.
    pub(crate) fn circle(&mut self) -> Option<Effect> {
        let all: Vec<usize> = (0..self.models.len())
            .filter(|m| self.is_real(*m))
            .collect();
        let (a, b) = (self.pick(&all)?, self.pick_other(&all)?);
        for (nth, (from, to)) in [(a, b), (b, a)].into_iter().enumerate() {
            let name = format!("zz_needs{nth}");
            let path = self.models[to].full_path();
            let model = &mut self.models[from];
            let key = vec![format!("{name}_id")];
            if model.relation(&name).is_some() || model.field(&key[0]).is_some() {
                continue;
            }
            let Some(fields) = &mut model.fields else {
                continue;
            };
            fields.push(Field {
                name: key[0].clone(),
                ty: "AnyId".to_owned(),
                ..Field::default()
            });
            let line = 800_000 + 2 * u32::from(self.spec.flags) + u32::try_from(nth).unwrap();
            model.relations.push(Relation {
                name,
                kind: Kind::BelongsTo,
                targets: Targets::Names(vec![path]),
                inverse: None,
                key,
                references: Vec::new(),
                tag: None,
                through: None,
                via: None,
                filtered: false,
                allow: Vec::new(),
                at: At("app/src/b.rs".to_owned(), line, 1),
            });
        }
        Some(Something)
    }
}
