-- Whoever puts in or takes away a row for lists counts it in the same transaction. Triggers did so before: because of them
-- SQLite kept a way back for each single row.

DROP TRIGGER entry_comes;
DROP TRIGGER entry_goes;

-- The index that filters by words is read whole, in any order: by number, new rows stand at its end, and do not each touch
-- a page of their own.

DROP INDEX entry_find;
CREATE INDEX entry_find ON entry (binned, kind, document, find);

INSERT INTO find (find, rank) VALUES ('pgsz', 3960);  -- fits a page: of 4,096 bytes SQLCipher takes 80, a row some more
-- Its pieces are put together in a pause, two of a size; while somebody types, a little where there are eight.
INSERT INTO find (find, rank) VALUES ('usermerge', 2);
INSERT INTO find (find, rank) VALUES ('automerge', 8);
INSERT INTO find (find, rank) VALUES ('crisismerge', 64);
