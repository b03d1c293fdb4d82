"""How long pictures and papers take: the first, the next, and out of the cache."""

import asyncio
import statistics
import time
from collections.abc import Callable
from functools import partial

from bot.pictures.drawing import Drawing, QrDrawing
from bot.pictures.render import render
from bot.pictures.renderer import Renderer
from tests.support.pictures.group_made import LINK, group, poster, sheet, workshop
from tests.support.pictures.made import card, report

TIMES = 20
ASKED = 100
SHOPS = 10
Make = Callable[[str], Drawing]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def _kinds() -> dict[str, Make]:
    return {
        "card (PNG)": lambda shop: card(shop=shop),
        "report (PDF)": lambda shop: report(shop=shop),
        "group (PNG)": lambda name: group(organisation=name),
        "workshop (PDF)": lambda name: workshop(group=group(organisation=name)),
        "poster (PDF)": lambda name: poster(organisation=name),
        "sheet (PDF)": lambda name: sheet(organisation=name),
        "QR code (PNG)": lambda name: QrDrawing(url=f"{LINK}{name.split()[-1]}"),
    }


async def _from_cache(make: Make) -> tuple[float, float]:
    """Ask for a few drawings many times over; give the hits' share and the median of a hit in ms."""
    made = 0

    def counted(drawing: Drawing) -> bytes:
        nonlocal made
        made += 1
        return render(drawing)

    renderer = Renderer(make=counted)
    hits: list[float] = []
    for number in range(ASKED):
        drawing = make(f"Winkel {number % SHOPS}")
        before, started = made, time.perf_counter()
        await renderer.draw(drawing)
        if made == before:
            hits.append(1000 * (time.perf_counter() - started))
    renderer.close()
    return len(hits) / ASKED, statistics.median(hits)


def main() -> None:
    """Print the times in ms; the first card also loads the fonts."""
    print(f"{'':16}{'cold':>9}{'warm':>9}{'cached':>9}{'hits':>7}{'bytes':>9}")  # noqa: T201
    for name, make in _kinds().items():
        first = make("De eerste")
        cold = _timed(partial(render, first))
        others = [make(f"Winkel {number}") for number in range(TIMES)]
        warm = statistics.median(_timed(partial(render, one)) for one in others)
        share, hit = asyncio.run(_from_cache(make))
        size = len(render(first))
        print(f"{name:16}{cold:9.1f}{warm:9.1f}{hit:9.3f}{share:7.0%}{size:9,}")  # noqa: T201


if __name__ == "__main__":
    main()
