"""A shop's chat to test with: links to open, and what it shares and asks, which change as the step writes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

from bot.dialogue.core.queries import Advises, InThread, Opened, Query, Shares, Threads
from bot.records.groups import SHARE_LASTS, Link, Organisation, Share, Thread
from bot.records.notices import Ended, Notice, Question, Relayed, Reply, Shared, Undelivered
from bot.records.writes import Ask, EndThread, Leave, SetShare, Write
from tests.support.dialogue.talk import START, Talk

CITY = Organisation(7, "Gemeente Noord")
UNION = Organisation(8, "Winkeliersvereniging <Zuid>")
THREAD = 12


def code(kind: Literal["c", "d", "a"], letter: str) -> str:
    return f"{kind}-{letter * 22}"


OPEN, CLOSED, OTHER, SAME = code("c", "o"), code("c", "x"), code("c", "z"), code("c", "s")
DEMO, DEMO_CLOSED = code("d", "o"), code("d", "x")
INVITATION, EXPIRED, ELSEWHERE = code("a", "o"), code("a", "x"), code("a", "z")

LINKS = {
    OPEN: Link("campaign", CITY, True, 3, "Winkelstraat"),
    CLOSED: Link("campaign", CITY, False, 4, "Vorig jaar"),
    OTHER: Link("campaign", UNION, True, 5, "Zuid"),
    SAME: Link("campaign", CITY, True, 6, "Markt"),
    DEMO: Link("demo", CITY, True, 3, "Winkelstraat"),
    DEMO_CLOSED: Link("demo", CITY, False, 4, "Vorig jaar"),
    INVITATION: Link("invitation", CITY, True),
    EXPIRED: Link("invitation", CITY, False),
    ELSEWHERE: Link("invitation", UNION, True),
}


class Known(dict[Query[Any], Any]):
    """What is known in a shop's chat, with what its writes made of it."""

    def __init__(self, talk: Talk, *, held: bool = False, looked: bool = False) -> None:
        super().__init__({Opened(link): meaning for link, meaning in LINKS.items()})
        self.talk, self.held = talk, held
        self.looks = tuple(START + timedelta(days=day) for day in (9, 3)) if looked else ()
        self.barred: set[int] = set()
        """Organisations that ended the conversation."""

    def get(self, query: Query[Any], default: Any = None) -> Any:
        if query == Shares():
            return self._shares()
        if query == Threads():
            return self._threads()
        if isinstance(query, InThread) and query not in self:
            return next((one for one in self._threads() if one.id == query.thread), None)
        return super().get(query, default)

    def _shares(self) -> tuple[Share, ...]:
        shares: dict[int, Share] = {}
        for write in self.talk.writes:
            if isinstance(write, Leave):
                shares.pop(write.organisation, None)
            if isinstance(write, SetShare):
                layers, until = write.layers, START + SHARE_LASTS
                made = Share(organisation(write.organisation), layers, START, until, self.held, self.looks)
                shares = {**shares, write.organisation: made}
                if layers.nothing:
                    del shares[write.organisation]
        return tuple(shares.values())

    def _threads(self) -> tuple[Thread, ...]:
        threads: dict[int, Thread] = {}
        for write in self.talk.writes:
            if isinstance(write, Ask):
                number = THREAD + write.organisation - CITY.id
                threads[number] = Thread(number, organisation(write.organisation), True, write.who, False)
            elif isinstance(write, EndThread) and write.thread in threads:
                threads[write.thread] = replace(threads[write.thread], ended=True)
        return tuple(
            replace(one, ended=True, barred=True) if one.organisation.id in self.barred else one
            for one in threads.values()
        )


def organisation(number: int) -> Organisation:
    return next(one for one in (CITY, UNION) if one.id == number)


def with_links(talk: Talk, *, held: bool = False, looked: bool = False) -> Talk:
    """Have the links above be there to be opened."""
    talk.known = Known(talk, held=held, looked=looked)
    return talk


def advisor_in_thread(talk: Talk, *, who: str = "", ended: bool = False) -> Talk:
    """Make a chat that of an advisor whom a shop asked something."""
    talk.known = {
        **with_links(talk).known,
        Advises(): CITY,
        InThread(THREAD): Thread(THREAD, CITY, False, who, ended),
    }
    return talk


def written(talk: Talk, *kinds: type[Write]) -> list[Any]:
    """Give the writes of these kinds, in order."""
    return [write for write in talk.writes if isinstance(write, kinds)]


FIXTURES: dict[str, Callable[[Talk], object]] = {
    "links": with_links,
    "held": lambda talk: with_links(talk, held=True, looked=True),
    "asked_advisor": lambda talk: advisor_in_thread(talk, who="Bloemen & Zo"),
}
"""By the name that a golden conversation has under `known`."""

NOTICES: dict[str, Notice] = {
    "question": Question(
        thread=THREAD, who="Bloemen & Zo", said=Relayed(text="Mag ik <b>klanten</b> mailen?")
    ),
    "photo": Question(thread=THREAD, who="", said=Relayed(text="Is dit een goed bord?", photo="file-1")),
    "question_changed": Question(
        thread=THREAD, who="Bloemen & Zo", said=Relayed(text="Mag ik oude klanten mailen?", changed=True)
    ),
    "more_photo": Question(thread=THREAD, who="", said=Relayed(photo="file-2", more=True)),
    "reply": Reply(thread=THREAD, organisation=CITY.name, said=Relayed(text="Ja, als zij ja zeiden.")),
    "ended_by_shop": Ended(thread=THREAD, who="", by_shop=True),
    "ended_by_advisor": Ended(thread=THREAD, who=CITY.name, by_shop=False),
    "not_to_shop": Undelivered(thread=THREAD, who="Bloemen & Zo", to_shop=True),
    "not_to_advisors": Undelivered(thread=THREAD, who=CITY.name, to_shop=False),
    "shared": Shared(who=""),
}
"""By the name that a turn of a golden conversation has under `notice`."""
