INSERT INTO members (id, name, email, sponsor_id, joined_at) VALUES
    (1, 'Ada', 'ada@example.org', NULL, '2025-01-02T10:00:00+00:00'),
    (2, 'Grace', 'grace@example.org', 1, '2025-02-03T11:00:00+00:00');
