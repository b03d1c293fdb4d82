"""The pages of an administrator, each shown to administrators alone."""

from collections.abc import Callable

from bot.dialogue.admin import browse, edit, people, versions
from bot.dialogue.admin.copy import copy_page
from bot.dialogue.admin.page import Page
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Managing, Session
from bot.dialogue.core.view import View

PAGES: dict[str, Callable[[Page], View | None]] = {
    "menu": browse.menu_page,
    "search": browse.search_page,
    "found": browse.found_page,
    "cards": browse.cards_page,
    "topic": browse.topic_page,
    "card": browse.card_page,
    "sheet": browse.sheet_page,
    "text": edit.text_page,
    "change": edit.change_page,
    "copy": copy_page,
    "draft": versions.draft_page,
    "impact": versions.impact_page,
    "publish": versions.publish_page,
    "discard": versions.discard_page,
    "log": versions.log_page,
    "version": versions.version_page,
    "back": versions.back_page,
    "upload": versions.upload_page,
    "people": people.people_page,
    "person": people.person_page,
    "invite": people.invite_page,
    "appoint": people.appoint_page,
    "stats": people.statistics_page,
}
"""By the first part of the page's name; the other parts are handed over. None for what is not there."""


def page_at(session: Session, context: Context, place: Managing) -> Page:
    """Give the page that a place stands for."""
    return Page(session, context, place, tuple(place.page.split("/")[1:]))


def kind_of(place: Managing) -> str:
    """Tell which of the pages it is."""
    return place.page.partition("/")[0]
