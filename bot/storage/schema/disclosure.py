"""What is kept so that figures about others can be released: see `scoring.disclosure`."""

from sqlite_utils import Database, Migrations

from bot.storage.schema.groups import OWN

_ROLES = ("admins", "admin_ids", "advisors")


def add_disclosure(migrations: Migrations) -> None:
    """Add the step that makes the tables."""
    migrations(name="0018_disclosure")(_disclosure)


def _disclosure(db: Database) -> None:
    # In which week it was looked last whether a figure is to be made anew: once a week, so that nobody can
    # have it made just before and just after a shop.
    db.execute(
        """
        CREATE TABLE release_looks (
            bot_id INTEGER NOT NULL,
            figure TEXT NOT NULL,
            week INTEGER NOT NULL,
            PRIMARY KEY (bot_id, figure)
        ) STRICT, WITHOUT ROWID
        """
    )
    # Where people stopped, as it is told; who stopped before that moment is in this or an earlier release.
    db.execute(
        """
        CREATE TABLE stopped_releases (
            bot_id INTEGER PRIMARY KEY,
            until INTEGER NOT NULL,
            counts TEXT NOT NULL
        ) STRICT
        """
    )
    # Counting live told a single shop's path.
    db.execute("DROP INDEX IF EXISTS chats_asked")
    db.execute(
        "CREATE INDEX chats_stopped ON chats (bot_id, visited_at) WHERE finished = 0 AND question IS NOT NULL"
    )
    # The data set of a quarter, as it was given out: a second could be subtracted from it.
    db.execute(
        """
        CREATE TABLE research_releases (
            quarter TEXT PRIMARY KEY,
            shops INTEGER NOT NULL,
            left_out INTEGER,
            data BLOB NOT NULL,
            codebook BLOB NOT NULL
        ) STRICT
        """
    )
    # Who advised or administered once: what such a chat tried out is no shop's, after its role too.
    db.execute("ALTER TABLE chats ADD COLUMN had_role INTEGER NOT NULL DEFAULT 0")
    for role in _ROLES:
        db.execute(
            f"""
            CREATE TRIGGER {role}_had_role AFTER DELETE ON {role} BEGIN
                UPDATE chats SET had_role = 1 {OWN.format(row="old")};
            END
            """  # noqa: S608 -- put together from constants
        )
    # Who stands in the settings now may have been a shop before.
    db.execute(
        f"""
        CREATE TRIGGER admin_ids_insert AFTER INSERT ON admin_ids BEGIN
            DELETE FROM participants {OWN.format(row="new")};
            DELETE FROM contributions {OWN.format(row="new")} AND assisted = 0;
            DELETE FROM assessments {OWN.format(row="new")};
        END
        """  # noqa: S608
    )
