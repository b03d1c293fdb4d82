"""What the people of `old_town` do: take the test, share, and tap all they see."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.dialogue.core.session import Asking, Desk
from tests.storage.frozen.old_town import OldTown, Person

Given = Mapping[str, str | tuple[str, ...] | None]

LADDER = ("regular", "sometimes", "planned", "known", "unknown")
CHANNELS = ("social", "email", "sms", "blog", "twitter")
BRANCHES = ("shoes", "clothing", "food", "home", "flowers_pets", "books_toys", "care", "sports", "other")
TODAY = ("whatsapp", "whatsapp_channel", "google", "reviews", "website", "marketplace", "leaflet")
PLATFORMS = ("facebook", "instagram", "tiktok", "youtube", "pinterest", "other")
REASONS = ("not_fitting", "not_wanted", "no_use", "trust", "no_time", "other")
GOALS = ("visit", "return", "offers", "help")
NOORD = "Winkeliersvereniging Noord"
CARD, COPIED = "email_monthly", "Mail iedere week een recept"
LEFT_ALONE = {"forget_yes", "adm_do", "link_close", "end_thread", "share_stop", "digest", "demo_off"}
"""What somebody who tries all buttons does not tap."""


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
