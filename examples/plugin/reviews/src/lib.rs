//! A plugin: its models relate to those of the shop that loads it, which it knows by name alone.

use std::ffi::c_void;

use relata::Model;

#[derive(Model)]
#[cfg_attr(
    not(feature = "outdated"),
    relata(belongs_to(product: "host::Product", inverse = reviews))
)]
#[cfg_attr(
    feature = "outdated",
    relata(belongs_to(product: "host::Item", inverse = reviews))
)]
#[expect(dead_code, reason = "only declared")]
struct Review {
    id: i64,
    product_id: i64,
    stars: u8,
}

/// Hands the records of this plugin to the shop.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_records(
    to: *mut c_void,
    take: extern "C" fn(*mut c_void, *const u8, usize),
) {
    let bytes = relata::Records::linked().to_bytes();
    take(to, bytes.as_ptr(), bytes.len());
}
