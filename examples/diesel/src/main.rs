//! Checks that the models fit together, and that the database has the keys that they say; then works with it.

use std::error::Error;

use tracker::{foreign_keys, store};

// Its models are in the library of this package.
relata::link!(tracker);

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let registry = relata::init()?;

    let file = std::env::args().nth(1);
    let mut database = store::open(file.as_deref().unwrap_or(":memory:"))?;
    let differences = foreign_keys::differences(registry, &foreign_keys::of(&mut database)?);
    println!(
        "{} models, {} differences from the database",
        registry.len(),
        differences.len()
    );
    for difference in differences {
        println!("  {difference}");
    }

    store::fill(&mut database)?;
    println!("issues");
    for line in store::list(&mut database)? {
        println!("  {line}");
    }
    println!("deleted");
    for line in store::empty(&mut database, registry)? {
        println!("  {line}");
    }
    Ok(())
}
