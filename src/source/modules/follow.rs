//! The walk from the roots of crates to each file that a `mod` or an `include!` leads to.

use std::iter::successors;
use std::path::{Path, PathBuf};

use super::directories::{Directory, folder};
use super::{Crate, Part, Scope, ScopeId, Tree};
use crate::Place;
use crate::declared::Lead;
use crate::source::condition::{Condition, Verdict};
use crate::source::files::{Content, FileId, Files};
use crate::source::outline::{ModName, Outline, ScopeKind};
use crate::source::packages::{Root, shown};
use crate::source::unreadable::Fault;

/// A file to read.
struct Wanted {
    path: PathBuf,
    /// The folder of its modules.
    below: PathBuf,
    scope: ScopeId,
    /// The module of the file in the scope; none if the file is the scope itself, as a root or an included file.
    module: Option<ModName>,
    conditions: Vec<Condition>,
    /// Whether none of the conditions on the `mod` itself is known to fail.
    holds: bool,
    from: Option<usize>,
    unreached: Option<Lead>,
}

impl Wanted {
    /// Returns a file that is a scope itself.
    fn new(path: PathBuf, scope: ScopeId) -> Self {
        Wanted {
            below: folder(&path),
            path,
            scope,
            module: None,
            conditions: Vec::new(),
            holds: true,
            from: None,
            unreached: None,
        }
    }
}

/// The message for a file beyond these limits.
pub(in crate::source) const TOO_OFTEN: &str = "too many modules have this file";

/// The most files that lead from one to the next, as modules of modules.
const MOST_IN_EACH_OTHER: usize = 256;

/// The most times that one file is a module of a crate. Each time, its own modules are followed again.
const MOST_TIMES: usize = 256;

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
            let scope = self.add(Scope {
                krate: self.crates.len(),
                within: self.scopes.len(),
                path: root.krate.clone(),
                below: folder(&root.file),
                ..Scope::default()
            });
            let root = root.clone();
            wanted.push(Wanted::new(root.file.clone(), scope));
            self.crates.push(Crate {
                root,
                scope,
                counts,
            });
        }
        // All files of one depth are read at once.
        while !wanted.is_empty() {
            files.read(wanted.iter().map(|it| &*it.path), None);
            let read = wanted.iter().filter_map(|it| files.known(&it.path));
            self.reached.extend(read);
            let mut next = Vec::new();
            for file in wanted {
                next.extend(self.reach(file, files)?);
            }
            wanted = next;
        }
        Ok(())
    }

    /// Adds a file that no module reaches, as the module that it would be. Its modules are not followed, because their
    /// files are unreached as well.
    pub(in crate::source) fn attach(
        &mut self,
        path: &Path,
        within: ScopeId,
        name: ModName,
        missing: Lead,
        files: &Files,
    ) -> Option<ScopeId> {
        let file = files.known(path)?;
        let outline = files.outline(file)?;
        let mut wanted = Wanted::new(path.to_owned(), within);
        if path.file_stem().is_none_or(|it| it != "mod") {
            wanted.below = path.with_extension("");
        }
        wanted.module = Some(name);
        wanted.unreached = Some(missing);
        self.enter(wanted, file, outline);
        self.parts.last()?.scopes.first().copied()
    }

    /// Enters a file, and returns the files that it leads to.
    fn reach(&mut self, wanted: Wanted, files: &Files) -> Result<Vec<Wanted>, Fault> {
        let Some(file) = files.known(&wanted.path) else {
            return Ok(Vec::new());
        };
        // The compiler rejects a file that is a module of itself.
        let around = successors(wanted.from, |&part| self.parts[part].from);
        let around: Vec<usize> = around.take(MOST_IN_EACH_OTHER).collect();
        if around.iter().any(|part| self.parts[*part].file == file) {
            return Ok(Vec::new());
        }
        let shown = shown(&self.workspace, &wanted.path);
        let krate = self.scopes[wanted.scope].krate;
        let times = self.entered.entry((krate, file)).or_default();
        *times += 1;
        if *times > MOST_TIMES || around.len() == MOST_IN_EACH_OTHER {
            if self.is_compiled(&wanted) {
                let error = TOO_OFTEN.to_owned();
                return Err(Fault::File { file: shown, error });
            }
            self.cut.insert(shown);
            return Ok(Vec::new());
        }
        match files.content(file) {
            Content::Outline(outline) => Ok(self.enter(wanted, file, outline)),
            Content::Mistake(mistake) if self.is_compiled(&wanted) => Err(Fault::Parse {
                place: Place::new(&shown, mistake.at.0, mistake.at.1),
                message: mistake.message.clone(),
            }),
            Content::Unreadable(error) if self.is_compiled(&wanted) => Err(Fault::File {
                file: shown,
                error: error.clone(),
            }),
            _ => Ok(Vec::new()),
        }
    }

    /// Returns whether the compiler certainly reads the file too.
    fn is_compiled(&self, wanted: &Wanted) -> bool {
        let krate = &self.crates[self.scopes[wanted.scope].krate];
        krate.counts && krate.root.facts.verdict(&wanted.conditions) == Verdict::Holds
    }

    /// Adds the scopes of a file, and returns the files that it leads to.
    fn enter(&mut self, wanted: Wanted, file: FileId, outline: &Outline) -> Vec<Wanted> {
        let nth = self.parts.len();
        let mut scopes: Vec<ScopeId> = Vec::with_capacity(outline.scopes.len());
        let mut directories: Vec<Directory> = Vec::with_capacity(outline.scopes.len());
        for (number, scope) in outline.scopes.iter().enumerate() {
            let around = scope.within;
            let id = scopes.get(around).copied().unwrap_or(wanted.scope);
            let facts = &self.root(id).facts;
            let holds = !facts.fails(&scope.conditions);
            let (id, directory) = match &scope.kind {
                ScopeKind::File => {
                    let (folder, below) = (folder(&wanted.path), wanted.below.clone());
                    let id = match &wanted.module {
                        Some(name) => self.add_module(id, name, &below, wanted.holds && holds),
                        None => id,
                    };
                    (id, Directory { folder, below })
                }
                ScopeKind::Module(name, paths) => {
                    let directory = directories[around].of_body(name.plain(), paths, facts);
                    let id = self.add_module(id, name, &directory.below, holds);
                    (id, directory)
                }
                ScopeKind::Block => (self.add_block(id), directories[around].clone()),
            };
            self.scopes[id].part.get_or_insert((nth, number));
            if outline.is_unparsed {
                self.unparsed.entry(id).or_default().push(file);
            }
            scopes.push(id);
            directories.push(directory);
        }
        let part = Part {
            file,
            shown: shown(&self.workspace, &wanted.path),
            path: wanted.path,
            conditions: wanted.conditions,
            scopes,
            unreached: wanted.unreached,
            from: wanted.from,
        };
        let next = self.next(&part, outline, &directories);
        self.parts.push(part);
        next
    }

    /// Returns the files that the next part leads to.
    fn next(&self, part: &Part, outline: &Outline, directories: &[Directory]) -> Vec<Wanted> {
        let (mut next, from) = (Vec::new(), Some(self.parts.len()));
        for module in &outline.files {
            let scope = part.scopes[module.scope];
            let facts = &self.root(scope).facts;
            let found = directories[module.scope].files(module.name.plain(), &module.paths);
            for (path, below, conditions) in found {
                next.push(Wanted {
                    below,
                    module: Some(module.name.clone()),
                    holds: !facts.fails(&module.own) && !facts.fails(&conditions),
                    conditions: [&*part.conditions, &module.conditions, &conditions].concat(),
                    from,
                    ..Wanted::new(path, scope)
                });
            }
        }
        for include in &outline.includes {
            let scope = part.scopes[include.scope];
            let path = folder(&part.path).join(&include.path);
            if !self.scopes[scope].is_block && path.is_file() {
                next.push(Wanted {
                    conditions: [&*part.conditions, &include.conditions].concat(),
                    from,
                    ..Wanted::new(path, scope)
                });
            }
        }
        next
    }
}
