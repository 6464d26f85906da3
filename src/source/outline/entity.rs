//! What SeaORM's expanded form declares on items next to the `Model`: the table and the primary key.

use syn::{Attribute, Expr, ImplItem, ItemEnum, ItemImpl, Lit, LitStr, Stmt};

use super::imports::plain;

/// What an item declares of the entity in its module.
#[derive(Debug, Default)]
pub(in crate::source) struct Entity {
    pub(in crate::source) scope: usize,
    pub(in crate::source) table: Option<String>,
    pub(in crate::source) schema: Option<String>,
    /// The variants of `PrimaryKey`.
    pub(in crate::source) key: Vec<String>,
}

impl Entity {
    /// Reads `#[sea_orm(table_name = "…", schema_name = "…")]` of the struct with `DeriveEntity`.
    pub(super) fn of_struct(scope: usize, attributes: &[Attribute]) -> Self {
        let mut entity = Entity {
            scope,
            ..Entity::default()
        };
        for attribute in attributes.iter().filter(|it| it.path().is_ident("sea_orm")) {
            // What is not such a pair is not about the table.
            let _ = attribute.parse_nested_meta(|meta| {
                let text = meta.value()?.parse::<LitStr>()?.value();
                if meta.path.is_ident("table_name") {
                    entity.table = Some(text);
                } else if meta.path.is_ident("schema_name") {
                    entity.schema = Some(text);
                }
                Ok(())
            });
        }
        entity
    }

    /// Reads the variants of the enum with `DerivePrimaryKey`.
    pub(super) fn of_enum(scope: usize, item: &ItemEnum) -> Self {
        Entity {
            scope,
            key: item.variants.iter().map(|it| plain(&it.ident)).collect(),
            ..Entity::default()
        }
    }

    /// Reads `impl EntityName for Entity`, if it is one and its functions return literals.
    pub(super) fn of_impl(scope: usize, item: &ItemImpl) -> Option<Self> {
        let (path, _) = item.trait_.as_ref()?;
        if path.segments.last()?.ident != "EntityName" {
            return None;
        }
        let mut entity = Entity {
            scope,
            ..Entity::default()
        };
        for function in &item.items {
            let ImplItem::Fn(function) = function else {
                continue;
            };
            let [Stmt::Expr(value, None)] = &*function.block.stmts else {
                continue;
            };
            match function.sig.ident.to_string().as_str() {
                "table_name" => entity.table = text(value),
                "schema_name" => entity.schema = text(value),
                _ => {}
            }
        }
        Some(entity)
    }
}

/// Returns the text of a literal, perhaps in `Some(…)`.
fn text(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Call(call) => text(call.args.first()?),
        _ => None,
    }
}
