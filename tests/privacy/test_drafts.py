"""Whoever may write drafts writes questions about shops: what a draft changes says nothing of real ones."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.cli.impact import impact_lines
from bot.web.console import drafting
from tests.support.dialogue.admin_pages import opened
from tests.support.privacy.world import World

QUESTIONNAIRE = "questionnaire.yaml"
CRAFTED = (
    # Only who mails now and then gets another score, or is on social media now and then.
    ("email: {weight: 20, points: [0, 10, 25, 75, 100]", "email: {weight: 20, points: [0, 10, 25, 76, 100]"),
    (
        "social: {weight: 20, points: [0, 10, 25, 75, 100]",
        "social: {weight: 20, points: [0, 10, 25, 90, 100]",
    ),
)
CHANNELS = ("email", "social", "sms", "blog", "twitter")


def finished(*, often: bool) -> World:
    """Make a world in which the shop finished, and does everything regularly or now and then."""
    world = World()
    shop = world.shop
    shop.command("start")
    shop.tap("Begin")
    while "Toon mijn resultaat" not in shop.last.labels:
        question = getattr(shop.session.place, "question", None)
        options = [label for label in shop.last.labels if label[:1].isdigit()]
        shop.tap(options[0 if often or question not in CHANNELS else 1])
        if "Klaar met kiezen" in shop.last.labels:
            shop.tap("Klaar met kiezen")
    shop.tap("Toon mijn resultaat")
    return world


def weighed(world: World, old: str, new: str) -> Iterator[str]:
    """Make a draft, and ask in each way what it means for shops."""
    editorial = world.editorial
    text, revision = asyncio.run(editorial.file(QUESTIONNAIRE))
    assert text
    assert old in text
    crafted = text.replace(old, new, 1)
    asyncio.run(editorial.save(QUESTIONNAIRE, crafted, revision, "Piet"))
    opened(world.administrator, "impact")
    yield world.administrator.text
    yield "\n".join(impact_lines(asyncio.run(editorial.impact())))
    yield str(asyncio.run(drafting._impact(world.visit("/console/concept"))))
    opened(world.administrator, "publish")
    world.administrator.type("Waarom niet")
    yield world.administrator.text
    world.administrator.tap("Toch niet")
    asyncio.run(editorial.discard("Piet"))


@pytest.mark.parametrize(("old", "new"), CRAFTED)
def test_what_a_draft_changes_does_not_depend_on_shops(old: str, new: str) -> None:
    low, high = (list(weighed(finished(often=often), old, new)) for often in (False, True))
    assert "verzonnen winkels: bij" in low[0]
    assert "made-up shops" in low[1]
    assert low == high
