"""Makes `2026-11.sql.gz` and `2026-11.json`, with the code of the commit that README.md names.

Run from the root of a tree of that commit. What people say goes through the real worker into a real
database; only the sending is played. Today's code does not run it: it is kept to show what the database holds.
"""

import asyncio
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.dialogue import session as sessions
from bot.dialogue.events import Command, Event, Photo, Tap, Text, Unreadable
from bot.dialogue.facts import NONE
from bot.dialogue.replies import Message, Picture
from bot.dialogue.session import Asking, Desk
from bot.dialogue.step import step
from bot.storage.console import Waiting
from bot.storage.sql_console import SqlConsole
from bot.storage.sql_pictures import SqlPictures
from bot.storage.store import Pending, Receipt
from bot.telegram import bodies
from bot.telegram.stepping import Conversations, Dialogue
from bot.telegram.studio import Studio
from bot.telegram.worker import Worker
from scoring.groups import added, group_figures
from tests.admin.hall import Hall
from tests.groups.town import BOT, BOT_ID, Neighbour

Given = Mapping[str, str | tuple[str, ...] | None]

WILLEM = 5_000_000_001
"""Stands in ADMIN_IDS."""
FROZEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LADDER = ("regular", "sometimes", "planned", "known", "unknown")
CHANNELS = ("social", "email", "sms", "blog", "twitter")
BRANCHES = ("shoes", "clothing", "food", "home", "flowers_pets", "books_toys", "care", "sports", "other")
TODAY = ("whatsapp", "whatsapp_channel", "google", "reviews", "website", "marketplace", "leaflet")
PLATFORMS = ("facebook", "instagram", "tiktok", "youtube", "pinterest", "other")
REASONS = ("not_fitting", "not_wanted", "no_use", "trust", "no_time", "other")
GOALS = ("visit", "return", "offers", "help")
CARD, COPIED = "email_monthly", "Mail iedere week een recept"
LEFT_ALONE = {"forget_yes", "adm_do", "link_close", "end_thread", "share_stop", "digest", "demo_off"}
"""What somebody who tries all buttons does not tap."""


@dataclass
class Person(Neighbour):
    """Somebody with a chat, who waits eleven seconds before everything said: no tap is a double one."""

    town: "OldTown" = field(kw_only=True)
    kind: str = ""
    """What this chat is there for."""

    @property
    def keyboard(self) -> list[str]:
        """List the codes of the screen."""
        return [button.code for row in self.chat[self.screen].keyboard for button in row if button.code]

    def happen(self, event: Event) -> list[Any]:
        self.now = max(self.now, self.town.now) + timedelta(seconds=11)
        return super().happen(event)

    def press(self, code: str) -> None:
        """Tap a code on the screen, which must be there."""
        assert code in self.keyboard, f"{code} is not among {self.keyboard}"
        self.tap_code(code, self.screen)

    def go(self, code: str) -> None:
        """Tap a code that some message of this chat could hold."""
        self.tap_code(code, self.screen)

    @property
    def run(self) -> int:
        return self.session.run


class OldTown(Hall):
    """The bot, its database, and everybody who talks with it; all that is said comes as raw updates."""

    def __init__(self) -> None:
        super().__init__(admin_ids=(WILLEM,))
        self.now = datetime(2026, 2, 10, 10, 0, tzinfo=UTC)
        self.console = SqlConsole(self.store.db, BOT_ID)
        self.pictures = SqlPictures(self.store.db)
        self.studio = Studio()
        self.reader._console = self.console
        conversations = Conversations(
            self.store, BOT_ID, Dialogue(step, _never, self.library.context), self.reader, self._clock
        )
        self._worker = Worker(conversations, BOT, self._hand, nonce=self.nonce)
        self._sent: list[Receipt] = []
        self._drawn: list[Picture] = []
        self.unsent: set[int] = set()
        """The chats to which nothing arrives."""

    def arriving(self, kind: str, language_code: str = "nl") -> Person:
        """Let somebody come in."""
        number = WILLEM if WILLEM not in self.people else WILLEM + 1_009 * len(self.people)
        person = Person(id=number, town=self, language_code=language_code, now=self.now, kind=kind)
        self.people[number] = person
        return person

    def started(self, kind: str, language_code: str = "nl", payload: str = "") -> Person:
        person = self.arriving(kind, language_code)
        person.command("start", payload)
        return person

    def until(self, *moment: int) -> None:
        self.now = max(self.now, datetime(*moment, tzinfo=UTC))  # type: ignore[arg-type,misc]

    async def _take(self, chat_id: int, event: Event) -> list[Any]:
        self.said = []
        await self._worker.handle([_raw(self._updates, chat_id, event)])
        own = [reply for person, reply in self.said if person == chat_id]
        while await self._postman.deliver():
            pass
        await self.store.sent(BOT_ID, self._sent)
        for picture in self._drawn:
            key = await self.studio.key(picture.drawing)
            await self.pictures.keep(BOT_ID, key, f"file-{key[:12]}", self.now)
        self._sent, self._drawn = [], []
        return own

    def _hand(self, chat_id: int, replies: Sequence[Pending], *, alone: bool = False) -> None:
        for pending in replies:
            reply = bodies.load(pending.body)
            self.said.append((chat_id, reply))
            person = self.people[chat_id]
            person.show(reply)
            if chat_id in self.unsent:
                continue
            screen = person.screen if isinstance(reply, Message) and reply.screen else None
            self._sent.append(Receipt(chat_id, pending.id, screen))
            self._drawn += [reply] if isinstance(reply, Picture) else []


def _never(*_: object) -> Any:
    raise AssertionError("a step failed")


def _raw(number: int, chat_id: int, event: Event) -> dict[str, Any]:
    """Write an event as Telegram would."""
    person = {"id": chat_id, "is_bot": False, "first_name": "X", "language_code": event.language_code}
    chat = {"id": chat_id, "type": "private"}
    message: dict[str, Any] = {"message_id": number, "from": person, "chat": chat}
    match event:
        case Tap():
            under = {"message_id": event.message_id, "chat": chat}
            query = {"id": str(number), "from": person, "message": under, "data": event.code}
            return {"update_id": number, "callback_query": query}
        case Command():
            message["text"] = f"/{event.name} {event.argument}".strip()
        case Text():
            message["text"] = event.text
        case Photo():
            message |= {"photo": [{"file_id": event.file_id}], "caption": event.caption}
        case Unreadable():
            message["voice"] = {"file_id": "voice"}
        case _:
            raise TypeError(event)
    return {"update_id": number, "message": message}


def some(number: int, **fixed: str | tuple[str, ...] | None) -> dict[str, str | tuple[str, ...] | None]:
    """Answer all questions as some shop could; the same number always gives the same."""
    chance = random.Random(number)  # noqa: S311
    given: dict[str, str | tuple[str, ...] | None] = {
        "shop_type": chance.choice(("physical", "physical", "both")),
        "branch": chance.choice(BRANCHES),
        "today": _several(chance, TODAY),
        "platforms": _several(chance, PLATFORMS),
        "goal": chance.choice(GOALS),
        "data_reasons": _several(chance, REASONS),
    }
    given |= {channel: chance.choice(LADDER) for channel in CHANNELS}
    given |= {one: chance.choice(("yes", "no")) for one in ("data_asks", "data_file", "data_consent")}
    given |= {"data_consider": chance.choice(("yes", "no"))}
    return {**given, **fixed}


def _several(chance: random.Random, options: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(chance.sample(options, chance.randint(1, 3))))


ALL_ASKED: Given = some(
    7, social="sometimes", data_asks="no", data_file="yes", data_consent="no", data_consider="no"
)
"""On the way through these all fifteen questions are asked."""


def answer(person: Person, given: Given, stop_at: str = "") -> None:
    """Answer the questions that come, to the end or to one of them; what is not given is skipped."""
    while isinstance(place := person.session.place, Asking) and place.question != stop_at:
        name, answered = place.question, given.get(place.question)
        if answered is None:
            person.press(f"skip:{person.run}:{name}")
        elif isinstance(answered, str):
            person.press(f"answer:{person.run}:{name}:{answered}")
        else:
            for option in place.picked:
                if option not in answered:
                    person.press(f"tick:{person.run}:{name}:{option}:0")
            for option in answered:
                if option not in place.picked:
                    person.press(f"tick:{person.run}:{name}:{option}:1")
            person.press(f"done:{person.run}:{name}")


def begin(person: Person, given: Given, stop_at: str = "") -> None:
    person.press(f"begin:{person.run}")
    answer(person, given, stop_at)


def finish(person: Person, given: Given) -> None:
    """Take the test, from the welcome to the result."""
    begin(person, given)
    person.press(f"result:{person.run}")
    assert person.session.finished
    assert person.session.finished.run == person.run


def finished(town: OldTown, kind: str, given: Given, language: str = "nl", payload: str = "") -> Person:
    person = town.started(kind, language, payload)
    finish(person, given)
    return person


def again(person: Person, given: Given) -> None:
    """Take the test once more."""
    person.command("start")
    finish(person, given)


def no_sharing(shop: Person) -> None:
    """Say no to the offer beside a new result."""
    codes = [button.code for row in shop.last.keyboard for button in row if button.code]
    for code in codes:
        if code.startswith("share_no:"):
            shop.tap_code(code)


def share(shop: Person, *layers: str) -> None:
    """Share layers with the organisation whose link was opened."""
    campaign = shop.session.campaign
    assert campaign
    shop.command("delen")
    shop.go(f"share:{shop.run}:{campaign.organisation}")
    for layer in layers:
        shop.press(f"share_set:{shop.run}:{campaign.organisation}:{layer}:1")
        if layer == "contact":
            shop.type(f"Winkel {shop.id % 1000}, 06 12345678")


def link(advisor: Person, name: str) -> str:
    """Make a campaign; returns the payload of its start link."""
    advisor.command("link", name)
    place = advisor.session.place
    assert isinstance(place, Desk)
    return f"c-{place.page.removeprefix('link/')}"


def invited(town: OldTown, organisation: str, kind: str, language: str = "nl") -> Person:
    return town.started(kind, language, town.invitation(organisation))


def shape(code: str) -> str:
    """Tell what kind of button a code is of."""
    verb, _, *args = code.split(":")
    if not args:
        return verb
    kind, _, rest = args[0].partition("/")
    if verb in ("page", "adm", "desk"):
        known = kind if kind in ("card", "text", "shop", "link", "assist", "change") else f"{kind}/{rest}"
        return f"{verb}:{known}"
    if verb in ("plan_add", "plan_item", "name", "what_if_tick"):
        return verb
    return ":".join((verb, *args[:1], *args[2:3]))


def wander(person: Person, taps: int, most: int = 2) -> None:
    """Tap what is in sight, what was tapped least first; in the end all kinds of screens were seen."""
    tapped: Counter[str] = Counter()
    for _ in range(taps):
        seen = [
            (message, button.code)
            for message, shown in sorted(person.chat.items(), reverse=True)[:4]
            for row in shown.keyboard
            for button in row
            if button.code and button.code.partition(":")[0] not in LEFT_ALONE
        ]
        fresh = [(tapped[shape(code)], place, *one) for place, one in enumerate(seen) for code in one[1:]]
        fresh = [one for one in fresh if one[0] < most]
        if not fresh:
            person.command("start")
            tapped["start"] += 1
            if tapped["start"] > 3:
                return
            continue
        _, _, message, code = min(fresh)
        tapped[shape(code)] += 1
        person.tap_code(code, message)


def many_cards(person: Person) -> None:
    """Open each card there is, as from a topic, a search or a plan."""
    for card in person.town.library.context().content.cards:
        person.go(f"page:{person.run}:card/{card.id}")


# What was there before this autumn.


def spring(town: OldTown) -> dict[str, Person]:
    """February and June: the first rounds of shops that come again, and a campaign that is over."""
    anna = invited(town, "Winkeliersvereniging Noord", "advisor: at the welcome")
    old = link(anna, "Voorjaar op de markt")
    people = {"anna": anna}
    for name, language, payload in (("nl", "nl", ""), ("en", "en", ""), ("linked", "nl", old)):
        given = some(40 + len(name), data_asks="no", email="known", sms="unknown")
        people[name] = finished(town, f"three rounds, {name}", given, language, payload)
        no_sharing(people[name])
        people[name].go(f"again_later:{people[name].run}")
    people["two"] = finished(town, "finished before, in a second round now", some(51))
    people["web"] = finished(town, "a webshop alone, twice", some(52, shop_type="web"))
    people["skips"] = finished(town, "first with topics skipped, then all", some(53, sms=None, blog=None))
    town.until(2026, 6, 16, 9)
    for name in ("nl", "en", "linked"):
        town.ring()
        again(people[name], some(60 + len(name), email="planned", sms="known"))
    town.until(2026, 6, 20, 9)
    anna.command("link")
    anna.go(f"desk:{anna.run}:link/{old[2:]}")
    anna.press(f"link_close:{anna.run}:{old[2:]}:1")
    return people


def autumn(town: OldTown, anna: Person) -> tuple[str, list[Person]]:
    """September: fourteen shops come by one link and finish, so that totals open."""
    town.until(2026, 9, 8, 9)
    payload = link(anna, "Najaar in de Dorpsstraat")
    shops = []
    for number in range(14):
        shop = finished(town, f"counts in a group, {number}", some(100 + number), "nl", payload)
        shops.append(shop)
        if number % 4 == 3:
            share(shop, *("answers", "contact")[: 1 + number % 2])
        else:
            no_sharing(shop)
    town.now += timedelta(hours=1)
    anna.command("groep")
    return payload, shops


def edited(town: OldTown, willem: Person) -> None:
    """October: an administrator publishes a title, a text, a copied card, and then weights; then drafts."""
    town.until(2026, 10, 6, 9)
    willem.command("admin")
    open_text(willem, "text/nl/c-today_use_google/title")
    change(willem, "Zet elke maand een foto op Google")
    open_text(willem, "text/nl/m/general.unknown_command")
    change(willem, "Deze opdracht kennen wij niet. Typ /help.")
    willem.go(f"adm:{willem.run}:copy/c-{CARD}")
    willem.type(COPIED)
    do(willem)
    publish(willem, "Nieuwe titel, en een advies erbij")
    assert asyncio.run(town.content.live_number()) == 2
    town.follow()
    weights(town)
    assert asyncio.run(town.content.live_number()) == 3
    town.follow()
    open_text(willem, f"text/nl/c-{CARD}/first")
    change(willem, "Kies **één dag** en zet hem in uw agenda.")
    willem.command("start")


def open_text(admin: Person, page: str) -> None:
    admin.go(f"adm:{admin.run}:{page}")


def change(admin: Person, text: str) -> None:
    """Type another text for the one that is open, and save it in the draft."""
    admin.tap("Andere tekst")
    admin.type(text)
    do(admin)


def do(admin: Person) -> None:
    admin.go(next(code for code in admin.keyboard if code.startswith("adm_do:")))


def publish(admin: Person, why: str) -> None:
    admin.go(f"adm:{admin.run}:publish")
    admin.type(why)
    do(admin)


def weights(town: OldTown) -> None:
    """Publish other weights, as the command line does."""

    async def made() -> None:
        text, named = await town.editorial.file("questionnaire.yaml")
        assert text
        for topic, before, after in (("email", 25, 20), ("sms", 15, 20)):
            wanted = f"{topic}: {{weight: {before},"
            assert wanted in text
            text = text.replace(wanted, f"{topic}: {{weight: {after},")
        await town.editorial.save("questionnaire.yaml", text, named, "Willem", "sms telt hier meer")
        await town.editorial.publish("Willem", "sms telt hier meer")

    asyncio.run(made())


# This autumn's chats, each left where its kind says.


def questions(town: OldTown) -> None:
    """Leave chats at each question, in both languages, some ticked, explained or being changed."""
    questionnaire = town.library.context().content.questionnaire
    for language in ("nl", "en"):
        for question in questionnaire.questions:
            asked = town.started(f"asked {question.id}, {language}", language)
            begin(asked, ALL_ASKED, question.id)
            if language == "en" and question.id in ("email", "data_asks"):
                asked.press(f"help:{asked.run}:{question.id}")
    for name, options in (
        ("today", TODAY[:3]),
        ("platforms", PLATFORMS[1:3]),
        ("data_reasons", REASONS[2:4]),
    ):
        ticking = town.started(f"ticking {name}", "nl")
        begin(ticking, ALL_ASKED, name)
        for option in options:
            ticking.press(f"tick:{ticking.run}:{name}:{option}:1")
        if name == "today":
            ticking.press(f"help:{ticking.run}:{name}")
    for name in ("shop_type", "today", "email", "data_file", "goal"):
        changing = town.started(f"changing {name}", "nl")
        begin(changing, ALL_ASKED)
        changing.press(f"change:{changing.run}:{name}")
    overview = town.started("at the overview")
    begin(overview, ALL_ASKED)
    back = town.started("went back")
    begin(back, ALL_ASKED, "sms")
    back.press(f"back:{back.run}:sms")
    for page in ("privacy", "taal"):
        aside = town.started(f"beside the questions, {page}")
        begin(aside, ALL_ASKED, "email")
        aside.command(page)
    pausing = town.started("paused, at the welcome")
    begin(pausing, ALL_ASKED, "blog")
    pausing.command("start")
    early = town.started("saw the result early, and goes on")
    begin(early, ALL_ASKED, "twitter")
    early.press(f"result:{early.run}")
    early.go(f"go_on:{early.run}")
    town.started("at the first welcome")
    town.started("at the first welcome, en", "en")


def results(town: OldTown) -> None:
    """Leave chats with results of all kinds."""
    for language in ("nl", "en"):
        for name in LADDER:
            finished(town, f"all {name}, {language}", some(3, **dict.fromkeys(CHANNELS, name)), language)
        finished(town, f"two topics skipped, {language}", some(11, email=None, twitter=None), language)
        finished(town, f"data skipped, {language}", some(12, data_asks=None, data_file=None), language)
        finished(
            town,
            f"no score, {language}",
            some(13, social=None, email=None, data_asks=None, sms=None),
            language,
        )
        finished(town, f"nothing answered, {language}", {}, language)
        finished(
            town, f"webshop, {language}", some(14, shop_type="web", goal="visit", today=("google",)), language
        )
        finished(town, f"shop type skipped, {language}", some(15, shop_type=None), language)
        for reason in REASONS:
            finished(
                town,
                f"objects: {reason}, {language}",
                some(16, data_asks="no", data_consider="no", data_reasons=(reason,)),
                language,
            )
    changed = finished(town, "changed an answer after the result", some(17))
    changed.go(f"overview:{changed.run}")
    changed.press(f"change:{changed.run}:email")
    changed.press(f"answer:{changed.run}:email:regular")
    changed.press(f"result:{changed.run}")
    leaving = finished(town, "changed an answer, not shown yet", some(18))
    leaving.go(f"overview:{leaving.run}")
    leaving.press(f"change:{leaving.run}:sms")
    leaving.press(f"answer:{leaving.run}:sms:regular")


def places(town: OldTown) -> None:
    """Leave chats on all pages that a shop can be on."""
    pages = [
        "result",
        "topics",
        "advice",
        "steps",
        "source",
        "topic/email",
        "topic/data",
        "card/sms_urgent_only",
    ]
    pages += ["card/today_use_google", "group/email", "group/today"]
    for number, page in enumerate(pages):
        shop = finished(town, f"reads {page}", some(200 + number), ("nl", "en")[number % 2])
        shop.go(f"page:{shop.run}:{page}")
    trying = finished(town, "what if, one ticked", some(221, email="planned"))
    trying.go(f"what_if:{trying.run}")
    trying.press(next(code for code in trying.keyboard if code.startswith("what_if_tick:")))
    drawn = finished(town, "what if, all ticked, with picture and report", some(222))
    drawn.go(f"what_if:{drawn.run}")
    for place in range(len([code for code in drawn.keyboard if code.startswith("what_if_tick:")])):
        drawn.press([code for code in drawn.keyboard if code.startswith("what_if_tick:")][place])
    for verb in ("what_if_picture", "picture", "report"):
        drawn.go(f"{verb}:{drawn.run}")
    naming = finished(town, "asked the shop's name", some(223))
    naming.go(f"name:{naming.run}:{CARD}")
    named = finished(town, "named, en", some(224), "en")
    named.go(f"name:{named.run}:{CARD}")
    named.type("Bloemen & <b>Planten</b>")
    seeking = finished(town, "found cards", some(225))
    seeking.type("hoe stuur ik een nieuwsbrief")
    early = town.started("found cards before the test")
    early.type("hoe krijg ik reviews op Google")
    for kind, command in (
        ("my data", "mijngegevens"),
        ("asked whether to erase", "vergeet"),
        ("help", "help"),
    ):
        finished(town, kind, some(226)).command(command)
    finished(town, "shares nothing, no link", some(227)).command("delen")
    finished(town, "an empty plan", some(228)).command("plan")


def plans(town: OldTown) -> None:
    """Leave chats with plans, reminders and invitations."""
    for number, language in enumerate(("nl", "en")):
        planner = finished(town, f"a plan with dates and one done, {language}", some(240 + number), language)
        result = planner.session.finished
        assert result
        cards = [one.id for one in result.result.next_steps]
        for card in (*cards, "today_use_google", "sms_urgent_only"):
            planner.go(f"plan_add:{planner.run}:{card}")
        planner.go(f"plan_when:{planner.run}:{cards[0]}:week")
        planner.go(f"plan_when:{planner.run}:{cards[-1]}:month")
        planner.go(f"plan_done:{planner.run}:{cards[0]}:1")
        planner.go(f"remind:{planner.run}:1")
        planner.go(f"again_later:{planner.run}")
    at_item = finished(town, "at a step of the plan", some(242))
    at_item.go(f"plan_add:{at_item.run}:{CARD}")
    at_item.go(f"plan_when:{at_item.run}:{CARD}:month")


def reminded(town: OldTown) -> list[Person]:
    """Let shops agree to a reminder, which comes before the database is frozen."""
    people = []
    for kind in ("reminded", "reminded, in a question", "reminded, en"):
        shop = finished(town, kind, some(250 + len(people)), "en" if kind.endswith("en") else "nl")
        shop.go(f"plan_add:{shop.run}:{CARD}")
        shop.go(f"plan_when:{shop.run}:{CARD}:week")
        shop.go(f"plan_item:{shop.run}:")
        shop.press(f"remind:{shop.run}:1")
        if "question" in kind:
            shop.command("start")
            begin(shop, some(9), "email")
        people.append(shop)
    return people


def sharing(town: OldTown, payload: str, shops: Sequence[Person]) -> None:
    """Leave chats that share, held or not, and that write; and pages of sharing on screen."""
    for layers in (("result",), ("answers",), ("contact",), ("result", "contact"), ("answers", "contact")):
        sharer = finished(town, f"shares {', '.join(layers)}", some(260 + len(layers[-1])), "nl", payload)
        share(sharer, *layers)
    # They share what counts in totals already: some are held, so that the others' answers cannot be told.
    for shop in (shops[0], shops[1], shops[5], shops[8]):
        share(shop, "answers")
    asked = finished(town, "offered to share", some(270), "en", payload)
    giving = finished(town, "asked for contact details", some(271), "nl", payload)
    giving.command("delen")
    giving.go(f"share:{giving.run}:{_organisation(giving)}")
    giving.press(f"share_set:{giving.run}:{_organisation(giving)}:contact:1")
    finished(town, "sharing on screen", some(272), "nl", payload).command("delen")
    writing = finished(town, "writes to an advisor", some(273), "nl", payload)
    writing.command("vraag")
    for kind, text in (("asked an advisor", "Mag ik mailen?"), ("ended the conversation", "Wat kost dit?")):
        asks = finished(town, kind, some(274), "nl", payload)
        asks.command("vraag")
        asks.type(text)
    ended = asks
    ended.command("antwoord")
    ended.press(next(code for code in ended.keyboard if code.startswith("end_thread:")))
    running = town.started("runs through a link", "nl", payload)
    begin(running, ALL_ASKED, "sms")
    opened = town.started("opened a link, en", "en", payload)
    assert opened.session.campaign
    trial = town.started("tries it out", "nl", payload.replace("c-", "d-"))
    finish(trial, some(275))
    halfway = town.started("tries it out, halfway", "nl", payload.replace("c-", "d-"))
    begin(halfway, ALL_ASKED, "blog")
    earlier = finished(town, "had a result before the link", some(276))
    earlier.command("start", payload)
    assert asked.session.campaign


def _organisation(shop: Person) -> int:
    assert shop.session.campaign
    return shop.session.campaign.organisation


def second_wave(shops: Sequence[Person]) -> None:
    """Seven of the shops take the test once more."""
    for number, shop in enumerate(shops[2:9]):
        again(shop, some(300 + number))
        no_sharing(shop)


def desks(town: OldTown, anna: Person, payload: str) -> None:
    """Leave advisors on all pages of their desk, and one in another organisation."""
    name, code = "Winkeliersvereniging Noord", payload[2:]
    campaign = next(one.id for one in asyncio.run(town.groups.campaigns(BOT_ID, 1)) if one.code == code)
    shared = asyncio.run(town.groups.shared(BOT_ID, 1, town.now))
    pages = ["links", f"link/{code}", f"assist/{code}", "group", f"group/{campaign}", "group/all/2"]
    pages += [f"group/{campaign}/1/topics", "group/all/1/reasons", "group/links/1", "shops"]
    pages += [f"shop/{one.id}" for one in shared[:3]]
    for number, page in enumerate(pages):
        advisor = invited(town, name, f"advisor: {page.partition('/')[0]}", ("nl", "en")[number % 2])
        advisor.go(f"desk:{advisor.run}:{page}")
    making = invited(town, name, "advisor: names a link")
    making.command("link")
    making.press(f"link_new:{making.run}")
    renaming = invited(town, name, "advisor: names a link anew")
    renaming.go(f"link_rename:{renaming.run}:{code}")
    weekly = invited(town, name, "advisor: with a weekly overview")
    weekly.command("groep")
    weekly.press(f"digest:{weekly.run}:1")
    for verb in ("group_picture", "group_workshop", "group_csv", "group_xlsx"):
        weekly.go(f"{verb}:{weekly.run}:all:1")
    answering = invited(town, name, "advisor: answers a shop")
    asker = finished(town, "was answered by an advisor", some(280), "nl", payload)
    asker.command("vraag")
    asker.type("Hoe <b>begin</b> ik met mail?")
    answering.tap("Antwoord")
    answering.type("Begin klein.")
    asker.tap("Antwoord terug")
    asker.happen(Photo(now=asker.now, language_code="nl", file_id="photo-1", caption="Zo?"))
    answering.command("antwoord", "3")
    for kind, stop_at in (("half done", "sms"), ("asked for the result", "")):
        helper = invited(town, name, f"advisor: fills in, {kind}")
        assist(helper, code, some(281), stop_at)
    done = invited(town, name, "advisor: filled in, at the result")
    assist(done, code, some(282), "")
    done.press(f"result:{done.run}")
    several = invited(town, name, "advisor: filled in for two shops")
    assist(several, code, some(283), "")
    several.press(f"result:{several.run}")
    several.go(f"assist_next:{several.run}")
    several.go(f"assist_agree:{several.run}:{code}")
    answer(several, some(284), "goal")
    elders = invited(town, "Ondernemend Elders", "advisor: another organisation", "en")
    other = link(elders, "Try this")
    for number in range(3):
        finished(town, f"counts in another group, {number}", some(290 + number), "en", other)
    anna.command("start")


def assist(advisor: Person, code: str, given: Given, stop_at: str) -> None:
    """Fill in for a shop."""
    advisor.command("link")
    advisor.go(f"desk:{advisor.run}:assist/{code}")
    advisor.press(f"assist_agree:{advisor.run}:{code}")
    answer(advisor, given, stop_at)


def admins(town: OldTown, willem: Person) -> None:
    """Leave administrators on all pages of theirs."""
    pages = [
        "menu",
        "cards/nl",
        "topic/nl/email",
        "topic/nl/today",
        f"card/nl/c-{CARD}",
        "card/en/c-today_use_google",
    ]
    pages += [
        "sheet/nl/m/general",
        "sheet/nl/q/questions.today",
        "sheet/en/t",
        "text/nl/c-today_use_google/title",
    ]
    pages += [f"text/nl/c-{CARD}/first", "draft", "impact", "discard", "log", "version/2", "version/1"]
    pages += ["upload", "people/advisor", "people/admin", "invite", "appoint", "stats", "search"]
    for number, page in enumerate(pages):
        admin = appointed(town, willem, f"admin: {page}", ("nl", "en")[number % 2])
        open_text(admin, page)
    changing = appointed(town, willem, "admin: typed another text")
    open_text(changing, f"text/nl/c-{CARD}/title")
    changing.tap("Andere tekst")
    changing.type("Mail elke maand")
    for page, text in (
        (f"copy/c-{CARD}", "Mail elk seizoen"),
        ("publish", "Korter"),
        ("back/1", "Toch beter"),
    ):
        asked = appointed(town, willem, f"admin: typed what {page.partition('/')[0]} asks")
        open_text(asked, page)
        asked.type(text)
    seeking = appointed(town, willem, "admin: found texts")
    seeking.command("admin")
    seeking.type("eerste dinsdag")


def appointed(town: OldTown, willem: Person, kind: str, language: str = "nl") -> Person:
    willem.command("admin")
    willem.go(f"adm:{willem.run}:appoint")
    willem.type(f"Beheerder {len(town.people)}")
    texts = [shown.text for _, shown in sorted(willem.chat.items()) if "?start=k-" in shown.text]
    payload = texts[-1].rpartition("?start=")[2].split()[0]
    return town.started(kind, language, payload)


def browsers(town: OldTown, willem: Person, anna: Person) -> None:
    """Sign an admin and an advisor in to the console, and leave one asked."""
    firefox = Waiting("Firefox", "203.0.113.x")
    for number, person in enumerate((willem, anna)):
        code = f"AAAA222{number + 2}"
        asyncio.run(town.console.wait(code, f"wait-{number}", firefox, town.now))
        person.command("console", code)
        person.press(f"console_yes:{person.run}:{code}")
        assert asyncio.run(town.console.redeem(f"wait-{number}", f"browser-{number}", town.now))
    asyncio.run(town.console.wait("BBBB3333", "wait-9", firefox, town.now))
    asked = invited(town, "Winkeliersvereniging Noord", "advisor: asked about a browser")
    asked.command("console", "BBBB3333")


def wanderers(town: OldTown, payload: str, willem: Person) -> None:
    """Let people of each kind tap all they see."""
    for language in ("nl", "en"):
        reader = finished(town, f"taps all, {language}", some(310, email="planned"), language, payload)
        wander(reader, 160)
        many_cards(reader)
        new = town.started(f"taps all from the beginning, {language}", language)
        wander(new, 160)
    advisor = invited(town, "Winkeliersvereniging Noord", "advisor: taps all")
    for command in ("link", "groep"):
        advisor.command(command)
        wander(advisor, 120, 3)
    admin = appointed(town, willem, "admin: taps all")
    admin.command("admin")
    wander(admin, 250, 3)


def unsent(town: OldTown) -> None:
    """Leave chats whose last replies were not sent."""
    for language in ("nl", "en"):
        waiting = finished(town, f"waits for replies, {language}", some(320), language)
        town.unsent.add(waiting.id)
        waiting.command("resultaat")
        waiting.go(f"picture:{waiting.run}")


def live(town: OldTown) -> None:
    """Let it all happen."""
    willem = town.started("admin by ADMIN_IDS")
    people = spring(town)
    anna = people["anna"]
    payload, shops = autumn(town, anna)
    edited(town, willem)
    town.until(2026, 11, 9, 9)
    to_remind = reminded(town)
    town.until(2026, 11, 17, 9)
    second_wave(shops)
    town.until(*FROZEN.timetuple()[:4])
    for name in ("nl", "en", "linked"):
        again(people[name], some(70 + len(name), email="sometimes", sms="planned"))
        no_sharing(people[name])
    people["two"].command("start")
    begin(people["two"], ALL_ASKED, "blog")
    again(people["web"], some(54, shop_type="web"))
    again(people["skips"], some(55))
    questions(town)
    results(town)
    places(town)
    plans(town)
    sharing(town, payload, shops)
    admins(town, willem)
    desks(town, anna, payload)
    town.now += timedelta(minutes=40)
    anna.command("groep")
    wanderers(town, payload, willem)
    unsent(town)
    browsers(town, willem, anna)
    town.ring()
    assert all(shop.session.reminders for shop in to_remind)


# What the old code told of it, for today's to be held against.


def told(town: OldTown, person: Person, *events: Event) -> list[str]:
    """Say what a chat would read now, without anything being kept."""

    async def taken() -> list[str]:
        session, texts, facts = person.session, [], NONE
        for event in events:
            outcome = step(session, event, town.library.context(), facts)
            while outcome.wanted:
                facts = await town.reader.read(person.id, outcome.wanted, town.now, facts)
                outcome = step(session, event, town.library.context(), facts)
            session, facts = outcome.session, NONE
            texts += [reply.html for reply in outcome.replies if isinstance(reply, Message)][-1:]
        return texts

    return asyncio.run(taken())


def chats(town: OldTown) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, person in town.people.items():
        session = person.session
        codes = dict.fromkeys(button.code for row in person.codes for button in row if button.code)
        known: dict[str, Any] = {"kind": person.kind, "place": session.place.at, "codes": list(codes)}
        if session.finished:
            asked = Command(now=town.now, language_code=person.language_code, name="resultaat", argument="")
            known["result"] = session.finished.result.model_dump(mode="json")
            known["earlier"] = [one.result.model_dump(mode="json") for one in session.history]
            known["told"] = told(town, person, asked)[0]
        yield str(number), known


def groups(town: OldTown) -> Iterator[dict[str, Any]]:
    """Say what is told of each organisation's groups, campaign by campaign and wave by wave, and together."""
    content = town.library.context().content
    for organisation in (1, 2):
        waves = asyncio.run(town.groups.totals(BOT_ID, organisation, town.now))
        for wave in sorted({one.wave for one in waves}):
            own = [one for one in waves if one.wave == wave]
            for name, some_of in (("all", own), *((str(one.campaign), [one]) for one in own)):
                variables = dict.fromkeys(variable for one in some_of for variable in one.totals)
                totals = {
                    variable: added([one.totals[variable] for one in some_of if variable in one.totals])
                    for variable in variables
                }
                figures = group_figures(totals, content.questionnaire, content.figures)
                yield {
                    "organisation": organisation,
                    "campaign": name,
                    "wave": wave,
                    "shops": sum(one.shops for one in some_of),
                    "waiting": sum(one.waiting for one in some_of),
                    "figures": figures.model_dump(mode="json") if figures else None,
                }


def shares(town: OldTown) -> Iterator[dict[str, Any]]:
    for number in town.people:
        for share in asyncio.run(town.groups.shares(BOT_ID, number, town.now)):
            yield {
                "chat": number,
                "organisation": share.organisation.id,
                "layers": share.layers.model_dump(),
                "held": share.held,
            }


def main(folder: Path) -> None:
    assert sessions.VERSION == 1, "this is not the code of the commit that README.md names"
    town = OldTown()
    live(town)
    advisor = next(one for one in town.people.values() if one.kind == "advisor: group")
    asked = Command(now=town.now, language_code="nl", name="groep", argument="")
    known = {
        "frozen": town.now.isoformat(),
        "bot": BOT_ID,
        "admin": WILLEM,
        "chats": dict(chats(town)),
        "groups": list(groups(town)),
        "group_told": told(town, advisor, asked),
        "shares": list(shares(town)),
    }
    sql = "\n".join(town.store.db.conn.iterdump()) + "\n"
    (folder / "2026-11.json").write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n")
    with (folder / "2026-11.sql.gz").open("wb") as file:
        file.write(gzip.compress(sql.encode(), mtime=0))
    town.studio.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
