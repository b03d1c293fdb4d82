"""Questions in people's own words: the share of them that finds a card that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.library.loader import load
from bot.library.schema.content import LANGUAGES, Language
from bot.search.index import MOST_FOUND, SearchIndex

CONTENT = load()
INDEX = SearchIndex(CONTENT)
HERE = Path(__file__).parent

LEAST: Mapping[Language, int] = {"nl": 80, "en": 40}
"""So many questions are asked at least."""
FIRST, AMONG_THREE = 90, 95
"""Of 100 questions: how many find a right card first, where they must, and how many among three."""


@dataclass(frozen=True)
class Question:
    typed: str
    cards: tuple[str, ...]
    first: bool = False

    def found(self, language: Language, most: int) -> bool:
        return bool({*INDEX.search(self.typed, language)[:most]} & {*self.cards})


def questions(language: Language) -> list[Question]:
    rows: list[dict[str, Any]] = yaml.safe_load((HERE / f"searches_{language}.yaml").read_text("utf-8"))
    return [Question(row["typed"], tuple(row["cards"]), row.get("first", False)) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_name_cards_that_are_there_and_are_asked_once(language: Language) -> None:
    asked = questions(language)
    assert {card for one in asked for card in one.cards} <= {card.id for card in CONTENT.cards}
    assert all(one.cards for one in asked)
    assert len({one.typed for one in asked}) == len(asked) >= LEAST[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_in_own_words_find_their_cards(
    language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = questions(language)
    at_first = [one for one in asked if one.first]
    not_first = [one.typed for one in at_first if not one.found(language, 1)]
    lost = [one.typed for one in asked if not one.found(language, MOST_FOUND)]
    first = 100 - 100 * len(not_first) / len(at_first)
    among = 100 - 100 * len(lost) / len(asked)
    with capsys.disabled():
        print(f"\n{language}: {first:.0f} of 100 found first ({len(at_first)} asked), ", end="")  # noqa: T201
        print(f"{among:.0f} of 100 among three ({len(asked)} asked)")  # noqa: T201
    assert first >= FIRST, not_first
    assert among >= AMONG_THREE, lost
