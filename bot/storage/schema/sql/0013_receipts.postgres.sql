-- The codes by which shops that an advisor filled in for see and erase what is kept of them.
-- Why each is there is said in the file for SQLite.

CREATE TABLE receipts (
    bot_id BIGINT NOT NULL,
    digest TEXT COLLATE "C" NOT NULL,
    contribution BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (bot_id, digest)
);
CREATE INDEX receipts_contribution ON receipts (contribution) WHERE contribution IS NOT NULL;
CREATE INDEX receipts_at ON receipts (at);

CREATE FUNCTION contributions_leave_receipts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM receipts WHERE contribution = old.id;
    RETURN NULL;
END $$;
CREATE TRIGGER contributions_leave_receipts AFTER DELETE ON contributions
FOR EACH ROW EXECUTE FUNCTION contributions_leave_receipts();
