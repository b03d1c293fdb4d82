"""The list to tick off: what is to be done of each step, with a moment where the shop planned one."""

import re
from collections.abc import Iterator, Sequence

from bot.dialogue.core.session import PlanItem
from bot.dialogue.shop.plan.moments import moment_text
from bot.lib.text import one_line
from bot.library.parsing.markup import Html
from bot.library.schema.content import CardText, Texts
from bot.pictures.blocks import to_blocks, to_line
from bot.pictures.drawing import Checklist, Copy, Listing, Task, TaskList
from scoring.model import Card

# After a full stop and before a capital, a quote or a number: not within "bijv. een mail" or "t.me".
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z])|(?<=[.!?][’”)])\s+(?=[^\sa-z])")


def checklist(
    texts: Texts, steps: Sequence[tuple[Card, CardText]], plan: Sequence[PlanItem]
) -> Checklist | None:
    """Write out the tasks of each step; None where there are no steps."""
    if not steps:
        return None
    words, planned = texts.messages.picture.report, {item.card: item for item in plan}
    again = TaskList(boxes=(to_line(words.again.fill()),))
    return Checklist(
        heading=words.checklist,
        intro=to_line(words.checklist_intro.fill()),
        blank=words.blank,
        tasks=(
            *(_task(texts, card, text, planned.get(card.id)) for card, text in steps),
            Task(title=words.afterwards, lists=(again,)),
        ),
    )


def _task(texts: Texts, card: Card, text: CardText, planned: PlanItem | None) -> Task:
    words = texts.messages.picture.report
    first = TaskList(
        heading=to_line(words.first.fill(minutes=card.minutes)), boxes=tasks(text.sections["first"])
    )
    then = TaskList(heading=to_line(words.next.fill()), boxes=tasks(text.sections["next"]), flow=True)
    return Task(title=text.title, moment=_moment(texts, planned), lists=(first, then))


def _moment(texts: Texts, planned: PlanItem | None) -> str | None:
    said = moment_text(texts, planned) if planned and not planned.done else None
    return to_line(said) if said else None


def tasks(html: Html) -> tuple[str, ...]:
    """Give what a section says to do: the items of its lists, or the sentences of its paragraphs."""
    blocks = [block for block in to_blocks(html) if not isinstance(block, Copy)]
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Listing):
            found += ["\n".join((item.text, *item.under)) for item in block.items]
        else:
            found += sentences(block.text)
    return tuple(found)


def sentences(text: str) -> Iterator[str]:
    """Part a paragraph into its sentences; a question stays with the sentence that says what to do then."""
    asked: list[str] = []
    for sentence in _ENDS.split(one_line(text)):
        asked.append(sentence)
        if not sentence.rstrip("’”)").endswith("?"):
            yield " ".join(asked)
            asked = []
    if asked:
        yield " ".join(asked)
