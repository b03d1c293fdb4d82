"""How an advisor makes a link, and a shop takes part."""

import re

from tests.support.town.town import Neighbour


def link(advisor: Neighbour, name: str = "Winkelstraat Noord") -> str:
    """Make a campaign; returns the payload of its start link."""
    before = len(advisor.chat)
    advisor.command("link", name)
    texts = [shown.text for number, shown in advisor.chat.items() if number > before]
    return f"c-{re.findall(r'start=c-([A-Za-z0-9_-]{22})', ' '.join(texts))[0]}"


def finish(shop: Neighbour, number: int = 0) -> None:
    """Answer all questions; shops with other numbers answer differently."""
    shop.tap("Begin")
    asked = 0
    while "Toon mijn resultaat" not in shop.last.labels:
        options = [label for label in shop.last.labels if label[:1].isdigit()]
        shop.tap(options[(asked * 7 + number * 3 + asked * number) % len(options)])
        if "Klaar met kiezen" in shop.last.labels:
            shop.tap("Klaar met kiezen")
        asked += 1
    shop.tap("Toon mijn resultaat")
