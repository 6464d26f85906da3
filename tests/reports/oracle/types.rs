//! Which types certainly differ, by their text.

use super::model::Field;

/// A type of another name that has an `as` is not a type of the language, whatever it is.
pub(crate) fn types_differ(a: &Field, b: &Field) -> bool {
    let known = |field: &Field| -> Option<Vec<String>> {
        std::iter::once(&field.ty)
            .chain(&field.as_types)
            .map(|ty| primitive(ty))
            .collect()
    };
    let known_as = |field: &Field| -> Option<Vec<String>> {
        let as_types = field.as_types.iter().map(|ty| primitive(ty));
        let mut all = as_types.collect::<Option<Vec<_>>>()?;
        if all.is_empty() {
            return None;
        }
        // Its own type may be known too.
        all.extend(primitive(&field.ty));
        Some(all)
    };
    let of_the_language = |field: &Field| {
        known(field).filter(|all| {
            all.iter()
                .all(|ty| !KNOWN.iter().any(|(kind, _)| kind == ty))
        })
    };
    let differ = |(a, b): (Vec<String>, Vec<String>)| a.iter().all(|ty| !b.contains(ty));
    known(a).zip(known(b)).is_some_and(differ)
        || known_as(a).zip(of_the_language(b)).is_some_and(differ)
        || of_the_language(a).zip(known_as(b)).is_some_and(differ)
}

const KNOWN: [(&str, &[&str]); 7] = [
    ("uuid", &["Uuid"]),
    ("ulid", &["Ulid"]),
    ("decimal", &["Decimal", "BigDecimal"]),
    ("instant", &["DateTime<>", "OffsetDateTime", "UtcDateTime"]),
    ("date and time", &["NaiveDateTime", "PrimitiveDateTime"]),
    ("date", &["NaiveDate"]),
    ("time", &["NaiveTime"]),
];

/// What a type certainly is, whatever else is in scope where it is written. Of the types of common crates, those of one kind
/// are not reported apart.
fn primitive(ty: &str) -> Option<String> {
    const PLAIN: [&str; 16] = [
        "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
        "f32", "f64", "bool", "char",
    ];
    const HELD: [&str; 5] = ["&?", "Box<?>", "Rc<?>", "Arc<?>", "Cow<?>"];
    let inner = ty
        .strip_prefix("Option<")
        .and_then(|ty| ty.strip_suffix('>'));
    let ty = inner.unwrap_or(ty);
    let ty = without_lifetimes(ty);
    let holds = |inner: &str| HELD.iter().any(|held| ty == held.replace('?', inner));
    if PLAIN.contains(&&*ty) {
        Some(ty)
    } else if ty == "String" || ty == "str" || holds("str") {
        Some("text".to_owned())
    } else if ty == "Vec<u8>" || holds("[u8]") {
        Some("bytes".to_owned())
    } else {
        let path = ty.split('<').next().unwrap_or_default();
        let own = ["crate::", "self::", "super::"];
        if own.iter().any(|start| path.starts_with(start)) {
            return None;
        }
        let name = path.rsplit("::").next().unwrap_or_default();
        let arguments = if path == ty { "" } else { "<>" };
        let name = format!("{name}{arguments}");
        let mut known = KNOWN.iter();
        let known = known.find(|(_, names)| names.contains(&&*name));
        known.map(|(kind, _)| (*kind).to_owned())
    }
}

/// A type without `'a ` and `'a, `.
fn without_lifetimes(ty: &str) -> String {
    let mut parts = ty.split('\'');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = |letter: char| letter.is_alphanumeric() || letter == '_';
        let after = part.trim_start_matches(name);
        text += after.strip_prefix(", ").unwrap_or(after.trim_start());
    }
    text
}
