"""Freezes a database: `PYTHONHASHSEED=0 python -m tests.support.frozen.make` writes that of today’s schema.

A freeze is the past. It is made once, from the commit before a change of what is stored, and never made again
for its number: a second run refuses. What it cannot hold, such as a new kind of place, goes into the next,
which is of the next number. The clock is the script's own and nothing is left to chance, so that of the same
code the same bytes come.
"""

import hashlib
import random
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from unittest import mock

from tests.support.frozen import office_chats, shop_chats
from tests.support.frozen.bot_of_today import (
    ADMIN,
    BOT,
    SCHEMA,
    House,
    JsonObject,
    open_storage,
    places,
    replies,
    verbs,
)
from tests.support.frozen.buttons import kind_of, pressed, shown
from tests.support.frozen.freezes import Freeze
from tests.support.frozen.people import Person, Town, finished, link, some

UNSHOWN = {"my_data"}
"""Verbs of which no screen shows a button: one types /mijngegevens. The code takes a tap all the same."""


def live(town: Town) -> None:
    """Let it all happen."""
    until = town.until
    willem = office_chats.first_admin(town)
    anna = town.invited(office_chats.NOORD, "advisor: at the welcome")
    over = link(anna, "Voorjaar op de markt")
    finished(town, "came by a link that was closed", some(40), "nl", over)
    for_summer = shop_chats.in_summer(town)
    until(datetime(2026, 9, 8, 9, tzinfo=UTC))
    office_chats.closed(anna, over)
    payload = link(anna, "Najaar in de Dorpsstraat")
    counted = office_chats.group(town, payload, 16)
    until(datetime(2026, 10, 6, 9, tzinfo=UTC))
    office_chats.edited(town, willem)
    until(datetime(2026, 11, 12, 9, tzinfo=UTC))
    town.ring()
    assert [shop.place["at"] for shop in for_summer[:2]] == ["invited", "invited"]
    office_chats.second_wave(counted[2:12])
    reminded = shop_chats.in_autumn(town, "reminded", "reminded, en", "reminded in a question")
    until(datetime(2026, 11, 24, 9, tzinfo=UTC))
    town.ring()
    assert {shop.place["at"] for shop in reminded} == {"reminded", "asking"}
    shop_chats.in_autumn(town, "is to be reminded")
    until(datetime(2026, 12, 1, 9, tzinfo=UTC))
    shop_chats.in_second_round(town)
    shop_chats.questions(town)
    shop_chats.results(town)
    shop_chats.beside(town)
    shop_chats.with_organisations(town, payload, anna)
    elders = town.invited("Ondernemend Elders", "advisor: another organisation", "en")
    shop_chats.with_two_organisations(town, payload, link(elders, "Try this"))
    office_chats.desks(town, payload)
    office_chats.admins(town, willem)
    office_chats.invitations(town, willem)
    town.house.compare()
    until(datetime(2026, 12, 4, 9, tzinfo=UTC))
    anna.command("groep")
    office_chats.unsent(town, payload)
    shop_chats.unsent(town, payload)
    office_chats.browsers(town, willem, anna)
    office_chats.waiting_notice(town, payload)
    keep(town)


def keep(town: Town) -> None:
    """Note what Telegram said of pictures, and forget the updates that are no longer sent again."""
    storage, now = town.house.storage, town.house.now
    for drawing in town.pictures[:3]:
        key = hashlib.sha256(str(drawing).encode()).hexdigest()
        storage.unit.pictures.keep(BOT.id, key, f"file-{key[:12]}", now)
    storage.unit.upkeep.prune_seen(now)


@contextmanager
def without_chance() -> Iterator[None]:
    """Have what is random come out the same each time."""
    chance = random.Random(18)  # noqa: S311 -- no secret
    with (
        mock.patch("secrets.randbits", chance.getrandbits),
        mock.patch("secrets.token_hex", lambda size=16: chance.randbytes(size).hex()),
        mock.patch("secrets.token_bytes", lambda size=16: chance.randbytes(size)),
        mock.patch("secrets.token_urlsafe", lambda size=16: chance.randbytes(size).hex()[: size * 4 // 3]),
    ):
        yield


def told(house: House, town: Town, thaw: Callable[[], None]) -> JsonObject:
    """Say what the code of now makes of all that stands in the chats."""
    chats = {str(person.id): chat(house, person, thaw) for person in town.people.values()}
    return {
        "frozen": house.now.isoformat(),
        "schema": SCHEMA,
        "bot": BOT.id,
        "admin": ADMIN,
        "content": house.library.context().content.version,
        "places": sorted(places()),
        "verbs": sorted(verbs()),
        "unshown": sorted(UNSHOWN),
        "replies": sorted(replies()),
        "chats": chats,
    }


def chat(house: House, person: Person, thaw: Callable[[], None]) -> JsonObject:
    thaw()
    place = kind_of(house.session(person.id))
    seen = shown(house, person.id)
    assert not seen.failed, person.kind
    buttons = []
    never = [f"{verb}:{person.run}" for verb in sorted(UNSHOWN)] if person.kind == "at the result" else []
    for message, codes in sorted(person.standing.items()):
        for code in dict.fromkeys([*codes, *never]):
            thaw()
            came = pressed(house, person.id, code, message)
            assert not came.failed, (person.kind, code)
            buttons.append([message, code, came.place, int(came.stale)])
    return {"kind": person.kind, "place": place, "shown": seen.place, "buttons": buttons}


def main() -> None:
    assert not sys.flags.hash_randomization, "say PYTHONHASHSEED=0, so that sets have one order"
    freeze = Freeze(SCHEMA)
    assert not freeze.is_there(), f"schema {SCHEMA} is frozen already, and stays as it is"
    with without_chance():
        house = House(open_storage("sqlite:///:memory:"), datetime(2026, 8, 3, 10, tzinfo=UTC))
        town = Town(house)
        live(town)
        database = house.storage.unit.db.conn
        assert isinstance(database, sqlite3.Connection)
        freeze.keep(database)
        with closing(sqlite3.connect(":memory:")) as frozen:
            database.backup(frozen)
            freeze.tell(told(house, town, lambda: frozen.backup(database)))
        house.close()


if __name__ == "__main__":
    main()
