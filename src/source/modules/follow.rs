//! The walk from the roots of crates to each file that a `mod` or an `include!` leads to.

use std::path::{Path, PathBuf};

use super::directories::{self, Directory, Way};
use super::{Crate, Part, ScopeId, Tree};
use crate::Place;
use crate::declared::Lead;
use crate::source::condition::{Condition, Verdict};
use crate::source::files::{Content, FileId, Files};
use crate::source::outline::{ModName, Outline, Reach, ScopeKind};
use crate::source::packages::{Root, shown};
use crate::source::unreadable::Fault;

/// A file that is to be read.
struct Wanted {
    path: PathBuf,
    way: Way,
    into: Into,
    conditions: Vec<Condition>,
    /// Whether none of the conditions at the `mod` itself is known to fail.
    holds: bool,
    from: Option<usize>,
    unreached: Option<Lead>,
}

enum Into {
    Root(usize),
    Module(ScopeId, ModName),
    Include(ScopeId),
}

impl Wanted {
    fn new(path: PathBuf, way: Way, into: Into) -> Self {
        Wanted {
            path,
            way,
            into,
            conditions: Vec::new(),
            holds: true,
            from: None,
            unreached: None,
        }
    }
}

impl Tree {
    /// Follows the modules of crates. Errors in a crate that does not count are ignored.
    pub(in crate::source) fn follow(
        &mut self,
        roots: &[Root],
        counts: bool,
        files: &mut Files,
    ) -> Result<(), Fault> {
        let mut wanted = Vec::new();
        for root in roots {
            let into = Into::Root(self.crates.len());
            wanted.push(Wanted::new(root.file.clone(), Way::Itself, into));
            self.crates.push(Crate {
                root: root.clone(),
                scope: 0,
                counts,
            });
        }
        // All files of one depth are read at once.
        while !wanted.is_empty() {
            files.read(wanted.iter().map(|it| &*it.path), None);
            let mut next = Vec::new();
            for file in wanted {
                self.reach(file, files, &mut next)?;
            }
            wanted = next;
        }
        Ok(())
    }

    /// Adds a file that no module reaches, as the module that it would be. The modules in it are not followed: their
    /// files are unreached as well.
    pub(in crate::source) fn attach(
        &mut self,
        path: &Path,
        within: ScopeId,
        written: String,
        missing: Lead,
        files: &Files,
    ) -> Option<ScopeId> {
        files.outline(files.known(path)?)?;
        let is_mod = path.file_stem().is_some_and(|it| it == "mod");
        let way = if is_mod { Way::Itself } else { Way::Named };
        let reach = Reach::Crate;
        let into = Into::Module(within, ModName { written, reach });
        let wanted = Wanted {
            unreached: Some(missing),
            ..Wanted::new(path.to_owned(), way, into)
        };
        self.reach(wanted, files, &mut Vec::new()).ok()?;
        self.parts.last()?.scopes.first().copied()
    }

    fn reach(
        &mut self,
        wanted: Wanted,
        files: &Files,
        next: &mut Vec<Wanted>,
    ) -> Result<(), Fault> {
        let Some(file) = files.known(&wanted.path) else {
            return Ok(());
        };
        // The compiler refuses a module in a file that it is in itself.
        let mut around = wanted.from;
        while let Some(part) = around {
            if self.parts[part].file == file {
                return Ok(());
            }
            around = self.parts[part].from;
        }
        let shown = shown(&self.workspace, &wanted.path);
        match files.content(file) {
            Content::Outline(outline) => self.enter(wanted, file, shown, outline, next),
            _ if !self.is_compiled(&wanted) => {}
            Content::Mistake(mistake) => {
                let place = Place::new(&shown, mistake.at.0, mistake.at.1);
                let message = mistake.message.clone();
                return Err(Fault::Parse { place, message });
            }
            Content::Unreadable(error) => {
                let (file, error) = (shown, error.clone());
                return Err(Fault::File { file, error });
            }
            Content::Irrelevant => {}
        }
        Ok(())
    }

    /// Whether the compiler certainly reads the file too.
    fn is_compiled(&self, wanted: &Wanted) -> bool {
        let krate = match wanted.into {
            Into::Root(krate) => krate,
            Into::Module(scope, _) | Into::Include(scope) => self.scopes[scope].krate,
        };
        let krate = &self.crates[krate];
        let holds = krate.root.facts.verdict(&wanted.conditions) == Verdict::Holds;
        krate.counts && wanted.unreached.is_none() && holds
    }

    /// Adds the scopes of a file, and wants the files that it leads to.
    fn enter(
        &mut self,
        wanted: Wanted,
        file: FileId,
        shown: String,
        outline: &Outline,
        next: &mut Vec<Wanted>,
    ) {
        let nth = self.parts.len();
        let mut scopes: Vec<ScopeId> = Vec::with_capacity(outline.scopes.len());
        let mut directories: Vec<Directory> = Vec::with_capacity(outline.scopes.len());
        for (number, scope) in outline.scopes.iter().enumerate() {
            let around = scope.within;
            let (id, directory) = match &scope.kind {
                ScopeKind::File => {
                    let directory = Directory::of_file(&wanted.path, wanted.way);
                    let below = &directory.below;
                    let id = match &wanted.into {
                        Into::Root(krate) => self.add_root(*krate, below),
                        Into::Module(within, name) => {
                            let fails = self.root(*within).facts.fails(&scope.conditions);
                            self.add_module(*within, name, below, wanted.holds && !fails)
                        }
                        Into::Include(scope) => *scope,
                    };
                    (id, directory)
                }
                ScopeKind::Module(name, paths) => {
                    let facts = &self.root(scopes[around]).facts;
                    let directory = directories[around].of_body(name.plain(), paths, facts);
                    let holds = !facts.fails(&scope.conditions);
                    let id = self.add_module(scopes[around], name, &directory.below, holds);
                    (id, directory)
                }
                ScopeKind::Block => {
                    let id = self.add_block(scopes[around]);
                    (id, directories[around].clone())
                }
            };
            self.scopes[id].part.get_or_insert((nth, number));
            scopes.push(id);
            directories.push(directory);
        }
        // Modules of an unreached file are not followed.
        if wanted.unreached.is_none() {
            let first = next.len();
            self.want(&wanted.path, outline, &scopes, &directories, next);
            for it in &mut next[first..] {
                it.conditions
                    .splice(0..0, wanted.conditions.iter().cloned());
                it.from = Some(nth);
            }
        }
        self.parts.push(Part {
            file,
            shown,
            conditions: wanted.conditions,
            scopes,
            unreached: wanted.unreached,
            from: wanted.from,
        });
    }

    /// The files that a file leads to, with the conditions in it.
    fn want(
        &self,
        path: &Path,
        outline: &Outline,
        scopes: &[ScopeId],
        directories: &[Directory],
        next: &mut Vec<Wanted>,
    ) {
        for module in &outline.files {
            let scope = scopes[module.scope];
            let facts = &self.root(scope).facts;
            let found = directories[module.scope].files(module.name.plain(), &module.paths);
            for (path, way, conditions) in found {
                let into = Into::Module(scope, module.name.clone());
                next.push(Wanted {
                    holds: !facts.fails(&module.own) && !facts.fails(&conditions),
                    conditions: [&*module.conditions, &conditions].concat(),
                    ..Wanted::new(path, way, into)
                });
            }
        }
        for include in &outline.includes {
            let scope = scopes[include.scope];
            if !self.scopes[scope].is_block
                && let Some(path) = directories::included(path, &include.path)
            {
                next.push(Wanted {
                    conditions: include.conditions.clone(),
                    ..Wanted::new(path, Way::Itself, Into::Include(scope))
                });
            }
        }
    }
}
