//! The types of generated fields.

use super::oracle::model::{Field, Model};

/// The types that only the compiler knows: in a document, another program may mean something else by their names. Each is an
/// alias of a type of the language that no generated field has. `Uuid` is a newtype, since its name means the same everywhere.
/// Other newtypes are in `tests/types.rs`: a document cannot say them.
const UNKNOWN: [(&str, &str); 4] = [
    ("AnyId", "i128"),
    ("Newtype", "isize"),
    ("Sixteen", "usize"),
    ("std::string::String", "String"),
];

/// What each crate with models has in scope.
pub(crate) const SOURCE: &str = "\
//! Types of ids.

pub type AnyId = i128;
pub type Newtype = isize;
pub type Sixteen = usize;
pub struct Uuid(pub u128);

pub mod uuid {
    pub use super::Uuid;
}

pub use std::borrow::Cow;
pub use std::sync::Arc;
";

/// A type that can be that of a field of a struct without parameters.
pub(crate) fn in_a_struct(ty: &str) -> String {
    let option = is_option(ty);
    let ty = match inner(ty) {
        "" => "u8",
        "[u8; 16]" => "Sixteen",
        "str" => "Box<str>",
        "[u8]" => "Arc<[u8]>",
        "&str" | "&'a str" => "&'static str",
        "&[u8]" => "&'static [u8]",
        "Cow<str>" | "Cow<'a, str>" => "Cow<'static, str>",
        "Cow<'_, [u8]>" => "Cow<'static, [u8]>",
        ty => ty,
    };
    if option {
        format!("Option<{ty}>")
    } else {
        ty.to_owned()
    }
}

pub(crate) fn is_option(ty: &str) -> bool {
    ty.starts_with("Option<")
}

/// The type without `Option`.
pub(crate) fn inner(ty: &str) -> &str {
    let inner = ty.strip_prefix("Option<");
    inner.and_then(|it| it.strip_suffix('>')).unwrap_or(ty)
}

/// A type as all programs spell it.
pub(crate) fn known(ty: &str) -> String {
    let known = UNKNOWN.iter().find(|(name, _)| *name == inner(ty));
    known.map_or(ty.to_owned(), |(name, known)| ty.replace(name, known))
}

/// These types in another spelling, without what is then the same again: the derive and documents refuse that.
pub(crate) fn each_once(types: &[String], spell: fn(&str) -> String) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for ty in types.iter().map(|ty| spell(ty)) {
        if !all.contains(&ty) {
            all.push(ty);
        }
    }
    all
}

/// The models as the compiler knows them.
pub(crate) fn compiled(models: &[Model]) -> Vec<Model> {
    let mut models = models.to_vec();
    for field in models
        .iter_mut()
        .flat_map(|it| it.fields.iter_mut().flatten())
    {
        let Field { ty, as_types, .. } = field;
        *ty = known(ty);
        *as_types = each_once(as_types, known);
    }
    models
}

/// The models as a document has them: an alias that counts as another type also counts as the type that it names.
pub(crate) fn documented(models: &[Model]) -> Vec<Model> {
    let mut models = models.to_vec();
    for field in models
        .iter_mut()
        .flat_map(|it| it.fields.iter_mut().flatten())
    {
        let named = known(inner(&field.ty));
        let counts = !field.as_types.is_empty() && named != inner(&field.ty);
        if counts && !field.as_types.contains(&named) {
            field.as_types.push(named);
        }
    }
    models
}

/// A document as it is if all programs spelled the types as the compiler knows them. Then there are no aliases.
pub(crate) fn compiled_document(text: &str) -> String {
    let mut document: serde_json::Value = serde_json::from_str(text).unwrap();
    let models = document["models"].as_array_mut().unwrap();
    let fields = models
        .iter_mut()
        .filter_map(|it| it["fields"].as_array_mut());
    for field in fields.flatten() {
        let written = field["type"].as_str().unwrap_or_default().to_owned();
        if let Some(ty) = field.get_mut("type") {
            *ty = known(&written).into();
        }
        if let Some(as_types) = field.get_mut("as") {
            let mut all: Vec<String> = match as_types.as_array() {
                Some(all) => all
                    .iter()
                    .map(|it| it.as_str().unwrap().to_owned())
                    .collect(),
                None => vec![as_types.as_str().unwrap().to_owned()],
            };
            let named = known(inner(&written));
            all.retain(|it| named == inner(&written) || *it != named);
            *as_types = each_once(&all, known).into();
        }
    }
    document.to_string()
}

/// A text of a finding with the types as all programs spell them.
pub(crate) fn in_words(text: &str) -> String {
    let words = text.split('`').map(known);
    words.collect::<Vec<_>>().join("`")
}
