//! Items as the compiler gives them to a derive: `cfg_attr` is expanded, and what `cfg` excludes is removed.

use syn::parse::Parse;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Meta};

use crate::attributes::each_meta;

/// Returns attributes with each `cfg_attr` replaced by the attributes in it, if `holds` returns true for its predicate.
/// Attributes that SeaORM puts on the `Model` follow the `#[sea_orm(model_attrs(…))]` that contains them.
pub fn flatten<C: Parse + Clone>(
    attributes: &[Attribute],
    holds: &mut impl FnMut(&C) -> bool,
) -> Vec<Attribute> {
    let mut flat = Vec::with_capacity(attributes.len());
    for attribute in attributes {
        each_meta(std::slice::from_ref(attribute), &mut |under, meta| {
            if !meta.path().is_ident("cfg_attr") && under.iter().all(&mut *holds) {
                flat.push(Attribute {
                    meta: meta.clone(),
                    ..attribute.clone()
                });
            }
        });
    }
    flat
}

/// Flattens the attributes of an item, its variants and its fields, and removes variants and fields whose `cfg` does not
/// hold. Returns whether the `cfg`s of the item itself hold.
pub fn flatten_item<C: Parse + Clone>(
    item: &mut DeriveInput,
    holds: &mut impl FnMut(&C) -> bool,
) -> bool {
    match &mut item.data {
        Data::Struct(data) => flatten_fields(&mut data.fields, holds),
        Data::Enum(data) => {
            let variants = std::mem::take(&mut data.variants).into_iter();
            let kept = variants.filter_map(|mut variant| {
                flatten_fields(&mut variant.fields, holds);
                exists(&mut variant.attrs, holds).then_some(variant)
            });
            data.variants = kept.collect();
        }
        Data::Union(_) => {}
    }
    exists(&mut item.attrs, holds)
}

fn flatten_fields<C: Parse + Clone>(fields: &mut Fields, holds: &mut impl FnMut(&C) -> bool) {
    let list = match fields {
        Fields::Named(fields) => &mut fields.named,
        Fields::Unnamed(fields) => &mut fields.unnamed,
        Fields::Unit => return,
    };
    let all = std::mem::take(list).into_iter();
    let kept = |mut field: Field| exists(&mut field.attrs, holds).then_some(field);
    *list = all.filter_map(kept).collect();
}

/// Flattens attributes, and returns whether each `cfg` among them holds. The compiler reports those that cannot be parsed.
fn exists<C: Parse + Clone>(
    attributes: &mut Vec<Attribute>,
    holds: &mut impl FnMut(&C) -> bool,
) -> bool {
    *attributes = flatten(attributes, holds);
    attributes.iter().all(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => list
            .parse_args()
            .map_or(true, |predicate| holds(&predicate)),
        _ => true,
    })
}
