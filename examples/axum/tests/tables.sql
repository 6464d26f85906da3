-- The tables of `migrations/` in the types of PostgreSQL.
CREATE TABLE shelves (
    id BIGINT PRIMARY KEY,
    label TEXT NOT NULL UNIQUE
);

CREATE TABLE authors (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE books (
    id BIGINT PRIMARY KEY,
    title TEXT NOT NULL,
    isbn TEXT NOT NULL UNIQUE,
    shelf_id BIGINT REFERENCES shelves (id) ON DELETE SET NULL
);

CREATE TABLE authorships (
    book_id BIGINT NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    author_id BIGINT NOT NULL REFERENCES authors (id) ON DELETE RESTRICT,
    PRIMARY KEY (book_id, author_id)
);

CREATE TABLE copies (
    id UUID PRIMARY KEY,
    book_id BIGINT NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    bought_on DATE NOT NULL,
    condition JSONB NOT NULL
);

CREATE TABLE members (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    sponsor_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    joined_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE loans (
    id UUID PRIMARY KEY,
    copy_id UUID NOT NULL REFERENCES copies (id) ON DELETE RESTRICT,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE RESTRICT,
    lent_at TIMESTAMPTZ NOT NULL,
    due_on DATE NOT NULL,
    returned_at TIMESTAMPTZ
);

CREATE TABLE fines (
    id BIGINT PRIMARY KEY,
    loan_id UUID NOT NULL UNIQUE REFERENCES loans (id) ON DELETE CASCADE,
    amount TEXT NOT NULL
);
