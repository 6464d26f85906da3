//! Checks that the models fit together, and that the database fits them; then works with it.

use std::error::Error;

use relata::{Level, Rule};
use tracker::store;

// Its models are in the library of this package.
relata::link!(tracker);

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init()?;

    let file = std::env::args().nth(1);
    let mut database = store::open(file.as_deref().unwrap_or(":memory:"))?;
    let warnings = relata_sql::check_diesel(registry, &mut database)?;
    println!(
        "{} models, warnings about the database: {}",
        registry.len(),
        warnings.len()
    );
    for warning in &warnings {
        println!("{warning}");
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
