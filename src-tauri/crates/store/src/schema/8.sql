-- A page of a list by title is read from its index alone: by title, rows that follow each other lie far apart in the table.
-- What a row says of its last change is said to the quarter of an hour, which is enough for the day in every zone: then a
-- row is not written, and its place in each index with it, for every key that is pressed.

ALTER TABLE entry ADD COLUMN quarter TEXT NOT NULL DEFAULT '';     -- the quarter of an hour of the newest change, an instant

UPDATE entry SET quarter = (
  SELECT substr(changed, 1, 14) || printf('%02d', substr(changed, 15, 2) / 15 * 15) || ':00.000Z'
  FROM document WHERE no = entry.document
);

DROP INDEX entry_key_en;
DROP INDEX entry_key_ko;
CREATE INDEX entry_key_en ON entry (
  binned, kind, key_en, id, audience, agreement, status, sample, sort, title_en, title_ko, place_en, place_ko,
  people, decisions, open_actions, to_translate, quarter
);
CREATE INDEX entry_key_ko ON entry (
  binned, kind, key_ko, id, audience, agreement, status, sample, sort, title_en, title_ko, place_en, place_ko,
  people, decisions, open_actions, to_translate, quarter
);
