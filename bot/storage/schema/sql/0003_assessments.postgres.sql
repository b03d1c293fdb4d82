-- The assessments that others are compared with.
-- Why each is there is said in the file for SQLite.

CREATE TABLE assessments (
    bot_id BIGINT NOT NULL,
    chat_id BIGINT NOT NULL,
    steps TEXT COLLATE "C" NOT NULL,
    finished_at BIGINT NOT NULL,
    PRIMARY KEY (bot_id, chat_id)
);
CREATE INDEX assessments_finished ON assessments (bot_id, finished_at, steps);

CREATE TABLE assessment_totals (
    bot_id BIGINT NOT NULL,
    steps TEXT COLLATE "C" NOT NULL,
    shops BIGINT NOT NULL,
    PRIMARY KEY (bot_id, steps)
);

CREATE FUNCTION assessments_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO assessment_totals (bot_id, steps, shops)
    VALUES (new.bot_id, new.steps, 1)
    ON CONFLICT (bot_id, steps) DO UPDATE SET shops = assessment_totals.shops + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER assessments_insert AFTER INSERT ON assessments
FOR EACH ROW EXECUTE FUNCTION assessments_insert();

CREATE FUNCTION assessments_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE assessment_totals SET shops = shops - 1 WHERE bot_id = old.bot_id AND steps = old.steps;
    DELETE FROM assessment_totals WHERE bot_id = old.bot_id AND steps = old.steps AND shops = 0;
    RETURN NULL;
END $$;
CREATE TRIGGER assessments_delete AFTER DELETE ON assessments
FOR EACH ROW EXECUTE FUNCTION assessments_delete();

CREATE FUNCTION assessments_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE assessment_totals SET shops = shops - 1 WHERE bot_id = old.bot_id AND steps = old.steps;
    DELETE FROM assessment_totals WHERE bot_id = old.bot_id AND steps = old.steps AND shops = 0;
    INSERT INTO assessment_totals (bot_id, steps, shops)
    VALUES (new.bot_id, new.steps, 1)
    ON CONFLICT (bot_id, steps) DO UPDATE SET shops = assessment_totals.shops + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER assessments_update AFTER UPDATE OF steps ON assessments
FOR EACH ROW EXECUTE FUNCTION assessments_update();
