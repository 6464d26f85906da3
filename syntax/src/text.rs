//! Types as text.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use relata_record::common_type::is_primitive;
use syn::{GenericArgument, Path, PathArguments, Type};

/// Tokens as they are written.
pub(crate) fn written(tokens: impl ToTokens) -> String {
    let mut text = Text::default();
    text.write(tokens.into_token_stream());
    text.out
}

/// The type as it is written, without the `Option` around it.
pub fn text(ty: &Type) -> String {
    Spelling::of(ty).text
}

/// The words of a field's type.
pub struct Spelling<'t> {
    /// The type as it is written, without the `Option` around it.
    pub text: String,
    /// The name of the type, or of the type in an `Option`, if a primitive type has that name.
    pub of_the_language: Option<&'t Ident>,
    /// Whether it cannot be an `Option`: it has the name of a primitive type, or `String`, which may be a type of another
    /// crate. The compiler is asked whether the types of keys are primitive; for others that costs more than it is worth.
    pub is_certain: bool,
}

impl<'t> Spelling<'t> {
    /// The spelling of a type.
    pub fn of(ty: &'t Type) -> Self {
        let held = in_option(ty);
        let inner = held.unwrap_or(ty);
        let name = match ungrouped(inner) {
            Type::Path(path) => path.path.get_ident(),
            _ => None,
        };
        let text = name.map_or_else(|| written(inner), Ident::to_string);
        let of_the_language = name.filter(|_| is_primitive(&text));
        let is_certain = held.is_none() && (of_the_language.is_some() || text == "String");
        Spelling {
            text,
            of_the_language,
            is_certain,
        }
    }
}

/// The type without invisible groups: a macro's `$field:ty` comes in one.
fn ungrouped(mut ty: &Type) -> &Type {
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    ty
}

/// The type in an `Option`.
fn in_option(ty: &Type) -> Option<&Type> {
    let path = match ungrouped(ty) {
        Type::Path(path) if path.qself.is_none() => &path.path,
        _ => return None,
    };
    let [held] = *type_arguments(path) else {
        return None;
    };
    let segments = path.segments.iter().map(|it| it.ident.to_string());
    let name = segments.collect::<Vec<_>>().join("::");
    let options = ["Option", "std::option::Option", "core::option::Option"];
    options.contains(&&*name).then_some(held)
}

/// The types in the brackets at the end of a path.
pub(crate) fn type_arguments(path: &Path) -> Vec<&Type> {
    let Some(PathArguments::AngleBracketed(list)) = path.segments.last().map(|it| &it.arguments)
    else {
        return Vec::new();
    };
    let types = list.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

/// A text that is being written, with spaces only where rustfmt would put them.
#[derive(Default)]
struct Text {
    out: String,
    last: Last,
    /// Between `for` and the `>` of its lifetimes.
    binder: bool,
}

/// The end of the text, as far as it matters for a space.
#[derive(Default, PartialEq)]
enum Last {
    #[default]
    Sign,
    Word,
    /// A word or a lifetime that is followed by a space, except before `>` and the signs of lists.
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
        let is_lifetime = self.out.ends_with('\'');
        self.push(word);
        self.binder |= word == "for";
        self.last = match word {
            "mut" | "const" | "dyn" | "as" | "impl" => Last::Keyword,
            _ if is_lifetime => Last::Keyword,
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
