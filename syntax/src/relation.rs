//! One relation: `belongs_to(author: User, inverse = posts)`.

use proc_macro2::{Span, TokenTree};
use relata_record::{Kind, OnDelete, Orm};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Error, Ident, LitStr, Result, Token};

use crate::allow::{self, Allow};
use crate::arguments::{self, Argument, arguments, each, skip};
use crate::level::{Level, unknown};
use crate::name::{Name, Names};
use crate::target::{self, Target};

/// A relation of a model.
pub struct Relation {
    /// The name.
    pub name: Name,
    /// The field whose name it has, without the end, if it declares no name.
    pub(crate) named_after: Option<Name>,
    /// The kind.
    pub kind: Kind,
    /// The targets; empty for `any`.
    pub targets: Vec<Target>,
    /// The relation of the target that points back.
    pub inverse: Option<Name>,
    /// The fields of the key: those that are declared, or the field with the attribute.
    pub key: Option<Names>,
    /// The fields that the key points at.
    pub references: Option<Names>,
    /// The field that names the target of a row if there are several.
    pub tag: Option<Name>,
    /// The through model, which holds a key to each end.
    pub through: Option<Target>,
    /// The relations of the through model that point at the two ends.
    pub via: Option<Via>,
    /// The action on deletion.
    pub on_delete: Option<Action>,
    /// The place of `filtered`: the relation points at only some of the rows.
    pub filtered: Option<Span>,
    /// The ORM whose attribute declares it, if no attribute of relata does.
    pub orm: Option<Orm>,
    /// The rules that are allowed for the relation.
    pub allows: Vec<Allow>,
}

/// The relations of a through model that point at the two ends.
pub struct Via {
    /// The relation to the model itself.
    pub own: Name,
    /// The relation to the target.
    pub other: Name,
    /// The place of the argument.
    pub span: Span,
}

/// The action on deletion, and its place.
pub struct Action {
    /// The action.
    pub action: OnDelete,
    /// The place of the action.
    pub span: Span,
    /// Whether an ORM's attribute declares it. Then it is not a mistake of relata's attributes if the key cannot be null.
    pub from_orm: bool,
}

pub(crate) const LEVEL: Level = Level {
    arguments: &[ARGUMENTS],
    here: "in a relation",
    to_move: "write it in the parentheses of a relation, as in `belongs_to(Target, inverse = name)`",
    example: "#[relata(belongs_to(Target))]",
};

arguments! { it: Relation, argument {
    "inverse" => argument.once(&mut it.inverse, |argument| argument.name("name")),
    "key" => argument.once(&mut it.key, Argument::fields),
    "references" => argument.once(&mut it.references, Argument::fields),
    "through" => argument.once(&mut it.through, target::value),
    "via" => argument.once(&mut it.via, via),
    "tag" => argument.once(&mut it.tag, Argument::field),
    "on_delete" => argument.once(&mut it.on_delete, on_delete),
    "filtered" => argument.once(&mut it.filtered, Argument::flag),
    "allow" => allow::read(&mut it.allows, argument),
} }

/// Returns why a relation of this kind cannot have an argument; none if it can.
fn lacks(kind: Kind, argument: &str) -> Option<&'static str> {
    match (kind, argument) {
        (Kind::BelongsTo, "through" | "via") => Some("it points directly at its target"),
        (Kind::ManyToMany, "key" | "references" | "tag") => {
            Some("its through model holds the keys")
        }
        (Kind::RefersTo, "through" | "via" | "on_delete" | "filtered") => {
            Some("it is only a reference and has no rows")
        }
        _ => None,
    }
}

fn via(argument: &Argument<'_>) -> Result<Via> {
    let Names { items, span, .. } = argument.names("own, other", arguments::name)?;
    let message = "`via` needs 2 relations of the through model: first the one to this model, then the one to the target";
    let ends = <[Name; 2]>::try_from(items);
    let [own, other] = ends.map_err(|_| argument.error(message))?;
    Ok(Via { own, other, span })
}

fn on_delete(argument: &Argument<'_>) -> Result<Action> {
    let Name { text, span } = argument.name("cascade")?;
    let error = || Error::new(span, unknown("action", &text, OnDelete::NAMES));
    Ok(Action {
        action: OnDelete::from_name(&text).ok_or_else(error)?,
        span,
        from_orm: false,
    })
}

impl Relation {
    /// Returns a relation without arguments.
    pub(crate) fn new(name: Name, kind: Kind, targets: Vec<Target>) -> Self {
        Relation {
            name,
            named_after: None,
            kind,
            targets,
            inverse: None,
            key: None,
            references: None,
            tag: None,
            through: None,
            via: None,
            on_delete: None,
            filtered: None,
            orm: None,
            allows: Vec::new(),
        }
    }

    /// Returns whether the model that declares it holds its key.
    pub fn holds_key(&self) -> bool {
        matches!(self.kind, Kind::BelongsTo | Kind::RefersTo)
    }

    /// Reads the value of an argument after the target.
    pub(crate) fn read(&mut self, argument: &Argument<'_>) -> Result<()> {
        let word = argument.word.to_string();
        if let Some(why) = lacks(self.kind, &word) {
            let kind = self.kind.name();
            let message = format_args!("a `{kind}` relation has no `{word}`; {why}");
            return Err(argument.error(message));
        }
        read_argument(self, argument)
    }
}

/// Returns the kind that an argument names, if it is a relation.
pub(crate) fn kind(argument: &Argument<'_>) -> Option<Kind> {
    Kind::from_name(&argument.word.to_string())
}

/// Reads the relation in the parentheses after its kind. On a field, the field provides the name and the key. Returns none
/// if the name or the targets cannot be read.
pub(crate) fn of_kind(
    kind: Kind,
    argument: &Argument<'_>,
    field: Option<&Name>,
) -> Result<Option<Relation>> {
    let (word, errors) = (&argument.word, argument.errors);
    let example = match field {
        Some(field) if !field.is_number() => "Target",
        _ => "name: Target",
    };
    argument.list(example, |content| {
        if content.is_empty() {
            return Err(argument.needs(format_args!("a target, as in `{word}({example})`")));
        }
        let name = name(word, content, field).map_err(|error| errors.add(error));
        let first_target = content.span();
        let targets = target::all(content).map_err(|error| {
            errors.add(error);
            skip(content);
        });
        let is_known = name.is_ok() && targets.is_ok();
        // Mistakes in the arguments are reported even without a name or a target.
        let (name, named_after) = name.unwrap_or_else(|()| (Name::of(word), None));
        let mut relation = Relation::new(name, kind, targets.unwrap_or_default());
        relation.named_after = named_after;
        each(content, errors, |argument| relation.read(argument));
        if let (Kind::BelongsTo, None, Some(field)) = (kind, &relation.key, field) {
            relation.key = Some(Names::one(field.clone()));
        }
        let is_held_by_any = matches!(kind, Kind::HasOne | Kind::HasMany)
            && relation.targets.is_empty()
            && relation.key.is_none()
            && relation.through.is_none();
        if is_known && is_held_by_any {
            let kind = kind.name();
            let what = format_args!("a `{kind}` relation to `any` needs a key");
            let fix = "list its targets, as in `any(A, B)`, or write `key = field`";
            errors.add(Error::new(first_target, format_args!("{what}; {fix}")));
        }
        Ok(is_known.then_some(relation))
    })
}

/// Reads `name:`, or takes the field's name without `_id` or `_uuid`. Returns the field whose name is taken, too.
fn name(
    kind: &Ident,
    input: ParseStream<'_>,
    field: Option<&Name>,
) -> Result<(Name, Option<Name>)> {
    let has_colon = input.peek2(Token![:]) && !input.peek2(Token![::]);
    if has_colon && (input.peek(LitStr) || input.peek(Ident::peek_any)) {
        let name = arguments::name(&input.fork());
        input.parse::<TokenTree>()?;
        input.parse::<Token![:]>()?;
        return name.map(|name| (name, None));
    }
    let named = field.filter(|field| !field.is_number());
    if input.peek(Ident::peek_any) && input.peek2(Token![=]) {
        let word = input.call(Ident::parse_any)?;
        let equals: Token![=] = input.parse()?;
        if LEVEL.has(&word) {
            let name = if named.is_some() { "" } else { "name: " };
            let example = format_args!("`{kind}({name}Target, {word} = …)`");
            let message = format_args!("`{kind}` needs a target first, as in {example}");
            return Err(Error::new(word.span(), message));
        }
        let message = "expected `:` after the relation name";
        return Err(Error::new(equals.span, message));
    }
    if let Some(field) = named {
        return Ok((field.without_id(), Some(field.clone())));
    }
    let message = match field {
        Some(_) => "a relation on a tuple field needs a name, as in",
        None => "a relation outside a field needs a name, as in",
    };
    Err(input.error(format_args!("{message} `{kind}(name: Target)`")))
}
