-- Organisations, what their campaigns count, what shops share with them.

-- AUTOINCREMENT where an id is seen outside: in buttons, in sessions, in notices. One that is used again
-- would let an old button do something to another campaign, share or thread.
CREATE TABLE organisations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (bot_id, name)
) STRICT;

-- Of a code only a digest: who reads the file cannot become an advisor with it.
CREATE TABLE invitations (
    bot_id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    organisation INTEGER NOT NULL,
    label TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_expire ON invitations (expires_at);

CREATE TABLE advisors (
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    label TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (bot_id, chat_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX advisors_organisation ON advisors (bot_id, organisation);

-- The counts are kept by triggers on the participants, so that reading them takes no longer with more.
CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    closed INTEGER NOT NULL DEFAULT 0,
    opened INTEGER NOT NULL DEFAULT 0,
    started INTEGER NOT NULL DEFAULT 0,
    finished INTEGER NOT NULL DEFAULT 0,
    UNIQUE (bot_id, code)
) STRICT;
CREATE INDEX campaigns_organisation ON campaigns (bot_id, organisation);

CREATE TABLE participants (
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    PRIMARY KEY (bot_id, chat_id, campaign)
) STRICT, WITHOUT ROWID;

-- A wave with nothing that can change its totals has no due_at: then a look at them is only a look.
CREATE TABLE waves (
    id INTEGER PRIMARY KEY,
    bot_id INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    campaign INTEGER NOT NULL,
    number INTEGER NOT NULL,
    due_at INTEGER,
    UNIQUE (bot_id, campaign, number)
) STRICT;
CREATE INDEX waves_organisation ON waves (bot_id, organisation);

-- Without a batch it waits. `asked` is since when it waits to become known, while the shop shares.
CREATE TABLE contributions (
    id INTEGER PRIMARY KEY,
    bot_id INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    wave_id INTEGER NOT NULL,
    chat_id INTEGER,
    run INTEGER NOT NULL,
    assisted INTEGER NOT NULL,
    known INTEGER NOT NULL,
    decided INTEGER NOT NULL DEFAULT 0,
    finished_at INTEGER NOT NULL,
    categories TEXT NOT NULL,
    batch INTEGER,
    asked INTEGER
) STRICT;
CREATE UNIQUE INDEX contributions_run ON contributions (bot_id, chat_id, organisation, assisted, run);
CREATE INDEX contributions_waiting ON contributions (wave_id, finished_at) WHERE batch IS NULL;
CREATE INDEX contributions_batch ON contributions (batch) WHERE batch IS NOT NULL;
CREATE INDEX contributions_asking ON contributions (wave_id) WHERE asked IS NOT NULL;
CREATE INDEX contributions_finished ON contributions (finished_at);

-- AUTOINCREMENT, because their order is the order in which they were made.
CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    wave_id INTEGER NOT NULL,
    size INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'whole' CHECK (state IN ('whole', 'broken', 'gone')),
    opened INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX batches_broken ON batches (wave_id) WHERE state = 'broken';
CREATE INDEX batches_unopened ON batches (wave_id, size) WHERE opened = 0 AND state = 'whole';

-- Where a batch stands in a variable: waiting, or in a block. A unit is what entered at once, named by the
-- newest of its batches.
CREATE TABLE places (
    wave_id INTEGER NOT NULL,
    variable TEXT NOT NULL,
    batch INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    block INTEGER,
    PRIMARY KEY (batch, variable)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_waiting ON places (wave_id, variable) WHERE block IS NULL;
CREATE INDEX places_block ON places (block) WHERE block IS NOT NULL;

-- Tallies are JSON lists, by category: variables have different numbers of them.
CREATE TABLE blocks (
    id INTEGER PRIMARY KEY,
    wave_id INTEGER NOT NULL,
    variable TEXT NOT NULL,
    unknown TEXT NOT NULL,
    known TEXT NOT NULL
) STRICT;

-- The sum of the wave's blocks.
CREATE TABLE group_totals (
    wave_id INTEGER NOT NULL,
    variable TEXT NOT NULL,
    unknown TEXT NOT NULL,
    known TEXT NOT NULL,
    PRIMARY KEY (wave_id, variable)
) STRICT, WITHOUT ROWID;

CREATE TABLE shares (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    result INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    contact TEXT,
    who TEXT NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    UNIQUE (bot_id, chat_id, organisation)
) STRICT;
CREATE INDEX shares_organisation ON shares (bot_id, organisation, since);
CREATE INDEX shares_until ON shares (until);

-- Not who looked: shops see that an advisor did.
CREATE TABLE looks (
    id INTEGER PRIMARY KEY,
    share INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX looks_share ON looks (share);

CREATE TABLE threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    who TEXT NOT NULL,
    ended_by TEXT CHECK (ended_by IN ('shop', 'advisor')),
    UNIQUE (bot_id, chat_id, organisation)
) STRICT;

-- The sender is the chat whose doing is told: its words go with it. AUTOINCREMENT, because an id used again
-- would let a late commit remove a notice that was never told.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    sender INTEGER NOT NULL,
    thread INTEGER,
    body TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX notices_bot ON notices (bot_id);
CREATE INDEX notices_chat ON notices (bot_id, chat_id);
CREATE INDEX notices_sender ON notices (bot_id, sender);
CREATE INDEX notices_thread ON notices (thread) WHERE thread IS NOT NULL;
CREATE INDEX notices_at ON notices (at);

CREATE TRIGGER participants_insert AFTER INSERT ON participants BEGIN
    UPDATE campaigns SET
        opened = opened + 1,
        started = started + (new.started_at IS NOT NULL),
        finished = finished + (new.finished_at IS NOT NULL)
    WHERE id = new.campaign;
END;

CREATE TRIGGER participants_update AFTER UPDATE ON participants BEGIN
    UPDATE campaigns SET
        started = started + (new.started_at IS NOT NULL) - (old.started_at IS NOT NULL),
        finished = finished + (new.finished_at IS NOT NULL) - (old.finished_at IS NOT NULL)
    WHERE id = new.campaign;
END;

CREATE TRIGGER participants_delete AFTER DELETE ON participants BEGIN
    UPDATE campaigns SET
        opened = opened - 1,
        started = started - (old.started_at IS NOT NULL),
        finished = finished - (old.finished_at IS NOT NULL)
    WHERE id = old.campaign;
END;

-- The next release takes a broken batch out of the totals. What waited may have kept others waiting.
CREATE TRIGGER contributions_delete AFTER DELETE ON contributions BEGIN
    UPDATE batches SET state = 'broken' WHERE id = old.batch AND state = 'whole';
    UPDATE waves SET due_at = 0
    WHERE id = old.wave_id
        AND (old.batch IS NULL
            OR EXISTS (SELECT 1 FROM batches WHERE id = old.batch AND state = 'broken'));
    DELETE FROM batches
    WHERE id = old.batch AND state = 'gone'
        AND NOT EXISTS (SELECT 1 FROM contributions WHERE batch = old.batch);
END;

CREATE TRIGGER shares_delete AFTER DELETE ON shares BEGIN
    DELETE FROM looks WHERE share = old.id;
    UPDATE contributions SET asked = NULL
    WHERE bot_id = old.bot_id AND chat_id = old.chat_id
        AND organisation = old.organisation AND assisted = 0;
END;

CREATE TRIGGER threads_delete AFTER DELETE ON threads BEGIN
    DELETE FROM notices WHERE thread = old.id;
END;

-- Advisors never count, whatever way one is made.
CREATE TRIGGER advisors_insert AFTER INSERT ON advisors BEGIN
    DELETE FROM participants WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM contributions WHERE bot_id = new.bot_id AND chat_id = new.chat_id AND assisted = 0;
    DELETE FROM shares WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM threads WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM notices WHERE bot_id = new.bot_id AND sender = new.chat_id;
    DELETE FROM notices WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
    DELETE FROM assessments WHERE bot_id = new.bot_id AND chat_id = new.chat_id;
END;

-- What was to be told to an advisor is not for one who is none any more.
CREATE TRIGGER advisors_delete AFTER DELETE ON advisors BEGIN
    DELETE FROM notices WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;

CREATE TRIGGER chats_delete_groups AFTER DELETE ON chats BEGIN
    DELETE FROM participants WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM contributions WHERE bot_id = old.bot_id AND chat_id = old.chat_id AND assisted = 0;
    DELETE FROM shares WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM threads WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM notices WHERE bot_id = old.bot_id AND sender = old.chat_id;
    DELETE FROM notices WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    UPDATE contributions SET chat_id = NULL WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
    DELETE FROM advisors WHERE bot_id = old.bot_id AND chat_id = old.chat_id;
END;
