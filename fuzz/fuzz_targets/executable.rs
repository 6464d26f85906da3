//! In: the file of an executable, a library or an object. Whatever it is, it is read or refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use relata::Records;

fuzz_target!(|file: &[u8]| {
    match Records::of_executable(file) {
        Ok(records) => relata_fuzz::try_file(&records),
        Err(error) => drop(error.to_string()),
    }
});
