//! Checks at start-up that the models of the platform fit together, and prints what there is.

#![allow(clippy::print_stdout, reason = "an example prints what it shows")]

use std::collections::BTreeMap;

use relata::Registry;

// Its models are in the library of this package, which nothing else here names.
relata::link!(deal_platform);

fn main() -> Result<(), relata::Report> {
    let registry = relata::init()?;
    print_modules(registry);
    print_creation_order(registry);
    Ok(())
}

/// How many models each module of the application has.
fn print_modules(registry: &Registry) {
    let mut modules: BTreeMap<String, usize> = BTreeMap::new();
    for model in registry.models() {
        let module = model.path().split("::").nth(1).unwrap_or_default();
        *modules.entry(module.to_owned()).or_default() += 1;
    }
    println!("{} models in {} modules", registry.len(), modules.len());
    for (module, count) in &modules {
        println!("  {module}: {count}");
    }
}

/// An order in which rows can be created; models that need each other are in brackets.
fn print_creation_order(registry: &Registry) {
    let mut steps: Vec<String> = Vec::new();
    for group in registry.creation_order() {
        let names: Vec<String> = group.iter().map(|model| model.name().to_owned()).collect();
        steps.push(match names.as_slice() {
            [name] => name.clone(),
            cycle => format!("[{}]", cycle.join(" ")),
        });
    }
    println!("creation order");
    for line in steps.chunks(5) {
        println!("  {}", line.join(", "));
    }
}
