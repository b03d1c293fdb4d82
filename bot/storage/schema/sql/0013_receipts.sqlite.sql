-- The codes by which shops that an advisor filled in for see and erase what is kept of them.

-- Of a code only a digest. Without a contribution it was erased: what is filled in once more for that shop
-- must not come back.
CREATE TABLE receipts (
    bot_id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    contribution INTEGER,
    at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_contribution ON receipts (contribution) WHERE contribution IS NOT NULL;
CREATE INDEX receipts_at ON receipts (at);

CREATE TRIGGER contributions_leave_receipts AFTER DELETE ON contributions BEGIN
    DELETE FROM receipts WHERE contribution = old.id;
END;
