//! Types as text, and types as they can stand outside the struct that wrote them.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use syn::{GenericArgument, Generics, Path, PathArguments, Type, parse_quote};

use relata_record::common_type::is_primitive;

/// What a type of the struct's own scope becomes outside of it, so that a const can name it: the lifetimes of the
/// struct are `'static` there, and `Self` is the struct.
pub(crate) struct Outside {
    /// The type of the struct.
    pub(crate) own: Path,
    lifetimes: Vec<Ident>,
}

/// A type as it stands outside. To put it into other tokens costs little where it is the same.
pub(crate) enum Outer<'t> {
    Same(&'t Type),
    Other(TokenStream),
}

impl ToTokens for Outer<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Outer::Same(ty) => ty.to_tokens(tokens),
            Outer::Other(other) => other.to_tokens(tokens),
        }
    }
}

impl Outside {
    pub(crate) fn new(ident: &Ident, generics: &Generics) -> Self {
        let lifetimes: Vec<_> = generics
            .lifetimes()
            .map(|parameter| parameter.lifetime.ident.clone())
            .collect();
        let arguments = lifetimes.iter().map(|_| quote!('static));
        let own = if lifetimes.is_empty() {
            ident.clone().into()
        } else {
            parse_quote!(#ident::<#(#arguments),*>)
        };
        Outside { own, lifetimes }
    }

    pub(crate) fn ty<'t>(&self, ty: &'t Type) -> Outer<'t> {
        if is_plain(ty) {
            return Outer::Same(ty);
        }
        Outer::Other(self.rewrite(ty.to_token_stream()))
    }

    fn rewrite(&self, tokens: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        let mut lifetime = false;
        for token in tokens {
            let after_quote = std::mem::take(&mut lifetime);
            match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.rewrite(group.stream()));
                    inner.set_span(group.span());
                    out.push(inner.into());
                }
                TokenTree::Ident(name) if after_quote && self.lifetimes.contains(&name) => {
                    out.push(Ident::new("static", name.span()).into());
                }
                TokenTree::Ident(ident) if ident == "Self" => {
                    out.extend(self.own.to_token_stream());
                }
                token => {
                    lifetime = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\'');
                    out.push(token);
                }
            }
        }
        out.into_iter().collect()
    }
}

/// Whether it is sure that neither a lifetime nor `Self` is in a type: it is of names and of types like it.
fn is_plain(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.qself.is_none()
        && path.path.segments.iter().all(|segment| {
            segment.ident != "Self"
                && match &segment.arguments {
                    PathArguments::None => true,
                    PathArguments::AngleBracketed(arguments) => arguments
                        .args
                        .iter()
                        .all(|it| matches!(it, GenericArgument::Type(ty) if is_plain(ty))),
                    PathArguments::Parenthesized(_) => false,
                }
        })
}

/// The path as it is written.
pub(crate) fn written(path: &syn::TypePath) -> String {
    let mut text = Text::default();
    text.write(path.to_token_stream());
    text.out
}

/// The type as it is written, without the `Option` around it.
pub(crate) fn text(ty: &Type) -> String {
    Spelling::of(ty).text
}

/// What a field's type says by its words alone.
pub(crate) struct Spelling<'t> {
    /// As it is written, without the `Option` around it.
    pub(crate) text: String,
    /// The name by which the type, or what it holds as an `Option`, is taken for the language's own.
    pub(crate) of_the_language: Option<&'t Ident>,
    /// Whether it cannot be an `Option`: it is called like a type of the language, or `String`, which may be that of another
    /// crate. Of keys the compiler is asked whether they are of the language; of others it would cost more than it is worth.
    pub(crate) is_certain: bool,
}

impl<'t> Spelling<'t> {
    pub(crate) fn of(ty: &'t Type) -> Self {
        let held = in_option(ty);
        let inner = held.unwrap_or(ty);
        let Some(name) = name_alone(inner) else {
            let mut text = Text::default();
            text.write(inner.to_token_stream());
            return Spelling {
                text: text.out,
                of_the_language: None,
                is_certain: false,
            };
        };
        let text = name.to_string();
        let of_the_language = is_primitive(&text).then_some(name);
        Spelling {
            is_certain: held.is_none() && (of_the_language.is_some() || text == "String"),
            of_the_language,
            text,
        }
    }
}

/// The type, if it is a name and nothing more.
fn name_alone(ty: &Type) -> Option<&Ident> {
    match ungrouped(ty) {
        Type::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

/// What a macro was given as `$field:ty` comes in an invisible group.
fn ungrouped(mut ty: &Type) -> &Type {
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    ty
}

fn in_option(ty: &Type) -> Option<&Type> {
    let path = match ungrouped(ty) {
        Type::Path(path) if path.qself.is_none() => &path.path,
        _ => return None,
    };
    let last = path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let qualifier = path.segments.iter().rev().skip(1);
    let qualifier: Vec<_> = qualifier.map(|segment| segment.ident.to_string()).collect();
    let qualifier: Vec<_> = qualifier.iter().map(String::as_str).collect();
    match (&*qualifier, arguments.args.first()) {
        ([] | ["option", "std" | "core"], Some(GenericArgument::Type(ty)))
            if last.ident == "Option" && arguments.args.len() == 1 =>
        {
            Some(ty)
        }
        _ => None,
    }
}

/// A type in the making, with spaces only where rustfmt would put them.
#[derive(Default)]
struct Text {
    out: String,
    last: Last,
    /// Between `for` and the `>` of its lifetimes.
    binder: bool,
}

/// What the text ends with, as far as it matters for a space.
#[derive(Default, PartialEq)]
enum Last {
    #[default]
    Sign,
    Word,
    /// A word that stands directly before no sign but `>` and those that list things: so does a lifetime.
    Keyword,
}

impl Text {
    fn write(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.group(&group),
                TokenTree::Ident(ident) => self.word(&ident.to_string()),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
                TokenTree::Punct(punct) => {
                    self.sign(punct.as_char(), punct.spacing() == Spacing::Joint);
                }
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => return self.write(group.stream()),
        };
        self.space_after_keyword();
        self.push(open);
        self.write(group.stream());
        self.out.truncate(self.out.trim_end().len());
        self.push(close);
    }

    fn word(&mut self, word: &str) {
        if self.last != Last::Sign {
            self.out.push(' ');
        }
        let lifetime = self.out.ends_with('\'');
        self.push(word);
        self.binder |= word == "for";
        self.last = match word {
            "mut" | "const" | "dyn" | "as" | "impl" => Last::Keyword,
            _ if lifetime => Last::Keyword,
            _ => Last::Word,
        };
    }

    fn sign(&mut self, sign: char, joint: bool) {
        match sign {
            ',' => self.push(", "),
            ';' => self.push("; "),
            '+' => self.push(" + "),
            '=' => self.push(" = "),
            '-' if joint => self.push(" -"),
            '>' if self.out.ends_with(" -") => self.push("> "),
            '>' if std::mem::take(&mut self.binder) => self.push("> "),
            '>' => self.push(">"),
            '\'' if self.last == Last::Word => self.push(" '"),
            sign => {
                self.space_after_keyword();
                self.push(sign.encode_utf8(&mut [0; 4]));
            }
        }
    }

    fn space_after_keyword(&mut self) {
        if self.last == Last::Keyword {
            self.out.push(' ');
        }
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
        self.last = Last::Sign;
    }
}
