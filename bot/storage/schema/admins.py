"""The tables of who administers the bot."""

from sqlite_utils import Database, Migrations

from bot.storage.schema.groups import AS_A_SHOP, OWN


def add_admins(migrations: Migrations) -> None:
    """Add the step that makes the tables."""
    migrations(name="0009_admins")(_admins)


def _admins(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE admins (
            bot_id INTEGER NOT NULL,
            chat_id INTEGER NOT NULL,
            label TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (bot_id, chat_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    # Of a code only a digest: who reads the file cannot become an admin with it.
    db.execute(
        """
        CREATE TABLE admin_codes (
            bot_id INTEGER NOT NULL,
            digest TEXT NOT NULL,
            label TEXT NOT NULL,
            claim INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            PRIMARY KEY (bot_id, digest)
        ) STRICT, WITHOUT ROWID
        """
    )
    # Those of the settings, as the last start had them: they become nothing by this, but they count nowhere.
    db.execute(
        """
        CREATE TABLE admin_ids (
            bot_id INTEGER NOT NULL,
            chat_id INTEGER NOT NULL,
            PRIMARY KEY (bot_id, chat_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute(
        "CREATE VIEW all_admins AS SELECT bot_id, chat_id FROM admins "
        "UNION SELECT bot_id, chat_id FROM admin_ids"
    )
    # That a first start made a claim link once: no later start makes another by itself.
    db.execute("CREATE TABLE admin_claims (bot_id INTEGER PRIMARY KEY, made_at INTEGER NOT NULL) STRICT")
    # Admins never count, whatever way one is made.
    db.execute(
        f"""
        CREATE TRIGGER admins_insert AFTER INSERT ON admins BEGIN
            {AS_A_SHOP.format(row="new")}
            DELETE FROM assessments {OWN.format(row="new")};
        END
        """  # noqa: S608 -- put together from constants
    )
    db.execute(
        f"""
        CREATE TRIGGER chats_delete_admins AFTER DELETE ON chats BEGIN
            DELETE FROM admins {OWN.format(row="old")};
        END
        """  # noqa: S608
    )
