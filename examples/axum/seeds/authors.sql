INSERT INTO authors (id, name) VALUES
    (1, 'Steve Klabnik'),
    (2, 'Carol Nichols'),
    (3, 'Mara Bos');
