//! What a name is in one scope: by the scope's own words, by its imports, and by its globs.
//!
//! In: a question. Out: its answer, once all that it leads to are followed.

use super::graph::{Answer, How, NodeId, Waiting};
use super::{Found, Names, Space, Target};
use crate::source::modules::{ScopeId, Visible};
use crate::source::outline::{Import, Leaf};

impl<'s> Names<'s> {
    /// What a name is in a scope, and where that is visible. While it is asked for, it is nothing.
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
            self.declared(node);
            self.imported(node, &mut open);
            // What a scope says by name hides what its globs bring.
            let answer = self.graph.answer(node);
            if answer.is_none_or(|it| !it.how.by_name || !it.how.holds) {
                self.by_globs(node, &mut open);
            }
        }
        let answer = self.graph.answer(asked);
        answer.map(|it| (it.found, it.how.visible))
    }

    fn declared(&mut self, node: NodeId) {
        let (scope, name, space) = self.graph.question(node);
        if space != Space::Module {
            return;
        }
        let tree = self.tree;
        for &id in tree.scopes[scope].modules.get(name).into_iter().flatten() {
            let module = &tree.scopes[id];
            let how = How {
                visible: module.visible,
                by_name: true,
                holds: module.holds,
            };
            self.offer(node, Found::Scope(id), how);
        }
        if let Some(&(found, how)) = self.crates_in.get(&(scope, name)) {
            self.offer(node, found, how);
        }
    }

    fn imported(&mut self, node: NodeId, open: &mut Vec<NodeId>) {
        let (scope, name, _) = self.graph.question(node);
        let imports = self.scopes[scope].named.get(name);
        for import in imports.cloned().unwrap_or_default() {
            self.import(node, import, open);
        }
    }

    fn import(&mut self, node: NodeId, import: &'s Import, open: &mut Vec<NodeId>) {
        let (scope, _, space) = self.graph.question(node);
        let Some((last, before)) = import.path.split_last() else {
            return;
        };
        let how = self.how(scope, import);
        let absolute = self.is_absolute(scope, import);
        let is_step = matches!(last.as_str(), "crate" | "self" | "super");
        if space == Space::Module && (before.is_empty() || is_step) {
            if let Some(found) = self.lead(scope, &import.path, absolute) {
                self.offer(node, found, how);
            }
            return;
        }
        let waiting = Waiting { node, how };
        if before.is_empty() {
            // `use Model as Entity;` of what a glob brings.
            for scope in self.around(scope) {
                self.wait(scope, last, waiting, open);
            }
            return;
        }
        match self.lead(scope, before, absolute) {
            Some(Found::Scope(module)) => self.wait(module, last, waiting, open),
            Some(Found::Relata) if space == Space::Derive && last == "Model" => {
                self.offer(node, Found::Model, how);
            }
            // Of what is not there nobody knows that it is relata's.
            Some(_) | None => self.offer(node, Found::Elsewhere, how),
        }
    }

    fn by_globs(&mut self, node: NodeId, open: &mut Vec<NodeId>) {
        let (scope, name, space) = self.graph.question(node);
        for nth in 0..self.scopes[scope].globs.len() {
            let target = self.glob(scope, nth);
            let how = self.how(scope, self.scopes[scope].globs[nth].import);
            match target {
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

    /// What a glob stands for.
    fn glob(&mut self, scope: ScopeId, nth: usize) -> Option<Found> {
        let glob = &mut self.scopes[scope].globs[nth];
        let import = glob.import;
        match glob.target {
            Target::Known(found) => return found,
            Target::Asked => return None,
            Target::Unasked => glob.target = Target::Asked,
        }
        let absolute = self.is_absolute(scope, import);
        let found = self.lead(scope, &import.path, absolute);
        self.scopes[scope].globs[nth].target = Target::Known(found);
        found
    }

    fn how(&self, scope: ScopeId, import: &Import) -> How {
        How {
            visible: self.tree.visible(import.reach, scope),
            by_name: matches!(import.leaf, Leaf::Name(_)),
            holds: !self.tree.facts(scope).fails(&import.conditions),
        }
    }

    /// In edition 2015 each `use` starts at the root.
    fn is_absolute(&self, scope: ScopeId, import: &Import) -> bool {
        let krate = self.tree.scopes[scope].krate;
        import.absolute || self.tree.crates[krate].root.edition_2015
    }

    /// Lets a question wait for another.
    fn wait(&mut self, module: ScopeId, name: &'s str, waiting: Waiting, open: &mut Vec<NodeId>) {
        let (_, _, space) = self.graph.question(waiting.node);
        let (on, new) = self.graph.ask((module, name, space));
        if new {
            open.push(on);
        }
        self.graph.wait(on, waiting);
        self.hand_on(on, waiting);
    }

    fn offer(&mut self, node: NodeId, found: Found, how: How) {
        if self.graph.offer(node, Answer { found, how }) {
            for waiting in self.graph.waiting(node).to_vec() {
                self.hand_on(node, waiting);
            }
        }
    }

    /// Gives an answer, if there is one by now, to one that waits for it and may see it.
    fn hand_on(&mut self, from: NodeId, to: Waiting) {
        let Some(answer) = self.graph.answer(from) else {
            return;
        };
        let (scope, _, _) = self.graph.question(to.node);
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
