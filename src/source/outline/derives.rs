//! The names of derives that make a type a model, or a part of one.

/// Returns whether a derive with this name makes a type a model, or a struct that an ORM reads or writes.
pub(in crate::source) fn is_of_model(name: &str) -> bool {
    const DIESEL: &[&str] = &[
        "AsChangeset",
        "Associations",
        "HasQuery",
        "Identifiable",
        "Insertable",
        "Queryable",
        "Selectable",
    ];
    matches!(name, "Model" | "DeriveEntityModel" | "DeriveModel")
        || DIESEL.contains(&name)
        || is_of_part(name)
}

/// Returns whether a derive with this name may make a type a model, or a struct that an ORM reads or writes. An import may
/// give relata's derive any name, but not one of these.
pub(in crate::source) fn may_be_of_model(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "Args",
        "AsExpression",
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "DeriveActiveEnum",
        "DeriveColumn",
        "DeriveIden",
        "Deserialize",
        "Display",
        "EnumIter",
        "EnumString",
        "Eq",
        "Error",
        "From",
        "FromRow",
        "FromSqlRow",
        "Hash",
        "Ord",
        "Parser",
        "PartialEq",
        "PartialOrd",
        "Serialize",
        "Subcommand",
        "ToSchema",
        "Validate",
    ];
    !OTHERS.contains(&name)
}

/// Returns whether a derive with this name makes an enum a part of a model.
pub(super) fn is_of_part(name: &str) -> bool {
    matches!(name, "Relations" | "DeriveRelation")
}
