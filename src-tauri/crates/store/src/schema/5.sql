-- Of each word the index keeps the beginnings that can be asked for, so that what was typed is always one list of places:
-- of five letters and more it had to gather every word that begins so. The index is filled by making the projections anew.

DROP TABLE find;

CREATE VIRTUAL TABLE find USING fts5(
  terms, content='', contentless_delete=1, detail=none, prefix='1 2 3 5 6 7', tokenize="ascii tokenchars '=-_'"
);
INSERT INTO find (find, rank) VALUES ('hashsize', 16777216);  -- many records that come in at once are one piece of it
