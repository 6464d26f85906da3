CREATE TABLE accounts (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE
);
CREATE TABLE teams (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
);
CREATE TABLE memberships (
    team_id INTEGER NOT NULL REFERENCES teams (id),
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    PRIMARY KEY (team_id, account_id)
);
CREATE TABLE projects (
    id INTEGER PRIMARY KEY NOT NULL,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    name TEXT NOT NULL
);
CREATE TABLE issues (
    id INTEGER PRIMARY KEY NOT NULL,
    project_id INTEGER NOT NULL REFERENCES projects (id),
    author_id INTEGER NOT NULL REFERENCES accounts (id),
    assignee_id INTEGER REFERENCES accounts (id),
    title TEXT NOT NULL
);
CREATE TABLE comments (
    id INTEGER PRIMARY KEY NOT NULL,
    issue_id INTEGER NOT NULL REFERENCES issues (id),
    written_by INTEGER NOT NULL REFERENCES accounts (id),
    body TEXT NOT NULL
);
CREATE TABLE labels (
    id INTEGER PRIMARY KEY NOT NULL,
    project_id INTEGER NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL
);
CREATE TABLE issue_labels (
    issue_id INTEGER NOT NULL REFERENCES issues (id),
    label_id INTEGER NOT NULL REFERENCES labels (id),
    PRIMARY KEY (issue_id, label_id)
);
