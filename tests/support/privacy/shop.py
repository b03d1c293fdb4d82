"""What the one shop does, from coming in to being gone, in three lives."""

from collections.abc import Iterator
from datetime import timedelta

from tests.support.privacy.world import Deed, World

ABOUT_ITSELF = ("shop_type", "branch", "goal")
_LONGEST = 20


def answers_next(world: World, *, high: bool) -> None:
    """Answer the question on screen by its highest or lowest option; of what everybody sees, alike."""
    shop = world.shop
    question = getattr(shop.session.place, "question", None)
    if question is None:
        return
    options = [label for label in shop.last.labels if label[:1].isdigit()]
    shop.tap(options[0 if high or question in ABOUT_ITSELF else -1])
    if "Klaar met kiezen" in shop.last.labels:
        shop.tap("Klaar met kiezen")


def life(*, high: bool) -> Iterator[tuple[str, Deed]]:
    """List what the shop does, one after the other; with the same names whatever it answers."""
    yield from _comes(_LONGEST, high=high)
    yield "finishes", lambda world: world.shop.tap("Toon mijn resultaat")
    yield "shares nothing", lambda world: world.shop.tap("Nee, niet delen")
    yield "begins anew", lambda world: world.shop.tap_code(f"begin:{world.shop.session.run}")
    yield "answers anew", lambda world: _all(world, high=not high)
    yield "stands still for a while", lambda world: world.pass_by(timedelta(minutes=31))
    yield "objects to all", _objects
    yield "erases itself", _erases


def sharing_life(*, high: bool) -> Iterator[tuple[str, Deed]]:
    """List what a shop does that shares what it answered, and then no more."""
    yield "finishes", lambda world: _through(world, high=high)
    yield "shares its score", lambda world: _shares(world, result="1", answers="0")
    yield "shares its answers", lambda world: _shares(world, result="1", answers="1")
    yield "shares no more", lambda world: _shares(world, result="0", answers="0")
    yield "leaves the group", _objects
    yield "erases itself", _erases


def stopping_life(*, high: bool) -> Iterator[tuple[str, Deed]]:
    """List what a shop does that stops half-way, until it is forgotten."""
    yield from _comes(9, high=high)
    yield "stays away for some days", lambda world: world.pass_by(timedelta(days=3))
    yield "is purged", lambda world: world.purge(timedelta(days=91))


def _comes(answered: int, *, high: bool) -> Iterator[tuple[str, Deed]]:
    yield "opens the link", lambda world: world.shop.command("start", world.payload)
    yield "begins", lambda world: world.shop.tap("Begin")
    for number in range(answered):
        yield f"answers {number}", lambda world: answers_next(world, high=high)


def _through(world: World, *, high: bool) -> None:
    world.shop.command("start", world.payload)
    world.shop.tap("Begin")
    for _ in range(_LONGEST):
        answers_next(world, high=high)
    world.shop.tap("Toon mijn resultaat")


def _all(world: World, *, high: bool) -> None:
    for _ in range(_LONGEST):
        answers_next(world, high=high)
    world.shop.tap_code(f"result:{world.shop.session.run}")


def _objects(world: World) -> None:
    world.shop.type("bezwaar maken")
    world.shop.taps("Niet meer voor onderzoek", "Niet meer vergelijken", "Niet meer in de groep")


def _erases(world: World) -> None:
    world.shop.command("vergeet")
    world.shop.tap("Ja, wis alles")


def _shares(world: World, *, result: str, answers: str) -> None:
    shop = world.shop
    for layer, wanted in (("result", result), ("answers", answers)):
        shop.tap_code(f"share_set:{shop.session.run}:1:{layer}:{wanted}")
