//! Questions about names, the questions that wait for them, and the best answer to each so far.

use std::collections::HashMap;

use super::items::ItemId;
use crate::source::modules::{ScopeId, Visible};

/// The namespace in which a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Space {
    /// Crates and modules.
    Module,
    Derive,
    /// Types, aliases and tables.
    Item,
}

/// The target of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Found {
    Relata,
    /// A module.
    Scope(ScopeId),
    /// The derive of relata.
    Model,
    Item(ItemId),
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
    /// The questions that have not been looked up yet.
    pub(super) open: Vec<NodeId>,
}

pub(super) struct Node<'s> {
    pub(super) question: Question<'s>,
    pub(super) answer: Option<Answer>,
    /// Whether the scope itself declares or imports the name several times, so that conditions choose.
    pub(super) is_open: bool,
    /// The questions that wait for the answer, and how it reaches each.
    pub(super) waiting: Vec<(NodeId, How)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) found: Found,
    pub(super) how: How,
}

/// How a scope has a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    pub(super) visible: Visible,
    /// Whether it is declared or imported by name. A name hides all globs.
    pub(super) by_name: bool,
    /// Whether no condition on the way is known to fail. An answer that fails counts only for questions that fail with it.
    pub(super) holds: bool,
    /// Whether only the compiler knows which of several declarations it is.
    pub(super) is_open: bool,
}

impl<'s> Graph<'s> {
    /// Returns the node of a question. A new question is opened.
    pub(super) fn ask(&mut self, question: Question<'s>) -> NodeId {
        let next = self.nodes.len();
        let id = *self.index.entry(question).or_insert(next);
        if id == next {
            self.nodes.push(Node {
                question,
                answer: None,
                is_open: false,
                waiting: Vec::new(),
            });
            self.open.push(id);
        }
        id
    }
}
