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
            "Uuid",
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
        field.as_types.clear();
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

    /// A reference to one field more than is unique.
    pub(crate) fn wide_reference(&mut self) -> Option<Effect> {
        let (spot, target, mut references) = self.keyed()?;
        for model in [spot.0, target] {
            if self.models[model].field("zz_wide").is_none() {
                self.models[model].fields.as_mut()?.push(Field {
                    name: "zz_wide".to_owned(),
                    ty: "i64".to_owned(),
                    ..Field::default()
                });
            }
        }
        references.push("zz_wide".to_owned());
        self.at(spot).references = references;
        self.at(spot).key.push("zz_wide".to_owned());
        Some(Something)
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

    /// An action that the key or the other side may not allow.
    pub(crate) fn on_delete(&mut self) -> Option<Effect> {
        let is_direct =
            |relation: &Relation| relation.through.is_none() && relation.kind != Kind::ManyToMany;
        let spot = self.relation(|_, relation| is_direct(relation))?;
        let actions = ["set_null", "set_null", "restrict", "no_action"];
        self.at(spot).on_delete = Some(actions[self.spec.flags as usize % actions.len()]);
        Some(Something)
    }

    /// A key and what it points at in place of one another, or of a relation of the other kind.
    pub(crate) fn mirror_key(&mut self) -> Option<Effect> {
        let (spot, _, references) = self.keyed()?;
        let primary = self.graph.models[spot.0].primary_key();
        let (is_exchanged, to) = (self.spec.form == 38, self.spec.to as usize);
        let relation = self.at(spot);
        let key = if is_exchanged { references } else { primary? };
        relation.references = std::mem::replace(&mut relation.key, key);
        if !is_exchanged {
            relation.kind = [Kind::HasMany, Kind::HasOne, Kind::BelongsTo][to % 3];
        }
        Some(Something)
    }

    /// A key of several fields as one relation for each.
    pub(crate) fn split_key(&mut self) -> Option<Effect> {
        let (spot, _, references) = self.keyed()?;
        if references.len() < 2 || self.graph.relation(spot).key.len() != references.len() {
            return None;
        }
        let whole = self.graph.relation(spot).clone();
        for (nth, (own, theirs)) in whole.key.iter().zip(&references).enumerate() {
            let part = Relation {
                name: format!("zz_part{nth}"),
                inverse: None,
                key: vec![own.clone()],
                references: vec![theirs.clone()],
                at: At(
                    "app/src/b.rs".to_owned(),
                    700_000 + u32::try_from(nth).unwrap(),
                    1,
                ),
                ..whole.clone()
            };
            if nth == 0 {
                let relation = self.at(spot);
                relation.key = part.key;
                relation.references = part.references;
            } else if self.models[spot.0].relation(&part.name).is_none() {
                self.models[spot.0].relations.push(part);
            }
        }
        Some(Something)
    }

    /// At most one row has a key.
    pub(crate) fn unique_key(&mut self) -> Option<Effect> {
        let spot = self
            .relation(|_, relation| relation.kind == Kind::BelongsTo && !relation.key.is_empty())?;
        let relation = self.graph.relation(spot);
        let mut key = relation.key.clone();
        key.extend(relation.tag.clone().filter(|_| self.spec.flags & 4 == 0));
        let model = &mut self.models[spot.0];
        if model.fields.is_some() && key.iter().any(|name| model.field(name).is_none()) {
            return None;
        }
        match (self.spec.flags & 3, &mut model.fields) {
            (0, _) => model.key = key,
            (1, Some(fields)) if key.len() == 1 => {
                fields.iter_mut().find(|field| field.name == key[0])?.unique = true;
            }
            _ => {
                key.reverse();
                model.unique.push(key);
            }
        }
        Some(Something)
    }

    /// Two models that must each be inserted after the other, or one after itself, which may be by its own primary key.
    pub(crate) fn circle(&mut self) -> Option<Effect> {
        let all: Vec<usize> = (0..self.models.len())
            .filter(|m| self.is_real(*m))
            .collect();
        let (a, b) = (self.pick(&all)?, self.pick_other(&all)?);
        for (nth, (from, to)) in [(a, b), (b, a)].into_iter().enumerate() {
            let name = format!("zz_needs{nth}");
            let path = self.models[to].full_path();
            let model = &mut self.models[from];
            let own = model.primary_key().filter(|_| self.spec.flags & 2 == 0);
            let is_own = a == b && own.is_some();
            let key = own.filter(|_| is_own).unwrap_or(vec![format!("{name}_id")]);
            let is_taken = !is_own && model.field(&key[0]).is_some();
            if model.relation(&name).is_some() || is_taken {
                continue;
            }
            let Some(fields) = &mut model.fields else {
                continue;
            };
            if !is_own {
                fields.push(Field {
                    name: key[0].clone(),
                    ty: "AnyId".to_owned(),
                    ..Field::default()
                });
            }
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
                on_delete: None,
                allow: Vec::new(),
                at: At("app/src/b.rs".to_owned(), line, 1),
            });
        }
        Some(Something)
    }
}
