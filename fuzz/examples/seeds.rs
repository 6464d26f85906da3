//! Writes what the fuzzer begins with: for each target a folder of small files in `corpus`.
//!
//! The records are those of the models here, as the derive has written them, and the files that hold them are made as
//! the tests make them.

#![allow(
    dead_code,
    reason = "the models are only declared, and the tests have more files"
)]

use std::path::Path;
use std::{env, fs, io};

use relata::document::Document;
use relata::{Model, Records, options};

#[path = "../../tests/records/files.rs"]
mod files;

#[derive(Model)]
#[relata(table = "users", unique(tenant_id, email))]
#[relata(has_many(posts: "Post", inverse = author))]
#[relata(many_to_many(teams: Team, through = "Membership", via(user, team), inverse = members))]
struct User {
    id: i64,
    tenant_id: Option<i32>,
    #[relata(unique)]
    email: String,
}

#[derive(Model)]
#[relata(many_to_many(members: User, through = Membership, inverse = teams))]
struct Team {
    #[relata(as = i64)]
    id: u64,
}

#[derive(Model)]
#[relata(key(user_id, team_id))]
struct Membership {
    #[relata(belongs_to(User, references = id, allow(missing_key, reason = "why not")))]
    user_id: i64,
    #[relata(belongs_to(Team, on_delete = cascade))]
    team_id: i64,
}

#[derive(Model)]
#[relata(name = "Post", allow(isolated_model, reason = "to have one"))]
#[relata(belongs_to(subject: any(Team, "User"), key = subject_id, tag = subject_kind))]
#[relata(refers_to(event: any))]
#[relata(belongs_to(topic: "Topic"))]
struct PostRow {
    id: i64,
    #[relata(belongs_to(User, inverse = posts))]
    author_id: i64,
    subject_id: i64,
    subject_kind: String,
}

relata::external!("auth::Session");
relata::link!(relata as seeds);

/// The file of this program.
fn own() -> Vec<u8> {
    fs::read(env::current_exe().expect("it has a file")).expect("it can be read")
}

fn write(target: &str, name: &str, bytes: impl AsRef<[u8]>) -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("corpus").join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), bytes)
}

/// The source files of a package.
const DIESEL: &str = concat!(
    "mod schema; mod issues; mod people; mod projects;\n//- schema.rs\n",
    include_str!("../../examples/diesel/src/schema.rs"),
    "\n//- issues.rs\n",
    include_str!("../../examples/diesel/src/issues.rs"),
    "\n//- people.rs\n",
    include_str!("../../examples/diesel/src/people.rs"),
    "\n//- projects.rs\n",
    include_str!("../../examples/diesel/src/projects.rs"),
);

/// Small files, each with what points at another.
const SMALL: &str = "mod ids; mod a; pub mod inner { pub mod deep; } include!(\"more.in\"); use ids::*;
#[derive(Queryable, Identifiable)] #[diesel(table_name = a::rows)] pub struct Row { pub id: Id, pub key: a::Key }
//- ids.rs
pub type Id = i64; pub use crate::a::Key as Other;
//- a.rs
pub struct Key(pub i32); table! { rows (id) { id -> Int8, key -> Int4 } } joinable!(rows -> rows (key));
fn f() { struct Local; let x = '{'; }
//- inner/deep.rs
#[cfg(all(test, feature = \"x\"))] use super::super::*;
#[derive(DeriveEntityModel)] #[sea_orm(table_name = \"b\")] pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub a_id: Id }
pub enum Relation { A } impl RelationTrait for Relation { fn def(&self) -> RelationDef { Entity::has_many(Entity).into() } }
impl Related<Entity> for Entity { fn to() -> RelationDef { Relation::A.def() } }
//- more.in
macro_rules! m { ($n:ident) => { pub struct $n(u8); } } m!(Made); #[path = \"ids.rs\"] mod again;
";

fn main() -> io::Result<()> {
    write("source", "diesel", DIESEL)?;
    write("source", "small", SMALL)?;
    write(
        "source",
        "relata",
        include_str!("../../examples/quickstart.rs"),
    )?;
    let section = files::own_section();
    for (format, file) in files::ALL {
        write("executable", format, file(&section))?;
    }

    let wrong = include_str!("../wrong.json");
    let document = Document::parse(wrong).expect("it is a document");
    write("document", "wrong", wrong)?;
    write(
        "document",
        "all",
        include_str!("../../tests/reports/document.json"),
    )?;
    write("schema", "all", include_str!("../schema.json"))?;
    write("records", "linked", Records::linked().to_bytes())?;
    write(
        "records",
        "wrong",
        Records::of_document(&document).to_bytes(),
    )?;
    let baseline = options().strict().check_documents(&[document]);
    write("baseline", "wrong", baseline.to_baseline())
}
