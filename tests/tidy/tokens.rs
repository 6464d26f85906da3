//! The tokens and the literals of a source file, without its comments.

/// Names, `::`, and every other sign on its own.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(text, |piece, is_literal| {
        if !is_literal {
            found.push(piece.to_owned());
        }
    });
    found
}

/// The literals, with their quotes.
pub(crate) fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(text, |piece, is_literal| {
        if is_literal {
            found.push(piece.to_owned());
        }
    });
    found
}

/// Calls `piece` with each token and literal.
fn walk(text: &str, mut piece: impl FnMut(&str, bool)) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(length) = literal(rest) {
            piece(&rest[..length], true);
            length
        } else if first == '_' || first.is_alphanumeric() {
            let is_in = |it: char| it == '_' || it.is_alphanumeric();
            let length = rest.find(|it| !is_in(it)).unwrap_or(rest.len());
            piece(&rest[..length], false);
            length
        } else if rest.starts_with("::") {
            piece("::", false);
            2
        } else {
            if !first.is_whitespace() {
                piece(&rest[..first.len_utf8()], false);
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
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
    let expected = [r##"r#"n"o"#"##, "'p'", r"'\''", "b\"q\"", "b'r'", "'\"'"];
    assert_eq!(literals(text)[1..], expected);
}
