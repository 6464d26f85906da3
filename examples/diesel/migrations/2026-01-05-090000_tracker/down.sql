DROP TABLE issue_labels;
DROP TABLE labels;
DROP TABLE comments;
DROP TABLE issues;
DROP TABLE projects;
DROP TABLE memberships;
DROP TABLE teams;
DROP TABLE accounts;
