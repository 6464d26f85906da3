//! Who works here, and in which team.

use diesel::prelude::*;

use crate::issues::{Comment, Issue};
use crate::projects::Project;
use crate::schema::{accounts, memberships, teams};

// Diesel declares the side of a relation that holds the key. relata's attribute declares the other side, so that it is checked.
#[derive(Clone, Debug, Identifiable, Queryable, Selectable, relata::Model)]
#[diesel(table_name = accounts)]
#[relata(has_many(issues: Issue, inverse = author))]
#[relata(has_many(assigned: Issue, inverse = assignee))]
#[relata(has_many(comments: Comment, inverse = written_by))]
#[relata(many_to_many(teams: Team, through = Membership, inverse = members))]
pub struct Account {
    pub id: i32,
    #[relata(unique)]
    pub name: String,
}

#[derive(Clone, Debug, Identifiable, Queryable, Selectable, relata::Model)]
#[diesel(table_name = teams)]
#[relata(has_many(projects: Project, inverse = team))]
#[relata(many_to_many(members: Account, through = Membership, inverse = teams))]
pub struct Team {
    pub id: i32,
    pub name: String,
}

#[derive(
    Clone, Debug, Associations, Identifiable, Insertable, Queryable, Selectable, relata::Model,
)]
#[diesel(table_name = memberships, primary_key(team_id, account_id), belongs_to(Team), belongs_to(Account))]
pub struct Membership {
    pub team_id: i32,
    pub account_id: i32,
    pub role: String,
}

/// Not a model: what an insert needs of one.
#[derive(Insertable)]
#[diesel(table_name = accounts)]
pub struct NewAccount<'a> {
    pub name: &'a str,
}

#[derive(Insertable)]
#[diesel(table_name = teams)]
pub struct NewTeam<'a> {
    pub name: &'a str,
}
