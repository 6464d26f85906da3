//! Two models, one relation that both sides declare, and a start that proves it.
//!
//! `cargo run --example quickstart` prints what was found. Write `"Bok"` for `"Book"` and run it again to read a report.

#![allow(dead_code, reason = "the models are only declared here, not used")]
#![allow(clippy::print_stdout, reason = "an example prints what it shows")]

use relata::Model;

#[derive(Model)]
#[relata(has_many(books: "Book", inverse = author))]
struct Author {
    id: i64,
    name: String,
}

#[derive(Model)]
struct Book {
    id: i64,
    title: String,
    #[relata(belongs_to(Author, inverse = books))]
    author_id: i64,
}

fn main() -> Result<(), relata::Report> {
    let registry = relata::init()?;
    println!("{} models", registry.len());
    for model in registry.models() {
        println!("{} at {}", model.name(), model.place());
        for relation in model.relations() {
            print!("  {}: {}", relation.name(), relation.kind());
            for target in relation.targets() {
                print!(" {}", target.path());
            }
            println!();
        }
    }
    Ok(())
}
