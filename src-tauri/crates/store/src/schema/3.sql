-- One table tells of attachments: `holding`, of those that a record names and of those that it ever named.

INSERT OR IGNORE INTO holding SELECT document, target FROM link WHERE how = 'attachment';
DELETE FROM link WHERE how = 'attachment';
