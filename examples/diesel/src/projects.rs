//! What a team works on.

use diesel::prelude::*;

use crate::issues::Issue;
use crate::labels::Label;
use crate::people::Team;
use crate::schema::projects;

#[derive(Clone, Debug, Associations, Identifiable, Queryable, Selectable, relata::Model)]
#[diesel(table_name = projects)]
#[diesel(belongs_to(Team))]
#[relata(has_many(issues: Issue, inverse = project))]
#[relata(has_many(labels: Label, inverse = project))]
pub struct Project {
    pub id: i32,
    pub team_id: i32,
    pub name: String,
}

#[derive(Insertable)]
#[diesel(table_name = projects)]
pub struct NewProject<'a> {
    pub team_id: i32,
    pub name: &'a str,
}
