//! Reads texts, lists and objects, and rejects empty texts, empty lists and repeated names.
//!
//! Items of a list are read one by one with the names of those before, so an error has the place where its item ends, and
//! not where the list ends.

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serializer};

/// A thing that is read from an object or from an item of a list. What `serde` derives would take a list of the members'
/// values as well, and would name the Rust type in errors.
pub(crate) trait Item: DeserializeOwned {
    /// The expected value, for the error if there is another kind of value.
    const ONE: &'static str;
    /// The noun for several of them, if no two in a list may have the same name.
    const ALL: Option<&'static str> = None;

    fn name(&self) -> Option<&str> {
        None
    }

    /// Checks how its members fit each other.
    fn check(&mut self) -> Result<(), String> {
        Ok(())
    }

    fn read<'de, D: Deserializer<'de>>(from: D, one: One<'_, Self>) -> Result<Self, D::Error> {
        from.deserialize_map(one)
    }
}

/// A name in a list.
impl Item for String {
    const ONE: &'static str = "a non-empty name";
    const ALL: Option<&'static str> = Some("names");

    fn name(&self) -> Option<&str> {
        Some(self)
    }

    fn check(&mut self) -> Result<(), String> {
        check_not_empty(self, Self::ONE)
    }

    fn read<'de, D: Deserializer<'de>>(from: D, one: One<'_, Self>) -> Result<Self, D::Error> {
        from.deserialize_str(one)
    }
}

/// The reader of one item, with the names of those before.
pub(crate) struct One<'n, T>(&'n mut HashSet<String>, PhantomData<T>);

impl<T: Item> One<'_, T> {
    fn accept<E: de::Error>(self, mut item: T) -> Result<T, E> {
        item.check().map_err(E::custom)?;
        if let (Some(all), Some(name)) = (T::ALL, item.name())
            && !self.0.insert(name.to_owned())
        {
            return Err(E::custom(format!(
                "`{name}` occurs twice in the list of {all}"
            )));
        }
        Ok(item)
    }
}

impl<'de, T: Item> DeserializeSeed<'de> for One<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer, self)
    }
}

impl<'de, T: Item> Visitor<'de> for One<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::ONE)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        self.accept(T::deserialize(text.into_deserializer())?)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        self.accept(T::deserialize(MapAccessDeserializer::new(members))?)
    }
}

/// The reader of a list.
struct List<T>(PhantomData<T>);

impl<'de, T: Item> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match T::ALL {
            Some(all) => write!(f, "a list of {all}"),
            None => f.write_str("a sequence"),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let (mut all, mut names) = (Vec::new(), HashSet::new());
        while let Some(item) = items.next_element_seed(One(&mut names, PhantomData))? {
            all.push(item);
        }
        Ok(all)
    }
}

pub(crate) fn object<'de, T: Item, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    T::read(from, One(&mut HashSet::new(), PhantomData))
}

pub(crate) fn list<'de, T: Item, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    from.deserialize_seq(List(PhantomData))
}

/// A value whose absence has another meaning than any of its values.
pub(super) fn written<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

/// A list whose absence has another meaning than an empty one.
pub(super) fn written_list<'de, T: Item, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Vec<T>>, D::Error> {
    list(from).map(Some)
}

/// A list that may be absent.
pub(super) fn some_list<'de, T: Item, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Vec<T>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Listed<T: Item>(#[serde(deserialize_with = "list")] Vec<T>);

    let listed = Option::<Listed<T>>::deserialize(from)?;
    Ok(listed.map(|Listed(items)| items))
}

/// Lists of names, none of them empty.
pub(super) fn lists<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Names(#[serde(deserialize_with = "names")] Vec<String>);

    fn names<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
        match list(from)? {
            names if names.is_empty() => Err(de::Error::invalid_length(0, &"at least one name")),
            names => Ok(names),
        }
    }

    let lists = Vec::<Names>::deserialize(from)?;
    Ok(lists.into_iter().map(|Names(names)| names).collect())
}

/// A name, or a list of several.
pub(super) fn one_or_several<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    struct OneOrSeveral;

    impl<'de> Visitor<'de> for OneOrSeveral {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a non-empty string or a list of them")
        }

        fn visit_unit<E: de::Error>(self) -> Result<Vec<String>, E> {
            Ok(Vec::new())
        }

        fn visit_str<E: de::Error>(self, name: &str) -> Result<Vec<String>, E> {
            check_not_empty(name, "a non-empty string").map_err(E::custom)?;
            Ok(vec![name.to_owned()])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Vec<String>, A::Error> {
            match List(PhantomData).visit_seq(items)? {
                names if names.is_empty() => Err(de::Error::invalid_length(0, &self)),
                names => Ok(names),
            }
        }
    }

    from.deserialize_any(OneOrSeveral)
}

/// Writes one name as a string, and several as a list.
pub(super) fn as_one_or_several<S: Serializer>(names: &[String], to: S) -> Result<S::Ok, S::Error> {
    match names {
        [name] => to.serialize_str(name),
        names => to.collect_seq(names),
    }
}

/// The two relations of a through model.
pub(super) fn via<'de, D: Deserializer<'de>>(from: D) -> Result<Option<[String; 2]>, D::Error> {
    let Some(names) = Option::<Vec<NotEmpty>>::deserialize(from)? else {
        return Ok(None);
    };
    let names: Vec<String> = names.into_iter().map(|NotEmpty(name)| name).collect();
    let message = "`via` needs 2 relations of the through model: first the one to this model, then the one to the target";
    let names = names.try_into().map_err(|_| de::Error::custom(message))?;
    Ok(Some(names))
}

#[derive(Deserialize)]
#[serde(transparent)]
struct NotEmpty(#[serde(deserialize_with = "text")] String);

/// A text that is not empty.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    check_not_empty(&text, "a non-empty string").map_err(de::Error::custom)?;
    Ok(text)
}

pub(crate) fn some_text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = Option::<NotEmpty>::deserialize(from)?;
    Ok(text.map(|NotEmpty(text)| text))
}

fn check_not_empty(text: &str, expected: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err(format!("invalid value: string \"\", expected {expected}"));
    }
    Ok(())
}

/// Maximum number of characters of a name in a message about a text that cannot be read: the name may be the whole text.
pub(crate) const LONGEST_NAME: usize = 100;

/// Maximum number of characters of such a message.
pub(crate) const LONGEST_MESSAGE: usize = 400;

/// Shortens a text in the middle if it has more characters than this.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    let start = text.char_indices().nth(longest / 2);
    let end = text.char_indices().rev().nth(longest / 2);
    match (start, end) {
        (Some((start, _)), Some((end, _))) if start < end => {
            format!("{}…{}", &text[..start], &text[end..])
        }
        _ => text.to_owned(),
    }
}

/// Whether a member has the value of an absent one, so that it is not written.
pub(crate) fn absent<T: Default + PartialEq>(member: &T) -> bool {
    *member == T::default()
}
