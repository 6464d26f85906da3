//! What is read of little packages that are written here: which models, where they stand, and what decides.

#![cfg(all(feature = "source", not(miri)))]

mod source {
    mod conditions;
    mod dependencies;
    mod derives;
    mod faults;
    mod filter;
    mod modules;
    mod own;
    mod packages;
    mod robust;
    mod speed;
    mod unreached;
}
