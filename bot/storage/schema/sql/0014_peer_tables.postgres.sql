-- What is kept to compare participants: a table that stays until enough of them have changed.
-- Why each is there is said in the file for SQLite.

DROP FUNCTION assessments_insert() CASCADE;
DROP FUNCTION assessments_delete() CASCADE;
DROP FUNCTION assessments_update() CASCADE;
DROP TABLE assessment_totals;

ALTER TABLE assessments ADD COLUMN tabled TEXT COLLATE "C";

CREATE TABLE peer_tables (
    bot_id BIGINT PRIMARY KEY,
    shops BIGINT NOT NULL,
    lower TEXT COLLATE "C" NOT NULL,
    yardstick TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL
);
