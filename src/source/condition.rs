//! The predicates of `cfg`, and whether they hold as far as that is known.
//!
//! In: the tokens in `cfg(…)`, and what is known of a crate. Out: what is written, and a verdict in three values. This
//! module must not know what a condition stands on.

use std::collections::BTreeSet;
use std::env::consts;
use std::fmt;
use std::sync::Arc;

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitBool, LitStr, Token, parenthesized};

/// A predicate of `cfg`, as it is written.
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
    Is {
        name: String,
        value: Option<String>,
    },
    Macro,
    /// Of a form that is not known here.
    Other(String),
}

/// What is known of how a crate is compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) features: Arc<BTreeSet<String>>,
    pub(super) test: bool,
}

/// Whether a list of conditions holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Holds,
    /// One does not hold. With these features all would, if there are any.
    Fails {
        condition: usize,
        features: Vec<String>,
    },
    /// None is known not to hold, but of one it is not known.
    Unknown {
        condition: usize,
    },
}

impl Condition {
    /// That the crate is compiled as a test.
    pub(super) fn test() -> Self {
        let name = "test".to_owned();
        Condition {
            text: name.clone(),
            test: Test::Is { name, value: None },
        }
    }

    /// That a feature of the crate is on.
    pub(super) fn feature(name: &str) -> Self {
        Condition {
            text: format!("feature = {name:?}"),
            test: Test::Is {
                name: "feature".to_owned(),
                value: Some(name.to_owned()),
            },
        }
    }

    /// That a macro of this name gives what it is called with, which only the compiler knows.
    pub(super) fn macro_call(name: &str) -> Self {
        Condition {
            text: format!("{name}!"),
            test: Test::Macro,
        }
    }

    /// As somebody would look for it in the source.
    pub(super) fn written(&self) -> String {
        match self.test {
            Test::Macro => self.text.clone(),
            _ => format!("cfg({})", self.text),
        }
    }

    /// Whether it fails without `test`, whatever else is so.
    pub(super) fn needs_test(&self) -> bool {
        self.test.needs_test()
    }

    pub(super) fn not(&self) -> Self {
        Condition {
            text: format!("not({})", self.text),
            test: Test::Not(Box::new(self.test.clone())),
        }
    }

    /// All of them as one.
    pub(super) fn all(conditions: &[Condition]) -> Self {
        match conditions {
            [one] => one.clone(),
            _ => Condition {
                text: format!("all({})", listed(conditions)),
                test: Test::All(tests(conditions)),
            },
        }
    }

    pub(super) fn any(conditions: &[Condition]) -> Self {
        match conditions {
            [one] => one.clone(),
            _ => Condition {
                text: format!("any({})", listed(conditions)),
                test: Test::Any(tests(conditions)),
            },
        }
    }
}

fn listed(conditions: &[Condition]) -> String {
    let texts: Vec<&str> = conditions.iter().map(|it| it.text.as_str()).collect();
    texts.join(", ")
}

fn tests(conditions: &[Condition]) -> Vec<Test> {
    conditions.iter().map(|it| it.test.clone()).collect()
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, name: &str, parts: &[Test]| {
            let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            write!(f, "{name}({})", parts.join(", "))
        };
        match self {
            Test::All(parts) => list(f, "all", parts),
            Test::Any(parts) => list(f, "any", parts),
            Test::Not(part) => write!(f, "not({part})"),
            Test::Literal(holds) => write!(f, "{holds}"),
            Test::Is { name, value: None } => f.write_str(name),
            Test::Is {
                name,
                value: Some(value),
            } => write!(f, "{name} = {value:?}"),
            Test::Macro => Ok(()),
            Test::Other(text) => f.write_str(text),
        }
    }
}

impl Parse for Condition {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let start = input.cursor();
        let test: Test = input.parse()?;
        // The tokens up to here, joined to one span whose text is what is written.
        let (mut cursor, end) = (start, input.cursor());
        let (mut first, mut last) = (None, None);
        while cursor != end {
            let Some((token, next)) = cursor.token_tree() else {
                break;
            };
            first = first.or(Some(token.span()));
            last = Some(token.span());
            cursor = next;
        }
        let span = first.zip(last).and_then(|(first, last)| first.join(last));
        let text = span.and_then(|it| it.source_text()).unwrap_or_default();
        // What stands on several lines or beside a comment is shown as it would be without.
        let is_plain = !["\n", "//", "/*"].iter().any(|it| text.contains(it));
        let text = if is_plain { text } else { test.to_string() };
        Ok(Condition { text, test })
    }
}

impl Parse for Test {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitBool) {
            return Ok(Test::Literal(input.parse::<LitBool>()?.value));
        }
        let name = Ident::parse_any(input)?.unraw().to_string();
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            let value = Some(input.parse::<LitStr>()?.value());
            return Ok(Test::Is { name, value });
        }
        if !input.peek(syn::token::Paren) {
            return Ok(Test::Is { name, value: None });
        }
        let content;
        parenthesized!(content in input);
        if !matches!(name.as_str(), "all" | "any" | "not") {
            let content = content.parse::<proc_macro2::TokenStream>()?;
            return Ok(Test::Other(format!("{name}({content})")));
        }
        let parts = Punctuated::<Test, Token![,]>::parse_terminated(&content)?;
        let mut parts: Vec<Test> = parts.into_iter().collect();
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
            Test::Is { name, value: None } => name == "test",
            _ => false,
        }
    }
}

impl Facts {
    /// The same of the tests of the crate.
    pub(super) fn in_tests(&self) -> Self {
        Facts {
            test: true,
            ..self.clone()
        }
    }

    pub(super) fn verdict(&self, conditions: &[Condition]) -> Verdict {
        let mut unknown = None;
        for (nth, condition) in conditions.iter().enumerate() {
            match self.holds(&condition.test) {
                Some(true) => {}
                Some(false) => {
                    return Verdict::Fails {
                        condition: nth,
                        features: self.features_off(conditions),
                    };
                }
                None => unknown = unknown.or(Some(nth)),
            }
        }
        unknown.map_or(Verdict::Holds, |condition| Verdict::Unknown { condition })
    }

    pub(super) fn fails(&self, conditions: &[Condition]) -> bool {
        matches!(self.verdict(conditions), Verdict::Fails { .. })
    }

    fn holds(&self, test: &Test) -> Option<bool> {
        match test {
            Test::All(parts) => self.first(parts, false),
            Test::Any(parts) => self.first(parts, true),
            Test::Not(part) => self.holds(part).map(|it| !it),
            Test::Literal(holds) => Some(*holds),
            Test::Is { name, value } => self.is(name, value.as_deref()),
            Test::Macro | Test::Other(_) => None,
        }
    }

    /// One part that is so decides; else what is not known leaves it open.
    fn first(&self, parts: &[Test], decides: bool) -> Option<bool> {
        let mut open = false;
        for part in parts {
            match self.holds(part) {
                Some(holds) if holds == decides => return Some(decides),
                Some(_) => {}
                None => open = true,
            }
        }
        (!open).then_some(!decides)
    }

    fn is(&self, name: &str, value: Option<&str>) -> Option<bool> {
        let is = |known: &str| value.map(|it| it == known);
        match name {
            "feature" => value.map(|it| self.features.contains(it)),
            "test" if value.is_none() => Some(self.test),
            // They hold where documentation is made, which is never part of a program.
            "doc" | "doctest" if value.is_none() => Some(false),
            "unix" if value.is_none() => Some(cfg!(unix)),
            "windows" if value.is_none() => Some(cfg!(windows)),
            // All of a program runs in it, or nothing.
            "miri" if value.is_none() => Some(cfg!(miri)),
            "target_os" => is(consts::OS),
            "target_arch" => is(consts::ARCH),
            "target_family" => value.map(|it| match it {
                "unix" => cfg!(unix),
                "windows" => cfg!(windows),
                "wasm" => cfg!(target_family = "wasm"),
                _ => false,
            }),
            "target_pointer_width" => is(&usize::BITS.to_string()),
            "target_endian" => is(if cfg!(target_endian = "big") {
                "big"
            } else {
                "little"
            }),
            "target_env" => is(target_env()?),
            _ => None,
        }
    }

    /// The features with which all of them would hold; none if features alone do not help.
    fn features_off(&self, conditions: &[Condition]) -> Vec<String> {
        let each = conditions.iter().map(|it| self.missing(&it.test));
        let Some(each) = each.collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        let mut with = self.clone();
        let mut off = Vec::new();
        for feature in each.into_iter().flatten() {
            if Arc::make_mut(&mut with.features).insert(feature.clone()) {
                off.push(feature);
            }
        }
        // One that is wanted here may be unwanted there.
        let mut all = conditions.iter();
        if all.all(|it| with.holds(&it.test) == Some(true)) {
            off
        } else {
            Vec::new()
        }
    }

    /// The fewest features that a part that does not hold asks for, if it asks for features alone.
    fn missing(&self, test: &Test) -> Option<Vec<String>> {
        match test {
            _ if self.holds(test) == Some(true) => Some(Vec::new()),
            Test::All(parts) => {
                let parts = parts.iter().map(|it| self.missing(it));
                let parts: Option<Vec<_>> = parts.collect();
                parts.map(|it| it.concat())
            }
            Test::Any(parts) => {
                let parts = parts.iter().filter_map(|it| self.missing(it));
                parts.min_by_key(Vec::len)
            }
            Test::Is {
                name,
                value: Some(value),
            } if name == "feature" => Some(vec![value.clone()]),
            _ => None,
        }
    }
}

/// Of those that are common.
fn target_env() -> Option<&'static str> {
    if cfg!(target_env = "gnu") {
        Some("gnu")
    } else if cfg!(target_env = "musl") {
        Some("musl")
    } else if cfg!(target_env = "msvc") {
        Some("msvc")
    } else if cfg!(target_env = "") {
        Some("")
    } else {
        None
    }
}
