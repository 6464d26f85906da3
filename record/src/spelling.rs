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
        snake.push(small(*letter));
    }
    snake
}

/// Returns the spelling of a variant: `AuthorId` for `author_id`.
pub fn camel(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    let mut camel = String::with_capacity(name.len());
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(capital));
        camel += letters.as_str();
    }
    camel
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
    letters.map(small).collect()
}

/// Returns a text in small letters.
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(small).collect()
}

/// Returns the small letter of a capital letter of Latin, Greek or Cyrillic, and every other letter as it is: std's tables of
/// all scripts would add 30 kB to a program.
pub fn small(letter: char) -> char {
    let distance = match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ω' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        'Ā'..='Į' | 'Ĳ'..='Ķ' | 'Ŋ'..='Ŷ' if u32::from(letter).is_multiple_of(2) => 1,
        'Ĺ'..='Ň' | 'Ź'..='Ž' if !u32::from(letter).is_multiple_of(2) => 1,
        _ => 0,
    };
    char::from_u32(u32::from(letter) + distance).unwrap_or(letter)
}

/// Returns the capital letter of a small letter, and every other letter as it is.
fn capital(letter: char) -> char {
    let before = |distance| char::from_u32(u32::from(letter).wrapping_sub(distance));
    let mut capitals = [32, 80, 1].into_iter().filter_map(before);
    let capital = capitals.find(|it| *it != letter && small(*it) == letter);
    capital.unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{camel, capital, same_letters, small, snake};

    #[test]
    fn letters_have_the_case_that_std_knows() {
        for letter in '\0'..='џ' {
            let (small, capital) = (small(letter), capital(letter));
            assert!(
                small == letter || letter.to_lowercase().eq([small]),
                "{letter}"
            );
            assert!(
                capital == letter || letter.to_uppercase().eq([capital]),
                "{letter}"
            );
        }
        assert_eq!(["ÀÇŠЖΩ", "ÉĽŻЁΣ"].map(super::lowercase), ["àçšжω", "éľżёσ"]);
    }

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
