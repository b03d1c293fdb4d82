"""Whatever code an administrator's button holds, and whatever is typed, the pages go on and fit."""

import random

from bot.dialogue.admin.page import to_admin_page, to_confirmation
from bot.dialogue.admin.pages import PAGES
from tests.support.dialogue.limits import within_limits
from tests.support.town.admins import Hall, admin

# fmt: off
PARTS = (
    "", "nl", "en", "de", "m", "q", "t", "c-email_monthly", "general", "general.stale", "why", "title", "1",
    "2", "0", "-1", "9" * 30, "٣", "email", "today", "advisor", "admin", "~", "a:b", "<b>", "x" * 40,
)
TYPED = ("a", "<b>&{x}", "w" * 4096, "😀" * 2000, "\n\n", "/", "**", "1", "toch niet", "ja")
# fmt: on
# What computes for long is tried elsewhere.
SLOW = {"impact", "version", "back", "publish"}
KINDS = (*(kind for kind in PAGES if kind not in SLOW), "nothing", "", "text", "change", "sheet")


def test_nonsense_is_survived() -> None:
    chance, piet = random.Random(7), admin(Hall())  # noqa: S311 -- the same draws each time
    for _ in range(20):
        if chance.random() < 0.2:
            said = chance.choice(TYPED)
            replies = piet.type(said)
        else:
            parts = chance.choices(PARTS, k=chance.randrange(5))
            said = "/".join((f"{to_admin_page.name}:0:{chance.choice(KINDS)}", *parts))
            replies = piet.tap_code(said)
        for reply in replies:
            within_limits(reply)
        assert not piet.text.startswith("Er ging bij ons iets mis"), said
        codes = [one.code or "" for row in piet.last.keyboard for one in row]
        doing = [code for code in codes if code.startswith(to_confirmation.name)]
        if doing and chance.random() < 0.3:
            piet.tap_code(doing[0])
            assert not piet.text.startswith("Er ging bij ons iets mis"), said
