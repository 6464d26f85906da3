//! A shop that loads plugins, and proves before it uses one that its models fit together with the shop's own.

use std::error::Error;
use std::ffi::c_void;
use std::{env, slice};

use libloading::{Library, Symbol};
use relata::{Model, Records};

#[derive(Model)]
#[relata(has_many(reviews: "reviews::Review", inverse = product))]
#[expect(dead_code, reason = "only declared")]
struct Product {
    id: i64,
    name: String,
}

/// What a plugin exports as `plugin_records`: it calls back with its records, which live until the call returns.
type PluginRecords =
    extern "C" fn(to: *mut c_void, take: extern "C" fn(*mut c_void, *const u8, usize));

extern "C" fn take(to: *mut c_void, bytes: *const u8, size: usize) {
    // SAFETY: `to` is the vector that `records_of` gave, and the plugin's bytes are alive while it calls.
    unsafe { (*to.cast::<Vec<u8>>()).extend(slice::from_raw_parts(bytes, size)) };
}

fn records_of(plugin: &Library) -> Result<Records, Box<dyn Error>> {
    // SAFETY: every plugin of this shop exports a function of this type.
    let hand_over: Symbol<'_, PluginRecords> = unsafe { plugin.get(b"plugin_records\0")? };
    let mut bytes = Vec::<u8>::new();
    hand_over((&raw mut bytes).cast(), take);
    Ok(Records::from_bytes(&bytes)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo puts the plugin next to the program.
    let path = env::current_exe()?.with_file_name(libloading::library_filename("reviews"));
    // SAFETY: nothing runs when this library is loaded but what registers its models.
    let plugin = unsafe { Library::new(path)? };

    // Neither sees the models of the other, so neither is sound alone.
    assert!(relata::init().is_err());
    let registry = relata::options().init_records(&[Records::linked(), records_of(&plugin)?])?;
    for model in registry.models() {
        for relation in model.relations() {
            let targets: Vec<_> = relation.targets().map(|it| it.path().to_owned()).collect();
            println!(
                "{}.{} leads to {}",
                model.path(),
                relation.name(),
                targets.join(", ")
            );
        }
    }
    Ok(())
}
