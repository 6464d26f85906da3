//! The meaning of a name in one scope: by its own declarations, by its imports, and by its globs.

use std::mem;

use super::Names;
use super::graph::{Answer, Found, How, NodeId, Space, Waiting};
use crate::source::modules::{ScopeId, Visible};
use crate::source::outline::Import;

impl<'s> Names<'s> {
    /// The target of a name in a scope, and where that is visible. While it is looked up, it is nothing.
    pub(super) fn named(
        &mut self,
        scope: ScopeId,
        name: &'s str,
        space: Space,
    ) -> Option<(Found, Visible)> {
        let (asked, new) = self.graph.ask((scope, name, space));
        let mut open = Vec::new();
        if new {
            open.push(asked);
        }
        while let Some(node) = open.pop() {
            let (scope, name, space) = self.graph.nodes[node].question;
            if space == Space::Module {
                self.by_declarations(node);
            }
            let imports = self.scopes[scope].named.get(name);
            for import in imports.cloned().unwrap_or_default() {
                self.by_import(node, import, &mut open);
            }
            // A name that a scope declares or imports hides globs.
            let answer = self.graph.nodes[node].answer;
            if answer.is_none_or(|it| !it.how.by_name || !it.how.holds) {
                self.by_globs(node, &mut open);
            }
        }
        let answer = self.graph.nodes[asked].answer?;
        Some((answer.found, answer.how.visible))
    }

    fn by_declarations(&mut self, node: NodeId) {
        let (scope, name, _) = self.graph.nodes[node].question;
        let tree = self.tree;
        for &id in tree.scopes[scope].modules.get(name).into_iter().flatten() {
            let how = How {
                visible: tree.scopes[id].visible,
                by_name: true,
                holds: tree.scopes[id].holds,
            };
            self.offer(node, Found::Scope(id), how);
        }
        if let Some(&(found, how)) = self.crates.get(&(scope, name)) {
            self.offer(node, found, how);
        }
    }

    fn by_import(&mut self, node: NodeId, import: &'s Import, open: &mut Vec<NodeId>) {
        let (scope, _, space) = self.graph.nodes[node].question;
        let Some((last, before)) = import.path.split_last() else {
            return;
        };
        let how = self.how(scope, import);
        let is_step = matches!(last.as_str(), "crate" | "self" | "super");
        if space == Space::Module && (before.is_empty() || is_step) {
            if let Some(found) = self.lead_import(scope, import, &import.path) {
                self.offer(node, found, how);
            }
        } else if before.is_empty() {
            // `use Model as Entity;` of a name that a glob brings in.
            for scope in self.around(scope) {
                self.wait(scope, last, Waiting { node, how }, open);
            }
        } else {
            match self.lead_import(scope, import, before) {
                Some(Found::Scope(module)) => self.wait(module, last, Waiting { node, how }, open),
                Some(Found::Relata) if space == Space::Derive && last == "Model" => {
                    self.offer(node, Found::Model, how);
                }
                // An unknown path is not known to be relata's.
                _ => self.offer(node, Found::Elsewhere, how),
            }
        }
    }

    fn by_globs(&mut self, node: NodeId, open: &mut Vec<NodeId>) {
        let (scope, name, space) = self.graph.nodes[node].question;
        for nth in 0..self.scopes[scope].globs.len() {
            let import = self.scopes[scope].globs[nth].import;
            if !mem::replace(&mut self.scopes[scope].globs[nth].asked, true) {
                let target = self.lead_import(scope, import, &import.path);
                self.scopes[scope].globs[nth].target = target;
            }
            let how = self.how(scope, import);
            match self.scopes[scope].globs[nth].target {
                Some(Found::Relata) if space == Space::Derive && name == "Model" => {
                    self.offer(node, Found::Model, how);
                }
                Some(Found::Scope(module)) if module != scope => {
                    self.wait(module, name, Waiting { node, how }, open);
                }
                _ => {}
            }
        }
    }

    fn how(&self, scope: ScopeId, import: &Import) -> How {
        How {
            visible: self.tree.visible(import.reach, scope),
            by_name: import.name.is_some(),
            holds: !self.tree.facts(scope).fails(&import.conditions),
        }
    }

    /// The target of the path of an import, or of its beginning. In edition 2015 each `use` starts at the root.
    fn lead_import(
        &mut self,
        scope: ScopeId,
        import: &Import,
        path: &'s [String],
    ) -> Option<Found> {
        let krate = &self.tree.crates[self.tree.scopes[scope].krate];
        self.lead(scope, path, import.absolute || krate.root.edition_2015)
    }

    /// Lets a question wait for another.
    fn wait(&mut self, module: ScopeId, name: &'s str, waiting: Waiting, open: &mut Vec<NodeId>) {
        let (_, _, space) = self.graph.nodes[waiting.node].question;
        let (on, new) = self.graph.ask((module, name, space));
        if new {
            open.push(on);
        }
        self.graph.nodes[on].waiting.push(waiting);
        self.pass_on(on, waiting);
    }

    fn offer(&mut self, node: NodeId, found: Found, how: How) {
        if self.graph.offer(node, Answer { found, how }) {
            for waiting in self.graph.nodes[node].waiting.clone() {
                self.pass_on(node, waiting);
            }
        }
    }

    /// Passes an answer, if there is one, to a question that waits for it and may see it.
    fn pass_on(&mut self, from: NodeId, to: Waiting) {
        let Some(answer) = self.graph.nodes[from].answer else {
            return;
        };
        let (scope, _, _) = self.graph.nodes[to.node].question;
        if self.sees(scope, answer.how.visible) {
            let how = How {
                visible: self.narrower(answer.how.visible, to.how.visible),
                by_name: to.how.by_name,
                holds: to.how.holds && answer.how.holds,
            };
            self.offer(to.node, answer.found, how);
        }
    }
}
