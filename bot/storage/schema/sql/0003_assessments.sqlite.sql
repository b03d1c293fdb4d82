-- The assessments that others are compared with.

CREATE TABLE assessments (
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    steps TEXT NOT NULL,
    finished_at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, chat_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX assessments_finished ON assessments (bot_id, finished_at, steps);

-- Totals, because a result is shown more often than one is finished, and reading them takes no longer with
-- more shops. Kept by triggers, so that whatever adds or deletes an assessment keeps them right.
CREATE TABLE assessment_totals (
    bot_id INTEGER NOT NULL,
    steps TEXT NOT NULL,
    shops INTEGER NOT NULL,
    PRIMARY KEY (bot_id, steps)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER assessments_insert AFTER INSERT ON assessments BEGIN
    INSERT INTO assessment_totals (bot_id, steps, shops)
    VALUES (new.bot_id, new.steps, 1)
    ON CONFLICT (bot_id, steps) DO UPDATE SET shops = assessment_totals.shops + 1;
END;

CREATE TRIGGER assessments_delete AFTER DELETE ON assessments BEGIN
    UPDATE assessment_totals SET shops = shops - 1 WHERE bot_id = old.bot_id AND steps = old.steps;
    DELETE FROM assessment_totals WHERE bot_id = old.bot_id AND steps = old.steps AND shops = 0;
END;

CREATE TRIGGER assessments_update AFTER UPDATE OF steps ON assessments BEGIN
    UPDATE assessment_totals SET shops = shops - 1 WHERE bot_id = old.bot_id AND steps = old.steps;
    DELETE FROM assessment_totals WHERE bot_id = old.bot_id AND steps = old.steps AND shops = 0;
    INSERT INTO assessment_totals (bot_id, steps, shops)
    VALUES (new.bot_id, new.steps, 1)
    ON CONFLICT (bot_id, steps) DO UPDATE SET shops = assessment_totals.shops + 1;
END;
