"""The list of screens: each place has one, each button one thing that it does."""

import re
from typing import Any, get_args

import pytest

from bot.dialogue.admin import page as admin_ways
from bot.dialogue.advisor import desk as advisor_ways
from bot.dialogue.core.actions import Action, Stale, Way
from bot.dialogue.core.callbacks import LIMIT, parse
from bot.dialogue.core.context import Turn
from bot.dialogue.core.places import Place
from bot.dialogue.core.session import Session
from bot.dialogue.shop import ways as shop_ways
from bot.dialogue.shop.plan import screen as plan_screen
from bot.dialogue.turn.screens import ACTIONS, BY_PLACE, SCREENS
from tests.support.dialogue.shop_talk import planned
from tests.support.dialogue.talk import CONTEXT, START
from tests.support.paths import ROOT


def pressed(session: Session, code: str) -> Turn:
    return Turn(session, CONTEXT, START, parse(code))


def test_each_place_has_one_screen() -> None:
    union, _ = get_args(Place)
    assert set(BY_PLACE) == set(get_args(union))
    assert len(SCREENS) == len(BY_PLACE)


def test_no_two_actions_have_one_name() -> None:
    names = [one.way.name for screen in SCREENS for one in screen.actions]
    assert len(names) == len(set(names)) == len(ACTIONS) > 50


@pytest.mark.parametrize("module", [shop_ways, advisor_ways, admin_ways])
def test_each_way_leads_somewhere(module: object) -> None:
    ways = [one for one in vars(module).values() if isinstance(one, Way)]
    assert ways
    assert {one.name for one in ways} <= set(ACTIONS)


def test_the_guide_s_button_works() -> None:
    (code,) = re.findall(r"```python\n(.+?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)
    names: dict[str, Any] = dict(vars(plan_screen))
    exec(code, names)  # noqa: S102 -- it is what newcomers type
    put_off: Action[...] = names["put_off"]
    session = planned().session
    first = session.plan[0].card
    written = put_off.code(session, first)
    assert len(written) <= LIMIT
    assert put_off.press(pressed(session, written)).plan[-1].card == first
    with pytest.raises(Stale):
        put_off.press(pressed(session, put_off.code(session, "nonsense")))
