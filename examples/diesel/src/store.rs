//! The database: opened and migrated, filled, read and emptied.

use std::error::Error;

use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use relata::Registry;

use crate::issues::{Issue, NewComment, NewIssue};
use crate::labels::{IssueLabel, Label, NewLabel};
use crate::people::{Account, Membership, NewAccount, NewTeam};
use crate::projects::{NewProject, Project};
use crate::schema::{
    accounts, comments, issue_labels, issues, labels, memberships, projects, teams,
};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

/// Opens a database and brings its tables up to date.
///
/// # Errors
///
/// It cannot be opened or migrated.
pub fn open(file: &str) -> Result<SqliteConnection, Box<dyn Error + Send + Sync>> {
    let mut database = SqliteConnection::establish(file)?;
    database.run_pending_migrations(MIGRATIONS)?;
    // SQLite holds a program to its foreign keys only if it asks for that.
    diesel::sql_query("PRAGMA foreign_keys = ON").execute(&mut database)?;
    Ok(database)
}

/// Writes a team with a project, and two issues in it.
///
/// # Errors
///
/// The database refuses a row.
pub fn fill(database: &mut SqliteConnection) -> QueryResult<()> {
    let mut account = |name| {
        diesel::insert_into(accounts::table)
            .values(NewAccount { name })
            .returning(accounts::id)
            .get_result(database)
    };
    let (ada, grace): (i32, i32) = (account("Ada")?, account("Grace")?);
    let team_id = diesel::insert_into(teams::table)
        .values(NewTeam { name: "Compilers" })
        .returning(teams::id)
        .get_result(database)?;
    let member = |account_id, role: &str| Membership {
        team_id,
        account_id,
        role: role.to_owned(),
    };
    diesel::insert_into(memberships::table)
        .values(vec![member(ada, "author"), member(grace, "lead")])
        .execute(database)?;
    let project_id = diesel::insert_into(projects::table)
        .values(NewProject {
            team_id,
            name: "Parser",
        })
        .returning(projects::id)
        .get_result(database)?;
    let label_id = diesel::insert_into(labels::table)
        .values(NewLabel {
            project_id,
            name: "bug",
        })
        .returning(labels::id)
        .get_result(database)?;
    let issue = |title, assignee_id| NewIssue {
        project_id,
        author_id: ada,
        assignee_id,
        title,
    };
    let issue_id = diesel::insert_into(issues::table)
        .values(issue("A comma too many", Some(grace)))
        .returning(issues::id)
        .get_result(database)?;
    diesel::insert_into(issues::table)
        .values(issue("Name the grammar", None))
        .execute(database)?;
    diesel::insert_into(issue_labels::table)
        .values(IssueLabel { issue_id, label_id })
        .execute(database)?;
    diesel::insert_into(comments::table)
        .values(NewComment {
            issue_id,
            written_by: grace,
            body: "Found it.",
        })
        .execute(database)?;
    Ok(())
}

/// Each issue of each project, with its labels.
///
/// # Errors
///
/// The database cannot be read.
pub fn list(database: &mut SqliteConnection) -> QueryResult<Vec<String>> {
    let mut lines = Vec::new();
    for project in projects::table
        .select(Project::as_select())
        .load(database)?
    {
        let issues = Issue::belonging_to(&project)
            .inner_join(accounts::table.on(accounts::id.eq(issues::author_id)))
            .select((Issue::as_select(), Account::as_select()))
            .load(database)?;
        for (issue, author) in issues {
            let labels: Vec<Label> = IssueLabel::belonging_to(&issue)
                .inner_join(labels::table)
                .select(Label::as_select())
                .load(database)?;
            let labels: Vec<_> = labels
                .iter()
                .map(|label| format!(" [{}]", label.name))
                .collect();
            lines.push(format!(
                "{}: {} by {}{}",
                project.name,
                issue.title,
                author.name,
                labels.concat()
            ));
        }
    }
    Ok(lines)
}

/// Deletes every row of every model: those first that others do not refer to. The tables are not listed here, so a new
/// model is not forgotten.
///
/// # Errors
///
/// The database refuses a deletion.
pub fn empty(database: &mut SqliteConnection, registry: &Registry) -> QueryResult<Vec<String>> {
    let mut lines = Vec::new();
    let order = registry.creation_order();
    for model in order.iter().rev().flatten() {
        let Some(table) = model.table() else { continue };
        let rows = diesel::sql_query(format!("DELETE FROM {table}")).execute(database)?;
        lines.push(format!("{rows} of {table}"));
    }
    Ok(lines)
}
