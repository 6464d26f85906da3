//! Questions about names, which of them wait for which others, and the best answer to each so far.

use std::collections::HashMap;

use crate::source::modules::{ScopeId, Visible};

/// The namespace in which a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Space {
    /// Crates and modules.
    Module,
    Derive,
}

/// The target of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Relata,
    /// A module.
    Scope(ScopeId),
    /// The derive of relata.
    Model,
    /// A crate that is not read, or something in it.
    Elsewhere,
}

pub(super) type Question<'s> = (ScopeId, &'s str, Space);
pub(super) type NodeId = usize;

/// All questions so far.
#[derive(Default)]
pub(super) struct Graph<'s> {
    index: HashMap<Question<'s>, NodeId>,
    pub(super) nodes: Vec<Node<'s>>,
}

pub(super) struct Node<'s> {
    pub(super) question: Question<'s>,
    pub(super) answer: Option<Answer>,
    pub(super) waiting: Vec<Waiting>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) found: Found,
    pub(super) how: How,
}

/// The way in which a scope has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct How {
    pub(super) visible: Visible,
    /// By its name and not by a glob, which hides all globs.
    pub(super) by_name: bool,
    /// Whether no condition on the way is known to fail. An answer that fails counts only for questions that fail with it.
    pub(super) holds: bool,
}

/// A question that waits, and the way in which the answer reaches it.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    pub(super) node: NodeId,
    pub(super) how: How,
}

impl<'s> Graph<'s> {
    /// The node of a question, and whether it is new.
    pub(super) fn ask(&mut self, question: Question<'s>) -> (NodeId, bool) {
        let next = self.nodes.len();
        let id = *self.index.entry(question).or_insert(next);
        if id == next {
            self.nodes.push(Node {
                question,
                answer: None,
                waiting: Vec::new(),
            });
        }
        (id, id == next)
    }

    /// Keeps the better answer, and returns whether it is this one.
    pub(super) fn offer(&mut self, node: NodeId, answer: Answer) -> bool {
        let kept = &mut self.nodes[node].answer;
        let better = kept.is_none_or(|kept| rank(&answer) > rank(&kept));
        if better {
            *kept = Some(answer);
        }
        better
    }
}

fn rank(answer: &Answer) -> (bool, bool, bool, u8) {
    let visible = match answer.how.visible {
        Visible::Everywhere => 2,
        Visible::Crate(_) => 1,
        Visible::Within(_) => 0,
    };
    let is_known = answer.found != Found::Elsewhere;
    (answer.how.holds, answer.how.by_name, is_known, visible)
}
