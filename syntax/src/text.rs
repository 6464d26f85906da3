//! Types as text.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use relata_record::common_type::is_primitive;
use syn::{GenericArgument, Path, PathArguments, Type, TypePath};

/// Returns tokens as written, with spaces only where rustfmt would put them.
pub(crate) fn written(tokens: impl ToTokens) -> String {
    let mut pieces = Vec::new();
    add_pieces(&mut pieces, tokens.into_token_stream());
    let (mut text, mut before, mut in_binder) = (String::new(), "", false);
    for piece in &pieces {
        if is_spaced(before, piece) {
            text.push(' ');
        }
        text.push_str(piece);
        before = piece;
        in_binder |= piece == "for";
        // The lifetimes after `for` end here.
        if piece == ">" && std::mem::take(&mut in_binder) {
            text.push(' ');
        }
    }
    text
}

/// Adds words, lifetimes, signs and delimiters, each as a separate text.
fn add_pieces(pieces: &mut Vec<String>, tokens: TokenStream) {
    for token in tokens {
        let TokenTree::Group(group) = token else {
            match pieces.last_mut() {
                // A lifetime, or `->`.
                Some(begun) if begun == "'" || begun == "-" => begun.push_str(&token.to_string()),
                _ => pieces.push(token.to_string()),
            }
            continue;
        };
        let delimiters = match group.delimiter() {
            Delimiter::Parenthesis => Some(["(", ")"]),
            Delimiter::Brace => Some(["{", "}"]),
            Delimiter::Bracket => Some(["[", "]"]),
            Delimiter::None => None,
        };
        pieces.extend(delimiters.map(|[open, _]| open.to_owned()));
        add_pieces(pieces, group.stream());
        pieces.extend(delimiters.map(|[_, close]| close.to_owned()));
    }
}

/// Returns whether there is a space between two pieces.
fn is_spaced(before: &str, after: &str) -> bool {
    let begins_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '\'' | '"');
    let is_word = |piece: &str| piece.starts_with(begins_word);
    match (before, after) {
        (_, ")" | "]") => false,
        ("," | ";" | "+" | "=" | "->" | "{", _) | (_, "+" | "=" | "->" | "}") => true,
        (_, "," | ";" | ">") => false,
        ("mut" | "const" | "dyn" | "as" | "impl", _) => true,
        _ => before.starts_with('\'') || is_word(before) && is_word(after),
    }
}

/// Returns the type as written, without the `Option` around it.
pub fn text(ty: &Type) -> String {
    Spelling::of(ty).text
}

/// The spelling of a field's type.
pub struct Spelling<'t> {
    /// The type as written, without the `Option` around it.
    pub text: String,
    /// Whether it is written as an `Option`.
    pub is_option: bool,
    /// The name of the type, or of the type in an `Option`, if a primitive type has that name.
    pub of_the_language: Option<&'t Ident>,
    /// Whether it cannot be an `Option`: it has the name of a primitive type, or it is `String`, which may be a type of
    /// another crate. The compiler is asked whether the types of keys are primitive; for other fields that is not worth its
    /// cost.
    pub is_certain: bool,
}

impl<'t> Spelling<'t> {
    /// Returns the spelling of a type.
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
            is_option: held.is_some(),
            of_the_language,
            is_certain,
        }
    }
}

/// Returns the type without invisible groups. A macro passes `$field:ty` in one.
fn ungrouped(mut ty: &Type) -> &Type {
    while let Type::Group(group) = ty {
        ty = &group.elem;
    }
    ty
}

/// Returns the type in an `Option`.
fn in_option(ty: &Type) -> Option<&Type> {
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = ungrouped(ty)
    else {
        return None;
    };
    let [held] = *type_arguments(path) else {
        return None;
    };
    let mut options = ["Option", "std::option::Option", "core::option::Option"].iter();
    let segments = path.segments.iter().map(|it| &it.ident);
    let is_option = options.any(|option| segments.clone().eq(option.split("::")));
    is_option.then_some(held)
}

/// Returns the type arguments of the last segment of a path.
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
