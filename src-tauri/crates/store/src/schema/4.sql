-- Search asks an index of what can be typed to find a text, one row for each row of `plain`. The new columns and the
-- index are filled by making the projections anew; the texts of a record that cannot be read stay as they were.

CREATE TABLE plain_new (
  no        INTEGER PRIMARY KEY CHECK (no BETWEEN 1 AND 67108863),
  document  INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  segment   TEXT NOT NULL,               -- empty for what is outside the segments
  title     INTEGER NOT NULL,            -- 1 for the title of the record, which is outside the segments too
  place     INTEGER NOT NULL,            -- its row of `find`: 1 bit for titles and decisions, 17 of the day, 26 of `no`
  facts     TEXT NOT NULL,               -- what filters ask for, as terms of `find`
  en        TEXT NOT NULL,
  ko        TEXT NOT NULL,
  UNIQUE (document, segment, title)
) STRICT;

INSERT INTO plain_new (document, segment, title, place, facts, en, ko)
  SELECT document, segment, 0, 0, '', en, ko FROM plain;
UPDATE plain_new SET place = no;
DROP TABLE plain;
ALTER TABLE plain_new RENAME TO plain;

CREATE VIRTUAL TABLE find USING fts5(
  terms, content='', contentless_delete=1, detail=none, prefix='1 2 3 4', tokenize="ascii tokenchars '=-_'"
);

ALTER TABLE vault ADD COLUMN find_upto INTEGER NOT NULL DEFAULT 67108863;  -- `find` holds the rows of `plain` up to this `no`
