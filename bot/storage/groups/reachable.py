"""Who can be told something: chats that neither blocked the bot nor have too much waiting for them."""

import json

from bot.storage.engines.interface import Sql, Value
from bot.storage.groups.notices import MOST_WAITING

_OF_CHATS = (
    "SELECT c.session FROM chats c JOIN {} ON r.bot_id = c.bot_id AND r.chat_id = c.chat_id "
    "WHERE c.bot_id = ? AND {} = ? AND c.blocked = 0 AND "
    "(SELECT count(*) FROM notices n WHERE n.bot_id = c.bot_id AND n.chat_id = c.chat_id) < ?"
)
_ADVISORS = _OF_CHATS.format("advisors r", "r.organisation")
_SHOP = _OF_CHATS.format("threads r", "r.id")


def reaches_advisors(db: Sql, bot_id: int, organisation: int) -> bool:
    """Tell whether an organisation has an advisor who can be told something."""
    return _reaches(db, _ADVISORS, bot_id, organisation)


def reaches_shop(db: Sql, bot_id: int, thread: int) -> bool:
    """Tell whether the shop of a thread can be told something."""
    return _reaches(db, _SHOP, bot_id, thread)


def _reaches(db: Sql, sql: str, *values: Value) -> bool:
    # That somebody blocked the bot is in the session first; the column says it once a message was refused.
    return any(
        not json.loads(session).get("blocked") for (session,) in db.execute(sql, (*values, MOST_WAITING))
    )
