-- The truth: documents as snapshot and chunks, attachments, and what the vault is.

CREATE TABLE vault (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  id          BLOB NOT NULL,             -- sixteen bytes, the same as in the keys file
  created     TEXT NOT NULL,
  min_reader  INTEGER NOT NULL,          -- the oldest schema whose Maru may read this vault
  min_writer  INTEGER NOT NULL           -- the oldest schema whose Maru may write to it
) STRICT;

CREATE TABLE device (
  id    TEXT PRIMARY KEY,
  name  TEXT NOT NULL,
  side  TEXT NOT NULL,
  this  INTEGER NOT NULL CHECK (this IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  no       INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  heads    TEXT NOT NULL,                -- hex, sorted, one space between: what snapshot and chunks must lead to
  changed  TEXT NOT NULL                 -- the newest change, an instant
) STRICT;

CREATE TABLE snapshot (
  document  INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  bytes     BLOB NOT NULL
) STRICT;

CREATE TABLE chunk (
  document  INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  no        INTEGER NOT NULL,
  bytes     BLOB NOT NULL,
  PRIMARY KEY (document, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
  hash   TEXT PRIMARY KEY,               -- SHA-256 of all bytes, hex
  mime   TEXT NOT NULL,
  size   INTEGER NOT NULL,
  added  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment_part (
  no          INTEGER PRIMARY KEY,
  attachment  TEXT NOT NULL REFERENCES attachment ON DELETE CASCADE,
  part        INTEGER NOT NULL,
  bytes       BLOB NOT NULL,
  UNIQUE (attachment, part)
) STRICT;

-- The projections: made from the documents, written in the same transaction, never edited by hand.

CREATE TABLE entry (
  document      INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  id            TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL,
  audience      TEXT NOT NULL,
  agreement     TEXT,
  sample        INTEGER NOT NULL,
  binned        INTEGER NOT NULL,
  ord           TEXT NOT NULL,           -- the instant to sort by, one width
  sort          TEXT NOT NULL,           -- the same as the record says it
  starts        INTEGER,                 -- meetings: milliseconds since 1970
  ends          INTEGER,
  status        TEXT NOT NULL,
  title_en      TEXT NOT NULL,
  title_ko      TEXT NOT NULL,
  place_en      TEXT NOT NULL,
  place_ko      TEXT NOT NULL,
  people        INTEGER NOT NULL,
  decisions     INTEGER NOT NULL,
  open_actions  INTEGER NOT NULL,
  to_translate  INTEGER NOT NULL
) STRICT;

CREATE INDEX entry_all ON entry (
  binned, ord, id, document, kind, audience, agreement, sample, sort, status, title_en, title_ko, place_en, place_ko,
  people, decisions, open_actions, to_translate
);
CREATE INDEX entry_kind ON entry (
  binned, kind, ord, id, document, audience, agreement, sample, sort, status, title_en, title_ko, place_en, place_ko,
  people, decisions, open_actions, to_translate
);
CREATE INDEX entry_ends ON entry (kind, binned, ends) WHERE ends IS NOT NULL;
CREATE INDEX entry_to_translate ON entry (ord, id) WHERE to_translate > 0 AND binned = 0;

CREATE TABLE decision (
  document  INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  segment   TEXT NOT NULL,
  pos       TEXT NOT NULL,
  number    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  text_en   TEXT NOT NULL,
  text_ko   TEXT NOT NULL,
  PRIMARY KEY (document, segment)
) STRICT, WITHOUT ROWID;

CREATE TABLE action (
  document    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  segment     TEXT NOT NULL,
  number      TEXT NOT NULL,
  text_en     TEXT NOT NULL,
  text_ko     TEXT NOT NULL,
  owner_side  TEXT NOT NULL,
  owner_en    TEXT NOT NULL,
  owner_ko    TEXT NOT NULL,
  due         TEXT NOT NULL,             -- '9999-12-31' where none is said, so that these come last
  status      TEXT NOT NULL,
  open        INTEGER NOT NULL,
  PRIMARY KEY (document, segment)
) STRICT, WITHOUT ROWID;

CREATE INDEX action_due ON action (open, due, segment, document);
CREATE INDEX action_all ON action (due, segment, document);

CREATE TABLE commitment (
  document    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  segment     TEXT NOT NULL,
  pos         TEXT NOT NULL,
  number      TEXT NOT NULL,
  text_en     TEXT NOT NULL,
  text_ko     TEXT NOT NULL,
  owner_side  TEXT NOT NULL,
  due         TEXT NOT NULL,
  status      TEXT NOT NULL,
  area        TEXT NOT NULL,
  PRIMARY KEY (document, segment)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
  document  INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  target    TEXT NOT NULL,               -- the id of a record
  segment   TEXT NOT NULL,               -- the segment of it, or empty
  how       TEXT NOT NULL,               -- agreement, about, related
  PRIMARY KEY (document, target, segment, how)
) STRICT, WITHOUT ROWID;

CREATE INDEX link_target ON link (target, document);

CREATE TABLE plain (
  document  INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  segment   TEXT NOT NULL,               -- empty for what is outside the segments
  fold      TEXT NOT NULL,               -- both texts in lower case, for search
  en        TEXT NOT NULL,
  ko        TEXT NOT NULL,
  PRIMARY KEY (document, segment)
) STRICT;
