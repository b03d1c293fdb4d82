"""A group of shops to test with: totals as the method releases them, and shops that share."""

import random
from collections.abc import Sequence
from datetime import timedelta

from bot.dialogue.core.queries import Advises, Campaigns, SharedShop, SharedShops, Totals
from bot.dialogue.core.session import Finished, Session
from bot.records.groups import Campaign, Layers, Organisation, WaveTotals
from scoring.advice import next_steps
from scoring.group_disclosure import (
    Contribution,
    Tally,
    Unit,
    batches,
    categories,
    placement,
    shops_until_next_batch,
    tally,
    total_tally,
)
from scoring.group_figures import variables
from scoring.model import Answers
from scoring.overall import yardstick
from scoring.path import path
from scoring.score import score
from tests.support.dialogue.talk import CONTEXT, START, Talk

QUESTIONNAIRE = CONTEXT.content.questionnaire
ORGANISATION = Organisation(3, "Winkelhart Noord")


def campaign(number: int, name: str, *, closed: bool = False, finished: int = 0) -> Campaign:
    return Campaign(
        number,
        f"{number:x>22}",
        name,
        START - timedelta(days=number % 1000),
        closed=closed,
        opened=finished + 5,
        started=finished + 2,
        finished=finished,
    )


def some_answers(chance: random.Random, *, skips: float = 0) -> dict[str, str | tuple[str, ...]]:
    """Answer as a shop could, so that each question is asked that is answered."""
    given: dict[str, str | tuple[str, ...]] = {"shop_type": "physical"}
    passed: set[str] = set(given)
    while waiting := [one for one in path(QUESTIONNAIRE.questions, given) if one.id not in passed]:
        question = waiting[0]
        passed.add(question.id)
        if chance.random() < skips:
            continue
        if question.several:
            options = [option.id for option in question.options if not option.alone]
            given[question.id] = tuple(sorted(chance.sample(options, chance.randint(1, 2))))
        else:
            given[question.id] = chance.choice(question.options).id
    return given


def contributed(number: int, answers: Answers, *, known: bool = False) -> Contribution:
    result = score(QUESTIONNAIRE, CONTEXT.content.figures, answers)
    return Contribution(
        id=number, known=known, values=variables(result, answers, QUESTIONNAIRE, yardstick(QUESTIONNAIRE))
    )


def wave_totals(campaign_id: int, wave: int, shops: Sequence[Contribution]) -> WaveTotals:
    """Release what the method lets be known of these shops."""
    levels, made = len(QUESTIONNAIRE.levels), batches(shops)
    waiting: dict[str, tuple[Unit, ...]] = {}
    blocks: dict[str, list[Tally]] = {}
    for batch in made:
        after = placement(waiting, batch, QUESTIONNAIRE)
        waiting = dict(after.waiting)
        for variable, unit in after.opened.items():
            blocks.setdefault(variable, []).append(_counted(unit, variable, levels))
    totals: dict[str, Tally] = {variable: total_tally(tallies) for variable, tallies in blocks.items()}
    counted = sum(map(len, made))
    return WaveTotals(campaign_id, wave, totals, counted, len(shops) - counted, shops_until_next_batch(shops))


def _counted(unit: Unit, variable: str, levels: int) -> Tally:
    return tally(unit, variable, categories(variable, levels))


def random_totals(campaign_id: int, wave: int, count: int, seed: int, *, skips: float = 0) -> WaveTotals:
    chance = random.Random(seed)  # noqa: S311
    shops = [
        contributed(number, some_answers(chance, skips=skips), known=chance.random() < 0.2)
        for number in range(count)
    ]
    return wave_totals(campaign_id, wave, shops)


def shop_session(seed: int, *, name: str | None = None, contact: str | None = None) -> Session:
    """Give a shop's session with more in it than anyone shares."""
    answers = some_answers(random.Random(seed))  # noqa: S311
    result = score(QUESTIONNAIRE, CONTEXT.content.figures, answers)
    steps = next_steps(QUESTIONNAIRE, result, answers, CONTEXT.content.cards)
    finished = Finished(
        run=1,
        given=answers,
        result=result.model_copy(update={"next_steps": steps}),
        content_version="x",
        edition=CONTEXT.content.primary.id,
        finished=START - timedelta(days=seed),
    )
    return Session(run=1, given=answers, finished=finished, shop_name=name, contact=contact)


SPRING, AUTUMN = campaign(12, "Voorjaar in de Dorpsstraat", finished=17), campaign(9, "Najaar", finished=2)
TOTALS = (
    random_totals(12, 1, 17, seed=5),
    random_totals(12, 2, 6, seed=8),
    random_totals(9, 1, 2, seed=3),
)
SHOPS = (
    SharedShop(41, Layers(result=True), shop_session(1, name="Jansen Mode"), START - timedelta(days=2)),
    SharedShop(
        42,
        Layers(answers=True, contact="bel 06 na zes uur"),
        shop_session(2, contact="privé@winkel.example"),
        START - timedelta(days=30),
    ),
)


def group(talk: Talk) -> Talk:
    """Make a chat that of an advisor with totals and with shops that share."""
    talk.known = {
        Advises(): ORGANISATION,
        Campaigns(): (SPRING, AUTUMN),
        Totals(): TOTALS,
        SharedShops(): SHOPS,
    }
    return talk


def new_group(talk: Talk) -> Talk:
    """Make a chat that of an advisor whose shops are too few for totals."""
    talk.known = {Advises(): ORGANISATION, Campaigns(): (AUTUMN,), Totals(): TOTALS[2:]}
    return talk


def advisor(app: str = "nl") -> Talk:
    """Begin a chat of an advisor with a group; it stands at the welcome."""
    talk = group(Talk(language_code=app))
    talk.command("start")
    return talk


FIXTURES = {"group": group, "new_group": new_group}
"""By the name that a golden conversation has under `known`."""
