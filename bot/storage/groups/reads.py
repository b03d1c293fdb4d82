"""What is known of organisations, as it is kept."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.lib.links import DEMO, INVITATION
from bot.records.groups import (
    Campaign,
    Filled,
    Layers,
    Link,
    Organisation,
    Share,
    SharedSession,
    Thread,
    WaveTotals,
)
from bot.records.people import Advisor
from bot.storage.access.codes import code_parts, digest
from bot.storage.engines.interface import Sql
from bot.storage.engines.sqlite import faults, seconds, transaction
from bot.storage.groups.receipts import contribution_of
from bot.storage.groups.records import StoredNotice
from bot.storage.groups.releases import Releases, organisation_due
from bot.storage.groups.shares import HELD
from bot.storage.groups.totals import wave_totals
from scoring.model import Questionnaire

_CAMPAIGN_LINK = (
    "SELECT o.id, o.name, c.closed = 0, c.id, c.name FROM campaigns c "
    "JOIN organisations o ON o.id = c.organisation WHERE c.bot_id = ? AND c.code = ?"
)
_INVITATION_LINK = (
    "SELECT o.id, o.name, i.expires_at > ? FROM invitations i "
    "JOIN organisations o ON o.id = i.organisation WHERE i.bot_id = ? AND i.digest = ?"
)
_CAMPAIGNS = (
    "SELECT id, code, name, created_at, closed, opened, started, finished FROM campaigns "
    "WHERE bot_id = ? AND organisation = ? ORDER BY id DESC"
)
_SHARED = (
    f"SELECT s.id, s.result, s.answers, s.contact, s.since, {HELD}, chats.session FROM shares s "  # noqa: S608
    "JOIN chats ON chats.bot_id = s.bot_id AND chats.chat_id = s.chat_id "
    "WHERE s.bot_id = ? AND s.organisation = ? AND s.until > ? ORDER BY s.since DESC, s.id DESC"
)
_SHARES = (
    f"SELECT s.id, o.id, o.name, s.result, s.answers, s.contact, s.since, s.until, {HELD} FROM shares s "  # noqa: S608
    "JOIN organisations o ON o.id = s.organisation "
    "WHERE s.bot_id = ? AND s.chat_id = ? AND s.until > ? ORDER BY s.since, s.id"
)
_THREADS = (
    "SELECT t.id, o.id, o.name, t.who, t.ended_by, t.chat_id FROM threads t "
    "JOIN organisations o ON o.id = t.organisation WHERE t.bot_id = ? "
)
_NOTICES = (
    "SELECT n.id, n.chat_id, n.body FROM notices n "
    "LEFT JOIN chats ON chats.bot_id = n.bot_id AND chats.chat_id = n.chat_id "
    "WHERE n.bot_id = ? AND coalesce(chats.blocked, 0) = 0 ORDER BY n.id LIMIT ?"
)
_ADVISORS = (
    "SELECT a.chat_id, o.id, o.name, a.label, a.since FROM advisors a "
    "JOIN organisations o ON o.id = a.organisation WHERE a.bot_id = ? ORDER BY o.name, a.since, a.chat_id"
)


class GroupStore:
    """Tells what is known; what changes it are writes (see `bot.records.writes`), and releases of totals.

    Every method raises StorageFault when the database fails. Codes are given without their prefix.
    """

    def __init__(self, db: Sql) -> None:
        self._db = db

    def advises(self, bot_id: int, chat_id: int) -> Organisation | None:
        """Tell the organisation whose advisor a chat is."""
        return self._advises(bot_id, chat_id)

    def link(self, bot_id: int, code: str, now: datetime) -> Link | None:
        """Tell what a start code stands for, with its prefix: c-, d- or a-."""
        known = code_parts(code)
        if known is None:
            return None
        if known.prefix == INVITATION:
            for id_, name, is_open in self._rows(_INVITATION_LINK, seconds(now), bot_id, digest(known.rest)):
                return Link("invitation", Organisation(id_, name), bool(is_open))
            return None
        for id_, name, is_open, campaign, campaign_name in self._rows(_CAMPAIGN_LINK, bot_id, known.rest):
            whose = Organisation(id_, name)
            if known.prefix == DEMO:
                return Link("demo", whose, bool(is_open), campaign, campaign_name)
            return Link("campaign", whose, bool(is_open), campaign, campaign_name)
        return None

    def campaigns(self, bot_id: int, organisation: int) -> tuple[Campaign, ...]:
        """List the campaigns of an organisation, the newest first."""
        return tuple(
            Campaign(id_, code, name, _moment(created), bool(closed), *counts)
            for id_, code, name, created, closed, *counts in self._rows(_CAMPAIGNS, bot_id, organisation)
        )

    def totals(self, bot_id: int, organisation: int) -> tuple[WaveTotals, ...]:
        """List what may be told of each campaign and wave, as of the last release.

        A wave of which nothing may be told yet is there too, with what is still needed.
        """
        with faults():
            return wave_totals(self._db, bot_id, organisation)

    def release(self, bot_id: int, questionnaire: Questionnaire, now: datetime) -> bool:
        """Let what is ripe by now join the totals of one organisation; tells whether there was one."""
        with faults():
            organisation = organisation_due(self._db, bot_id, seconds(now))
        if organisation is None:
            return False
        with transaction(self._db):
            Releases(self._db, bot_id, organisation, seconds(now)).make(questionnaire)
        return True

    def shared_sessions(self, bot_id: int, organisation: int, now: datetime) -> tuple[SharedSession, ...]:
        """List what shops share with an organisation now, the latest first."""
        shared = [
            SharedSession(id_, _layers(result, answers, contact, held), _moment(since), session)
            for id_, result, answers, contact, since, held, session in self._rows(
                _SHARED, bot_id, organisation, seconds(now)
            )
        ]
        return tuple(one for one in shared if not one.layers.nothing)

    def shares(self, bot_id: int, chat_id: int, now: datetime) -> tuple[Share, ...]:
        """List what a chat shares now, with whom."""
        return tuple(
            Share(
                organisation=Organisation(organisation, name),
                layers=_layers(result, answers, contact),
                since=_moment(since),
                until=_moment(until),
                held=bool(held),
                looks=self._looks(share),
            )
            for share, organisation, name, result, answers, contact, since, until, held in self._rows(
                _SHARES, bot_id, chat_id, seconds(now)
            )
        )

    def contribution_of(self, bot_id: int, code: str) -> Filled | None:
        """Tell what is kept under the code of a shop that an advisor filled in for."""
        with faults():
            return contribution_of(self._db, bot_id, code)

    def thread(self, bot_id: int, chat_id: int, thread: int) -> Thread | None:
        """Tell about a thread that a chat is part of, as the shop or as an advisor; None for any other."""
        for found in self._threads("AND t.id = ?", bot_id, chat_id, thread):
            if found.of_shop or self._advises(bot_id, chat_id) == found.organisation:
                return found
        return None

    def threads(self, bot_id: int, chat_id: int) -> tuple[Thread, ...]:
        """List the threads in which a chat is the shop."""
        return tuple(self._threads("AND t.chat_id = ? ORDER BY t.id", bot_id, chat_id, chat_id))

    def notices(self, bot_id: int, limit: int) -> tuple[StoredNotice, ...]:
        """List what chats are to be told, the oldest first; of chats that did not block the bot."""
        return tuple(StoredNotice(*row) for row in self._rows(_NOTICES, bot_id, limit))

    def advisors(self, bot_id: int) -> tuple[Advisor, ...]:
        """List the advisors, by organisation."""
        return tuple(
            Advisor(chat_id, Organisation(organisation, name), label, _moment(since))
            for chat_id, organisation, name, label, since in self._rows(_ADVISORS, bot_id)
        )

    def _advises(self, bot_id: int, chat_id: int) -> Organisation | None:
        for row in self._rows(
            "SELECT o.id, o.name FROM advisors a JOIN organisations o ON o.id = a.organisation "
            "WHERE a.bot_id = ? AND a.chat_id = ?",
            bot_id,
            chat_id,
        ):
            return Organisation(*row)
        return None

    def _looks(self, share: int) -> tuple[datetime, ...]:
        rows = self._rows("SELECT at FROM looks WHERE share = ? ORDER BY id DESC", share)
        return tuple(_moment(at) for (at,) in rows)

    def _threads(self, of: str, bot_id: int, chat_id: int, which: int) -> Iterable[Thread]:
        for id_, organisation, name, who, ended_by, shop in self._rows(_THREADS + of, bot_id, which):
            yield Thread(
                id=id_,
                organisation=Organisation(organisation, name),
                of_shop=shop == chat_id,
                who=who,
                ended=ended_by is not None,
                barred=ended_by == "advisor",
            )

    def _rows(self, sql: str, *values: int | str) -> list[tuple[Any, ...]]:
        with faults():
            rows: list[tuple[Any, ...]] = self._db.execute(sql, values).fetchall()
            return rows


def _layers(result: int, answers: int, contact: str | None, held: int = 0) -> Layers:
    """Give the layers; of a share that is held only the contact."""
    return Layers(result=bool(result and not held), answers=bool(answers and not held), contact=contact)


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
