//! The shop: links the crates that hold its models, and proves at start-up that the models fit together.

use std::collections::BTreeMap;

// A dependency that no code names is not linked, and its models are not there.
relata::link!(billing, catalog, identity, ordering);
#[cfg(not(feature = "forgotten-crate"))]
relata::link!(shipping);

fn main() -> Result<(), relata::Report> {
    let registry = relata::init()?;

    let mut crates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for model in registry.models() {
        let krate = model.path().split("::").next().unwrap_or_default();
        let models = crates.entry(krate.to_owned()).or_default();
        models.push(model.name().to_owned());
    }
    println!("{} models in {} crates", registry.len(), crates.len());
    for (krate, models) in &crates {
        println!("  {krate}: {}", models.join(", "));
    }
    Ok(())
}
