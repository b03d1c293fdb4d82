"""From the HTML that bot/library/parsing/markup.py makes to the blocks of a report."""

import re
from collections.abc import Iterator

from bot.library.parsing.markup import plain
from bot.pictures.drawing import Block, Copy, Item, Listing, Paragraph

_COPY = re.compile(r"<pre>(?P<text>.*?)</pre>", re.DOTALL)
_ITEM = re.compile(r"(?P<marker>•|\d+\.) (?P<text>.*)")
_LINK = re.compile(r'<a href="(?P<url>[^"]*)">(?P<text>.*?)</a>', re.DOTALL)


def to_blocks(html: str) -> tuple[Block, ...]:
    """Turn HTML into paragraphs, lists and texts to copy; bold, italic and code become plain.

    A link is followed by its address, which paper would lose.
    """
    return tuple(_blocks(_LINK.sub(_with_address, html)))


def to_lines(html: str) -> tuple[str, ...]:
    """Give the lines of HTML that holds no text to copy as plain text."""
    return tuple(filter(None, map(str.strip, plain(_LINK.sub(_with_address, html)).splitlines())))


def to_line(html: str) -> str:
    """Give HTML as plain text on one line."""
    return " ".join(to_lines(html))


def _with_address(link: re.Match[str]) -> str:
    """Put the address behind the words, as it is typed: without what every browser adds."""
    if plain(link["url"]) == plain(link["text"]):
        return link["text"]
    return f"{link['text']} ({link['url'].removeprefix('https://')})"


def _blocks(html: str) -> Iterator[Block]:
    # Texts to copy first: they may hold empty lines and lines that look like items of a list.
    between = _COPY.split(html)
    for index, part in enumerate(between):
        if index % 2:
            yield Copy(text=plain(part))
        else:
            yield from (_block(text) for text in plain(part).split("\n\n") if text.strip())


def _block(text: str) -> Block:
    """Read one block; a list is known by its first line, as only lists begin with a bullet or a number."""
    lines = text.strip("\n").splitlines()
    if not _ITEM.match(lines[0]):
        return Paragraph(text="\n".join(line.strip() for line in lines))
    items: list[Item] = []
    for line in lines:
        item = _ITEM.match(line)
        if item:
            items.append(Item(marker=item["marker"], text=item["text"]))
        elif line.strip():
            last = items[-1]
            items[-1] = last.model_copy(update={"under": (*last.under, line.strip())})
    return Listing(items=tuple(items))
