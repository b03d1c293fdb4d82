"""Who advises and who administers, whatever becomes of the chat."""

from sqlite_utils import Database, Migrations

from bot.storage.schema.groups import AS_A_SHOP, OWN


def add_roles(migrations: Migrations) -> None:
    """Add the step that lets roles stay."""
    migrations(name="0016_roles_stay")(_roles_stay)


def _roles_stay(db: Database) -> None:
    # They went with the chat, also where only its time was over: a clock that was wrong took all roles away.
    # Who erases everything loses them in the commit that does so.
    db.execute("DROP TRIGGER IF EXISTS chats_delete_admins")
    db.execute("DROP TRIGGER IF EXISTS chats_delete_groups")
    db.execute(
        f"""
        CREATE TRIGGER chats_delete_groups AFTER DELETE ON chats BEGIN
            {AS_A_SHOP.format(row="old")}
            UPDATE contributions SET chat_id = NULL {OWN.format(row="old")};
        END
        """  # noqa: S608 -- put together from constants
    )
