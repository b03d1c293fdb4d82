"""Orders where no chat's commit carries them out, as the console and the command line do."""

import asyncio

import pytest

from bot.dialogue.admin.fields import fingerprint
from bot.editorial.desk import Desk
from bot.library.parsing.fields import field
from bot.records.orders import CopyCard, Discard, GoBack, Order, Publish, SaveText
from bot.records.people import Appointment, Author
from bot.storage.chats.records import AppointmentEnded
from tests.support.content.changed import PACKAGED
from tests.support.editorial_office import CARD, Office, open_office

PIET = Author("Piet")
TITLE = "title"


def title() -> str:
    found = field(CARD, PACKAGED[CARD], TITLE)
    assert found
    return found.value


def save(text: str) -> SaveText:
    return SaveText(CARD, TITLE, text, fingerprint(title()))


async def outcomes(office: Office, *orders: Order) -> list[str]:
    """Carry orders out at once; gives what came of each."""
    desk = Desk(office.editorial, fingerprint)
    done = await asyncio.gather(*(desk.carry_out(order, PIET) for order in orders))
    return [one.outcome for one in done]


async def test_of_two_saves_of_a_text_at_once_one_is_told() -> None:
    async with open_office() as office:
        assert sorted(await outcomes(office, save("Mail eens"), save("Mail vaak"))) == ["changed", "done"]
        assert len((await office.working()).draft.edits) == 1


async def test_saves_of_other_texts_at_once_are_both_made() -> None:
    async with open_office() as office:
        copy = CopyCard("email_monthly", "email_new", "Nieuw")
        assert await outcomes(office, save("Mail eens"), copy) == ["done", "done"]
        assert len((await office.working()).draft.edits) == 3


async def test_a_draft_is_published_or_thrown_away_once() -> None:
    async with open_office() as office:
        await outcomes(office, save("Mail eens"))
        seen = (await office.working()).draft_revision
        done = await outcomes(office, Publish(seen, "x"), Discard(seen), Publish(seen, "y"))
        assert sorted(done) == ["done", "nothing", "nothing"]


async def test_going_back_means_the_version_that_was_live() -> None:
    async with open_office() as office:
        await outcomes(office, save("Mail eens"))
        await outcomes(office, Publish((await office.working()).draft_revision, "x"))
        assert sorted(await outcomes(office, GoBack(1, 2, "x"), GoBack(1, 2, "y"))) == ["changed", "done"]
        assert await outcomes(office, GoBack(9, 3, "x")) == ["changed"]
        assert office.live() == 3


async def test_a_text_that_cannot_stand_there_is_refused() -> None:
    async with open_office() as office:
        assert await outcomes(office, SaveText("nl/none.md", TITLE, "x", "y")) == ["refused"]
        assert await office.editorial.draft() is None


async def test_who_was_withdrawn_changes_nothing() -> None:
    async with open_office() as office:
        gone = Author("Truus", Appointment(7, 5))
        with pytest.raises(AppointmentEnded):
            await Desk(office.editorial, fingerprint).carry_out(save("Mail eens"), gone)
        assert await office.editorial.draft() is None
        office.db.execute("INSERT INTO admins (bot_id, chat_id, label, since) VALUES (7, 5, 'Truus', 0)")
        assert (
            await Desk(office.editorial, fingerprint).carry_out(save("Mail eens"), gone)
        ).outcome == "done"
