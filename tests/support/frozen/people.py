"""People who talk with the bot, and what stands in their chats: only the sending is played."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.support.frozen.bot_of_today import BOT, House, JsonObject, Said
from tests.support.storage.appointing import invite

WAIT = timedelta(seconds=11)
"""Between any two things that people do: no tap is a double one."""
APART = 1_009
"""What is between the ids of two people."""

Given = Mapping[str, str | tuple[str, ...] | None]

LADDER = ("regular", "sometimes", "planned", "known", "unknown")
CHANNELS = ("social", "email", "sms", "blog", "twitter")
BRANCHES = ("shoes", "clothing", "food", "home", "flowers_pets", "books_toys", "care", "sports", "other")
TODAY = ("whatsapp", "whatsapp_channel", "google", "reviews", "website", "marketplace", "leaflet")
PLATFORMS = ("facebook", "instagram", "tiktok", "youtube", "pinterest", "other")
REASONS = ("not_fitting", "not_wanted", "no_use", "trust", "no_time", "other")
GOALS = ("visit", "return", "offers", "help")


@dataclass
class Person:
    """Somebody with a chat, and the buttons that stand in it."""

    town: "Town"
    id: int
    language: str
    kind: str
    """What this chat is there for."""
    standing: dict[int, list[str]] = field(default_factory=dict)
    """The codes under each message that has buttons."""
    screen: int = 0
    last: int = 0
    """The id of the newest message."""
    links: list[str] = field(default_factory=list)
    """What stood behind ?start= in what was said, oldest first."""

    def command(self, name: str, argument: str = "") -> None:
        self.types(f"/{name} {argument}".strip())

    def types(self, text: str) -> None:
        self._said({"text": text})

    def photo(self, file_id: str, caption: str) -> None:
        self._said({"photo": [{"file_id": file_id}], "caption": caption})

    def press(self, verb: str, *args: str) -> None:
        """Tap the first button of a verb that stands in the chat, the newest message first."""
        wanted = ":".join(args)
        for message in sorted(self.standing, reverse=True):
            for code in self.standing[message]:
                found, _, rest = code.partition(":")
                about = rest.partition(":")[2]
                if found == verb and (not wanted or f"{about}:".startswith((f"{wanted}:", f"{wanted}/"))):
                    return self.tap(code, message)
        raise AssertionError(f"{self.kind}: no {verb} {wanted} in {self.standing}")

    def go(self, verb: str, *args: str) -> None:
        """Tap a code that some message of this chat could hold."""
        self.tap(":".join((verb, str(self.run), *args)), self.screen)

    def tap(self, code: str, message: int) -> None:
        self.town.happen(tap(self.id, self.language, code, message))

    def blocks(self) -> None:
        member = {"chat": _chat(self.id), "from": _user(self.id, self.language)}
        self.town.happen({"my_chat_member": {**member, "new_chat_member": {"status": "kicked"}}})

    @property
    def session(self) -> JsonObject:
        session = self.town.house.session(self.id)
        assert session
        return session

    @property
    def place(self) -> JsonObject:
        place: JsonObject = self.session["place"]
        return place

    @property
    def run(self) -> int:
        return int(self.session["run"])

    def _said(self, what: JsonObject) -> None:
        message = {"message_id": self.last + 1, "from": _user(self.id, self.language), "chat": _chat(self.id)}
        self.town.happen({"message": {**message, **what}})

    def reads(self, body: JsonObject) -> int | None:
        """Have a reply come into the chat; gives the message that is the screen by it."""
        codes = [one["code"] for row in body.get("keyboard", ()) for one in row if one.get("code")]
        text = str(body.get("html") or body.get("caption") or "")
        self.links += [part.split('"')[0].split("<")[0].split()[0] for part in text.split("?start=")[1:]]
        match body["kind"]:
            case "toast":
                return None
            case "retire":
                self.standing.pop(self.screen, None)
                return None
            case "edit":
                message = int(body["message_id"])
            case _:
                self.last += 1
                message = self.last
        self.standing.pop(message, None)
        if codes:
            self.standing[message] = codes
        if body["kind"] == "edit" or body.get("screen"):
            self.screen = message
            return message
        return None


class Town:
    """Everybody who talks with a bot."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.people: dict[int, Person] = {}
        self.unsent: set[int] = set()
        """The chats to which nothing arrives any more."""
        self.delivering = True
        """Whether chats are told what happened in others."""
        self.pictures: list[JsonObject] = []

    def started(self, kind: str, language: str = "nl", payload: str = "") -> Person:
        """Let somebody come in."""
        number = 5_000_000_001 + APART * len(self.people)
        person = self.people[number] = Person(self, number, language, kind)
        person.command("start", payload)
        return person

    def invited(self, organisation: str, kind: str, language: str = "nl") -> Person:
        """Let an advisor of an organisation come in."""
        code = self.house.nonce()
        invite(self.house.storage.unit.db, BOT.id, organisation, code, self.house.now)
        return self.started(kind, language, f"a-{code}")

    def until(self, moment: datetime) -> None:
        self.house.now = max(self.house.now, moment)

    def happen(self, what: JsonObject) -> None:
        """Let somebody do something, and tell others of it."""
        self.house.now += WAIT
        self.arrive(self.house.handle(what))
        if self.delivering:
            self.arrive(self.house.deliver())

    def ring(self) -> None:
        """Let the bot speak first where it is due."""
        self.arrive(self.house.ring())

    def arrive(self, said: Sequence[Said]) -> None:
        for one in said:
            person = self.people[one.chat_id]
            screen = person.reads(one.body)
            if one.chat_id not in self.unsent:
                self.house.sent(one, screen)
                if one.body["kind"] == "picture":
                    self.pictures.append(one.body["drawing"])


def _user(number: int, language: str) -> JsonObject:
    return {"id": number, "is_bot": False, "first_name": "X", "language_code": language}


def _chat(number: int) -> JsonObject:
    return {"id": number, "type": "private"}


def tap(chat_id: int, language: str, code: str, message: int) -> JsonObject:
    """Write a tap as Telegram does, without the update’s id."""
    under = {"message_id": message, "chat": _chat(chat_id)}
    return {"callback_query": {"id": "1", "from": _user(chat_id, language), "message": under, "data": code}}


def typing(chat_id: int, language: str, text: str) -> JsonObject:
    """Write a text as Telegram does, without the update’s id."""
    said = {"message_id": 9_999, "from": _user(chat_id, language), "chat": _chat(chat_id), "text": text}
    return {"message": said}


def some(number: int, **fixed: str | tuple[str, ...] | None) -> Given:
    """Answer all questions as some shop could; the same number always gives the same."""
    chance = random.Random(number)  # noqa: S311 -- no secret
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
"""On the way through these all questions are asked."""


def answer(person: Person, given: Given, stop_at: str = "") -> None:
    """Answer the questions that come, to the end or to one of them; what is not given is skipped."""
    while (place := person.place)["at"] == "asking" and place["question"] != stop_at:
        name, answered = place["question"], given.get(place["question"])
        if answered is None:
            person.press("skip", name)
        elif isinstance(answered, str):
            person.press("answer", name, answered)
        else:
            for option in place["picked"]:
                if option not in answered:
                    person.press("tick", name, option, "0")
            for option in answered:
                if option not in place["picked"]:
                    person.press("tick", name, option, "1")
            person.press("done", name)


def begin(person: Person, given: Given = ALL_ASKED, stop_at: str = "") -> None:
    person.press("begin")
    answer(person, given, stop_at)


def finish(person: Person, given: Given) -> None:
    """Take the test, from the welcome to the result."""
    begin(person, given)
    person.press("result")
    assert person.session["finished"]["run"] == person.run


def finished(town: Town, kind: str, given: Given, language: str = "nl", payload: str = "") -> Person:
    person = town.started(kind, language, payload)
    finish(person, given)
    return person


def again(person: Person, given: Given) -> None:
    """Take the test once more."""
    person.command("start")
    finish(person, given)


def share(shop: Person, *layers: str) -> None:
    """Share layers with the organisation whose link was opened."""
    organisation = str(shop.session["campaign"]["organisation"])
    shop.command("delen")
    shop.go("share", organisation)
    for layer in layers:
        shop.press("share_set", organisation, layer, "1")
        if layer == "contact":
            shop.types(f"Winkel {shop.id % 1000}, 06 12345678")


def link(advisor: Person, name: str) -> str:
    """Make a campaign; gives the payload of its start link."""
    advisor.command("link", name)
    return f"c-{advisor.place['page'].removeprefix('link/')}"
