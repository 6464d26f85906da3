//! The tables, as `diesel print-schema` writes them.

diesel::table! {
    accounts (id) {
        id -> Integer,
        name -> Text,
    }
}

diesel::table! {
    comments (id) {
        id -> Integer,
        issue_id -> Integer,
        written_by -> Integer,
        body -> Text,
    }
}

diesel::table! {
    issue_labels (issue_id, label_id) {
        issue_id -> Integer,
        label_id -> Integer,
    }
}

diesel::table! {
    issues (id) {
        id -> Integer,
        project_id -> Integer,
        author_id -> Integer,
        assignee_id -> Nullable<Integer>,
        title -> Text,
    }
}

diesel::table! {
    labels (id) {
        id -> Integer,
        project_id -> Integer,
        name -> Text,
    }
}

diesel::table! {
    memberships (team_id, account_id) {
        team_id -> Integer,
        account_id -> Integer,
        role -> Text,
    }
}

diesel::table! {
    projects (id) {
        id -> Integer,
        team_id -> Integer,
        name -> Text,
    }
}

diesel::table! {
    teams (id) {
        id -> Integer,
        name -> Text,
    }
}

diesel::joinable!(comments -> accounts (written_by));
diesel::joinable!(comments -> issues (issue_id));
diesel::joinable!(issue_labels -> issues (issue_id));
diesel::joinable!(issue_labels -> labels (label_id));
diesel::joinable!(issues -> projects (project_id));
diesel::joinable!(labels -> projects (project_id));
diesel::joinable!(memberships -> accounts (account_id));
diesel::joinable!(memberships -> teams (team_id));
diesel::joinable!(projects -> teams (team_id));

diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    comments,
    issue_labels,
    issues,
    labels,
    memberships,
    projects,
    teams,
);
