//! An item as the compiler sees it: without `cfg_attr`, and without the fields and variants that are not compiled.

use relata_syntax::each_meta;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, Meta};

use super::attributes;
use crate::source::condition::{Condition, Facts};

/// Expands the attributes of an item, its fields and its variants, and removes those that are certainly not compiled.
pub(super) fn flatten(item: &mut DeriveInput, facts: &Facts) {
    expand(&mut item.attrs, facts);
    match &mut item.data {
        Data::Struct(data) => fields(&mut data.fields, facts),
        Data::Enum(data) => {
            retain(&mut data.variants, |it| compiled(&mut it.attrs, facts));
            for variant in &mut data.variants {
                fields(&mut variant.fields, facts);
            }
        }
        Data::Union(_) => {}
    }
}

fn fields(fields: &mut Fields, facts: &Facts) {
    let all = match fields {
        Fields::Named(fields) => &mut fields.named,
        Fields::Unnamed(fields) => &mut fields.unnamed,
        Fields::Unit => return,
    };
    retain(all, |it| compiled(&mut it.attrs, facts));
}

fn retain<T, S: Default>(all: &mut Punctuated<T, S>, mut keep: impl FnMut(&mut T) -> bool) {
    let kept = std::mem::take(all).into_iter();
    *all = kept
        .filter_map(|mut it| keep(&mut it).then_some(it))
        .collect();
}

/// Expands attributes, and returns whether they leave what they are on.
fn compiled(all: &mut Vec<Attribute>, facts: &Facts) -> bool {
    expand(all, facts);
    !facts.fails(&attributes::read(all).conditions)
}

fn expand(all: &mut Vec<Attribute>, facts: &Facts) {
    let is_conditional =
        |it: &Attribute| it.path().is_ident("cfg_attr") || it.path().is_ident("sea_orm");
    let Some(first) = all.iter().find(|it| is_conditional(it)).cloned() else {
        return;
    };
    let mut expanded = Vec::new();
    each_meta(all, &mut |under: &[Condition], meta: &Meta| {
        if !meta.path().is_ident("cfg_attr") && !facts.fails(under) {
            let meta = meta.clone();
            expanded.push(Attribute {
                meta,
                ..first.clone()
            });
        }
    });
    *all = expanded;
}
