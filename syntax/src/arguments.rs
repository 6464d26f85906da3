//! The grammar of every list of arguments, `name`, `name = value` or `name(…)` with commas between, and the mistakes of an
//! argument that is given twice, has no value or one of another kind.

use std::fmt::{Arguments, Display};

use proc_macro2::{Group, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::token::{Bracket, Paren};
use syn::{Error, Ident, LitInt, LitStr, Path, Result, Token, Type, parenthesized};

use crate::errors::Errors;
use crate::level::Level;
use crate::name::{Name, Names};

/// An argument whose value is next in the input.
pub(crate) struct Argument<'a> {
    pub(crate) word: Ident,
    pub(crate) input: ParseStream<'a>,
    pub(crate) errors: &'a Errors,
}

/// Declares the arguments of a type: `ARGUMENTS`, their names, and `read_argument`, which reads the value of one of them. An
/// argument with another name is unknown at the `LEVEL` of the file.
macro_rules! arguments {
    ($it:ident: $of:ty, $argument:ident { $($name:literal => $read:expr,)* }) => {
        const ARGUMENTS: &[&str] = &[$($name),*];

        pub(crate) fn read_argument(
            $it: &mut $of,
            $argument: &$crate::arguments::Argument<'_>,
        ) -> syn::Result<()> {
            match &*$argument.word.to_string() {
                $($name => $read,)*
                _ => Err($argument.unknown(&LEVEL)),
            }
        }
    };
}
pub(crate) use arguments;

/// Reads a list of arguments to its end. `read` takes the value of one; where it fails, the next argument is read all the
/// same, so that one mistake never hides another.
pub(crate) fn each(
    input: ParseStream<'_>,
    errors: &Errors,
    mut read: impl FnMut(&Argument<'_>) -> Result<()>,
) {
    while !input.is_empty() {
        let result = word(input).and_then(|word| {
            let argument = Argument {
                word,
                input,
                errors,
            };
            read(&argument)?;
            comma(format_args!("the argument `{}`", argument.word), input)
        });
        if let Err(error) = result {
            errors.add(error);
            skip(input);
        }
    }
}

fn word(input: ParseStream<'_>) -> Result<Ident> {
    unquoted("an argument", input)?;
    expect(input, Ident::parse_any, "expected an argument name")
}

/// Reads the comma after what was read, unless that is the last.
pub(crate) fn comma(what: impl Display, input: ParseStream<'_>) -> Result<()> {
    if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
        return Ok(());
    }
    Err(input.error(format_args!("expected a comma after {what}")))
}

/// Continues after the next comma.
pub(crate) fn skip(input: ParseStream<'_>) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            return;
        }
    }
}

impl Argument<'_> {
    /// A mistake of this argument.
    pub(crate) fn error(&self, message: impl Display) -> Error {
        Error::new(self.word.span(), message)
    }

    /// The mistake of an argument that lacks something.
    pub(crate) fn needs(&self, what: Arguments<'_>) -> Error {
        self.error(format_args!("`{}` needs {what}", self.word))
    }

    /// The mistake of an argument that cannot stand at this level.
    pub(crate) fn unknown(&self, level: &Level) -> Error {
        level.unknown(&self.word, self.errors.levels)
    }

    /// Reads the value of an argument that may be given once.
    pub(crate) fn once<T>(
        &self,
        slot: &mut Option<T>,
        read: impl FnOnce(&Self) -> Result<T>,
    ) -> Result<()> {
        let value = read(self)?;
        if slot.is_some() {
            let message = format_args!("duplicate argument `{}`; remove one", self.word);
            self.errors.push(self.word.span(), message);
        }
        slot.get_or_insert(value);
        Ok(())
    }

    /// Reads what is in parentheses after the argument; `example` completes the message where there are none.
    pub(crate) fn list<T>(
        &self,
        example: &str,
        read: impl FnOnce(ParseStream<'_>) -> Result<T>,
    ) -> Result<T> {
        if self.input.peek(Paren) {
            return in_parentheses(self.input, read);
        }
        let word = &self.word;
        Err(self.needs(format_args!("a list, as in `{word}({example})`")))
    }

    /// No value.
    pub(crate) fn flag(&self) -> Result<Span> {
        let word = &self.word;
        if !self.input.peek(Token![=]) && !self.input.peek(Paren) {
            return Ok(word.span());
        }
        Err(self.error(if word == "skip" {
            "`skip` takes no value".to_owned()
        } else {
            format!("`{word}` takes no value on a field; write a list of fields on the struct")
        }))
    }

    /// `=` and a value; `example` completes the message where they are missing.
    pub(crate) fn equals(&self, example: &str) -> Result<()> {
        let (word, input) = (&self.word, self.input);
        let has_sign = input.parse::<Option<Token![=]>>()?.is_some();
        if has_sign && !input.is_empty() && !input.peek(Token![,]) {
            return Ok(());
        }
        Err(self.no_value(format_args!("`{word} = {example}`")))
    }

    /// The mistake of a missing value.
    fn no_value(&self, example: Arguments<'_>) -> Error {
        let needs = || self.needs(format_args!("a value, as in {example}"));
        self.other_sign().unwrap_or_else(needs)
    }

    /// The mistake of a value after a colon or in parentheses.
    fn other_sign(&self) -> Option<Error> {
        let behind = self.input.fork();
        let message = |word: Ident| format!("expected `=`, as in `{} = {word}`", self.word);
        if behind.peek(Token![:]) && !behind.peek(Token![::]) {
            let colon: Token![:] = behind.parse().ok()?;
            let word = behind.call(Ident::parse_any).ok()?;
            return Some(Error::new(colon.span, message(word)));
        }
        let group: Group = behind.parse().ok()?;
        let word = syn::parse2(group.stream()).ok()?;
        Some(Error::new(group.span_open(), message(word)))
    }

    /// `= "text"`; the message is a mistake of a text that is not `accepted`.
    pub(crate) fn text(&self, accepted: fn(&str) -> bool, message: &str) -> Result<LitStr> {
        self.equals("\"…\"")?;
        let no_quotes = match self.input.fork().call(Ident::parse_any) {
            Ok(word) => format!("expected a string literal; write `\"{word}\"`"),
            Err(_) => "expected a string literal".to_owned(),
        };
        let text = expect(self.input, <LitStr as Parse>::parse, &no_quotes)?;
        if !accepted(&text.value()) {
            self.errors.push(text.span(), message);
        }
        Ok(text)
    }

    /// `= Type`.
    pub(crate) fn ty(&self) -> Result<Type> {
        self.equals("Type")?;
        unquoted("a type", self.input)?;
        expect(self.input, Type::parse, "expected a type")
    }

    /// `= path`.
    pub(crate) fn path(&self) -> Result<Path> {
        self.equals("path")?;
        let input = self.input;
        if let Err(error) = unquoted("a path", input) {
            let text: LitStr = input.parse()?;
            // A path in quotes is read as well, so that nothing is missed where it is not.
            let Ok(path) = text.parse_with(Path::parse_mod_style) else {
                return Err(error);
            };
            self.errors.add(error);
            return Ok(path);
        }
        expect(input, Path::parse_mod_style, "expected a path")
    }

    /// `= name`, such as `example`.
    pub(crate) fn name(&self, example: &str) -> Result<Name> {
        self.equals(example)?;
        name(self.input)
    }

    /// `= field`.
    pub(crate) fn field(&self) -> Result<Name> {
        self.equals("field")?;
        field(self.input)
    }

    /// `= a` or `(a, b)`.
    pub(crate) fn fields(&self) -> Result<Names> {
        let (word, input) = (&self.word, self.input);
        if input.peek(Paren) {
            return self.names("a, b", field);
        }
        if !input.peek(Token![=]) {
            return Err(self.no_value(format_args!("`{word} = field` or `{word}(a, b)`")));
        }
        if input.peek2(Paren) || input.peek2(Bracket) {
            input.parse::<Token![=]>()?;
            let group: Group = input.parse()?;
            let message = format!("a list needs no `=` after `{word}`; write `{word}(a, b)`");
            return Err(Error::new(group.span_open(), message));
        }
        let mut names = Names::one(self.field()?);
        names.argument = word.span();
        Ok(names)
    }

    /// `(a, b)`.
    pub(crate) fn names(
        &self,
        example: &str,
        read: fn(ParseStream<'_>) -> Result<Name>,
    ) -> Result<Names> {
        let word = &self.word;
        let items = self.list(example, |content| {
            let mut items = Vec::new();
            while !content.is_empty() {
                let name = read(content)?;
                comma(format_args!("`{}`", name.text), content)?;
                items.push(name);
            }
            Ok(items)
        })?;
        if items.is_empty() {
            let what = format_args!("at least one name, as in `{word}({example})`");
            return Err(self.needs(what));
        }
        Ok(Names::at(word.span(), items))
    }
}

/// Reads what is in parentheses. Tokens that a mistake leaves unread are dropped: they would be reported a second time, as
/// unexpected.
pub(crate) fn in_parentheses<T>(
    input: ParseStream<'_>,
    read: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    let content;
    parenthesized!(content in input);
    let result = read(&content);
    while content.parse::<TokenTree>().is_ok() {}
    result
}

/// Whether a text says anything.
pub(crate) fn is_not_blank(text: &str) -> bool {
    !text.trim().is_empty()
}

/// Reads a value, or gives this message instead of the parser's.
pub(crate) fn expect<T>(
    input: ParseStream<'_>,
    read: fn(ParseStream<'_>) -> Result<T>,
    message: &str,
) -> Result<T> {
    let span = input.span();
    input.call(read).map_err(|_| Error::new(span, message))
}

/// A name.
pub(crate) fn name(input: ParseStream<'_>) -> Result<Name> {
    unquoted("a name", input)?;
    let span = input.span();
    let message = match input.call(Ident::parse_any) {
        Ok(_) if input.peek(Token![::]) => "expected a single name, without `::`",
        Ok(ident) if ident != "_" => return Ok(Name::of(&ident)),
        _ => "expected a name",
    };
    Err(Error::new(span, message))
}

/// The name of a field, or its number in a tuple struct.
fn field(input: ParseStream<'_>) -> Result<Name> {
    if is_literal(input)
        && let Ok(number) = input.fork().parse::<LitInt>()
        && number.suffix().is_empty()
    {
        input.parse::<LitInt>()?;
        return Ok(Name::new(number.base10_digits(), number.span()));
    }
    name(input)
}

/// Whether a text or a number is next. To read one and to fail costs more.
fn is_literal(input: ParseStream<'_>) -> bool {
    input.cursor().literal().is_some()
}

/// No quotes where a word is expected.
fn unquoted(what: &str, input: ParseStream<'_>) -> Result<()> {
    if is_literal(input)
        && let Ok(text) = input.fork().parse::<LitStr>()
    {
        let message = match text.value() {
            value if value.is_empty() => format!("{what} must not be quoted here"),
            value => format!("{what} must not be quoted here; write `{value}`"),
        };
        return Err(Error::new(text.span(), message));
    }
    Ok(())
}
