//! No model at all, which is never what a program that calls `init` means.

use super::{Rule, Verdict};
use crate::report::Finding;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    if verdict.graph.models.is_empty() {
        verdict.tell(Rule::EmptyRegistry, &[], |_| {
            Finding::new(Rule::EmptyRegistry, "", "no model is registered in this program")
                .note("the compiler leaves out a crate that no code names, and its models with it")
                .with_help("name each crate that has models in the root of the program, as in `use models as _;`")
        });
    }
}
