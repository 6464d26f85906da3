//! The spellings of columns and relations: `author_id` as a field, `AuthorId` as a variant of an ORM's enum.

/// Returns the spelling of a field: `author_id` for `AuthorId`, `o_auth_url` for `OAuthURL`. A word begins at the first
/// capital of a run, and at the last one if a lowercase letter follows.
pub fn snake(variant: &str) -> String {
    let letters: Vec<char> = variant.chars().collect();
    let mut snake = String::with_capacity(variant.len() + 4);
    for (nth, letter) in letters.iter().enumerate() {
        let before = nth.checked_sub(1).map(|nth| letters[nth]);
        let begins = before.is_some_and(|before| {
            let word_follows = letters.get(nth + 1).is_some_and(|next| next.is_lowercase());
            before != '_' && (!before.is_uppercase() || word_follows)
        });
        if letter.is_uppercase() && begins {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// Returns the spelling of a variant: `AuthorId` for `author_id`.
pub fn camel(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    let capital = |word: &str| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    };
    words.map(capital).collect()
}

/// Returns whether a name is spelled like a variant.
pub fn is_variant(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Returns whether two names differ only in the spellings of a field and of a variant.
pub fn same_letters(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

/// Returns the letters that all spellings of a name share.
pub fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{camel, same_letters, snake};

    #[test]
    fn a_name_is_spelled_both_ways() {
        for (variant, field) in [
            ("AuthorId", "author_id"),
            ("OAuthURL", "o_auth_url"),
            ("Id", "id"),
            ("URL2", "url2"),
            ("", ""),
        ] {
            assert_eq!(snake(variant), field);
            assert!(same_letters(variant, field), "{variant}");
        }
        assert_eq!(camel("author_id"), "AuthorId");
        assert_eq!(camel("__a__b"), "AB");
        assert!(!same_letters("AuthorId", "author"));
    }
}
