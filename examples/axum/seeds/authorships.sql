INSERT INTO authorships (book_id, author_id) VALUES (1, 1), (1, 2), (2, 3);
