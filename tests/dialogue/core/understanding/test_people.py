"""Who asks for a person is told how one is reached, at a question and anywhere else."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.dialogue.core.session import Joined
from tests.support.dialogue.corpus import at
from tests.support.dialogue.talk import CONTEXT, Talk

FOLDER = Path(__file__).parent


def asked(language: str) -> list[str]:
    rows: list[dict[str, Any]] = yaml.safe_load(
        (FOLDER / f"people_{language}.yaml").read_text(encoding="utf-8")
    )
    return [str(row["typed"]) for row in rows]


WAYS = [(language, typed) for language in ("nl", "en") for typed in asked(language)]


@pytest.mark.parametrize(("language", "typed"), WAYS)
def test_it_is_told_how_a_person_is_reached(language: str, typed: str) -> None:
    for talk in (at("email", language), at("goal", language), Talk(language_code=language)):
        before = talk.session.given
        talk.type(typed)
        assert CONTEXT.privacy_contact in talk.text
        assert talk.session.given == before


def test_where_there_is_an_advisor_that_way_is_told_too() -> None:
    talk = at("email", "nl")
    joined = Joined(campaign=1, organisation=7, name="Stad")
    talk.stored = talk.session.model_copy(update={"campaign": joined}).model_dump_json()
    talk.type("kunt u mij bellen")
    assert "/vraag" in talk.text
