"""Each statement of /privacy, beside what makes it so; a statement without a row here fails."""

import asyncio
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest

from bot.app.retention import Cleaning, Retention
from bot.dialogue.core.events import Contact
from bot.dialogue.core.replies import File
from bot.dialogue.core.session import MyData, Overview, Planning, Session, Sharing, Writing
from bot.dialogue.shop.plan.due import due
from bot.engine.flood import PER_MINUTE
from bot.library.parsing.markup import plain
from bot.library.schema.content import LANGUAGES
from bot.library.schema.privacy import PrivacyTexts
from bot.operations.research import data_set, generalised_shops
from bot.records.groups import SHARE_LASTS
from bot.records.writes import Contribute, SetShare, Start
from bot.settings import Settings
from bot.storage.access.console_records import SESSION_LASTS
from bot.storage.chats import expiry
from bot.storage.chats import upkeep as sql_upkeep
from bot.storage.chats.chats import Store
from bot.storage.chats.records import PEERS_COUNT_FOR, Change
from bot.storage.schema.steps import known_steps
from bot.telegram.api.updates import BotIdentity, incoming
from scoring.disclosure import ENOUGH, MIXED
from scoring.overall import yardstick
from scoring.peers import PeerTable, Published
from scoring.score import score
from tests.support.dialogue.link_talk import arrived, taken
from tests.support.dialogue.sharing_chat import written
from tests.support.dialogue.talk import CONTEXT, START, Talk
from tests.support.paths import ROOT
from tests.support.storage.stored import storage_of

Check = Callable[[], None]


def opens(command: str, place: type) -> Check:
    def check() -> None:
        talk = taken()
        talk.command(command)
        assert isinstance(talk.session.place, place)

    return check


def all_of(*checks: Check) -> Check:
    def check() -> None:
        for one in checks:
            one()

    return check


# What a session holds, beside the line that says so.
KEPT_FIELDS = {
    "uw antwoorden, scores en adviezen": "given finished history run started campaign assisted receipt",
    "uw plan, of wij u een bericht mogen sturen, en vanaf wanneer": "plan reminders again digest quiet_until",
    "uw taal, wat er het laatst op uw scherm stond": (
        "language language_set place aside_from asked notes picture v"
    ),
    # A chat of its own menu has it at Telegram; here stands which.
    "het nummer van dit gesprek bij Telegram": "blocked menu",
    "de naam van uw winkel en het woord voor uw soort winkel, als u die geeft": "shop_name trade",
    # Held contact details once, and is emptied at the next word.
    "wat u met een organisatie deelt, ook uw contactgegevens": "contact",
    "wanneer u een bericht stuurde of een code typte": "relayed tried",
    "het nummer van uw laatste acht berichten, met een controlegetal": "heard album",
    "waartegen u bezwaar maakte": "research peers",
}
# The tables that hold something by the number of a chat, beside the line.
KEPT_TABLES = {
    "uw antwoorden, scores en adviezen": "chats assessments contributions",
    "het nummer van dit gesprek bij Telegram": "chats",
    "via welke link u kwam, en wanneer u begon en klaar was": "participants contributions",
    "wat u met een organisatie deelt": "shares",
    "met welke organisatie u een gesprek hebt": "threads",
    "berichten zelf, maar alleen tot ze bezorgd zijn": "replies notices",
    "daarna alleen hun nummer": "relayed_messages",
    "Bent u adviseur of beheerder?": "advisors admins admin_ids all_admins console_waiting console_sessions",
}


def nothing_of_a_session_is_left_out() -> None:
    said = plain(texts().kept.html)
    assert all(words in said for words in (*KEPT_FIELDS, *KEPT_TABLES))
    assert {name for names in KEPT_FIELDS.values() for name in names.split()} == set(Session.model_fields)


def nothing_of_the_tables_is_left_out() -> None:
    store = Store.open(":memory:")
    names = [
        name for (name,) in store.db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    ]
    by_chat = {
        name
        for name in names
        if any(row[1] in ("chat_id", "sender") for row in store.db.execute(f"PRAGMA table_info({name})"))
    }
    store.close()
    assert by_chat - {"replies"} <= {name for said in KEPT_TABLES.values() for name in said.split()}


def names_at_telegram_are_dropped() -> None:
    sender = {"id": 77, "is_bot": False, "first_name": "Geheim", "last_name": "Geheim", "username": "geheim"}
    chat = {"id": 77, "type": "private", "first_name": "Geheim", "username": "geheim"}
    contact = {"phone_number": "0612345678", "first_name": "Geheim"}
    for fields in ({"text": "Hallo"}, {"contact": contact}):
        message = {"message_id": 1, "date": 0, "chat": chat, "from": sender, **fields}
        found = incoming({"update_id": 1, "message": message}, BotIdentity(1, "WinkelpeilBot"), START)
        assert found
        assert not re.search("geheim|0612345678", repr(found), re.IGNORECASE)
    talk = arrived()
    talk.happen(Contact(now=talk.now, number="+31612345678", own=True))
    assert "31612345678" not in talk.stored


def browsers_are_kept_coarsely() -> None:
    from bot.web.console.addresses import place_of

    assert place_of(ip_address("203.0.113.77")) == "203.0.113.x"


def it_goes_in_time() -> None:
    """Let time go by for two chats, one of them with a result."""

    async def time_goes_by() -> None:
        store, now = Store.open(":memory:"), START

        async def sure() -> datetime:
            return now

        for chat, finished in ((1, False), (2, True)):
            store.commit(7, [chat], [Change(chat_id=chat, version=0, session="{}", finished=finished)], now)
        cleaning = Cleaning(storage_of(store), Retention.after(unfinished_days=90, months=24), sure)
        for days, left in ((89, {1, 2}), (91, {2}), (729, {2}), (731, set())):
            now = START + timedelta(days=days)
            await cleaning.clean()
            assert {chat for (chat,) in store.db.execute("SELECT chat_id FROM chats")} == left
        store.close()

    asyncio.run(time_goes_by())


def nothing_is_said_first_without_a_yes() -> None:
    assert due(taken().session) is None


def nothing_is_shared_without_a_yes() -> None:
    assert written(taken(), SetShare) == []


def a_group_gets_totals() -> None:
    """A shop that came by a link counts; that nobody can be told apart is tried in tests/scoring."""
    talk = taken()
    assert [type(one) for one in written(talk, Start, Contribute)] == [Start, Contribute]
    assert (ROOT / "tests/scoring/test_groups_attack.py").exists()


def others_see_counts() -> None:
    talk = taken()
    assert talk.assessed
    talk.peers = Published(PeerTable(lower=(40,) * 21), yardstick(CONTEXT.content.questionnaire))
    talk.tap_code(f"page:{talk.session.run}:positions")
    assert "Ongeveer 40 van de 100 winkels" in talk.text


def research_has_no_names_and_alike_shops() -> None:
    """That in each class no answer is that of nearly all is tried in tests/operations and tests/privacy."""
    from tests.support.research import QUARTER, TYPED, content, differing

    data, _, _ = data_set(differing(ENOUGH), content(), QUARTER)
    assert TYPED not in str(data)
    assert "quarter" in data.columns
    assert not {"name", "day", "chat", "date"} & set(data.columns)
    assert (ENOUGH - 1, MIXED) == (4, 2)
    assert generalised_shops([]) == []


def research_leaves_out_who_objects() -> None:
    from tests.support.research import QUARTER, content, differing

    objecting = differing(1)[0].model_copy(update={"research": False})
    data, _, _ = data_set([*differing(ENOUGH), objecting], content(), QUARTER)
    assert len(data.rows) == ENOUGH


def weeks_are_counted_without_persons() -> None:
    store = Store.open(":memory:")
    columns = {row[1] for row in store.db.execute("PRAGMA table_info(weekly_counts)")}
    store.close()
    assert columns == {"bot_id", "week", "language", "started", "finished"}
    assert PER_MINUTE == 60


def the_log_of_texts_stays() -> None:
    assert "content_log" not in Path(sql_upkeep.__file__).read_text(encoding="utf-8")


def roles_stay() -> None:
    """That they go with /vergeet, and not with time, is tried in tests/storage/groups/test_deleting.py."""
    deletes = Path(sql_upkeep.__file__).read_text(encoding="utf-8")
    assert not re.search(r"DELETE FROM (advisors|admins)", deletes)
    assert "0016_roles_stay" in known_steps()


def backups_go() -> None:
    days = Settings.model_fields["backup_days"].default
    unit = (ROOT / "deploy/winkelpeil-backup.service").read_text(encoding="utf-8")
    assert f"backup backups --keep {days}\n" in unit
    assert days == CONTEXT.backup_days


def months(time: timedelta) -> float:
    return time.days / 365 * 12


def shared_things_go() -> None:
    assert months(SHARE_LASTS) == 12
    talk = arrived()
    talk.command("delen")
    talk.tap("Contactgegevens")
    talk.type("Jansen, 06 12345678")
    talk.tap("Stop met delen")
    assert "Jansen" not in talk.stored
    assert written(talk, SetShare)[-1].layers.nothing


def a_file_with_all_of_it_comes() -> None:
    talk = taken()
    talk.command("mijngegevens")
    assert isinstance(talk.sent[-1], File)
    assert isinstance(talk.session.place, MyData)


def all_of_it_goes() -> None:
    talk = taken()
    talk.command("vergeet")
    talk.tap("Ja, wis alles")
    assert talk.forgotten
    assert talk.session == Session()
    assert "Alleen in reservekopieën staan ze nog, hooguit 14 dagen" in talk.text


def no_message_can_be_typed() -> None:
    talk = taken()
    talk.tap_code(f"again_later:{talk.session.run}")
    assert talk.session.again
    talk.type("geen bericht")
    assert talk.session.again is None


def objecting_works() -> None:
    talk = taken()
    talk.type("bezwaar maken")
    assert {"Niet meer voor onderzoek", "Niet meer vergelijken", "Niet meer in de groep"} <= set(
        talk.last.labels
    )
    talk.taps("Niet meer voor onderzoek", "Niet meer vergelijken", "Niet meer in de groep")
    session = talk.session
    assert (session.research, session.peers, session.campaign) == (False, False, None)
    assert session.finished, "score and advice stay"


def a_name_is_changed_at_advice() -> None:
    talk = taken()
    card = CONTEXT.content.cards[0].id
    talk.tap_code(f"page:{talk.session.run}:card/{card}")
    assert any("winkelnaam" in label for label in talk.last.labels)


def each_question_can_be_skipped() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("Begin")
    for _ in range(40):
        if "Overslaan" not in talk.last.labels:
            break
        talk.tap("Overslaan")
    assert set(talk.session.given.values()) <= {None}
    result = score(CONTEXT.content.questionnaire, CONTEXT.content.figures, {})
    assert result.overall is None


def rules_are_fixed() -> None:
    """The same answers always give the same score and steps."""
    first, second = taken().session.finished, taken().session.finished
    assert first
    assert second
    assert first.result == second.result


def settings_say_so() -> None:
    talk = taken()
    talk.command("privacy")
    assert CONTEXT.organisation in talk.text
    assert CONTEXT.privacy_contact in talk.text


def it_is_a_duty() -> None:
    """What the controller sees to, or the law says; nothing in the code could make it otherwise."""


TABLE: dict[str, tuple[tuple[str, Check], ...]] = {
    "short": (
        ("is verantwoordelijk voor deze test", settings_say_so),
        ("Daarmee maken wij uw score en uw advies", rules_are_fixed),
        ("Dan wissen wij alles 90 dagen", it_goes_in_time),
        ("Typ /vergeet om alles te wissen", all_of(a_file_with_all_of_it_comes, all_of_it_goes)),
        ("U mag bezwaar maken", objecting_works),
        ("Neem contact op", settings_say_so),
        ("Kies een onderwerp", settings_say_so),
    ),
    "who": (("biedt u deze test aan en is verantwoordelijk", settings_say_so),),
    "kept": (
        *((line, nothing_of_a_session_is_left_out) for line in KEPT_FIELDS),
        *((line, nothing_of_the_tables_is_left_out) for line in KEPT_TABLES),
        ("Uw naam en uw telefoonnummer bij Telegram bewaren wij niet", names_at_telegram_are_dropped),
        ("een deel van uw internetadres", browsers_are_kept_coarsely),
    ),
    "why": (
        ("U vraagt er zelf om (AVG, artikel 6, lid 1 b)", it_is_a_duty),
        ("uw score, advies, plan en bestanden", a_file_with_all_of_it_comes),
        ("uw vragen aan een adviseur", opens("vraag", Writing)),
        ("U geeft toestemming (artikel 6, lid 1 a)", it_is_a_duty),
        ("herinneringen, en het bericht na drie maanden", nothing_is_said_first_without_a_yes),
        ("delen met een organisatie", nothing_is_shared_without_a_yes),
        ("Wij hebben er een belang bij (artikel 6, lid 1 f)", it_is_a_duty),
        ("totalen van een groep", a_group_gets_totals),
        ("vergelijken met andere deelnemers", others_see_counts),
        ("onderzoek", research_leaves_out_who_objects),
        ("tellen en beveiligen", weeks_are_counted_without_persons),
        ("wie toegang heeft en wie een tekst veranderde", the_log_of_texts_stays),
        ("mag u bezwaar maken", objecting_works),
    ),
    "seen": (
        ("Wie de bot beheert, kan technisch gezien overal bij", it_is_a_duty),
        ("De bot draait bij Voorbeeld Hosting, Amsterdam", settings_say_so),
        ("Telegram zit buiten de Europese Unie", it_is_a_duty),
        (
            "Uw antwoorden ziet zij alleen als u ze deelt",
            all_of(a_group_gets_totals, nothing_is_shared_without_a_yes),
        ),
        ("hoeveel van de 100 winkels lager scoorden", others_see_counts),
        ("geen namen, teksten of dagen", research_has_no_names_and_alike_shops),
    ),
    "period": (
        ("tot 90 dagen", it_goes_in_time),
        ("tot 24 maanden na uw laatste bezoek", it_goes_in_time),
        (
            "hooguit 24 maanden na de test",
            lambda: _is(months(min(PEERS_COUNT_FOR, expiry.CONTRIBUTIONS)), 24),
        ),
        ("Wat u deelt, ook uw contactgegevens", shared_things_go),
        ("hooguit 30 dagen", lambda: _is(expiry.NOTICES.days, 30)),
        ("hooguit 7 dagen", lambda: _is(SESSION_LASTS.days, 7)),
        ("tot dat eindigt, of tot u alles wist met /vergeet", roles_stay),
        ("zolang de bot er is", the_log_of_texts_stays),
        ("Reservekopieën: 14 dagen", backups_go),
        ("Wij weten niet welke winkel daarin van u is", research_has_no_names_and_alike_shops),
        ("Dit gesprek kunt u zelf in Telegram wissen", it_is_a_duty),
    ),
    "rights": (
        ("typ /mijngegevens", a_file_with_all_of_it_comes),
        ("typ /antwoorden", all_of(opens("antwoorden", Overview), a_name_is_changed_at_advice)),
        ("typ /vergeet", all_of_it_goes),
        (
            "typ /delen of /plan",
            all_of(opens("delen", Sharing), opens("plan", Planning), no_message_can_be_typed),
        ),
        ("Beperken", all_of(objecting_works, shared_things_go)),
        ("Bezwaar: tik op", objecting_works),
        ("Lukt er iets niet?", settings_say_so),
        ("Autoriteit Persoonsgegevens", it_is_a_duty),
    ),
    "objection": (
        ("Wij stoppen dan meteen", objecting_works),
        ("Onderzoek: uw antwoorden tellen mee", research_leaves_out_who_objects),
        ("Vergelijken met andere deelnemers: uw punten tellen mee", objecting_works),
        ("Groep van Gemeente Noord: u doet mee", objecting_works),
        ("Dan wissen wij ook wat u hier koos", all_of_it_goes),
        ("Hebt u bezwaar tegen iets anders?", settings_say_so),
    ),
    "choice": (
        ("U mag elke vraag overslaan", each_question_can_be_skipped),
        ("met vaste regels", rules_are_fixed),
        ("Wij nemen geen besluit over u", it_is_a_duty),
    ),
}


def _is(one: float, other: float) -> None:
    assert round(one) == other


def texts() -> PrivacyTexts:
    return CONTEXT.content.texts["nl"].messages.privacy


def shown(page: str) -> list[str]:
    """Give the lines of a page as a shop of a group sees them, without its heading."""
    talk = taken()
    talk.tap_code("aside:0:privacy" if page == "short" else f"aside:0:privacy:{page}")
    # The page of who is responsible is held in test_privacy.
    said = talk.text.splitlines()[:2] if page == "who" else talk.text.splitlines()
    return [line for line in said[1:] if line]


def rows() -> Iterator[tuple[str, str, Check]]:
    for page, statements in TABLE.items():
        for statement, check in statements:
            yield page, statement, check


@pytest.mark.parametrize(("page", "statement", "check"), list(rows()))
def test_a_statement_is_there_and_true(page: str, statement: str, check: Check) -> None:
    assert any(statement in line for line in shown(page))
    check()


@pytest.mark.parametrize("page", TABLE)
def test_no_line_is_without_a_row(page: str) -> None:
    statements = [statement for statement, _ in TABLE[page]]
    assert [line for line in shown(page) if not any(one in line for one in statements)] == []


def test_all_pages_are_in_the_table() -> None:
    pages = set(texts().controls.subjects)
    assert set(TABLE) == {"short", *pages}


def test_both_languages_say_as_much() -> None:
    by_language = [CONTEXT.content.texts[language].messages.privacy for language in LANGUAGES]
    for name in ("short", "who", "kept", "why", "seen", "period", "rights", "choice"):
        lines = [len(getattr(one, name).source.splitlines()) for one in by_language]
        assert len(set(lines)) == 1, name
