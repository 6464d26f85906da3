//! The meaning of a name in one scope: by its own declarations, its imports and its globs.

use super::Names;
use super::graph::{Answer, Found, How, NodeId, Space};
use crate::source::condition::Verdict;
use crate::source::modules::ScopeId;
use crate::source::outline::Import;

impl<'s> Names<'s> {
    /// Returns the meaning of a name in a scope. While it is being looked up, there is none.
    pub(super) fn named(&mut self, scope: ScopeId, name: &'s str, space: Space) -> Option<Answer> {
        let before = self.graph.open.len();
        let asked = self.graph.ask((scope, name, space));
        while self.graph.open.len() > before
            && let Some(node) = self.graph.open.pop()
        {
            let (scope, name, space) = self.graph.nodes[node].question;
            self.tree.want(scope);
            match space {
                Space::Module => self.by_declarations(node),
                Space::Item => {
                    self.graph.nodes[node].is_open = self.is_open(scope, name);
                    self.by_items(node);
                }
                Space::Derive => {}
            }
            for import in self.imports(scope, Some(name)) {
                self.by_import(node, import);
            }
            // A name that a scope declares or imports hides globs.
            let answer = self.graph.nodes[node].answer;
            if answer.is_none_or(|it| !it.how.by_name || !it.how.holds) {
                for glob in self.imports(scope, None) {
                    self.by_glob(node, glob);
                }
            }
        }
        self.graph.nodes[asked].answer
    }

    fn by_declarations(&mut self, node: NodeId) {
        let (scope, name, _) = self.graph.nodes[node].question;
        let tree = self.tree;
        for &id in tree.scopes[scope].modules.get(name).into_iter().flatten() {
            let how = How {
                visible: tree.scopes[id].visible,
                by_name: true,
                holds: tree.scopes[id].holds,
                is_open: false,
            };
            self.offer(node, Found::Scope(id), how);
        }
    }

    fn by_items(&mut self, node: NodeId) {
        let (scope, name, _) = self.graph.nodes[node].question;
        for id in self.items.named(scope, name).to_vec() {
            let item = self.items.get(id);
            let how = How {
                visible: item.visible(self.tree),
                by_name: !item.is_made(),
                holds: item.holds(self.tree),
                is_open: false,
            };
            self.offer(node, Found::Item(id), how);
        }
    }

    /// Returns whether several declarations and conditional imports of a name may hold.
    fn is_open(&self, scope: ScopeId, name: &'s str) -> bool {
        let items = self.items.named(scope, name).iter();
        let items = items.filter(|id| {
            let item = self.items.get(**id);
            !item.is_made() && item.holds(self.tree)
        });
        items.count() + self.choices(scope, Some(name)) > 1
    }

    /// Returns the number of imports of a name, or else of globs, that may exclude each other.
    fn choices(&self, scope: ScopeId, name: Option<&'s str>) -> usize {
        let mut different: Vec<&Import> = Vec::new();
        for import in self.imports.get(&(scope, name)).into_iter().flatten() {
            let is_same =
                |it: &&Import| it.path == import.path || it.conditions == import.conditions;
            if self.may_hold(scope, import) && !different.iter().any(is_same) {
                different.push(import);
            }
        }
        different.len()
    }

    /// Returns whether only the compiler knows whether an import exists.
    fn may_hold(&self, scope: ScopeId, import: &Import) -> bool {
        let facts = &self.tree.root(scope).facts;
        matches!(facts.verdict(&import.conditions), Verdict::Unknown(_))
    }

    fn by_import(&mut self, node: NodeId, import: &'s Import) {
        let (scope, _, space) = self.graph.nodes[node].question;
        let Some((last, before)) = import.path.split_last() else {
            return;
        };
        let how = self.how(scope, import);
        let is_step = matches!(last.as_str(), "crate" | "self" | "super");
        if import.is_crate || space == Space::Module && (before.is_empty() || is_step) {
            if space == Space::Module
                && let Some(found) = self.target(scope, import, &import.path)
            {
                self.offer(node, found, how);
            }
        } else if before.is_empty() {
            // `use Model as Entity;` for a name that a glob imports.
            for scope in self.tree.around(scope) {
                self.wait(node, how, scope, last);
            }
        } else {
            match self.target(scope, import, before) {
                Some(Found::Scope(module)) => self.wait(node, how, module, last),
                Some(Found::Relata) if space == Space::Derive && last == "Model" => {
                    self.offer(node, Found::Model, how);
                }
                // An unknown path is not known to be relata's.
                _ => self.offer(node, Found::Elsewhere, how),
            }
        }
    }

    fn by_glob(&mut self, node: NodeId, glob: &'s Import) {
        let (scope, name, space) = self.graph.nodes[node].question;
        let how = How {
            is_open: self.may_hold(scope, glob) && self.choices(scope, None) > 1,
            ..self.how(scope, glob)
        };
        match self.target(scope, glob, &glob.path) {
            Some(Found::Relata) if space == Space::Derive && name == "Model" => {
                self.offer(node, Found::Model, how);
            }
            Some(Found::Scope(module)) if module != scope => {
                self.wait(node, how, module, name);
            }
            _ => {}
        }
    }

    fn how(&self, scope: ScopeId, import: &Import) -> How {
        How {
            visible: self.tree.visible(import.reach, scope),
            by_name: import.name.is_some(),
            holds: !self.tree.root(scope).facts.fails(&import.conditions),
            is_open: false,
        }
    }

    /// Returns the target of the path of an import, or of its start. In edition 2015, each `use` starts at the root.
    fn target(&mut self, scope: ScopeId, import: &Import, path: &'s [String]) -> Option<Found> {
        if import.is_crate {
            return self.known_crate(self.tree.scopes[scope].krate, &import.path[0]);
        }
        let edition_2015 = self.tree.root(scope).edition_2015;
        self.resolve(scope, path, import.absolute || edition_2015)
    }

    /// Makes a question wait for the meaning of a name in a module.
    fn wait(&mut self, node: NodeId, how: How, module: ScopeId, name: &'s str) {
        let (_, _, space) = self.graph.nodes[node].question;
        let on = self.graph.ask((module, name, space));
        self.graph.nodes[on].waiting.push((node, how));
        self.pass_on(on, node, how);
    }

    /// Keeps the better answer. If it is the new one, passes it on.
    fn offer(&mut self, node: NodeId, found: Found, mut how: How) {
        how.is_open |= self.graph.nodes[node].is_open;
        let answer = Answer { found, how };
        // An answer that holds is best, then one by name, then one that is certainly declared, then a known one, then the
        // most visible one.
        let rank = |it: &Answer| {
            let is_declared = !self.is_made(it.found);
            let is_known = it.found != Found::Elsewhere;
            (it.how.holds, it.how.by_name, is_declared, is_known)
        };
        let is_better = self.graph.nodes[node].answer.is_none_or(|kept| {
            let is_wider = self.is_wider(how.visible, kept.how.visible);
            (rank(&answer), is_wider) > (rank(&kept), false)
        });
        if is_better {
            self.graph.nodes[node].answer = Some(answer);
            for (waiting, how) in self.graph.nodes[node].waiting.clone() {
                self.pass_on(node, waiting, how);
            }
        }
    }

    /// Passes an answer, if there is one, to a waiting question that can see it.
    fn pass_on(&mut self, from: NodeId, to: NodeId, way: How) {
        let (scope, _, _) = self.graph.nodes[to].question;
        if let Some(Answer { found, how }) = self.graph.nodes[from].answer
            && self.sees(scope, how.visible)
        {
            let is_wider = self.is_wider(how.visible, way.visible);
            let how = How {
                visible: if is_wider { way.visible } else { how.visible },
                by_name: way.by_name,
                holds: way.holds && how.holds,
                is_open: way.is_open || how.is_open,
            };
            self.offer(to, found, how);
        }
    }
}
