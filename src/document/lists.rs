//! Reading texts and lists that must say something: no empty text, no list of nothing, nothing twice.
//!
//! Items are read one by one with what came before, so that a mistake stands where its item ends and not where the list
//! does.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};

use super::{Field, Relation};

/// A text that says something.
struct NotEmpty(String);

impl<'de> Deserialize<'de> for NotEmpty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        not_empty(deserializer).map(NotEmpty)
    }
}

pub(super) fn not_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        let expected = &"a text that is not empty";
        return Err(de::Error::invalid_value(Unexpected::Str(""), expected));
    }
    Ok(text)
}

/// The same, which may be absent.
pub(super) fn some_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = Option::<NotEmpty>::deserialize(deserializer)?;
    Ok(text.map(|NotEmpty(text)| text))
}

/// An object in a list in which no two have one name.
pub(super) trait Named {
    /// What they are, several of them.
    const WHAT: &'static str;

    fn name(&self) -> &str;
}

impl Named for Field {
    const WHAT: &'static str = "fields";

    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for Relation {
    const WHAT: &'static str = "relations";

    fn name(&self) -> &str {
        &self.name
    }
}

fn check<E: de::Error>(seen: &mut HashSet<String>, what: &str, name: &str) -> Result<(), E> {
    if seen.insert(name.to_owned()) {
        return Ok(());
    }
    Err(E::custom(format_args!("there are two {what} `{name}`")))
}

/// A list of objects, and one of them with the names that came before.
struct Objects<T>(PhantomData<T>);
struct Object<'s, T>(&'s mut HashSet<String>, PhantomData<T>);

impl<'de, T: Named + Deserialize<'de>> Visitor<'de> for Objects<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", T::WHAT)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let (mut items, mut seen) = (Vec::new(), HashSet::new());
        while let Some(item) = seq.next_element_seed(Object(&mut seen, PhantomData))? {
            items.push(item);
        }
        Ok(items)
    }
}

impl<'de, T: Named + Deserialize<'de>> DeserializeSeed<'de> for Object<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Named + Deserialize<'de>> Visitor<'de> for Object<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object, one of the {}", T::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        let item = T::deserialize(MapAccessDeserializer::new(members))?;
        check(self.0, T::WHAT, item.name())?;
        Ok(item)
    }
}

struct Fields(Vec<Field>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = deserializer.deserialize_seq(Objects(PhantomData))?;
        Ok(Fields(fields))
    }
}

pub(super) fn fields<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<Field>>, D::Error> {
    let fields = Option::<Fields>::deserialize(deserializer)?;
    Ok(fields.map(|Fields(fields)| fields))
}

pub(super) fn relations<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Relation>, D::Error> {
    deserializer.deserialize_seq(Objects(PhantomData))
}

/// A list of names, and one of them with those that came before.
struct Names;
struct Name<'s>(&'s mut HashSet<String>);

impl<'de> Visitor<'de> for Names {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of names")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<String>, A::Error> {
        let (mut names, mut seen) = (Vec::new(), HashSet::new());
        while let Some(name) = seq.next_element_seed(Name(&mut seen))? {
            names.push(name);
        }
        Ok(names)
    }
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name that is not empty")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<String, E> {
        if name.is_empty() {
            return Err(E::invalid_value(Unexpected::Str(""), &self));
        }
        check(self.0, "names", name)?;
        Ok(name.to_owned())
    }
}

pub(super) fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_seq(Names)
}

/// A list that names something.
struct SomeNames(Vec<String>);

impl<'de> Deserialize<'de> for SomeNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let names = names(deserializer)?;
        if names.is_empty() {
            return Err(de::Error::invalid_length(0, &"at least one name"));
        }
        Ok(SomeNames(names))
    }
}

/// Lists of names, none of them empty.
pub(super) fn lists<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Vec<String>>, D::Error> {
    let lists = Vec::<SomeNames>::deserialize(deserializer)?;
    Ok(lists.into_iter().map(|SomeNames(names)| names).collect())
}

/// The two relations of an association.
pub(super) fn via<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<[String; 2]>, D::Error> {
    let Some(names) = Option::<Vec<NotEmpty>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let names: Vec<String> = names.into_iter().map(|NotEmpty(name)| name).collect();
    let names = <[String; 2]>::try_from(names).map_err(|_| {
        let message =
            "`via` names 2 relations of the through model: to this model, then to the target";
        de::Error::custom(message)
    })?;
    Ok(Some(names))
}
