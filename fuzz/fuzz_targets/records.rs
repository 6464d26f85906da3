//! In: records as a plugin hands them to its host. Whatever they are, they are read or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use relata::Records;

fuzz_target!(|bytes: &[u8]| {
    match Records::from_bytes(bytes) {
        Ok(records) => relata_fuzz::try_all(&records),
        Err(error) => drop(error.to_string()),
    }
});
