//! No source file uses what another defines that uses, by whatever way, what the first defines: such files can be read,
//! changed and moved only together.
//!
//! Read as text: `use` and the paths in code, led to the file that defines the name. A `mod` alone and a re-export alone
//! use nothing.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::tokens::tokens;
use super::{read, root, shown, sources};

/// How many files may be in circles. It only falls.
const MOST_IN_CIRCLES: usize = 8;

#[test]
fn no_file_leads_back_to_itself() {
    let mut circles = Vec::new();
    for folder in CRATES {
        circles.extend(Crate::read(folder).circles());
    }
    let count: usize = circles.iter().map(|it| it.files.len()).sum();
    let told: String = circles.iter().map(Circle::describe).collect();
    assert!(
        count <= MOST_IN_CIRCLES,
        "{count} files are in circles\n{told}"
    );
}

const CRATES: [&str; 5] = [
    "src",
    "macros/src",
    "record/src",
    "syntax/src",
    "cargo-relata/src",
];

struct Crate {
    files: Vec<File>,
    /// The file of each module.
    modules: BTreeMap<Vec<String>, usize>,
}

struct File {
    shown: String,
    module: Vec<String>,
    uses: Vec<Use>,
    /// The names that are defined here.
    items: HashSet<String>,
    /// The paths in code, and how many modules of this same file each is inside of.
    paths: Vec<(Vec<String>, usize)>,
    /// All names in code.
    names: HashSet<String>,
}

/// One name that a `use` brings in; `*` for all.
#[derive(Clone)]
struct Use {
    path: Vec<String>,
    name: String,
    is_public: bool,
    inside: usize,
}

/// What a path points at.
#[derive(Clone, Copy, PartialEq)]
enum Led {
    Item(usize),
    Module(usize),
}

struct Circle {
    files: Vec<String>,
    arrows: Vec<(String, String, BTreeSet<String>)>,
}

impl Circle {
    fn describe(&self) -> String {
        let arrows = self.arrows.iter().map(|(from, to, names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            format!("  {from} uses {} of {to}\n", names.join(", "))
        });
        let arrows: String = arrows.collect();
        format!("a circle of {} files\n{arrows}", self.files.len())
    }
}

impl Crate {
    fn read(folder: &str) -> Self {
        let files: Vec<File> = sources(folder)
            .iter()
            .map(|path| File::read(path, folder))
            .collect();
        let modules = files.iter().enumerate();
        let modules = modules.map(|(nth, file)| (file.module.clone(), nth));
        Crate {
            modules: modules.collect(),
            files,
        }
    }

    fn child(&self, file: usize, name: &str) -> Option<usize> {
        let mut module = self.files[file].module.clone();
        // `__private` is in `private.rs`.
        module.push(name.trim_start_matches('_').to_owned());
        self.modules.get(&module).copied()
    }

    /// Where a path leads that is written in this file; none if out of this crate.
    fn resolve(&self, file: usize, path: &[String], inside: usize, depth: usize) -> Option<Led> {
        let (first, mut rest) = path.split_first()?;
        let mut at = file;
        match first.as_str() {
            "crate" => at = *self.modules.get(&Vec::new())?,
            "self" => {}
            "super" => {
                let above = 1 + rest.iter().take_while(|it| *it == "super").count();
                rest = &rest[above - 1..];
                let module = &self.files[file].module;
                let above = above.saturating_sub(inside);
                at = *self
                    .modules
                    .get(&module[..module.len().checked_sub(above)?])?;
            }
            name => {
                let is_here = self.files[file].items.contains(name)
                    || self.child(file, name).is_some()
                    || self.files[file].uses.iter().any(|it| it.name == name);
                if !is_here {
                    return None;
                }
                rest = path;
            }
        }
        self.descend(at, rest, depth)
    }

    fn descend(&self, mut at: usize, path: &[String], depth: usize) -> Option<Led> {
        // Two files that re-export all of each other.
        if depth > 20 {
            return None;
        }
        for (nth, name) in path.iter().enumerate() {
            let rest = &path[nth + 1..];
            let file = &self.files[at];
            let child = self.child(at, name);
            // A function may have the name of a module; a module goes on, an item does not.
            let is_item = file.items.contains(name);
            if is_item && (rest.is_empty() || child.is_none()) {
                return Some(Led::Item(at));
            }
            let through = |it: &Use| {
                let path = [&it.path, rest].concat();
                self.resolve(at, &path, it.inside, depth + 1)
            };
            let mut named = file.uses.iter().filter(|it| it.name == *name);
            match (child, named.find_map(through)) {
                (Some(_), Some(Led::Item(led))) if rest.is_empty() => return Some(Led::Item(led)),
                (Some(child), _) => at = child,
                (None, Some(led)) => return Some(led),
                (None, None) => {
                    let all = file.uses.iter().filter(|it| it.name == "*");
                    let mut all = all.filter(|it| it.is_public).filter_map(|it| {
                        let path = [&it.path, &path[nth..]].concat();
                        self.resolve(at, &path, it.inside, depth + 1)
                    });
                    // What a macro defines is taken to be in the file of its module.
                    return Some(all.next().unwrap_or(Led::Item(at)));
                }
            }
        }
        Some(Led::Module(at))
    }

    /// The files that a file uses, and what of each.
    fn used_by(&self, nth: usize) -> BTreeMap<usize, BTreeSet<String>> {
        let file = &self.files[nth];
        let mut used: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut add = |led: usize, name: &str| {
            if led != nth {
                used.entry(led).or_default().insert(name.to_owned());
            }
        };
        for it in &file.uses {
            let is_used = !it.is_public || file.names.contains(&it.name);
            match self.resolve(nth, &it.path, it.inside, 0) {
                Some(Led::Item(led)) if is_used => add(led, &it.name),
                // Of a module that is brought in, what is used is in the code.
                Some(Led::Module(led)) if is_used && it.name == "*" => add(led, "*"),
                _ => {}
            }
        }
        for (path, inside) in &file.paths {
            if let Some(Led::Item(led)) = self.resolve(nth, path, *inside, 0) {
                add(led, path.last().expect("a path has a name"));
            }
        }
        used
    }

    fn circles(&self) -> Vec<Circle> {
        let used: Vec<_> = (0..self.files.len()).map(|it| self.used_by(it)).collect();
        let reached: Vec<BTreeSet<usize>> = (0..used.len())
            .map(|start| {
                let mut reached = BTreeSet::new();
                let mut open: Vec<usize> = used[start].keys().copied().collect();
                while let Some(file) = open.pop() {
                    if reached.insert(file) {
                        open.extend(used[file].keys());
                    }
                }
                reached
            })
            .collect();
        let mut circles: BTreeSet<Vec<usize>> = BTreeSet::new();
        for (file, reached_from) in reached.iter().enumerate() {
            if reached_from.contains(&file) {
                let back = reached_from.iter().copied();
                circles.insert(back.filter(|it| reached[*it].contains(&file)).collect());
            }
        }
        let shown = |file: usize| self.files[file].shown.clone();
        let of = |files: &Vec<usize>| {
            let arrows = files.iter().flat_map(|from| {
                let inside = used[*from].iter().filter(|(to, _)| files.contains(to));
                inside.map(|(to, names)| (shown(*from), shown(*to), names.clone()))
            });
            Circle {
                files: files.iter().map(|it| shown(*it)).collect(),
                arrows: arrows.collect(),
            }
        };
        circles.iter().map(of).collect()
    }
}

impl File {
    fn read(path: &Path, folder: &str) -> Self {
        let inside = path.strip_prefix(root().join(folder)).unwrap();
        let mut module: Vec<String> = inside
            .with_extension("")
            .iter()
            .map(|it| it.to_str().unwrap().to_owned())
            .collect();
        let last = module.last().map(String::as_str);
        if last == Some("mod") || module.len() == 1 && matches!(last, Some("lib" | "main")) {
            module.pop();
        }
        let mut file = File {
            shown: shown(path),
            module,
            uses: Vec::new(),
            items: HashSet::new(),
            paths: Vec::new(),
            names: HashSet::new(),
        };
        file.take_in(&tokens(&read(path)));
        file
    }

    fn take_in(&mut self, tokens: &[String]) {
        let token = |nth: usize| tokens.get(nth).map_or("", String::as_str);
        // The modules that are written out in this file, by the depth of their braces.
        let (mut depth, mut inline) = (0, Vec::new());
        let mut nth = 0;
        while nth < tokens.len() {
            let before = nth.checked_sub(1).map_or("", token);
            match token(nth) {
                "{" => depth += 1,
                "}" => {
                    depth -= 1;
                    inline.retain(|it| *it < depth);
                }
                "use" => {
                    let is_public = matches!(before, "pub" | ")");
                    let mut reader = Tree {
                        tokens,
                        nth: nth + 1,
                        found: Vec::new(),
                    };
                    reader.read(&[]);
                    nth = reader.nth;
                    let found = reader.found.into_iter().map(|(path, name)| Use {
                        path,
                        name,
                        is_public,
                        inside: inline.len(),
                    });
                    self.uses.extend(found);
                    continue;
                }
                "mod" if token(nth + 2) == "{" => inline.push(depth),
                "fn" | "struct" | "enum" | "trait" | "const" | "static" | "type" | "union" => {
                    self.items.insert(token(nth + 1).to_owned());
                }
                "macro_rules" => {
                    self.items.insert(token(nth + 2).to_owned());
                }
                name if is_name(name) && !matches!(before, "::" | "$" | ".") => {
                    self.names.insert(name.to_owned());
                    let mut path = vec![name.to_owned()];
                    while token(nth + 1) == "::" && is_name(token(nth + 2)) {
                        path.push(token(nth + 2).to_owned());
                        nth += 2;
                    }
                    if path.len() > 1 {
                        self.paths.push((path, inline.len()));
                    }
                }
                _ => {}
            }
            nth += 1;
        }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|it: char| it == '_' || it.is_alphabetic())
}

/// Reads what follows `use`.
struct Tree<'t> {
    tokens: &'t [String],
    nth: usize,
    /// Paths, and the name that each brings in.
    found: Vec<(Vec<String>, String)>,
}

impl Tree<'_> {
    fn next(&mut self) -> &str {
        self.nth += 1;
        self.tokens.get(self.nth - 1).map_or(";", String::as_str)
    }

    /// One branch, to behind the `,`, `}` or `;` that ends it, which is given.
    fn read(&mut self, before: &[String]) -> String {
        let mut path = before.to_vec();
        let mut renamed = None;
        let mut is_done = false;
        loop {
            match self.next() {
                "::" => {}
                "{" => {
                    while self.read(&path) == "," {}
                    is_done = true;
                }
                "*" => {
                    self.found.push((path.clone(), "*".to_owned()));
                    is_done = true;
                }
                "as" => renamed = Some(self.next().to_owned()),
                end @ ("," | "}" | ";") => {
                    let end = end.to_owned();
                    if !is_done && path.len() > before.len() {
                        if path.last().is_some_and(|it| it == "self") {
                            path.pop();
                        }
                        let name = renamed.or_else(|| path.last().cloned());
                        self.found.push((path, name.unwrap_or_default()));
                    }
                    return end;
                }
                name => {
                    let name = name.to_owned();
                    path.push(name);
                }
            }
        }
    }
}
