"""All screens, and with them all that buttons do."""

from typing import Any

from bot.dialogue.admin.screen import ManagingScreen
from bot.dialogue.advisor.naming import NamingCampaignScreen
from bot.dialogue.advisor.screen import DeskScreen
from bot.dialogue.console.screen import AdmittingScreen
from bot.dialogue.core.actions import Action
from bot.dialogue.core.screen import Screen
from bot.dialogue.shop.home import HomeScreen
from bot.dialogue.shop.interview.invitation import InvitationScreen
from bot.dialogue.shop.interview.overview import OverviewScreen
from bot.dialogue.shop.interview.question import QuestionScreen
from bot.dialogue.shop.my_data import MyDataScreen
from bot.dialogue.shop.plan.reminder import ReminderScreen
from bot.dialogue.shop.plan.screen import PlanScreen
from bot.dialogue.shop.privacy import AsideScreen
from bot.dialogue.shop.receipt import ReceiptScreen
from bot.dialogue.shop.relay.screen import WritingScreen
from bot.dialogue.shop.result.found import FoundScreen
from bot.dialogue.shop.result.naming import NamingScreen
from bot.dialogue.shop.result.screen import ReadingScreen
from bot.dialogue.shop.result.trade import NamingTradeScreen
from bot.dialogue.shop.result.what_if import WhatIfScreen
from bot.dialogue.shop.sharing.screen import SharingScreen

SCREENS: tuple[Screen[Any], ...] = (
    HomeScreen(),
    AsideScreen(),
    QuestionScreen(),
    OverviewScreen(),
    InvitationScreen(),
    MyDataScreen(),
    ReceiptScreen(),
    ReadingScreen(),
    WhatIfScreen(),
    FoundScreen(),
    NamingScreen(),
    NamingTradeScreen(),
    PlanScreen(),
    ReminderScreen(),
    SharingScreen(),
    WritingScreen(),
    DeskScreen(),
    NamingCampaignScreen(),
    AdmittingScreen(),
    ManagingScreen(),
)

BY_PLACE: dict[type, Screen[Any]] = {screen.place: screen for screen in SCREENS}

ACTIONS: dict[str, Action[...]] = {action.way.name: action for screen in SCREENS for action in screen.actions}
