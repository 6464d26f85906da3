//! Answers that wait for answers.
//!
//! In: questions, which of them wait for which, and answers. Out: to each question the best answer that came. This
//! module must not know what is asked.

use std::collections::HashMap;

use super::{Found, Space};
use crate::source::modules::{ScopeId, Visible};

pub(super) type Question<'s> = (ScopeId, &'s str, Space);
pub(super) type NodeId = usize;

/// All that were asked.
#[derive(Default)]
pub(super) struct Graph<'s> {
    index: HashMap<Question<'s>, NodeId>,
    nodes: Vec<Node<'s>>,
}

struct Node<'s> {
    question: Question<'s>,
    answer: Option<Answer>,
    waiting: Vec<Waiting>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) found: Found,
    pub(super) how: How,
}

/// How a scope has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct How {
    pub(super) visible: Visible,
    /// By the name, not by a glob: then globs do not count.
    pub(super) by_name: bool,
    /// No condition on the way is known to fail. What fails counts only for what fails with it.
    pub(super) holds: bool,
}

/// Who waits, and how the answer reaches it.
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

    pub(super) fn question(&self, node: NodeId) -> Question<'s> {
        self.nodes[node].question
    }

    pub(super) fn answer(&self, node: NodeId) -> Option<Answer> {
        self.nodes[node].answer
    }

    pub(super) fn wait(&mut self, on: NodeId, waiting: Waiting) {
        self.nodes[on].waiting.push(waiting);
    }

    pub(super) fn waiting(&self, on: NodeId) -> &[Waiting] {
        &self.nodes[on].waiting
    }

    /// Keeps the better answer, and says whether it is this one.
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
