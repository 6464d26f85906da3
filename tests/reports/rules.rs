//! Every rule, as data: models in, whole report out. One module for each rule, called as the rule is.

#![cfg(feature = "document")]

mod allows;
pub mod evidence;
mod filtered;
pub mod harness;
pub mod helps;
mod key_sides;
pub mod models;
pub mod one_broken_edge;
mod one_table;
pub mod precedence;
#[cfg(all(feature = "schema", feature = "source"))]
pub mod schemas;
pub mod similar_names;
mod sparing_linker;

/// A module for each rule of the table, so that a rule without a test does not compile.
macro_rules! tests {
    ($($rule:ident $name:ident $family:ident $level:ident $about:ident)*) => {
        $(pub mod $name;)*
    };
}
relata_record::rules!(1, tests);
