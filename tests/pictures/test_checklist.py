"""The list to tick off: the tasks of each step, written out."""

from datetime import datetime

import pytest

from bot.dialogue.core.replies import Report
from bot.dialogue.core.session import PlanItem, Session
from bot.dialogue.core.speaking_hours import ZONE
from bot.dialogue.shop.plan.checklist import sentences, tasks
from bot.dialogue.turn.beside import beside
from bot.library.parsing.markup import plain, to_html
from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.drawing import Checklist, ReportDrawing
from bot.pictures.render import render
from tests.support.dialogue.talk import CONTEXT
from tests.support.pictures.made import MIXED, report
from tests.support.pictures.readback import page_texts, squeezed

TEXTS = CONTEXT.content.texts["nl"]
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


def listed(language: Language = "nl", *plan: PlanItem) -> Checklist:
    made = report(MIXED, language, plan=plan).checklist
    assert made is not None
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_has_the_tasks_of_its_first_and_its_next_step(language: Language) -> None:
    made, texts = listed(language), CONTEXT.content.texts[language]
    *steps, afterwards = made.tasks
    assert [task.title for task in steps] == [texts.cards[step.id].title for step in MIXED.result.next_steps]
    for task, step in zip(steps, MIXED.result.next_steps, strict=True):
        first, then = task.lists
        sections = texts.cards[step.id].sections
        numbered = [line.partition(". ")[2] for line in plain(sections["first"]).splitlines() if line]
        assert list(first.boxes) == numbered
        assert " ".join(then.boxes) == " ".join(plain(sections["next"]).split())
        card = CONTEXT.content.card(step.id)
        assert card is not None
        assert str(card.minutes) in (first.heading or "")
        assert then.heading == plain(texts.messages.picture.report.next.fill())
        assert (first.flow, then.flow) == (False, True)
    assert [one.boxes for one in afterwards.lists] == [(plain(texts.messages.picture.report.again.fill()),)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_has_something_to_tick_off_in_both_steps(language: Language) -> None:
    for card in CONTEXT.content.texts[language].cards.values():
        assert tasks(card.sections["first"])
        assert tasks(card.sections["next"])


def test_a_planned_step_has_its_moment_and_a_done_one_has_none() -> None:
    one, two, three = (step.id for step in MIXED.result.next_steps)
    made = listed(
        "nl",
        PlanItem(card=one, added=NOW, when="week", on=NOW),
        PlanItem(card=two, added=NOW, when="month", on=NOW, done=NOW),
        PlanItem(card=three, added=NOW),
        PlanItem(card="gone", added=NOW, when="week", on=NOW),
    )
    said = TEXTS.messages.followup.plan.if_then["week"].fill(title=TEXTS.cards[one].title)
    assert [task.moment for task in made.tasks] == [plain(said), None, None, None]
    assert all(task.moment is None for task in listed().tasks)


def test_the_report_that_is_sent_has_the_moments_of_the_plan() -> None:
    step = MIXED.result.next_steps[0].id
    session = Session(run=1, finished=MIXED, plan=(PlanItem(card=step, added=NOW, when="month", on=NOW),))
    (sent,) = [one for one in beside(session, session, "report", CONTEXT) if isinstance(one, Report)]
    made = sent.drawing
    assert isinstance(made, ReportDrawing)
    assert made.checklist is not None
    moment = made.checklist.tasks[0].moment
    assert moment is not None
    assert squeezed(moment) in "".join(page_texts(render(made)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Doe dit. Doe dat!", ["Doe dit.", "Doe dat!"]),
        ("Is het klaar? Bel dan. Ga naar huis.", ["Is het klaar? Bel dan.", "Ga naar huis."]),
        ("Weet u het nog? Of niet? Vraag het.", ["Weet u het nog? Of niet? Vraag het."]),
        ("Kijk op t.me/winkel, bijv. een mail. Klaar?", ["Kijk op t.me/winkel, bijv. een mail.", "Klaar?"]),
        (
            "Zeg: ‘Mag het?’ Schrijf op: ‘Ja.’ Bewaar dat.",
            ["Zeg: ‘Mag het?’ Schrijf op: ‘Ja.’", "Bewaar dat."],
        ),
        (
            "Over twee regels\nloopt dit. 3 keer is genoeg",
            ["Over twee regels loopt dit.", "3 keer is genoeg"],
        ),
    ],
)
def test_a_paragraph_is_parted_into_sentences_and_a_question_keeps_its_answer(
    text: str, found: list[str]
) -> None:
    assert list(sentences(text)) == found


def test_what_stands_under_a_task_goes_with_it_and_a_text_to_copy_is_none() -> None:
    html = to_html("Vooraf dit.\n\n1. Een\n   - onder\n2. Twee\n\n```\nOver te nemen.\n```")
    assert tasks(html) == ("Vooraf dit.", "Een\n• onder", "Twee")
