//! Paths of names, as written.

/// A path of names, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) struct TypePath {
    pub(in crate::source) names: Vec<String>,
    /// Whether it starts with `::`.
    pub(in crate::source) absolute: bool,
}

impl TypePath {
    /// Returns the path in a text, without the arguments of its last name; none if the text is not a path.
    pub(in crate::source) fn of(text: &str) -> Option<Self> {
        let plain = text.strip_prefix("::");
        let absolute = plain.is_some();
        let path = plain.unwrap_or(text);
        let path = match path.split_once('<') {
            Some((path, arguments)) if arguments.ends_with('>') => path,
            Some(_) => return None,
            None => path,
        };
        let names = path
            .split("::")
            .map(|it| it.strip_prefix("r#").unwrap_or(it));
        let names: Vec<String> = names.map(str::to_owned).collect();
        let is_name = |name: &String| {
            let mut letters = name.chars();
            letters
                .next()
                .is_some_and(|it| it.is_alphabetic() || it == '_')
                && letters.all(|it| it.is_alphanumeric() || it == '_')
        };
        names
            .iter()
            .all(is_name)
            .then_some(TypePath { names, absolute })
    }

    pub(in crate::source) fn last(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }
}
