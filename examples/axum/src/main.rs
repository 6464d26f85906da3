//! Starts the service, if its models fit together and fit the database.
//!
//! `LENDING_ADDRESS` and `LENDING_DATABASE` in the environment say where it listens and what it opens.

use std::env;
use std::error::Error;

use lending::{database, service};
use relata::{Level, Rule};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // First, so that the events of relata are printed.
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    // `lending::…` above names the library with the models. Where nothing does: `relata::link!(lending);`.
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init()?;

    let database = database::open(&setting("LENDING_DATABASE", "sqlite:lending.db")).await?;
    // Warnings are events, as those of `init`.
    relata_sql::check(registry, &database).await?;

    let listener = TcpListener::bind(setting("LENDING_ADDRESS", "127.0.0.1:3000")).await?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    axum::serve(listener, service(database, registry)).await?;
    Ok(())
}

fn setting(name: &str, default: &str) -> String {
    env::var(name).unwrap_or_else(|_| default.to_owned())
}
