//! Which modules are read for models.

/// Which modules of each package are read.
#[derive(Debug, Default)]
pub(super) struct Limits {
    /// By package.
    pub(super) of: Vec<Limit>,
}

/// The modules of a package that are left out, and those that are read all the same, each with all modules in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Limit {
    pub(super) include: Vec<String>,
    pub(super) exclude: Vec<String>,
}

impl Limits {
    /// Returns whether the models of a module count. The longest path that names it decides; without one, modules of
    /// migrations do not count, because their models describe earlier states of the tables.
    pub(super) fn admit(&self, package: usize, module: &str) -> bool {
        let empty = Limit::default();
        let limit = self.of.get(package).unwrap_or(&empty);
        let longest = |paths: &[String]| {
            let around = paths.iter().filter(|it| is_in(module, it));
            around.map(String::len).max()
        };
        match (longest(&limit.include), longest(&limit.exclude)) {
            (Some(include), exclude) if exclude.is_none_or(|it| it < include) => true,
            (_, Some(_)) => false,
            _ => !is_of_migration(module),
        }
    }
}

/// Returns whether a module is another one or in it.
fn is_in(module: &str, around: &str) -> bool {
    let rest = module.strip_prefix(around);
    rest.is_some_and(|it| it.is_empty() || it.starts_with("::"))
}

/// Returns whether a module is in a module or crate of migrations. A module called like one may be that of an entity.
fn is_of_migration(module: &str) -> bool {
    let (around, _) = module.rsplit_once("::").unwrap_or((module, ""));
    let mut names = around.split("::");
    let krate = names.next().unwrap_or_default();
    let is_named = |it: &str| it == "migration" || it == "migrations";
    krate.ends_with("migration") || krate.ends_with("migrations") || names.any(is_named)
}
