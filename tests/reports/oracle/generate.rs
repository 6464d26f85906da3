//! Graphs that are sound by construction: every relation is built together with what it needs.
//!
//! A graph is made from lists of plain numbers, so that what fails is made smaller by leaving some out.

use proptest::collection::vec;
use proptest::prelude::*;

use super::model::{Allow, At, Field, Kind, Model, Relation, Targets};
use super::names::{same, segments};

#[derive(Clone, Debug)]
pub(crate) struct ModelSpec(pub(crate) u8, pub(crate) u8, pub(crate) u8, pub(crate) u32);

#[derive(Clone, Debug)]
pub(crate) struct EdgeSpec {
    pub(crate) form: u8,
    pub(crate) a: u8,
    pub(crate) b: u8,
    pub(crate) c: u8,
    pub(crate) name: u8,
    pub(crate) flags: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Spec {
    pub(crate) models: Vec<ModelSpec>,
    pub(crate) edges: Vec<EdgeSpec>,
}

pub(crate) fn spec() -> impl Strategy<Value = Spec> {
    let of = |models: usize, edges: usize| {
        let model = (0..5_u8, 0..8_u8, 0..12_u8, any::<u32>());
        let model =
            model.prop_map(|(krate, module, name, flags)| ModelSpec(krate, module, name, flags));
        let edge = (
            0..20_u8,
            0..60_u8,
            0..60_u8,
            0..60_u8,
            0..8_u8,
            any::<u32>(),
        );
        let edge = edge.prop_map(|(form, a, b, c, name, flags)| EdgeSpec {
            form,
            a,
            b,
            c,
            name,
            flags,
        });
        let lists = (vec(model, 0..=models), vec(edge, 0..=edges));
        lists.prop_map(|(models, edges)| Spec { models, edges })
    };
    prop_oneof![8 => of(6, 8), 3 => of(20, 30), 1 => of(60, 100)]
}

/// What a relation points at before it is spelled.
#[derive(Clone, Debug, Default)]
struct Link {
    targets: Vec<usize>,
    through: Option<usize>,
    /// The relations of the association that it goes by.
    via: Option<(String, String)>,
    flags: u32,
}

struct Build {
    models: Vec<Model>,
    links: Vec<Vec<Link>>,
    places: u32,
}

/// A bit of what is drawn.
fn bit(flags: u32, nth: u32) -> bool {
    flags >> nth & 1 == 1
}

pub(crate) const OUTSIDE: &str = "outer";

pub(crate) fn sound(spec: &Spec) -> Vec<Model> {
    let mut build = Build {
        models: Vec::new(),
        links: Vec::new(),
        places: 0,
    };
    for model in &spec.models {
        build.model(model);
    }
    if !build.models.is_empty() {
        for edge in &spec.edges {
            build.edge(edge);
        }
    }
    build.write_vias();
    build.spell();
    build.models
}

impl Build {
    fn place(&mut self, flags: u32) -> At {
        self.places += 1;
        let file = [
            "app/src/a.rs",
            "app/src/b.rs",
            "app/src/b/c.rs",
            "docs/src/lib.rs",
        ][(flags >> 7 & 3) as usize];
        At(
            file.to_owned(),
            (flags >> 9 & 255) * 1000 + self.places,
            1 + (flags & 7),
        )
    }

    fn model(&mut self, spec: &ModelSpec) {
        const CRATES: [&str; 5] = ["app", "billing", "auth", "docs", "jobs"];
        const MODULES: [&str; 8] = [
            "",
            "",
            "billing",
            "auth::v2",
            "r#type",
            "type::docs",
            "app::billing",
            "deep::er::still",
        ];
        const NAMES: [&str; 12] = [
            "User", "Invoice", "Job", "Item", "Model", "Tag", "Line", "Account", "Order", "Event",
            "Role", "User",
        ];
        let ModelSpec(krate, module, name, flags) = *spec;
        let module = match MODULES[module as usize] {
            "" => String::new(),
            module => format!("{module}::"),
        };
        let external = flags >> 8 & 15 == 15;
        // Its crate is not in this program.
        let krate = if external {
            "away"
        } else {
            CRATES[krate as usize]
        };
        let base = format!("{krate}::{module}{}", NAMES[name as usize]);
        let taken = |path: &str| {
            self.models
                .iter()
                .any(|model| same(&model.full_path(), path))
        };
        let path = (0..)
            .map(|nth| {
                if nth == 0 {
                    base.clone()
                } else {
                    format!("{base}{nth}")
                }
            })
            .find(|path| !taken(path))
            .unwrap();
        let known = flags & 3 != 0;
        let field = |name: &str, ty: &str| Field {
            name: name.to_owned(),
            ty: ty.to_owned(),
            ..Field::default()
        };
        let (mut fields, key): (Vec<Field>, &[&str]) = match flags >> 2 & 7 {
            0..=2 => (vec![field("id", "i64")], &[]),
            3 => (vec![field("id", "String")], &[]),
            4 => (vec![field("id", "Uuid")], &[]),
            5 => (vec![field("uuid", "[u8; 16]")], &["uuid"]),
            6 => (
                vec![field("tenant_id", "i32"), field("number", "u64")],
                &["tenant_id", "number"],
            ),
            _ => (vec![field("anything", "f64")], &[]),
        };
        let mut unique = Vec::new();
        if bit(flags, 16) {
            fields.push(Field {
                unique: true,
                ..field("code", "&'static str")
            });
        }
        if bit(flags, 17) {
            fields.extend([field("left", "bool"), field("right", "char")]);
            unique.push(vec!["right".to_owned(), "left".to_owned()]);
        }
        let at = self.place(flags);
        // A name is in place of the last segment.
        let (written, name) = match path.rsplit_once("::") {
            Some((before, last)) if bit(flags, 18) && bit(flags, 19) => {
                (format!("{before}::Row"), Some(last.to_owned()))
            }
            _ => (path.clone(), None),
        };
        self.links.push(Vec::new());
        // Of an external one nothing but its path is known.
        let alone = Model {
            path: written,
            name,
            external,
            at,
            ..Model::default()
        };
        if external {
            return self.models.push(alone);
        }
        self.models.push(Model {
            table: match flags >> 20 & 3 {
                0 => Some("shared".to_owned()),
                1 => Some(path),
                _ => None,
            },
            is_abstract: flags >> 12 & 15 == 15,
            key: key.iter().map(|name| (*name).to_owned()).collect(),
            unique,
            fields: known.then_some(fields),
            ..alone
        });
    }

    /// A name for a relation that is free in all of these models.
    fn fresh(&self, models: &[usize], nth: u8) -> String {
        const NAMES: [&str; 8] = [
            "parent", "owner", "items", "lines", "author", "next", "events", "peer",
        ];
        let base = NAMES[nth as usize % 8];
        let free = |name: &String| {
            models
                .iter()
                .all(|m| self.models[*m].relation(name).is_none())
        };
        (1..)
            .map(|nth| {
                if nth == 1 {
                    base.to_owned()
                } else {
                    format!("{base}{nth}")
                }
            })
            .find(free)
            .unwrap()
    }

    fn add(
        &mut self,
        model: usize,
        name: &str,
        kind: Kind,
        targets: &[usize],
        flags: u32,
    ) -> usize {
        let at = self.place(flags.rotate_left(11) ^ flags);
        self.models[model].relations.push(Relation {
            name: name.to_owned(),
            kind,
            targets: Targets::Names(Vec::new()),
            inverse: None,
            key: Vec::new(),
            references: Vec::new(),
            tag: None,
            through: None,
            via: None,
            filtered: false,
            on_delete: (bit(flags, 2) && bit(flags, 6)).then_some("cascade"),
            allow: Vec::new(),
            at,
        });
        self.links[model].push(Link {
            targets: targets.to_vec(),
            flags: flags.rotate_left(5) ^ self.places,
            ..Link::default()
        });
        self.models[model].relations.len() - 1
    }

    /// Gives a relation of `holder` to `targets` a key that fits, and what it references if that is written.
    fn key(
        &mut self,
        holder: usize,
        name: &str,
        targets: &[usize],
        flags: u32,
    ) -> (Vec<String>, Vec<String>) {
        let references = |t: &usize| -> (Vec<String>, Option<Vec<String>>) {
            let target = &self.models[*t];
            if target.external {
                return (Vec::new(), None);
            }
            let primary = target.primary_key();
            let written = match (&target.fields, &primary) {
                (None, _) => vec!["legacy".to_owned()],
                (Some(_), None) => return (Vec::new(), None),
                (Some(_), Some(_)) if bit(flags, 4) && target.field("code").is_some() => {
                    vec!["code".to_owned()]
                }
                (Some(_), Some(_)) if bit(flags, 5) && target.field("left").is_some() => {
                    vec!["left".to_owned(), "right".to_owned()]
                }
                (Some(_), Some(primary)) => primary.clone(),
            };
            if targets.len() == 1 && bit(flags, 3) {
                (written.clone(), Some(written))
            } else {
                (Vec::new(), primary)
            }
        };
        let all: Vec<_> = targets.iter().map(references).collect();
        let mut counts = all
            .iter()
            .filter_map(|(_, fields)| fields.as_ref().map(Vec::len));
        let count = counts.next().unwrap_or(1);
        if counts.any(|other| other != count) {
            return (Vec::new(), Vec::new());
        }
        let (written, fields) = all.into_iter().next().unwrap_or_default();
        let pointed = |nth: usize| match (&fields, targets) {
            (Some(fields), [target]) => self.models[*target].field(&fields[nth]).cloned(),
            _ => None,
        };
        let optional = bit(flags, 6) || targets.iter().any(|target| holder <= *target);
        let mut key = Vec::new();
        let mut added = Vec::new();
        for nth in 0..count {
            let field = match &fields {
                Some(fields) => format!("{name}_{}", fields[nth]),
                None => format!("{name}_id{nth}"),
            };
            let ty = pointed(nth).map_or("AnyId".to_owned(), |field| field.ty);
            let ty = match (ty.as_str(), flags >> 8 & 3) {
                ("String", 1) => "&str".to_owned(),
                ("String", 2) => "Cow<'static, str>".to_owned(),
                ("&'static str", 1 | 2) => "String".to_owned(),
                _ => ty,
            };
            let newtype = bit(flags, 10) && bit(flags, 11);
            let written = if newtype {
                "Newtype".to_owned()
            } else {
                ty.clone()
            };
            added.push(Field {
                name: field.clone(),
                ty: if optional && bit(flags, 12) {
                    format!("Option<{written}>")
                } else {
                    written
                },
                as_types: Vec::from_iter(newtype.then_some(ty)),
                optional,
                unique: false,
            });
            key.push(field);
        }
        if let Some(fields) = &mut self.models[holder].fields {
            fields.extend(added);
        }
        (key, written)
    }

    /// The field that tells which of several models a relation points at.
    fn tag(&mut self, holder: usize, name: &str) -> String {
        let tag = format!("{name}_type");
        if let Some(fields) = &mut self.models[holder].fields {
            fields.push(Field {
                name: tag.clone(),
                ty: "String".to_owned(),
                ..Field::default()
            });
        }
        tag
    }

    fn can_be_target(&self, model: usize) -> bool {
        !self.models[model].is_abstract
    }

    fn can_relate(&self, model: usize) -> bool {
        !self.models[model].external
    }

    /// A `belongs_to` and, unless the other end is external, what it is the inverse of.
    fn pair(&mut self, a: usize, b: usize, spec: &EdgeSpec) -> String {
        let flags = spec.flags;
        let back_too = self.can_relate(b) && !self.models[a].is_abstract && !bit(flags, 13);
        let name = self.fresh(&[a], spec.name);
        let r = self.add(a, &name, Kind::BelongsTo, &[b], flags);
        let (key, references) = if bit(flags, 0) {
            self.key(a, &name, &[b], flags)
        } else {
            Default::default()
        };
        if back_too {
            let kind = if bit(flags, 1) {
                Kind::HasOne
            } else {
                Kind::HasMany
            };
            let back = self.fresh(&[b], (flags >> 24) as u8);
            let s = self.add(b, &back, kind, &[a], flags.rotate_left(9));
            self.name_each_other((a, r), (b, s), flags >> 14);
            if bit(flags, 16) {
                self.models[b].relations[s].key.clone_from(&key);
                self.models[b].relations[s]
                    .references
                    .clone_from(&references);
            }
        }
        if !(bit(flags, 17) && bit(flags, 18)) {
            let relation = &mut self.models[a].relations[r];
            relation.key = key;
            relation.references = references;
        }
        if bit(flags, 19) && bit(flags, 20) && bit(flags, 21) {
            self.models[a].relations[r]
                .allow
                .push(Allow::of("one_sided_inverse"));
        }
        name
    }

    /// Both sides name the other, or one, or none.
    fn name_each_other(&mut self, (a, r): (usize, usize), (b, s): (usize, usize), flags: u32) {
        let (mine, theirs) = (
            self.models[a].relations[r].name.clone(),
            self.models[b].relations[s].name.clone(),
        );
        if flags & 3 != 1 {
            self.models[a].relations[r].inverse = Some(theirs);
        }
        if flags & 3 != 2 && (a, r) != (b, s) {
            self.models[b].relations[s].inverse = Some(mine);
        }
        if flags & 7 == 7 {
            self.models[a].relations[r].inverse = None;
            self.models[b].relations[s].inverse = None;
        }
    }

    fn edge(&mut self, spec: &EdgeSpec) {
        let count = self.models.len();
        // Some edges crowd between a few models.
        let count = if bit(spec.flags, 30) {
            count.min(2)
        } else {
            count
        };
        let pick = |drawn: u8| drawn as usize % count;
        let (a, b, c) = (pick(spec.a), pick(spec.b), pick(spec.c));
        if !self.can_relate(a) {
            return;
        }
        let outside = spec.form == 17;
        if !outside && spec.form != 11 && !self.can_be_target(b) {
            return;
        }
        // What has a way back needs models on both ends that can be targets and have relations.
        let both = self.can_be_target(a) && self.can_relate(b);
        match spec.form {
            0..=7 => drop(self.pair(a, b, spec)),
            8 | 9 => self.closed(a, b, c, spec),
            10 | 11 => self.open(a, &[b, c], spec),
            12 | 13 if both && self.is_association(c) => self.many_to_many(a, b, c, spec),
            14 if both => self.symmetric(a, b, Kind::ManyToMany, spec),
            15 if both && self.is_association(c) => self.has_through(a, b, c, spec),
            16 if both => self.symmetric(a, b, Kind::RefersTo, spec),
            17 => {
                let name = self.fresh(&[a], spec.name);
                let r = self.add(a, &name, Kind::BelongsTo, &[], spec.flags);
                let text =
                    ["outer::Thing", "::outer::deep::Thing", "outer::Other"][spec.b as usize % 3];
                self.models[a].relations[r].targets = Targets::Names(vec![text.to_owned()]);
                self.models[a].relations[r].key = self.key(a, &name, &[], spec.flags).0;
            }
            _ => {
                let name = self.fresh(&[a], spec.name);
                let kind = [
                    Kind::RefersTo,
                    Kind::HasMany,
                    Kind::HasOne,
                    Kind::ManyToMany,
                ][spec.c as usize % 4];
                let has = matches!(kind, Kind::HasMany | Kind::HasOne);
                if !has || self.can_have(a, b) {
                    self.add(a, &name, kind, &[b], spec.flags);
                }
            }
        }
    }

    /// Makes room for a key where only a model that has others may say it. Not for two that have each other.
    fn can_have(&mut self, a: usize, b: usize) -> bool {
        let has = |(relation, link): (&Relation, &Link)| {
            matches!(relation.kind, Kind::HasMany | Kind::HasOne) && link.targets.contains(&a)
        };
        let mut back = self.models[b].relations.iter().zip(&self.links[b]);
        if a != b && back.any(has) {
            return false;
        }
        if let Some(fields) = &mut self.models[b].fields {
            fields.push(Field {
                name: format!("loose{}", fields.len()),
                ty: "AnyId".to_owned(),
                ..Field::default()
            });
        }
        true
    }

    fn is_association(&self, c: usize) -> bool {
        self.can_relate(c) && self.can_be_target(c)
    }

    /// A closed polymorphic set.
    fn closed(&mut self, a: usize, b: usize, c: usize, spec: &EdgeSpec) {
        let flags = spec.flags;
        let mut targets = vec![b];
        for other in [c, c / 2, (b + c) / 2] {
            if self.can_be_target(other) && !targets.contains(&other) && !bit(flags, 7) {
                targets.push(other);
            }
        }
        let name = self.fresh(&[a], spec.name);
        let r = self.add(a, &name, Kind::BelongsTo, &targets, flags);
        self.models[a].relations[r].tag = Some(self.tag(a, &name));
        if bit(flags, 0) {
            let (key, references) = self.key(a, &name, &targets, flags);
            self.models[a].relations[r].key = key;
            self.models[a].relations[r].references = references;
        }
        if self.models[a].is_abstract {
            return;
        }
        let real: Vec<usize> = targets
            .into_iter()
            .filter(|t| self.can_relate(*t))
            .collect();
        let back = self.fresh(&real, (flags >> 24) as u8);
        if bit(flags, 14) && !real.is_empty() {
            self.models[a].relations[r].inverse = Some(back.clone());
        }
        for (nth, t) in real.into_iter().enumerate() {
            let s = self.add(t, &back, Kind::HasMany, &[a], flags.rotate_left(7));
            if bit(flags, 20 + u32::try_from(nth).unwrap()) {
                self.models[t].relations[s].inverse = Some(name.clone());
            }
        }
    }

    /// An open polymorphic relation, and some that are its other side.
    fn open(&mut self, a: usize, others: &[usize], spec: &EdgeSpec) {
        let flags = spec.flags;
        let name = self.fresh(&[a], spec.name);
        let r = self.add(a, &name, Kind::BelongsTo, &[], flags);
        let key = self.key(a, &name, &[], flags).0;
        let tag = self.tag(a, &name);
        let relation = &mut self.models[a].relations[r];
        relation.targets = Targets::Any;
        relation.tag = Some(tag);
        if bit(flags, 0) {
            relation.key = key;
        }
        if self.models[a].is_abstract || bit(flags, 13) {
            return;
        }
        let mut real: Vec<usize> = others
            .iter()
            .copied()
            .filter(|t| self.can_relate(*t))
            .collect();
        real.dedup();
        // The key has one field, and so must have what it points at.
        let is_one = |t: &usize| {
            let key = self.models[*t].primary_key();
            key.is_none_or(|key| key.len() == 1)
        };
        real.retain(is_one);
        let back = self.fresh(&real, (flags >> 24) as u8);
        for t in &real {
            let s = self.add(*t, &back, Kind::HasMany, &[a], flags.rotate_left(7));
            self.models[*t].relations[s].inverse = Some(name.clone());
        }
        if bit(flags, 14) && !real.is_empty() {
            self.models[a].relations[r].inverse = Some(back);
        }
    }

    /// A `belongs_to` of an association, there already or new.
    fn end(&mut self, c: usize, end: usize, other_than: Option<&str>, spec: &EdgeSpec) -> String {
        let fits = |r: &usize| {
            let (relation, link) = (&self.models[c].relations[*r], &self.links[c][*r]);
            relation.kind == Kind::BelongsTo
                && link.targets == [end]
                && other_than != Some(&relation.name)
        };
        match (0..self.models[c].relations.len()).find(fits) {
            Some(r) if bit(spec.flags, 22) => self.models[c].relations[r].name.clone(),
            _ => self.pair(c, end, spec),
        }
    }

    fn many_to_many(&mut self, a: usize, b: usize, c: usize, spec: &EdgeSpec) {
        let p = self.end(c, a, None, spec);
        let q = self.end(c, b, Some(&p), spec);
        self.through_pair((a, b, c), [Kind::ManyToMany; 2], (p, q), spec);
    }

    fn has_through(&mut self, a: usize, b: usize, c: usize, spec: &EdgeSpec) {
        let p = self.end(c, a, None, spec);
        let q = self.fresh(&[c], spec.name);
        let is_alone = self.can_have(c, b);
        let s = self.add(c, &q, Kind::HasMany, &[b], spec.flags);
        if bit(spec.flags, 23) || !is_alone {
            let back = self.fresh(&[b], spec.name / 2);
            let r = self.add(b, &back, Kind::BelongsTo, &[c], spec.flags);
            self.name_each_other((b, r), (c, s), spec.flags);
        }
        let kind = if bit(spec.flags, 1) {
            Kind::HasOne
        } else {
            Kind::HasMany
        };
        self.through_pair((a, b, c), [kind, Kind::HasMany], (p, q), spec);
    }

    fn through_pair(
        &mut self,
        (a, b, c): (usize, usize, usize),
        kinds: [Kind; 2],
        (p, q): (String, String),
        spec: &EdgeSpec,
    ) {
        let flags = spec.flags.rotate_left(13);
        let name = self.fresh(&[a], spec.name / 3);
        let r = self.add(a, &name, kinds[0], &[b], flags);
        self.links[a][r].through = Some(c);
        self.links[a][r].via = Some((p.clone(), q.clone()));
        if bit(flags, 9) {
            return;
        }
        let back = self.fresh(&[b], spec.name / 2);
        let s = self.add(b, &back, kinds[1], &[a], flags.rotate_left(3));
        self.links[b][s].through = Some(c);
        self.links[b][s].via = Some((q, p));
        self.name_each_other((a, r), (b, s), flags);
    }

    /// Two sides without keys, or one that is its own inverse.
    fn symmetric(&mut self, a: usize, b: usize, kind: Kind, spec: &EdgeSpec) {
        let name = self.fresh(&[a], spec.name);
        let r = self.add(a, &name, kind, &[b], spec.flags);
        if a == b && bit(spec.flags, 1) {
            self.models[a].relations[r].inverse = Some(name);
            return;
        }
        let back = self.fresh(&[b], (spec.flags >> 24) as u8);
        let s = self.add(b, &back, kind, &[a], spec.flags.rotate_left(3));
        self.name_each_other((a, r), (b, s), spec.flags >> 14);
    }

    /// Writes a `via` where the association leaves a choice, and sometimes where it does not.
    fn write_vias(&mut self) {
        for m in 0..self.models.len() {
            for r in 0..self.models[m].relations.len() {
                let Link {
                    targets,
                    through,
                    via,
                    flags,
                } = self.links[m][r].clone();
                let Some(c) = through else { continue };
                let kind = self.models[m].relations[r].kind;
                let choices = |end: usize| {
                    let all = self.models[c].relations.iter().zip(&self.links[c]);
                    let fits = |kind_there: Kind| match kind {
                        Kind::ManyToMany => kind_there == Kind::BelongsTo,
                        _ => kind_there != Kind::RefersTo,
                    };
                    let leads = |(relation, link): &(&Relation, &Link)| {
                        fits(relation.kind)
                            && (relation.targets == Targets::Any || link.targets.contains(&end))
                    };
                    all.filter(leads).count()
                };
                let certain = targets[0] != m && choices(m) == 1 && choices(targets[0]) == 1;
                if !certain || bit(flags, 3) {
                    self.models[m].relations[r].via = via;
                }
            }
        }
    }

    /// Writes names for what each relation points at, short where that is enough.
    fn spell(&mut self) {
        let paths: Vec<String> = self.models.iter().map(Model::full_path).collect();
        for (model, links) in self.models.iter_mut().zip(&self.links) {
            for (relation, link) in model.relations.iter_mut().zip(links) {
                if let Targets::Names(names) = &mut relation.targets {
                    let how = |nth: usize| link.flags >> (nth % 4 * 4);
                    let targets = link.targets.iter().enumerate();
                    names.extend(targets.map(|(nth, target)| spelled(&paths, *target, how(nth))));
                }
                relation.through = link.through.map(|c| spelled(&paths, c, link.flags >> 17));
            }
        }
    }
}

/// One of the ways to write a model's name that mean no other.
pub(crate) fn spelled(paths: &[String], target: usize, how: u32) -> String {
    let all = segments(&paths[target]);
    let mut ways = vec![paths[target].clone(), format!("::{}", all.join("::"))];
    for from in 0..all.len() {
        let tail = &all[from..];
        if paths
            .iter()
            .filter(|path| segments(path).ends_with(tail))
            .count()
            == 1
        {
            ways.push(tail.join("::"));
            ways.push(format!("r#{}", tail.join("::")));
        }
    }
    ways[how as usize % ways.len()].clone()
}
