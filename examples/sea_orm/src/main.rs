//! Checks that the entities fit together; then creates their tables, and checks that these fit the entities.

use std::error::Error;

use music::store;
use relata::{Level, Rule};

// Its entities are in the library of this package.
relata::link!(music);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init()?;

    let url = std::env::args().nth(1);
    let database = store::open(url.as_deref().unwrap_or("sqlite::memory:")).await?;
    println!("created");
    for table in store::create(&database, registry).await? {
        println!("  {table}");
    }
    let warnings = store::check(&database, registry).await?;
    println!(
        "{} models, warnings about the database: {}",
        registry.len(),
        warnings.len()
    );
    for warning in &warnings {
        println!("{warning}");
    }

    store::fill(&database).await?;
    println!("found");
    for line in store::list(&database).await? {
        println!("  {line}");
    }
    Ok(())
}
