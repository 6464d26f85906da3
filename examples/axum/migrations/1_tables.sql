CREATE TABLE shelves (
    id INTEGER NOT NULL PRIMARY KEY,
    label TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE authors (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE books (
    id INTEGER NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    isbn TEXT NOT NULL UNIQUE,
    shelf_id INTEGER REFERENCES shelves (id) ON DELETE SET NULL
) STRICT;

CREATE TABLE authorships (
    book_id INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    author_id INTEGER NOT NULL REFERENCES authors (id) ON DELETE RESTRICT,
    PRIMARY KEY (book_id, author_id)
) STRICT;

CREATE TABLE copies (
    id BLOB NOT NULL PRIMARY KEY,
    book_id INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    bought_on TEXT NOT NULL,
    condition TEXT NOT NULL
) STRICT;

CREATE TABLE members (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    sponsor_id INTEGER REFERENCES members (id) ON DELETE SET NULL,
    joined_at TEXT NOT NULL
) STRICT;

CREATE TABLE loans (
    id BLOB NOT NULL PRIMARY KEY,
    copy_id BLOB NOT NULL REFERENCES copies (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE RESTRICT,
    lent_at TEXT NOT NULL,
    due_on TEXT NOT NULL,
    returned_at TEXT
) STRICT;

-- One copy is lent to one member at a time.
CREATE UNIQUE INDEX lent ON loans (copy_id) WHERE returned_at IS NULL;

CREATE TABLE fines (
    id INTEGER NOT NULL PRIMARY KEY,
    loan_id BLOB NOT NULL UNIQUE REFERENCES loans (id) ON DELETE CASCADE,
    amount TEXT NOT NULL
) STRICT;
