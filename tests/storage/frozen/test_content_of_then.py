"""What administrators had published and drafted in November 2026, at the start of today's release."""

import sqlite3
from pathlib import Path

import pytest

from bot.app.live_content import Library, open_library
from bot.editorial.editorial import Editorial
from bot.editorial.releases import Releases
from bot.library.files import shipped_content
from bot.storage.database import Storage
from tests.support.dialogue.talk import CONTEXT
from tests.support.storage.reopened import store_on, written
from tests.support.storage.stored import Engine, storage_of

pytestmark = pytest.mark.both_engines

GOOGLE, MESSAGES, HEART = "nl/advice/today/today_use_google.md", "nl/messages.yaml", "questionnaire.yaml"
TITLE, COPIED = "Zet elke maand een foto op Google", "email_mail_iedere_week_een_recep"
UNKNOWN = "Deze opdracht kennen wij niet. Typ /help."
DRAFTED = "Kies **één dag** en zet hem in uw agenda."
CARD = f"nl/advice/email/{COPIED}.md"
MONTHLY = "nl/advice/email/email_monthly.md"


@pytest.fixture
def weighed(tmp_path: Path) -> Storage:
    """Give all of it: live is a version with other weights, on one with other texts, and there is a draft."""
    return _content(written(tmp_path / "frozen.db"))


@pytest.fixture
def worded(tmp_path: Path) -> Storage:
    """Give it as it was before the weights were changed: live is the version with other texts."""
    path = written(tmp_path / "frozen.db")
    connection = sqlite3.connect(path)
    triggers = connection.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'content_versions_%'"
    ).fetchall()
    connection.executescript(
        "DROP TRIGGER content_versions_update; DROP TRIGGER content_versions_delete;"
        "DELETE FROM content_versions WHERE number = 3; DELETE FROM content_edits;"
        "UPDATE content_state SET base = NULL;"
    )
    for (trigger,) in triggers:
        connection.execute(trigger)
    connection.commit()
    connection.close()
    return _content(path)


def _content(path: Path) -> Storage:
    store = store_on(path)
    Engine.opened.append(store)
    return storage_of(store)


async def start(content: Storage) -> Library:
    """Start today's bot on it."""
    return await open_library(content, CONTEXT)


def says_what_was_edited(library: Library) -> bool:
    """Tell whether shops read what administrators had published: a title, a text and a card."""
    now = library.context().content
    texts = now.texts["nl"]
    return (
        texts.cards["today_use_google"].title == TITLE
        and texts.messages.general.unknown_command.fill() == UNKNOWN
        and now.card(COPIED) is not None
    )


async def test_other_texts_are_live_still_together_with_what_this_release_brings(
    worded: Storage,
) -> None:
    library = await start(worded)
    assert says_what_was_edited(library)
    assert "online" in library.context().content.questionnaire.topics
    state = worded.unit.content.state()
    assert state.live == 3
    assert state.draft
    assert {one.path for one in state.draft.conflicts} == {GOOGLE, MESSAGES}
    assert {one.action for one in worded.unit.content.log(1)} == {"shipped"}


async def test_where_weights_were_changed_this_release_s_go_live_and_those_stand_in_the_draft(
    weighed: Storage,
) -> None:
    library = await start(weighed)
    assert library.context().content.questionnaire == CONTEXT.content.questionnaire
    state = weighed.unit.content.state()
    assert state.live == 4
    assert state.draft
    files = await Editorial(weighed).draft()
    assert files
    assert DRAFTED in files.files[MONTHLY]
    assert "online: {weight" not in files.files[HEART]
    assert {one.path for one in state.draft.conflicts} >= {GOOGLE, MESSAGES, HEART}
    (entry,) = weighed.unit.content.log(1)
    assert (entry.who, entry.action) == ("release", "shipped")


async def test_a_second_start_changes_nothing(weighed: Storage) -> None:
    await start(weighed)
    before = weighed.unit.content.state()
    await start(weighed)
    assert weighed.unit.content.state() == before


async def test_what_was_published_beside_weights_is_told_still(weighed: Storage) -> None:
    assert says_what_was_edited(await start(weighed))


async def test_other_texts_can_be_edited_on(worded: Storage) -> None:
    await start(worded)
    editorial = Editorial(worded)
    text, named = await editorial.file(MESSAGES)
    assert text
    await editorial.save(MESSAGES, text.replace(UNKNOWN, "Typ /help."), named, "Willem")
    await editorial.publish("Willem", "korter")


async def test_who_has_the_files_puts_weights_and_card_right_and_all_of_it_is_told(
    weighed: Storage,
) -> None:
    await start(weighed)
    editorial = Editorial(weighed)
    _, named = await editorial.file(HEART)
    await editorial.save(HEART, shipped_content()[HEART], named, "Willem")
    text, named = await editorial.file(CARD)
    assert text
    sending = text.replace("leads_to: 4\n", "leads_to: 4\nsends: true\n")
    await editorial.save(
        CARD, sending.replace("goals: [return, visit, offers]", "goals: [return]"), named, "Willem"
    )
    await editorial.publish("Willem", "weights of this release")
    library = await start(weighed)
    assert says_what_was_edited(library)
    assert weighed.unit.content.live_number() == 5


async def test_a_draft_thrown_away_leaves_content_that_can_be_edited(weighed: Storage) -> None:
    await start(weighed)
    editorial = Editorial(weighed)
    await editorial.discard("Willem")
    await Releases(weighed).arrive(shipped_content())
    text, named = await editorial.file(MESSAGES)
    assert text
    await editorial.save(MESSAGES, text.replace(UNKNOWN, "Typ /help."), named, "Willem")
    await editorial.publish("Willem", "korter")
