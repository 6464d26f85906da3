//! The predicates of `cfg`, and whether they are known to hold.

use std::collections::BTreeSet;
use std::env::consts;
use std::fmt;
use std::slice;
use std::sync::Arc;

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitBool, LitStr, Token, parenthesized};

/// A predicate of `cfg`, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) text: String,
    test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Literal(bool),
    /// A name, perhaps with a value.
    Is(String, Option<String>),
    /// A macro, or an unknown form.
    Other(String),
}

/// What is known about how a crate is compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) features: Arc<BTreeSet<String>>,
    pub(super) test: bool,
}

/// Whether all conditions of a list hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    /// The index of the first condition that fails, and the features that would make all conditions hold; empty if features
    /// are not enough.
    Fails(usize, Vec<String>),
    /// No condition is known to fail. The index of the first one that is not known to hold.
    Unknown(usize),
}

impl Condition {
    /// Returns `test`.
    pub(super) fn test() -> Self {
        Condition::of(Test::Is("test".to_owned(), None))
    }

    /// Returns `feature = "name"`.
    pub(super) fn feature(name: &str) -> Self {
        Condition::of(Test::Is("feature".to_owned(), Some(name.to_owned())))
    }

    /// Returns the condition that a macro with this name expands to its input, which only the compiler knows.
    pub(super) fn macro_call(name: &str) -> Self {
        Condition::of(Test::Other(format!("{name}!")))
    }

    fn of(test: Test) -> Self {
        let text = test.to_string();
        Condition { text, test }
    }

    /// Returns the text to search for in the source.
    pub(super) fn written(&self) -> String {
        match &self.test {
            Test::Other(name) if name.ends_with('!') => name.clone(),
            _ => format!("cfg({})", self.text),
        }
    }

    /// Returns whether it fails without `test`, regardless of other facts.
    pub(super) fn needs_test(&self) -> bool {
        self.test.needs_test()
    }

    pub(super) fn not(&self) -> Self {
        Condition {
            text: format!("not({})", self.text),
            test: Test::Not(Box::new(self.test.clone())),
        }
    }

    pub(super) fn all(conditions: &[Condition]) -> Self {
        Condition::join("all", Test::All, conditions)
    }

    pub(super) fn any(conditions: &[Condition]) -> Self {
        Condition::join("any", Test::Any, conditions)
    }

    fn join(name: &str, test: fn(Vec<Test>) -> Test, conditions: &[Condition]) -> Self {
        if let [one] = conditions {
            return one.clone();
        }
        Condition {
            text: format!("{name}({})", joined(conditions)),
            test: test(conditions.iter().map(|it| it.test.clone()).collect()),
        }
    }
}

fn joined(parts: &[impl ToString]) -> String {
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    parts.join(", ")
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, parts) = match self {
            Test::All(parts) => ("all", &**parts),
            Test::Any(parts) => ("any", &**parts),
            Test::Not(part) => ("not", slice::from_ref(&**part)),
            Test::Literal(holds) => return write!(f, "{holds}"),
            Test::Is(name, Some(value)) => return write!(f, "{name} = {value:?}"),
            Test::Is(text, None) | Test::Other(text) => return f.write_str(text),
        };
        write!(f, "{name}({})", joined(parts))
    }
}

impl Parse for Condition {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let start = input.cursor();
        let test = Test::parse(input, 0)?;
        // The text of the parsed tokens, joined into one span.
        let (mut cursor, mut first, mut last) = (start, None, None);
        while cursor != input.cursor()
            && let Some((token, next)) = cursor.token_tree()
        {
            first = first.or(Some(token.span()));
            last = Some(token.span());
            cursor = next;
        }
        let span = first.zip(last).and_then(|(first, last)| first.join(last));
        let text = span.and_then(|it| it.source_text()).unwrap_or_default();
        // If the text has several lines or a comment, the plain form replaces it.
        let is_plain = !["\n", "//", "/*"].iter().any(|it| text.contains(it));
        let text = if is_plain { text } else { test.to_string() };
        Ok(Condition { text, test })
    }
}

/// The most levels of a condition that are read. What is deeper is unknown.
const MOST_LEVELS: usize = 64;

impl Test {
    fn parse(input: ParseStream<'_>, level: usize) -> syn::Result<Self> {
        if input.peek(LitBool) {
            return Ok(Test::Literal(input.parse::<LitBool>()?.value));
        }
        let name = Ident::parse_any(input)?.unraw().to_string();
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            return Ok(Test::Is(name, Some(input.parse::<LitStr>()?.value())));
        }
        if !input.peek(syn::token::Paren) {
            return Ok(Test::Is(name, None));
        }
        let content;
        parenthesized!(content in input);
        if level == MOST_LEVELS || !matches!(name.as_str(), "all" | "any" | "not") {
            let content = content.parse::<TokenStream>()?;
            return Ok(Test::Other(format!("{name}({content})")));
        }
        let mut parts = Vec::new();
        while !content.is_empty() {
            parts.push(Test::parse(&content, level + 1)?);
            if !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
        }
        Ok(match (name.as_str(), parts.len()) {
            ("all", _) => Test::All(parts),
            ("any", _) => Test::Any(parts),
            (_, 1) => Test::Not(Box::new(parts.remove(0))),
            _ => Test::Other(Test::All(parts).to_string().replacen("all", &name, 1)),
        })
    }
}

impl Test {
    fn needs_test(&self) -> bool {
        match self {
            Test::All(parts) => parts.iter().any(Test::needs_test),
            Test::Any(parts) => !parts.is_empty() && parts.iter().all(Test::needs_test),
            Test::Is(name, None) => name == "test",
            _ => false,
        }
    }
}

impl Facts {
    pub(super) fn verdict(&self, conditions: &[Condition]) -> Verdict {
        let mut verdict = Verdict::Holds;
        for (nth, condition) in conditions.iter().enumerate() {
            match self.holds(&condition.test) {
                Some(false) => return Verdict::Fails(nth, self.features_off(conditions)),
                None if verdict == Verdict::Holds => verdict = Verdict::Unknown(nth),
                _ => {}
            }
        }
        verdict
    }

    pub(super) fn fails(&self, conditions: &[Condition]) -> bool {
        matches!(self.verdict(conditions), Verdict::Fails(..))
    }

    fn holds(&self, test: &Test) -> Option<bool> {
        match test {
            Test::All(parts) => self.first(parts, false),
            Test::Any(parts) => self.first(parts, true),
            Test::Not(part) => self.holds(part).map(|it| !it),
            Test::Literal(holds) => Some(*holds),
            Test::Is(name, value) => self.is(name, value.as_deref()),
            Test::Other(_) => None,
        }
    }

    /// Returns `decides` if a part has this value, else none if a part is unknown, else the opposite.
    fn first(&self, parts: &[Test], decides: bool) -> Option<bool> {
        let parts: Vec<_> = parts.iter().map(|it| self.holds(it)).collect();
        if parts.contains(&Some(decides)) {
            return Some(decides);
        }
        (!parts.contains(&None)).then_some(!decides)
    }

    fn is(&self, name: &str, value: Option<&str>) -> Option<bool> {
        Some(match (name, value) {
            ("test", None) => self.test,
            // They hold only for documentation, which is never part of a program.
            ("doc" | "doctest", None) => false,
            ("unix", None) => cfg!(unix),
            ("windows", None) => cfg!(windows),
            // Either the whole program runs in Miri, or nothing does.
            ("miri", None) => cfg!(miri),
            ("feature", Some(value)) => self.features.contains(value),
            ("target_os", Some(value)) => value == consts::OS,
            ("target_arch", Some(value)) => value == consts::ARCH,
            ("target_family", Some(value)) => value == consts::FAMILY,
            ("target_pointer_width", Some(value)) => value == usize::BITS.to_string(),
            ("target_endian", Some("big")) => cfg!(target_endian = "big"),
            ("target_endian", Some(value)) => cfg!(target_endian = "little") && value == "little",
            ("target_env", Some(value)) => value == target_env()?,
            _ => return None,
        })
    }

    /// Returns the features that would make all conditions hold; empty if features are not enough.
    fn features_off(&self, conditions: &[Condition]) -> Vec<String> {
        let all = Condition::all(conditions).test;
        let mut off = self.missing(&all).unwrap_or_default();
        let mut with = self.clone();
        off.retain(|it| Arc::make_mut(&mut with.features).insert(it.clone()));
        // A feature that one condition needs may break another.
        if with.holds(&all) == Some(true) {
            off
        } else {
            Vec::new()
        }
    }

    /// Returns the fewest features that a failing test needs; none if features are not enough.
    fn missing(&self, test: &Test) -> Option<Vec<String>> {
        match test {
            _ if self.holds(test) == Some(true) => Some(Vec::new()),
            Test::All(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(|it| self.missing(it)).collect();
                Some(parts?.concat())
            }
            Test::Any(parts) => {
                let parts = parts.iter().filter_map(|it| self.missing(it));
                parts.min_by_key(Vec::len)
            }
            Test::Is(name, Some(value)) if name == "feature" => Some(vec![value.clone()]),
            _ => None,
        }
    }
}

/// Returns the value of `target_env`, if it is a common one.
fn target_env() -> Option<&'static str> {
    let known = [
        ("gnu", cfg!(target_env = "gnu")),
        ("musl", cfg!(target_env = "musl")),
        ("msvc", cfg!(target_env = "msvc")),
        ("", cfg!(target_env = "")),
    ];
    known.iter().find(|(_, is)| *is).map(|(name, _)| *name)
}
