//! The names that an item has in a module: paths, imports and re-exports.

use std::mem::take;

use super::graph::Module;
use super::written::{Item, Writer};

impl Writer<'_> {
    /// Returns a path that means an item in a module, often by other names that are added for it.
    pub(super) fn spell(&mut self, from: usize, mut item: Item) -> String {
        while self.random.often(35) {
            item = self.exported(from, &item);
        }
        let name = self.fresh("U");
        match self.random.below(6) {
            0 => {
                let path = self.path(from, &item);
                self.import(from, format!("use {path} as {name};"));
                name
            }
            1 => {
                let module = self.whole_path(from, item.module);
                self.import(from, format!("use {module} as {};", name.to_lowercase()));
                format!("{}::{}", name.to_lowercase(), item.name)
            }
            2 => {
                let (module, within) = (self.whole_path(from, item.module), name.to_lowercase());
                self.lines[from].push(format!(
                    "mod {within} {{ pub use {module}::{} as {name}; }}",
                    item.name
                ));
                self.import(from, format!("use self::{within}::*;"));
                name
            }
            _ => self.path(from, &item),
        }
    }

    /// Adds another name of an item to a module that can name it.
    fn exported(&mut self, from: usize, item: &Item) -> Item {
        let module = self.seen_by(from, self.graph.modules[item.module].krate);
        let (path, whole) = (
            self.path(module, item),
            self.whole_path(module, item.module),
        );
        let (name, own) = (self.fresh("R"), &item.name);
        let line = match self.random.below(5) {
            0 => format!("pub type {name} = {path};"),
            1 => format!(
                "pub use {whole}::{{self as {}, {own} as {name}}};",
                name.to_lowercase()
            ),
            2 => {
                let within = name.to_lowercase();
                format!(
                    "pub mod {within} {{ pub use {whole}::{own} as {name}; }}\npub use self::{within}::*;"
                )
            }
            3 => format!(
                "#[cfg(feature = \"on\")]\npub use {path} as {name};\n#[cfg(not(feature = \"on\"))]\npub struct {name};"
            ),
            _ => format!("pub use {path} as {name};"),
        };
        self.lines[module].push(line);
        Item { module, name }
    }

    fn path(&mut self, from: usize, item: &Item) -> String {
        let is_relative = self.random.often(50);
        let module = is_relative
            .then(|| self.relative_path(from, item.module))
            .flatten();
        let module = module.unwrap_or_else(|| self.whole_path(from, item.module));
        format!("{module}::{}", item.name)
    }

    /// Returns the path of a module from another one in the same crate.
    fn relative_path(&self, from: usize, to: usize) -> Option<String> {
        let modules = &self.graph.modules;
        let mut down = Vec::new();
        let mut around = Some(to);
        while let Some(module) = around {
            let up = self.distance(from, module);
            if let Some(up) = up {
                let mut names = vec!["super"; up];
                if up == 0 {
                    names.push("self");
                }
                down.reverse();
                names.extend(take(&mut down));
                return Some(names.join("::"));
            }
            down.push(modules[module].name);
            around = modules[module].parent;
        }
        None
    }

    /// Returns how many modules a module is inside another one.
    fn distance(&self, from: usize, around: usize) -> Option<usize> {
        let mut module = from;
        for distance in 0.. {
            if module == around {
                return Some(distance);
            }
            module = self.graph.modules[module].parent?;
        }
        None
    }

    /// Returns the path of a module from the root of its crate.
    fn whole_path(&mut self, from: usize, to: usize) -> String {
        let Module {
            krate,
            parent,
            name,
        } = &self.graph.modules[to];
        if let Some(parent) = parent {
            return format!("{}::{name}", self.whole_path(from, *parent));
        }
        let krate = match (self.graph.modules[from].krate, krate) {
            (from, to) if from == *to => "crate",
            (1, 0) => "gen_base",
            (_, 0) => "base",
            _ => "middle",
        };
        let start = if krate != "crate" && self.random.often(30) {
            "::"
        } else {
            ""
        };
        format!("{start}{krate}::{}", self.graph.name)
    }
}
