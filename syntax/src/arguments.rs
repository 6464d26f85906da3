//! The grammar of argument lists: `name`, `name = value` or `name(…)`, separated by commas. Reports an argument that is
//! repeated, has no value, or has a value of another form.

use std::fmt::{Arguments, Display};

use proc_macro2::{Group, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::token::{Bracket, Paren};
use syn::{Error, Ident, LitInt, LitStr, Path, Result, Token, Type, parenthesized};

use crate::errors::Errors;
use crate::level::Level;
use crate::name::{Name, Names};

/// An argument. Its value is next in the input.
pub(crate) struct Argument<'a> {
    pub(crate) word: Ident,
    pub(crate) input: ParseStream<'a>,
    pub(crate) errors: &'a Errors,
}

/// Declares the arguments of a type: `ARGUMENTS`, their names, and `read_argument`, which reads the value of one. Other
/// names are reported as unknown at the `LEVEL` of the file.
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

/// Reads a list of arguments to its end. `read` reads the value of one argument. If it fails, reading continues with the
/// next argument, so that one mistake never hides another.
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

/// Reads the comma after an item, unless the item is the last.
pub(crate) fn comma(what: impl Display, input: ParseStream<'_>) -> Result<()> {
    if input.is_empty() || input.parse::<Option<Token![,]>>()?.is_some() {
        return Ok(());
    }
    Err(input.error(format_args!("expected a comma after {what}")))
}

/// Skips the input up to and including the next comma.
pub(crate) fn skip(input: ParseStream<'_>) {
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            return;
        }
    }
}

impl Argument<'_> {
    /// Returns an error at this argument.
    pub(crate) fn error(&self, message: impl Display) -> Error {
        Error::new(self.word.span(), message)
    }

    /// Returns the error for an argument that lacks something.
    pub(crate) fn needs(&self, what: Arguments<'_>) -> Error {
        self.error(format_args!("`{}` needs {what}", self.word))
    }

    /// Returns the error for an argument that is not allowed at this level.
    pub(crate) fn unknown(&self, level: &Level) -> Error {
        level.unknown(&self.word, self.errors.levels)
    }

    /// Reads the value of an argument that can occur once.
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

    /// Reads the contents of the parentheses after the argument. `example` completes the message if there are none.
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

    /// Checks that the argument has no value.
    pub(crate) fn flag(&self) -> Result<Span> {
        let word = &self.word;
        if !self.input.peek(Token![=]) && !self.input.peek(Paren) {
            return Ok(word.span());
        }
        Err(self.error(if word == "skip" || word == "filtered" {
            format!("`{word}` takes no value")
        } else {
            format!("`{word}` takes no value on a field; write a list of fields on the struct")
        }))
    }

    /// Reads `=`, and checks that a value follows. `example` completes the message if they are missing.
    pub(crate) fn equals(&self, example: &str) -> Result<()> {
        let (word, input) = (&self.word, self.input);
        let has_sign = input.parse::<Option<Token![=]>>()?.is_some();
        if has_sign && !input.is_empty() && !input.peek(Token![,]) {
            return Ok(());
        }
        Err(self.no_value(format_args!("`{word} = {example}`")))
    }

    /// Returns the error for a missing value.
    fn no_value(&self, example: Arguments<'_>) -> Error {
        let needs = || self.needs(format_args!("a value, as in {example}"));
        self.other_sign().unwrap_or_else(needs)
    }

    /// Returns the error for a value after a colon or in parentheses.
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

    /// Reads `= "text"`. `message` is the error for a text that is not `accepted`.
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

    /// Reads `= Type` or `(A, B)`.
    pub(crate) fn types(&self) -> Result<Vec<Type>> {
        if !self.input.peek(Paren) {
            self.no_list_behind_equals("A, B")?;
            self.equals("Type")?;
            return Ok(vec![ty(self.input)?]);
        }
        let types = self.list("A, B", |content| {
            let mut types = Vec::new();
            while !content.is_empty() {
                types.push(ty(content)?);
                comma("a type", content)?;
            }
            Ok(types)
        })?;
        if types.is_empty() {
            return Err(self.needs(format_args!(
                "at least one type, as in `{}(A, B)`",
                self.word
            )));
        }
        Ok(types)
    }

    /// Reads `= path`.
    pub(crate) fn path(&self) -> Result<Path> {
        self.equals("path")?;
        let input = self.input;
        if let Err(error) = unquoted("a path", input) {
            let text: LitStr = input.parse()?;
            // A quoted path is used all the same, so that the generated code causes no further errors.
            let Ok(path) = text.parse_with(Path::parse_mod_style) else {
                return Err(error);
            };
            self.errors.add(error);
            return Ok(path);
        }
        expect(input, Path::parse_mod_style, "expected a path")
    }

    /// Reads `= name`, such as `example`.
    pub(crate) fn name(&self, example: &str) -> Result<Name> {
        self.equals(example)?;
        name(self.input)
    }

    /// Reads `= field`.
    pub(crate) fn field(&self) -> Result<Name> {
        self.equals("field")?;
        field(self.input)
    }

    /// Reads `= a` or `(a, b)`.
    pub(crate) fn fields(&self) -> Result<Names> {
        let (word, input) = (&self.word, self.input);
        if input.peek(Paren) {
            return self.names("a, b", field);
        }
        if !input.peek(Token![=]) {
            return Err(self.no_value(format_args!("`{word} = field` or `{word}(a, b)`")));
        }
        if input.peek2(Bracket) {
            return Err(self.list_behind_equals("a, b")?);
        }
        self.no_list_behind_equals("a, b")?;
        let mut names = Names::one(self.field()?);
        names.argument = word.span();
        Ok(names)
    }

    /// Checks that no list in parentheses follows the `=`.
    fn no_list_behind_equals(&self, example: &str) -> Result<()> {
        if self.input.peek2(Paren) {
            return Err(self.list_behind_equals(example)?);
        }
        Ok(())
    }

    /// Reads `=` and a list, and returns the error for them.
    fn list_behind_equals(&self, example: &str) -> Result<Error> {
        let (word, input) = (&self.word, self.input);
        input.parse::<Token![=]>()?;
        let group: Group = input.parse()?;
        let message = format!("a list needs no `=` after `{word}`; write `{word}({example})`");
        Ok(Error::new(group.span_open(), message))
    }

    /// Reads `(a, b)`.
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

/// Reads the contents of parentheses. Tokens that remain after an error are dropped, because the parser would report them
/// again, as unexpected.
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

/// Returns whether a text is more than whitespace.
pub(crate) fn is_not_blank(text: &str) -> bool {
    !text.trim().is_empty()
}

/// Reads a value, or returns an error with this message instead of the parser's.
pub(crate) fn expect<T>(
    input: ParseStream<'_>,
    read: fn(ParseStream<'_>) -> Result<T>,
    message: &str,
) -> Result<T> {
    let span = input.span();
    input.call(read).map_err(|_| Error::new(span, message))
}

/// Reads a type.
fn ty(input: ParseStream<'_>) -> Result<Type> {
    unquoted("a type", input)?;
    expect(input, Type::parse, "expected a type")
}

/// Reads a name.
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

/// Reads the name of a field, or its number in a tuple struct.
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

/// Returns whether a literal is next. This is cheaper than trying to parse one.
fn is_literal(input: ParseStream<'_>) -> bool {
    input.cursor().literal().is_some()
}

/// Checks that a word is not quoted.
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
