//! The names that SeaORM gives to columns, in the cases of its `rename_all`. It splits a name into words as the crate `heck`
//! does, which differs from [`relata_record::spelling`] in numbers and runs of capitals.

/// Returns the column of a field: in the case that `rename_all` sets, or else as its variant in the enum of columns is
/// spelled.
pub(super) fn column(field: &str, variant: Option<&str>, rename_all: Option<&str>) -> String {
    let camel = joined(field, "", capitalized);
    let renamed = rename_all.and_then(|case| in_case(&camel, case));
    renamed.unwrap_or_else(|| {
        // A field that its default variant does not spell keeps its own name, whatever its variant is.
        let is_spelled = snake(&camel) == field;
        snake(variant.filter(|_| is_spelled).unwrap_or(field))
    })
}

/// Returns a name in a case; none if the case is unknown. `sqlx` has some of the cases of SeaORM, with the same meaning.
pub(super) fn in_case(variant: &str, case: &str) -> Option<String> {
    Some(match case {
        "PascalCase" | "camel_case" => joined(variant, "", capitalized),
        "camelCase" | "mixed_case" => {
            let camel = joined(variant, "", capitalized);
            let first = camel.chars().next().map_or(0, char::len_utf8);
            camel[..first].to_lowercase() + &camel[first..]
        }
        "snake_case" | "snek_case" => snake(variant),
        "SCREAMING_SNAKE_CASE" | "shouty_snake_case" | "shouty_snek_case" => {
            joined(variant, "_", str::to_uppercase)
        }
        "kebab-case" | "kebab_case" => joined(variant, "-", str::to_lowercase),
        "SCREAMING-KEBAB-CASE" => joined(variant, "-", str::to_uppercase),
        "title_case" => joined(variant, " ", capitalized),
        "lowercase" => variant.to_lowercase(),
        "UPPERCASE" => variant.to_uppercase(),
        _ => return None,
    })
}

fn snake(name: &str) -> String {
    joined(name, "_", str::to_lowercase)
}

fn capitalized(word: &str) -> String {
    let first = word.chars().next().map_or(0, char::len_utf8);
    word[..first].to_uppercase() + &word[first..].to_lowercase()
}

fn joined(name: &str, separator: &str, spell: fn(&str) -> String) -> String {
    let words: Vec<_> = words(name).into_iter().map(spell).collect();
    words.join(separator)
}

/// Returns the words of a name. A word ends at what is neither a letter nor a number, between a lowercase letter and a capital,
/// and before the last capital of a run that a lowercase letter follows. A number belongs to the letters before it.
fn words(name: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for part in name.split(|char: char| !char.is_alphanumeric()) {
        // Whether the last letter is lowercase; none at the start of a word.
        let (mut start, mut is_lower) = (0, None);
        let mut letters = part.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let Some((next_at, next)) = letters.peek().copied() else {
                break;
            };
            let case = letter.is_lowercase().then_some(true);
            let case = case.or_else(|| letter.is_uppercase().then_some(false));
            let case = case.or(is_lower);
            let end = if case == Some(true) && next.is_uppercase() {
                next_at
            } else if is_lower == Some(false) && letter.is_uppercase() && next.is_lowercase() {
                at
            } else {
                is_lower = case;
                continue;
            };
            words.push(&part[start..end]);
            (start, is_lower) = (end, None);
        }
        words.extend(Some(&part[start..]).filter(|word| !word.is_empty()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{column, in_case, words};

    #[test]
    fn a_name_has_words() {
        for (name, expected) in [
            ("author_id", "author id"),
            ("AuthorId", "Author Id"),
            ("OAuthURL", "O Auth URL"),
            ("HTTPServer2Go", "HTTP Server2 Go"),
            ("A1B", "A1B"),
            ("__type_", "type"),
            ("", ""),
        ] {
            assert_eq!(words(name).join(" "), expected);
        }
    }

    #[test]
    fn a_variant_has_every_case() {
        for (case, expected) in [
            ("PascalCase", Some("TestMe")),
            ("camelCase", Some("testMe")),
            ("mixed_case", Some("testMe")),
            ("snake_case", Some("test_me")),
            ("SCREAMING_SNAKE_CASE", Some("TEST_ME")),
            ("kebab-case", Some("test-me")),
            ("SCREAMING-KEBAB-CASE", Some("TEST-ME")),
            ("title_case", Some("Test Me")),
            ("lowercase", Some("testme")),
            ("UPPERCASE", Some("TESTME")),
            ("else", None),
        ] {
            assert_eq!(in_case("TestMe", case).as_deref(), expected);
        }
    }

    #[test]
    fn a_field_has_a_column() {
        assert_eq!(column("author_id", None, None), "author_id");
        assert_eq!(column("author_id", Some("WriterId"), None), "writer_id");
        assert_eq!(column("type_", None, None), "type");
        assert_eq!(column("type_", Some("Kind"), None), "type");
        assert_eq!(column("a1_b", Some("Kind"), None), "a1_b");
        assert_eq!(
            column("author_id", Some("Writer"), Some("camelCase")),
            "authorId"
        );
    }
}
