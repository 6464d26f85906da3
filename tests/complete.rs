//! Models that the source declares and that are not registered: what is said of each cause. In `told`, `reached`, `built_alone` and
//! `unnamed` as data, little packages and documents of what is registered; in `run`, `causes` and `mends` by tests of packages that are built.

#![cfg(all(feature = "source", feature = "document", not(miri)))]
#![allow(clippy::pedantic, reason = "tests are plain before they are polished")]

mod cargo;

mod complete {
    mod allowed;
    mod built_alone;
    mod causes;
    mod mends;
    mod near;
    mod reached;
    mod run;
    mod told;
    mod twice;
    mod unnamed;
}
#[allow(dead_code, reason = "not all of it is needed here")]
#[path = "source/packages.rs"]
mod packages;
