"""The files and pictures of a group: to whom they are sent, once, and what they say."""

import pytest

from bot.dialogue.core.queries import Advises, Totals
from bot.dialogue.core.replies import Picture, Report
from bot.dialogue.core.session import Asking, Desk, dump
from bot.pictures.drawing import GroupDrawing, WorkshopDrawing
from bot.records.groups import WaveTotals
from scoring.group_disclosure import Tally
from tests.support.dialogue.group_chat import (
    AUTUMN,
    SPRING,
    TOTALS,
    advisor,
    random_totals,
)
from tests.support.dialogue.group_talk import SENDING, STALE, limits, with_totals


@pytest.mark.parametrize("verb", SENDING)
@pytest.mark.parametrize("name", ["all", "12", "12:1", "12:2"])
def test_a_file_is_for_advisors_alone(verb: str, name: str) -> None:
    talk = advisor()
    talk.known[Advises()] = None
    talk.tap_code(f"{verb}:0:{name}")
    assert STALE in talk.text
    assert talk.sent == []
    assert talk.writes == []


@pytest.mark.parametrize("verb", SENDING)
@pytest.mark.parametrize("name", ["77", "0", "", "al", "12:3", "12:0", "all:x", "12:99999", "-12", "１２"])
def test_of_another_organisation_s_campaign_or_of_nonsense_nothing_is_told(verb: str, name: str) -> None:
    talk = advisor()
    talk.known[Totals()] = (*TOTALS, random_totals(77, 1, 20, seed=1))
    talk.tap_code(f"{verb}:0:{name}")
    if name:
        assert STALE in talk.text
        assert talk.sent == []
        assert talk.writes == []
    else:
        assert len(talk.sent) == 1


# What is sent.


@pytest.mark.parametrize("verb", SENDING)
def test_a_double_tap_sends_once_and_a_later_one_again(verb: str) -> None:
    talk = advisor()
    talk.command("groep")
    for _ in range(2):
        limits(talk.tap_code(f"{verb}:0:all:1"))
    assert len(talk.sent) == 1
    assert STALE not in talk.text
    talk.later(seconds=11)
    talk.tap_code(f"{verb}:0:all:1")
    assert len(talk.sent) == 2
    talk.tap_code(f"{verb}:0:12:1")
    assert len(talk.sent) == 3


def test_an_old_button_tapped_from_elsewhere_leads_back_to_the_group() -> None:
    talk = advisor()
    talk.stored = dump(talk.session.at(Asking(question="email")).model_copy(update={"run": 1}))
    talk.tap_code("group_picture:0:12:1")
    assert talk.session.place == Desk(page="group/12")
    assert len(talk.sent) == 1


@pytest.mark.parametrize("verb", ["group_picture", "group_workshop"])
def test_without_totals_nothing_is_drawn(verb: str) -> None:
    talk = with_totals(TOTALS[2], campaigns=(AUTUMN,))
    talk.tap_code(f"{verb}:0:all")
    assert talk.sent == []
    assert "Er zijn nog geen totalen." in talk.text


def test_the_picture_says_the_same_in_words() -> None:
    talk = advisor()
    talk.tap_code("group_picture:0:12")
    (picture,) = talk.sent
    assert isinstance(picture, Picture)
    assert isinstance(picture.drawing, GroupDrawing)
    for row in picture.drawing.rows:
        assert f"{row.name}: {row.points} van de 100" in picture.caption
    assert picture.drawing.levels is not None
    for cell in picture.drawing.levels.cells:
        assert f"• {cell.label}: {cell.count}" in picture.caption
    assert str(picture.drawing.score) in picture.caption
    for word in ("2010", "HBD Monitor ICT", "winkels met een winkelruimte", "te vergelijken"):
        assert word in picture.caption
        assert word in " ".join((*picture.drawing.notes, picture.drawing.legend or ""))


@pytest.mark.parametrize("topics", range(4))
def test_the_hand_out_fills_an_hour_and_a_half_with_the_group_s_steps(topics: int) -> None:
    names = ("email", "sms", "data")[:topics]
    totals = {f"topic:{name}": Tally(unknown=(3, 3, 0, 0, 0), known=(0,) * 5) for name in names}
    totals["reason:trust"] = Tally(unknown=(5, 6), known=(0, 0))
    talk = with_totals(WaveTotals(12, 1, totals, 11, 0, 5), campaigns=(SPRING,))
    talk.tap_code("group_workshop:0:all")
    (report,) = talk.sent
    assert isinstance(report, Report)
    assert isinstance(report.drawing, WorkshopDrawing)
    assert report.name == "winkelpeil-werkblad-2026-11-24.pdf"
    assert sum(int(item.minutes.split()[0]) for item in report.drawing.agenda) == 90
    assert len(report.drawing.steps) == topics
    titles = [item.title for item in report.drawing.agenda]
    assert [title for title in titles if title in {step.title for step in report.drawing.steps}] == [
        step.title for step in report.drawing.steps
    ]
    figures = str([part.model_dump() for part in report.drawing.figures])
    for word in ("± 1,7", "dibevo.nl", "kozen er zelf voor", "als er 5 winkels bij komen", "CBS"):
        assert word in figures
