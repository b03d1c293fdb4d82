"""What the tests of a group share: its pages, hostile names, and an advisor with totals."""

import re

from bot.dialogue.core.callbacks import parse
from bot.dialogue.core.queries import Campaigns, Totals
from bot.dialogue.core.replies import Edit, Message, Reply, Spreadsheet
from bot.library.parsing.markup import plain
from bot.records.groups import Campaign, WaveTotals
from tests.support.dialogue.group_chat import AUTUMN, SPRING, advisor
from tests.support.dialogue.limits import within_limits
from tests.support.dialogue.talk import Talk

STALE = "Die knop hoort bij een eerder bericht."
PAGES = ("group", "group/all/1", "group/12", "group/12/1/topics", "group/all/1/more", "group/links/1")
SHOP_PAGES = ("shops", "shops/1", "shop/41", "shop/42")
SENDING = ("group_picture", "group_workshop", "group_csv", "group_xlsx")
OF_A_GROUP = (*SENDING, "shop", "digest")
"""The buttons under a group’s totals."""
HOSTILE = "<b>Jansen</b> & {name} {count} #read('x') `$x^2$` [a](tg://x) \\ “”"


def limits(replies: list[Reply]) -> None:
    for reply in replies:
        if isinstance(reply, Spreadsheet):
            assert len(plain(reply.caption)) <= 1024
            assert re.fullmatch(r"[a-z0-9-]+\.(csv|xlsx)", reply.name)
        else:
            within_limits(reply)


def told(replies: list[Reply]) -> str:
    """Give all that replies say, as one text."""
    return "\n".join(str(reply.model_dump()) for reply in replies)


def with_totals(*totals: WaveTotals, campaigns: tuple[Campaign, ...] = (SPRING, AUTUMN)) -> Talk:
    talk = advisor()
    talk.known |= {Totals(): totals, Campaigns(): campaigns}
    return talk


def everything(talk: Talk) -> list[Reply]:
    """Open all pages, and ask for all that can be sent."""
    seen: list[Reply] = talk.command("groep")
    codes, done = _codes(seen), set[str]()
    while new := sorted(codes - done):
        for one in new:
            done.add(one)
            talk.later(seconds=1)
            replies = talk.tap_code(one)
            codes |= _codes(replies)
            seen += replies
    return seen


def _codes(replies: list[Reply]) -> set[str]:
    made = {
        button.code or ""
        for reply in replies
        if isinstance(reply, Message | Edit)
        for row in reply.keyboard
        for button in row
    }
    return {one for one in made if parse(one).verb in OF_A_GROUP or one.startswith("desk:0:group")}
