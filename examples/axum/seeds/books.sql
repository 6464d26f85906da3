INSERT INTO books (id, title, isbn, shelf_id) VALUES
    (1, 'The Rust Programming Language', '9781718503106', 1),
    (2, 'Rust Atomics and Locks', '9781098119447', NULL);
