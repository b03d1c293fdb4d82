-- What is kept to compare participants: a table that stays until enough of them have changed.

-- They counted the others for each look, of which two told what one shop scored.
DROP TRIGGER IF EXISTS assessments_insert;
DROP TRIGGER IF EXISTS assessments_delete;
DROP TRIGGER IF EXISTS assessments_update;
DROP TABLE assessment_totals;

-- With which steps a shop counts in the table that is published.
ALTER TABLE assessments ADD COLUMN tabled TEXT;

CREATE TABLE peer_tables (
    bot_id INTEGER PRIMARY KEY,
    shops INTEGER NOT NULL,
    lower TEXT NOT NULL,
    yardstick TEXT NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
