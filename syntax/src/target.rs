//! The target of a relation: a type, `Self`, a quoted name, `any`, or `any(A, B)`.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::token::Paren;
use syn::{Error, Ident, LitStr, Result, Token, Type, TypePath};

use crate::arguments::{Argument, comma, expect, in_parentheses};
use crate::text::{text, type_arguments};

/// A target of a relation.
pub enum Target {
    /// A type that derives `Model`.
    Type(Box<Type>),
    /// `Self`, at this place.
    Own(Span),
    /// A name, looked up among all models.
    Name(LitStr),
    /// A type in an attribute of an ORM, which need not derive `Model`.
    FromOrm {
        /// The type of the model.
        ty: Box<Type>,
        /// What the attribute names: the model itself, or the entity of SeaORM.
        written: String,
        /// The place of the type.
        span: Span,
    },
}

const ANY: &str = "expected a target: a type, `Self`, a quoted name, `any`, or `any(A, B)`";
const ONE: &str = "expected a type, `Self`, or a quoted name";

impl Target {
    /// Returns the target for a type in an ORM's attribute, as written.
    pub(crate) fn from_orm(ty: Type) -> Self {
        let (written, span, ty) = (text(&ty), ty.span(), Box::new(ty));
        Target::FromOrm { ty, written, span }
    }

    /// Returns the place of the target.
    pub fn span(&self) -> Span {
        match self {
            Target::Type(ty) => ty.span(),
            Target::Own(span) | Target::FromOrm { span, .. } => *span,
            Target::Name(name) => name.span(),
        }
    }

    /// Returns the target as written.
    pub fn text(&self) -> String {
        match self {
            Target::Type(ty) => text(ty),
            Target::Own(_) => "Self".to_owned(),
            Target::Name(name) => name.token().to_string(),
            Target::FromOrm { written, .. } => written.clone(),
        }
    }
}

/// Reads all targets of a relation and the comma after them. Empty means `any`.
pub(crate) fn all(input: ParseStream<'_>) -> Result<Vec<Target>> {
    let targets = match any(input) {
        None => vec![one(input, ANY)?],
        Some(any) if input.peek(Paren) => in_parentheses(input, |content| listed(&any, content))?,
        Some(_) => Vec::new(),
    };
    comma("the target", input)?;
    Ok(targets)
}

/// Reads the targets in the parentheses after `any`.
fn listed(any: &Ident, input: ParseStream<'_>) -> Result<Vec<Target>> {
    let mut targets = Vec::new();
    while !input.is_empty() {
        targets.push(one(input, ONE)?);
        comma("the target", input)?;
    }
    if targets.is_empty() {
        let message =
            "`any()` lists no targets; name them, as in `any(A, B)`, or write `any` for any model";
        return Err(Error::new(any.span(), message));
    }
    Ok(targets)
}

/// Reads `= Target`.
pub(crate) fn value(argument: &Argument<'_>) -> Result<Target> {
    argument.equals("Target")?;
    one(argument.input, ONE)
}

/// Reads the word `any`, if it is next and not part of a path.
fn any(input: ParseStream<'_>) -> Option<Ident> {
    let next = input.fork().call(Ident::parse_any).ok()?;
    if next != "any" || input.peek2(Token![::]) {
        return None;
    }
    input.call(Ident::parse_any).ok()
}

/// Reads one target. `expected` is the message if there is none.
fn one(input: ParseStream<'_>, expected: &str) -> Result<Target> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        check_path(&name)?;
        return Ok(Target::Name(name));
    }
    if let Some(any) = any(input) {
        return Err(Error::new(any.span(), expected));
    }
    let span = input.span();
    let mut ty = expect(input, Type::parse, expected)?;
    // A macro passes `$target:ty` in an invisible group.
    while let Type::Group(group) = ty {
        ty = *group.elem;
    }
    match &ty {
        Type::Path(path) if path.path.is_ident("Self") => Ok(Target::Own(span)),
        Type::Path(path) => match is_holder(path) {
            Some(message) => Err(Error::new_spanned(path, message)),
            None => Ok(Target::Type(Box::new(ty))),
        },
        _ => Err(Error::new_spanned(ty, expected)),
    }
}

/// The types that hold models and are none themselves: those of the standard library and of SeaORM.
const HOLDERS: &[&str] = &[
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "BelongsTo",
    "Box",
    "Cow",
    "HasMany",
    "HasOne",
    "HashMap",
    "HashSet",
    "Option",
    "Rc",
    "Vec",
    "VecDeque",
];

/// Returns the message for a type that holds models, such as the type of a field.
fn is_holder(path: &TypePath) -> Option<String> {
    let name = &path.path.segments.last()?.ident;
    let held = type_arguments(&path.path);
    if held.is_empty() || !HOLDERS.iter().any(|it| name == it) {
        return None;
    }
    let message = format!("`{name}` is not a model; name the model itself");
    Some(match *held {
        [ty] => format!("{message}, as in `{}`", text(ty)),
        _ => message,
    })
}

/// Checks that a quoted name is a path that could be written in code.
fn check_path(name: &LitStr) -> Result<()> {
    let value = name.value();
    let path = value.strip_prefix("::").unwrap_or(&value);
    let first = path.split("::").next().unwrap_or_default();
    let message = if value == "Self" {
        "`Self` must not be quoted here".to_owned()
    } else if ["crate", "self", "super", "Self"].contains(&first) {
        let tail = path.split("::").skip_while(|it| !is_identifier(it));
        let tail = tail.collect::<Vec<_>>().join("::");
        let message = "is not allowed in a quoted name: quoted names are not relative to a crate or module; write";
        let tail = if tail.is_empty() { "Name" } else { &tail };
        format!("`{first}` {message} `{tail}`, or a path that starts with the crate name")
    } else if path.split("::").all(is_identifier) {
        return Ok(());
    } else if let Some(path) = as_path(path) {
        format!("`{value}` is not a Rust path; write `{path}`")
    } else {
        "expected the name of a target: `Name`, `module::Name`, or `krate::module::Name`".to_owned()
    };
    Err(Error::new(name.span(), message))
}

/// Returns the Rust path of a name with the hyphens of a package or the separators of another language.
fn as_path(name: &str) -> Option<String> {
    let path = name.replace('-', "_").replace(['.', '/'], "::");
    path.split("::").all(is_identifier).then_some(path)
}

/// Returns whether a text could name a model or a module. The text is not lexed, because the compiler would report invalid
/// tokens itself, without a place.
pub(crate) fn is_identifier(text: &str) -> bool {
    let text = text.strip_prefix("r#").unwrap_or(text);
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    text.starts_with(|first: char| !first.is_numeric())
        && text.chars().all(is_word)
        && !["_", "crate", "self", "super", "Self"].contains(&text)
}
