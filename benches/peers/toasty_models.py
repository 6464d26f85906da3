"""toasty: writes a package of so many models, since they are declared by a derive. Its program times what toasty does with
them at start-up without a database: gathering the models and building the schema, which pairs every relation."""

from graph import backwards, relations

VERSION = "0.11.0"

MANIFEST = f"""[package]
name = "toasty-models"
version = "0.0.0"
edition = "2024"
[workspace]
[dependencies]
toasty = {{ version = "={VERSION}", default-features = false }}
"""

# In this graph each model leads to all others, and the compiler goes along that when it judges what is dropped.
RECURSION = '#![recursion_limit = "10000"]\n'

MODEL = """
#[derive(Debug, toasty::Model)]
pub struct {name} {{
    #[key]
    id: i64,
    #[index]
    parent_id: i64,
    #[index]
    owner_id: i64,
    name: String,
    created_at: String,
    #[belongs_to(key = parent_id, references = id)]
    parent: toasty::Deferred<{parent}>,
    #[belongs_to(key = owner_id, references = id)]
    owner: toasty::Deferred<{owner}>,
    #[has_many(pair = parent)]
    children: toasty::Deferred<Vec<{child}>>,
    #[has_many(pair = owner)]
    owned: toasty::Deferred<Vec<{owned}>>,
}}
"""

MAIN = """
fn main() {
    let start = std::time::Instant::now();
    let schema = toasty::Db::builder().models(toasty::models!(crate::*)).build_app_schema().unwrap();
    let elapsed = start.elapsed().as_secs_f64();
    assert_eq!(schema.models().count(), COUNT);
    println!("toasty VERSION\\t{COUNT}\\t{elapsed}");
}
"""


def write(folder, count):
    """A package with these models in a folder."""
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(MANIFEST)
    children, owned = backwards(count)
    parts = ["#![allow(dead_code)]\n", RECURSION]
    for name, parent, owner in relations(count):
        parts.append(MODEL.format(name=name, parent=parent, owner=owner, child=children[name], owned=owned[name]))
    parts.append(f"\nconst COUNT: usize = {count};\n" + MAIN.replace("VERSION", VERSION))
    (folder / "src/main.rs").write_text("".join(parts))
