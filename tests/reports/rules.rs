//! Every rule, as data: models in, whole report out. One module for each rule, called as the rule is.

#![cfg(feature = "document")]

pub mod abstract_target;
mod allows;
pub mod ambiguous_target;
pub mod ambiguous_through;
pub mod crate_linked_twice;
pub mod duplicate_model;
pub mod duplicate_table;
pub mod empty_registry;
pub mod evidence;
pub mod harness;
pub mod helps;
pub mod inverse_disagrees;
pub mod inverse_elsewhere;
pub mod inverse_key;
pub mod inverse_kind;
pub mod inverse_taken;
pub mod isolated_model;
pub mod key_count;
mod key_sides;
pub mod key_type;
pub mod missing_crate;
pub mod missing_inverse;
pub mod missing_key;
pub mod missing_model;
pub mod missing_reference;
pub mod missing_target;
pub mod missing_through;
pub mod models;
pub mod one_broken_edge;
pub mod one_sided_inverse;
pub mod precedence;
pub mod reference_not_unique;
pub mod registration_unavailable;
pub mod required_cycle;
pub mod shared_key;
pub mod similar_names;
mod sparing_linker;
pub mod through_keys;
pub mod through_without_key;
pub mod unqualified_target;
pub mod unused_allow;
