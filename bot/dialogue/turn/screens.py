"""All screens, and with them all that buttons do."""

from typing import Any

from bot.dialogue.advisor.naming import NamingCampaignScreen
from bot.dialogue.advisor.screen import DeskScreen
from bot.dialogue.console.screen import AdmittingScreen
from bot.dialogue.core.actions import Action
from bot.dialogue.core.screen import Screen
from bot.dialogue.shop.plan.reminder import ReminderScreen
from bot.dialogue.shop.plan.screen import PlanScreen
from bot.dialogue.shop.relay.screen import WritingScreen
from bot.dialogue.shop.sharing.screen import SharingScreen

SCREENS: tuple[Screen[Any], ...] = (
    PlanScreen(),
    ReminderScreen(),
    SharingScreen(),
    WritingScreen(),
    DeskScreen(),
    NamingCampaignScreen(),
    AdmittingScreen(),
)

BY_PLACE: dict[type, Screen[Any]] = {screen.place: screen for screen in SCREENS}

ACTIONS: dict[str, Action[...]] = {action.way.name: action for screen in SCREENS for action in screen.actions}
