//! Several helps at one place.

use std::cmp::Reverse;

use super::finding::Finding;
use crate::sorted::sort_by_key;

/// Keeps one help for each subject at a place, since a change alters the text that another change would apply to. The
/// help of an error is kept before that of a warning.
pub(crate) fn help_once(findings: &mut [Finding]) {
    let mut helped: Vec<usize> = (0..findings.len()).collect();
    helped.retain(|at| findings[*at].help().is_some() && findings[*at].place().is_some());
    let end = |at: usize| (findings[at].place(), findings[at].subject());
    sort_by_key(&mut helped, |at| (end(*at), Reverse(findings[*at].level())));
    let rule = |at: usize| findings[at].rule();
    // What one rule finds there is about different names.
    let is_second =
        |both: &&[usize]| end(both[0]) == end(both[1]) && rule(both[0]) != rule(both[1]);
    let pairs = helped.windows(2).filter(is_second);
    let seconds: Vec<usize> = pairs.map(|both| both[1]).collect();
    for at in seconds {
        findings[at].remove_help();
    }
}
