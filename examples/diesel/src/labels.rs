//! What issues are sorted by. `Label` is shared with a client, which has no database.

#[cfg(feature = "database")]
use crate::schema::{issue_labels, labels};
#[cfg(feature = "database")]
use diesel::prelude::*;

#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "database",
    derive(Associations, Identifiable, Queryable, Selectable, relata::Model),
    diesel(table_name = labels, belongs_to(crate::projects::Project)),
    relata(many_to_many(issues: crate::issues::Issue, through = IssueLabel, inverse = labels))
)]
pub struct Label {
    pub id: i32,
    pub project_id: i32,
    pub name: String,
}

#[cfg(feature = "database")]
#[derive(
    Clone, Debug, Associations, Identifiable, Insertable, Queryable, Selectable, relata::Model,
)]
#[diesel(table_name = issue_labels)]
#[diesel(primary_key(issue_id, label_id))]
#[diesel(belongs_to(crate::issues::Issue), belongs_to(Label))]
pub struct IssueLabel {
    pub issue_id: i32,
    pub label_id: i32,
}

#[cfg(feature = "database")]
#[derive(Insertable)]
#[diesel(table_name = labels)]
pub struct NewLabel<'a> {
    pub project_id: i32,
    pub name: &'a str,
}
