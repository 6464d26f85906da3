//! The tokens of a source file, as far as names and paths need them: no comments, no literals.

/// Names, `::`, and every other sign on its own.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(length) = literal(rest) {
            length
        } else if first == '_' || first.is_alphanumeric() {
            let is_in = |it: char| it == '_' || it.is_alphanumeric();
            let length = rest.find(|it| !is_in(it)).unwrap_or(rest.len());
            found.push(rest[..length].to_owned());
            length
        } else if rest.starts_with("::") {
            found.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                found.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// How long the comment is that starts here; it may hold others.
fn comment(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    loop {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            (at, depth) = (at + 2, depth + 1);
        } else if rest.starts_with("*/") {
            (at, depth) = (at + 2, depth - 1);
        } else {
            at += rest.chars().next().map_or(0, char::len_utf8);
        }
        if depth == 0 || at >= text.len() {
            return at;
        }
    }
}

/// How long the text or character is that starts here, if one does. A lifetime is none.
fn literal(text: &str) -> Option<usize> {
    let start = text.strip_prefix(['b', 'c']).unwrap_or(text);
    let prefix = text.len() - start.len();
    let raw = start.strip_prefix('r').unwrap_or(start);
    let signs = raw.len() - raw.trim_start_matches('#').len();
    if raw.len() < start.len() && raw[signs..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(signs));
        let inside = prefix + 1 + signs + 1;
        let length = text[inside..].find(&end)?;
        return Some(inside + length + end.len());
    }
    let quote = start.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let mut inside = start[1..].char_indices();
    let mut is_first = true;
    while let Some((at, character)) = inside.next() {
        if character == quote {
            return Some(prefix + 1 + at + 1);
        }
        if character == '\\' {
            inside.next();
        } else if quote == '\'' && !is_first {
            return None;
        }
        is_first = false;
        if quote == '\''
            && character != '\\'
            && !start[1 + at + character.len_utf8()..].starts_with('\'')
        {
            return None;
        }
    }
    None
}

#[test]
fn what_is_no_code_is_left_out() {
    let text = r##"// use a::b;
/* c /* d */ e */ fn f<'g>(h: &'g str, i: char) -> j::K { "use l::m;" r#"n"o"# 'p' '\'' b"q" b'r' '"' s }"##;
    let expected = "fn f < ' g > ( h : & ' g str , i : char ) -> j :: K { s }";
    let expected = expected.replace("->", "- >");
    assert_eq!(tokens(text).join(" "), expected);
}
