"""Nothing that is withheld of a group leaks."""

import random
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.advisor.group.scope import ALL, scope, wave_of_group
from bot.dialogue.core.queries import Campaigns, Facts, SharedShops
from bot.dialogue.core.replies import Edit, Message, Picture, Report, Spreadsheet
from bot.library.parsing.markup import plain
from bot.pictures.drawing import WorkshopDrawing
from bot.records.groups import WaveTotals
from scoring.group_figures import Tally
from tests.support.dialogue.group_chat import (
    ORGANISATION,
    SPRING,
    campaign,
    random_totals,
)
from tests.support.dialogue.group_talk import everything, with_totals
from tests.support.dialogue.talk import CONTEXT, Talk

# Nothing that is withheld leaks.


def allowed(talk: Talk) -> set[int]:
    """List the numbers that may be shown: the figures', those on the links, and the texts' own."""
    context = replace(CONTEXT, facts=_facts(talk))
    names = [ALL, *(str(one.id) for one in talk.known[Campaigns()])]
    groups = [found for name in names if (found := scope(context, ORGANISATION, name))]
    may = {0, 5, 100, 2010, *range(1, 10)}
    for one in groups:
        may |= {sum(each.opened for each in one.campaigns), sum(each.started for each in one.campaigns)}
        may |= {sum(each.finished for each in one.campaigns)}
        for number in one.waves:
            wave = wave_of_group(context, one, number)
            may |= {number, wave.shops, wave.needed}
            may |= _figures(wave.figures.model_dump()) if wave.figures else set()
    return may | {card.minutes for card in CONTEXT.content.cards}


def _facts(talk: Talk) -> Facts:
    return Facts(talk.known.__getitem__)


def _figures(data: object) -> set[int]:
    if isinstance(data, dict):
        return set().union(*map(_figures, data.values()))
    if isinstance(data, list | tuple):
        return set().union(*map(_figures, data))
    if isinstance(data, float):
        return {int(data), int(data) + 1}
    return {data} if isinstance(data, int) else set()


def numbers(text: str) -> set[int]:
    return {int(one) for one in re.findall(r"\d+", plain(text))}


@settings(max_examples=25, deadline=None)
@given(
    shops=st.tuples(st.integers(0, 24), st.integers(0, 24), st.integers(0, 9)),
    seed=st.integers(0, 10_000),
    skips=st.sampled_from([0, 0.3, 0.7]),
)
def test_all_that_is_shown_is_what_the_method_gave(
    shops: tuple[int, int, int], seed: int, skips: float
) -> None:
    made = [campaign(12, "Eén", finished=shops[0] + 30), campaign(9, "Twee", finished=shops[1] + 60)]
    totals = [
        random_totals(campaign_id, wave, count, seed + count, skips=skips)
        for (campaign_id, wave), count in zip(((12, 1), (9, 1), (12, 2)), shops, strict=True)
    ]
    talk = with_totals(*totals, campaigns=tuple(made))
    talk.known[SharedShops()] = ()
    seen, may = everything(talk), allowed(talk)
    for reply in seen:
        if isinstance(reply, Message | Edit):
            assert numbers(reply.html) <= may
        elif isinstance(reply, Picture):
            assert numbers(reply.caption) <= may | {24, 2026}
            drawing = reply.drawing.model_dump()
            assert _figures({key: drawing[key] for key in ("score", "rows", "levels")}) <= may
        elif isinstance(reply, Report) and isinstance(reply.drawing, WorkshopDrawing):
            hand_out = reply.drawing
            assert _figures(hand_out.reasons.model_dump() if hand_out.reasons else {}) <= may
            said = [*hand_out.meaning.blocks, *(reason for one in hand_out.steps for reason in one.reasons)]
            assert numbers(str(said)) <= may
        elif isinstance(reply, Spreadsheet):
            for table in reply.tables:
                assert _figures([list(row) for row in table.rows]) <= may


def _hidden(seed: int) -> dict[str, Tally]:
    """Give tallies of too few shops to be told, of any composition."""
    chance = random.Random(seed)  # noqa: S311
    few = [0] * 5
    for _ in range(4):
        few[chance.randrange(5)] += 1
    told_by = chance.randint(0, 4)
    return {
        "topic:sms": Tally(unknown=tuple(few), known=(0,) * 5),
        "reason:trust": Tally(unknown=(9, told_by), known=(0, 0)),
        "level": Tally(unknown=(told_by, 4 - told_by, 6, 0, 0), known=(0,) * 5),
    }


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_is_withheld_makes_no_difference_to_anything_shown(one: int, other: int) -> None:
    shown = {"topic:email": Tally(unknown=(3, 4, 0, 0, 3), known=(0,) * 5)}
    talks = []
    for seed in (one, other):
        totals = WaveTotals(12, 1, shown | _hidden(seed), 10, 0, 5)
        talks.append(with_totals(totals, campaigns=(SPRING,)))
    first, second = (everything(talk) for talk in talks)
    assert first == second
