-- Lists sort by title, status and last change, and filter without reading what they leave out; every action says when
-- it is late. The new columns are filled by making the projections anew.

ALTER TABLE entry ADD COLUMN stage TEXT NOT NULL DEFAULT '';       -- how far it is along the statuses of its kind, then newest first
ALTER TABLE entry ADD COLUMN key_en TEXT NOT NULL DEFAULT '';      -- the title as an English list sorts it
ALTER TABLE entry ADD COLUMN key_ko TEXT NOT NULL DEFAULT '';      -- the title as a Korean list sorts it
ALTER TABLE entry ADD COLUMN find TEXT NOT NULL DEFAULT '';        -- title and place without spaces, and their initial consonants
ALTER TABLE entry ADD COLUMN lapse TEXT;                           -- agreements that run: the typed end date, '9999-12-31' if unknown
ALTER TABLE entry ADD COLUMN lapse_basis TEXT NOT NULL DEFAULT ''; -- stated, assumed or unknown

CREATE INDEX entry_key_en ON entry (binned, kind, key_en, id, audience, agreement, status, document);
CREATE INDEX entry_key_ko ON entry (binned, kind, key_ko, id, audience, agreement, status, document);
CREATE INDEX entry_stage ON entry (binned, kind, stage, id, audience, agreement, status, document);
CREATE INDEX entry_find ON entry (binned, kind, find, document);
CREATE INDEX entry_lapse ON entry (lapse, document) WHERE lapse IS NOT NULL AND binned = 0;
CREATE INDEX entry_agreement ON entry (
  binned, agreement, kind, ord, id, document, audience, sample, sort, status, title_en, title_ko, place_en, place_ko,
  people, decisions, open_actions, to_translate
) WHERE agreement IS NOT NULL;
CREATE INDEX document_changed ON document (changed, id, no);

DROP INDEX action_due;
DROP INDEX action_all;

ALTER TABLE action ADD COLUMN ord TEXT NOT NULL DEFAULT '';        -- '0 ' if something is still to be done, else '1 ', and the last day in time
ALTER TABLE action ADD COLUMN zone TEXT NOT NULL DEFAULT '';       -- on whose clock it is late
ALTER TABLE action ADD COLUMN precision TEXT NOT NULL DEFAULT '';  -- how exactly the due date is known
ALTER TABLE action ADD COLUMN agreement TEXT NOT NULL DEFAULT '';  -- of its record
ALTER TABLE action ADD COLUMN evidence_en TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN evidence_ko TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN find TEXT NOT NULL DEFAULT '';       -- number, text and owner without spaces, and initial consonants

UPDATE action SET ord = CASE open WHEN 1 THEN '0 ' ELSE '1 ' END || due;

CREATE INDEX action_ord ON action (ord, segment, document, owner_side, status, agreement, owner_en, owner_ko);

CREATE TABLE holding (
  document    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  attachment  TEXT NOT NULL,             -- the hash; the bytes may have gone
  PRIMARY KEY (document, attachment)
) STRICT, WITHOUT ROWID;

CREATE INDEX holding_attachment ON holding (attachment, document);
