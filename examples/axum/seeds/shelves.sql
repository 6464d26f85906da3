INSERT INTO shelves (id, label) VALUES (1, 'A 1'), (2, 'B 7');
