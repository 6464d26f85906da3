//! Every rule, as data: models in, whole report out. One module for each rule, called as the rule is.

#![cfg(feature = "document")]

mod rules {
    pub mod harness;
    pub mod helps;
    pub mod one_broken_edge;
}
