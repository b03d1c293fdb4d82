"""A person who does anything at all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from bot.dialogue.core.events import (
    Addressed,
    Command,
    Contact,
    Document,
    Due,
    Edited,
    Event,
    Membership,
    Noticed,
    Photo,
    Tap,
    Text,
    Unreadable,
    What,
)
from bot.dialogue.core.queries import (
    Advises,
    ConsoleRole,
    Facts,
    InThread,
    Opened,
    Peers,
    Query,
    ReachesAdvisors,
    ReachesShop,
    Search,
    Shares,
    SignIn,
    Threads,
)
from bot.dialogue.core.replies import Edit, Message, Passed
from bot.dialogue.core.session import Asking, Finished, Session, dump, load
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.turn.commands import COMMANDS
from bot.dialogue.turn.step import Outcome, step
from bot.records.console import Waiting
from bot.records.groups import SHARE_LASTS, Layers, Share, Thread
from bot.records.writes import Contribute, Decide, Start
from scoring.overall import yardstick
from scoring.path import path
from scoring.peers import PeerTable, Published
from tests.support.dialogue import group_chat
from tests.support.dialogue.limits import within_limits
from tests.support.dialogue.sharing_chat import CITY, LINKS, NOTICES, THREAD, UNION
from tests.support.dialogue.talk import CONTEXT, START, Talk

# fmt: off
WORDS = (
    "1", "2", "5", "11", "99", "1, 2 en 3", "ja", "nee", "klaar", "terug", "overslaan", "soms", "yes", "back",
    "weet ik niet", "resultaat", "advies", "bron", "stop", "begin opnieuw", "<b>&{name}", "a en b",
)
# fmt: on
TYPED = st.sampled_from(WORDS) | st.text(max_size=250)
NAMES = st.sampled_from([name for command in COMMANDS for name in command.names.values()] + ["onbekend"])
CODES = st.sampled_from(list(LINKS)) | TYPED
ADVISOR = group_chat.group(Talk()).known
HOSTILE = "<b>&{organisation} " + "w" * 40
# What may be so of a chat besides its session, by kind of query; of any other there is nothing.
KNOWN: Mapping[type[Query[Any]], st.SearchStrategy[Any]] = {
    Search: st.sampled_from([(), ("email_first_mail", "no_such_card")]),
    Peers: st.sampled_from(
        [None, Published(PeerTable(lower=(40,) * 21), yardstick(CONTEXT.content.questionnaire))]
    ),
    Advises: st.sampled_from([None, None, CITY, UNION]),
    ConsoleRole: st.booleans(),
    ReachesAdvisors: st.booleans(),
    ReachesShop: st.booleans(),
    SignIn: st.sampled_from([None, Waiting(HOSTILE, ""), Waiting(HOSTILE, HOSTILE)]),
    Shares: st.lists(
        st.builds(
            Share,
            organisation=st.sampled_from([CITY, UNION]),
            layers=st.sampled_from([Layers(result=True, answers=True), Layers(contact=HOSTILE * 2)]),
            since=st.just(START),
            until=st.just(START + SHARE_LASTS),
            held=st.booleans(),
            looks=st.sampled_from([(), (START,) * 20]),
        ),
        max_size=2,
        unique_by=lambda share: share.organisation,
    ).map(tuple),
    InThread: st.builds(
        Thread,
        id=st.just(THREAD),
        organisation=st.sampled_from([CITY, UNION]),
        of_shop=st.booleans(),
        who=st.sampled_from(["", HOSTILE]),
        ended=st.booleans(),
        barred=st.booleans(),
    )
    | st.none(),
    Threads: st.sampled_from(
        [
            (),
            (Thread(THREAD, CITY, True, HOSTILE, False),),
            (Thread(THREAD, CITY, True, "", True, True), Thread(THREAD + 1, UNION, True, "", False)),
        ]
    ),
}
APPS = st.sampled_from([None, "nl", "en", "en-US", "de", ""])
SOME = st.integers(0, 3)
# What happens less often.
RARE: st.SearchStrategy[Event] = st.one_of(
    st.builds(Membership, now=st.just(START), blocked=st.booleans()),
    st.builds(Addressed, now=st.just(START), language_code=APPS),
    st.builds(
        Tap,
        now=st.just(START),
        code=st.text(max_size=64),
        message_id=st.just(1),
        callback_id=st.just("1"),
    ),
    st.builds(Command, now=st.just(START), language_code=APPS, name=st.just("start"), argument=CODES),
    st.builds(
        Photo,
        now=st.just(START),
        language_code=APPS,
        message_id=SOME,
        album=st.sampled_from(["", "a", "b"]),
        file_id=st.just("file"),
        caption=TYPED,
    ),
    st.builds(
        Document,
        now=st.just(START),
        language_code=APPS,
        message_id=SOME,
        album=st.sampled_from(["", "a", "b"]),
        file_id=st.just("file"),
        size=st.just(9),
        is_image=st.booleans(),
    ),
    st.builds(
        Edited,
        now=st.just(START),
        language_code=APPS,
        message=st.builds(Text, now=st.just(START), message_id=SOME, text=TYPED)
        | st.builds(Photo, now=st.just(START), message_id=SOME, file_id=st.just("file"), caption=TYPED),
    ),
    st.builds(Noticed, now=st.just(START), notice=st.sampled_from(list(NOTICES.values()))),
    st.builds(
        Contact, now=st.just(START), language_code=APPS, number=st.text(max_size=20), own=st.booleans()
    ),
    st.builds(Unreadable, now=st.just(START), language_code=APPS, what=st.sampled_from(get_args(What))),
)


class Anybody:
    """A person who does anything at all, with a chat that remembers every button it ever showed."""

    def __init__(self, data: st.DataObject | None = None) -> None:
        self.data = data
        self.stored = dump(Session())
        self.codes = [
            "nonsense",
            "answer:1:email:regular",
            "page:0:result",
            "begin:0",
            "tick:1:today:whatsapp:1",
            "ask:0:7",
            "reply:0:12",
            "end_thread:0:12",
            "share_set:1:7:answers:1",
            "share_set:1:7:contact:1",
            "share_no:1:3",
            "count_mine:1",
            "desk:0:links",
        ]
        self.events = 0

    def draw(self, data: st.DataObject) -> Event:
        self.events += 1
        now, app = START + timedelta(minutes=self.events), data.draw(APPS)
        kind = data.draw(st.sampled_from("tttttttttttwwwccxxxxxxxxdd"))
        if kind == "t":
            code = data.draw(st.sampled_from(self.codes[-40:]))
            return Tap(now=now, language_code=app, code=code, message_id=1, callback_id="1")
        if kind == "w":
            return Text(now=now, language_code=app, message_id=data.draw(SOME), text=data.draw(TYPED))
        if kind == "c":
            return Command(now=now, language_code=app, name=data.draw(NAMES), argument=data.draw(TYPED))
        if kind == "d":
            self.events += data.draw(st.integers(1, 150_000))
            return Due(now=START + timedelta(minutes=self.events))
        return replace(data.draw(RARE), now=now)

    def happen(self, event: Event) -> None:
        before, event, facts = load(self.stored), replace(event, nonce="n" * 22), Facts(self.read)
        outcome = step(before, event, CONTEXT, facts)
        assert step(before, event, CONTEXT, facts) == outcome
        self.may_write(before, outcome)
        for reply in outcome.replies:
            within_limits(reply)
            if isinstance(reply, Message | Edit | Passed):
                self.codes += [button.code or "" for row in reply.keyboard for button in row]
        self.stored = dump(outcome.session)
        assert load(self.stored) == outcome.session
        self.holds(load(self.stored))

    def read(self, query: Query[Any]) -> object:
        """Answer a query: an advisor's as an advisor's, whoever asks."""
        if isinstance(query, Opened):
            return LINKS.get(query.code)
        if query in ADVISOR and not isinstance(query, Advises):
            return ADVISOR[query]
        if self.data is None:
            if isinstance(query, ReachesAdvisors | ReachesShop):
                return True
            nothing = isinstance(query, Advises | InThread | ConsoleRole | SignIn)
            return None if query == Peers() or nothing else ()
        return self.data.draw(KNOWN.get(type(query), st.just(())))

    def may_write(self, before: Session, outcome: Outcome) -> None:
        """Nothing counts of who came by no link, or only tries it out."""
        campaign = outcome.session.campaign
        if campaign and campaign.demo:
            assert outcome.assessed is None
        if own_campaign(before) is None and own_campaign(outcome.session) is None:
            counts = [one for one in outcome.writes if isinstance(one, Contribute) and not one.assisted]
            assert counts == []
            assert not any(isinstance(one, Start | Decide) for one in outcome.writes)

    def holds(self, session: Session) -> None:
        questions = CONTEXT.content.questionnaire.questions
        on_path = {question.id for question in path(questions, session.answers)}
        assert set(session.given) <= on_path
        if isinstance(session.place, Asking):
            assert session.place.question in on_path
        if isinstance(session.finished, Finished) and session.finished.result.overall:
            assert 0 <= session.finished.result.overall.score <= 100
