//! Going from the roots of crates to each file that a module or an `include!` leads to.
//!
//! In: roots, and the outline of each file. Out: the tree, with all of them in it.

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
    /// None of those at the `mod` itself is known to fail.
    holds: bool,
    from: Option<usize>,
    unreached: Option<Lead>,
}

enum Into {
    Root(usize),
    Module(ScopeId, ModName),
    Include(ScopeId),
}

impl Tree {
    /// Follows the modules of crates. What a crate that does not count gets wrong does not count either.
    pub(in crate::source) fn follow(
        &mut self,
        roots: &[Root],
        counts: bool,
        files: &mut Files,
    ) -> Result<(), Fault> {
        let mut wanted = Vec::new();
        for root in roots {
            wanted.push(Wanted {
                path: root.file.clone(),
                way: Way::Itself,
                into: Into::Root(self.crates.len()),
                conditions: Vec::new(),
                holds: true,
                from: None,
                unreached: None,
            });
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

    /// A file that no module reaches, as the module that it would be. The modules in it are not followed: their files
    /// are unreached as well.
    pub(in crate::source) fn attach(
        &mut self,
        path: &Path,
        within: ScopeId,
        written: String,
        missing: Lead,
        files: &Files,
    ) -> Option<ScopeId> {
        let file = files.known(path)?;
        files.outline(file)?;
        let is_mod = path.file_stem().is_some_and(|it| it == "mod");
        let name = ModName {
            written,
            reach: Reach::Crate,
        };
        let wanted = Wanted {
            path: path.to_owned(),
            way: if is_mod { Way::Itself } else { Way::Named },
            into: Into::Module(within, name),
            conditions: Vec::new(),
            holds: true,
            from: None,
            unreached: Some(missing),
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
        // A module in a file that it is in itself: the compiler refuses it.
        let mut around = wanted.from;
        while let Some(part) = around {
            if self.parts[part].file == file {
                return Ok(());
            }
            around = self.parts[part].from;
        }
        let shown = shown(&self.workspace, &wanted.path);
        match files.content(file) {
            Content::Outline(outline) => {
                self.enter(wanted, file, shown, outline, next);
                Ok(())
            }
            _ if !self.is_compiled(&wanted) => Ok(()),
            Content::Mistake(mistake) => Err(Fault::Parse {
                place: Place::new(&shown, mistake.line, mistake.column),
                message: mistake.message.clone(),
            }),
            Content::Unreadable(error) => Err(Fault::File {
                file: shown,
                error: error.clone(),
            }),
            Content::Irrelevant => Ok(()),
        }
    }

    /// Whether the compiler reads the file too, as far as is known.
    fn is_compiled(&self, wanted: &Wanted) -> bool {
        let krate = match wanted.into {
            Into::Root(krate) => krate,
            Into::Module(scope, _) | Into::Include(scope) => self.scopes[scope].krate,
        };
        let krate = &self.crates[krate];
        let holds = krate.root.facts.verdict(&wanted.conditions) == Verdict::Holds;
        krate.counts && wanted.unreached.is_none() && holds
    }

    /// Puts what a file declares where it is reached.
    fn enter(
        &mut self,
        wanted: Wanted,
        file: FileId,
        shown: String,
        outline: &Outline,
        next: &mut Vec<Wanted>,
    ) {
        let nth = self.parts.len();
        let mut directories: Vec<Directory> = Vec::with_capacity(outline.scopes.len());
        let mut scopes = Vec::with_capacity(outline.scopes.len());
        for (number, scope) in outline.scopes.iter().enumerate() {
            let around = directories.get(scope.within);
            let id = match (&scope.kind, around) {
                (ScopeKind::Module(name, paths), Some(around)) => {
                    let facts = self.facts(scopes[scope.within]);
                    let directory = around.of_body(name.plain(), paths, facts);
                    let holds = !facts.fails(&scope.conditions);
                    let id = self.add_module(scopes[scope.within], name, &directory, holds);
                    directories.push(directory);
                    id
                }
                (ScopeKind::Block, Some(around)) => {
                    directories.push(around.clone());
                    self.add_block(scopes[scope.within])
                }
                _ => {
                    directories.push(Directory::of_file(&wanted.path, wanted.way));
                    self.add_file(&wanted, &scope.conditions, &directories[0])
                }
            };
            self.scopes[id].parts.push((nth, number));
            scopes.push(id);
        }
        self.want(&wanted, nth, outline, &scopes, &directories, next);
        self.parts.push(Part {
            file,
            shown,
            conditions: wanted.conditions,
            scopes,
            unreached: wanted.unreached,
            from: wanted.from,
        });
    }

    /// What a file reaches.
    fn want(
        &self,
        wanted: &Wanted,
        nth: usize,
        outline: &Outline,
        scopes: &[ScopeId],
        directories: &[Directory],
        next: &mut Vec<Wanted>,
    ) {
        // Of what is unreached nothing is followed.
        if wanted.unreached.is_some() {
            return;
        }
        let mut want = |path, way, into, conditions: Vec<Condition>, holds| {
            next.push(Wanted {
                path,
                way,
                into,
                conditions: [&*wanted.conditions, &conditions].concat(),
                holds,
                from: Some(nth),
                unreached: None,
            });
        };
        for module in &outline.files {
            let directory = &directories[module.scope];
            let facts = self.facts(scopes[module.scope]);
            for found in directory.files(module.name.plain(), &module.paths) {
                let into = Into::Module(scopes[module.scope], module.name.clone());
                let conditions = [&*module.conditions, &found.conditions].concat();
                let holds = !facts.fails(&module.own) && !facts.fails(&found.conditions);
                want(found.path, found.way, into, conditions, holds);
            }
        }
        for include in &outline.includes {
            if self.scopes[scopes[include.scope]].is_block {
                continue;
            }
            if let Some(path) = directories::included(&wanted.path, &include.path) {
                let into = Into::Include(scopes[include.scope]);
                want(path, Way::Itself, into, include.conditions.clone(), true);
            }
        }
    }

    fn add_file(&mut self, wanted: &Wanted, own: &[Condition], directory: &Directory) -> ScopeId {
        match &wanted.into {
            Into::Root(krate) => self.add_root(*krate, directory),
            Into::Module(within, name) => {
                let holds = wanted.holds && !self.facts(*within).fails(own);
                self.add_module(*within, name, directory, holds)
            }
            Into::Include(scope) => *scope,
        }
    }
}
