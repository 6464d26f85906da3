//! Checks that the entities fit together; then creates their tables, and looks whether the keys came out as they say.

use std::error::Error;

use music::{foreign_keys, store};

// Its entities are in the library of this package.
relata::link!(music);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let registry = relata::init()?;

    let url = std::env::args().nth(1);
    let database = store::open(url.as_deref().unwrap_or("sqlite::memory:")).await?;
    println!("created");
    for table in store::create(&database, registry).await? {
        println!("  {table}");
    }
    let differences = foreign_keys::differences(registry, &foreign_keys::of(&database).await?);
    println!(
        "{} models, {} differences from the database",
        registry.len(),
        differences.len()
    );
    for difference in differences {
        println!("  {difference}");
    }

    store::fill(&database).await?;
    println!("found");
    for line in store::list(&database).await? {
        println!("  {line}");
    }
    Ok(())
}
