-- How many records there are is kept beside them: to count them took the longer, the more there were. The indexes of
-- lists hold what is sorted and filtered by, and no whole rows, which served the counting alone.

CREATE TABLE tally (
  agreement  TEXT NOT NULL,              -- of the records of this agreement, or empty: of all
  binned     INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  audience   TEXT NOT NULL,
  status     TEXT NOT NULL,
  n          INTEGER NOT NULL,           -- so many rows of `entry`
  PRIMARY KEY (agreement, binned, kind, audience, status)
) STRICT, WITHOUT ROWID;

INSERT INTO tally
  SELECT '', binned, kind, audience, status, count(*) FROM entry GROUP BY binned, kind, audience, status;
INSERT INTO tally
  SELECT agreement, binned, kind, audience, status, count(*) FROM entry WHERE agreement <> ''
  GROUP BY agreement, binned, kind, audience, status;

CREATE TRIGGER entry_comes AFTER INSERT ON entry BEGIN
  INSERT INTO tally VALUES ('', NEW.binned, NEW.kind, NEW.audience, NEW.status, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tally
    SELECT NEW.agreement, NEW.binned, NEW.kind, NEW.audience, NEW.status, 1 WHERE NEW.agreement <> ''
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER entry_goes AFTER DELETE ON entry BEGIN
  UPDATE tally SET n = n - 1 WHERE agreement IN ('', OLD.agreement)
    AND binned = OLD.binned AND kind = OLD.kind AND audience = OLD.audience AND status = OLD.status;
  DELETE FROM tally WHERE n = 0 AND agreement IN ('', OLD.agreement)
    AND binned = OLD.binned AND kind = OLD.kind AND audience = OLD.audience AND status = OLD.status;
END;

DROP INDEX entry_all;
DROP INDEX entry_kind;
DROP INDEX entry_agreement;
DROP INDEX entry_to_translate;
DROP INDEX entry_ends;

CREATE INDEX entry_all ON entry (binned, ord, id, audience, status);
CREATE INDEX entry_kind ON entry (binned, kind, ord, id, audience, status);
CREATE INDEX entry_agreement ON entry (binned, agreement, kind, ord, id, audience, status) WHERE agreement IS NOT NULL;
CREATE INDEX entry_starts ON entry (binned, kind, starts, id, ends) WHERE ends IS NOT NULL;
CREATE INDEX entry_long ON entry (binned, kind, ends, starts, id) WHERE ends - starts > 86400000;  -- over more than a day
CREATE INDEX entry_to_translate ON entry (ord, id) WHERE to_translate > 0 AND binned = 0 AND audience = 'joint';
CREATE INDEX entry_review ON entry (ord, id)
  WHERE kind = 'practice' AND binned = 0 AND status IN ('own_review', 'joint_review');
CREATE INDEX entry_sample ON entry (document) WHERE sample = 1;
