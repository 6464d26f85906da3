//! Fields with their types.

use relata::registry::{Field, Model};

use crate::text::printable;

/// `customer_id: i64`, of each field.
pub(crate) fn fields(model: &Model<'_>, names: &[&str]) -> String {
    let each = names.iter().map(|name| {
        let field = model.fields().find(|it| it.name() == *name);
        match field {
            Some(field) => format!("`{}: {}`", printable(name), ty(&field)),
            None => format!("`{}`", printable(name)),
        }
    });
    each.collect::<Vec<_>>().join(", ")
}

fn ty(field: &Field<'_>) -> String {
    let ty = printable(field.ty());
    let ty = if field.is_optional() && !ty.starts_with("Option") {
        format!("Option<{ty}>")
    } else {
        ty
    };
    match &*field.as_types().map(printable).collect::<Vec<_>>() {
        [] => ty,
        as_types => format!("{ty} as {}", as_types.join(" or ")),
    }
}
