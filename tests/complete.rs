//! Models that the source declares and that are not registered: the report for each cause. `told`, `reached`, `built_alone` and
//! `unnamed` use small packages and documents of what is registered; `run`, `causes` and `mends` build packages with tests.

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
