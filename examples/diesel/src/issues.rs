//! Issues and their comments.

use diesel::prelude::*;

use crate::labels::{IssueLabel, Label};
use crate::people::Account;
use crate::projects::Project;
use crate::schema::{comments, issues};

#[derive(Clone, Debug, Associations, Identifiable, Queryable, Selectable, relata::Model)]
#[diesel(table_name = issues)]
#[diesel(belongs_to(Project))]
#[diesel(belongs_to(Account, foreign_key = author_id))]
#[relata(has_many(comments: Comment, inverse = issue))]
#[relata(many_to_many(labels: Label, through = IssueLabel, inverse = issues))]
pub struct Issue {
    pub id: i32,
    pub project_id: i32,
    pub author_id: i32,
    // Diesel takes one `belongs_to` for each type, so this one is relata's.
    #[relata(belongs_to(Account, inverse = assigned))]
    pub assignee_id: Option<i32>,
    pub title: String,
}

#[derive(Clone, Debug, Associations, Identifiable, Queryable, Selectable, relata::Model)]
#[diesel(table_name = comments)]
#[diesel(belongs_to(Issue), belongs_to(Account, foreign_key = written_by))]
pub struct Comment {
    pub id: i32,
    pub issue_id: i32,
    #[diesel(column_name = written_by)]
    pub author_id: i32,
    pub body: String,
}

#[derive(Insertable)]
#[diesel(table_name = issues)]
pub struct NewIssue<'a> {
    pub project_id: i32,
    pub author_id: i32,
    pub assignee_id: Option<i32>,
    pub title: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = comments)]
pub struct NewComment<'a> {
    pub issue_id: i32,
    pub written_by: i32,
    pub body: &'a str,
}
