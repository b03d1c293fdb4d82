"""Markdown to the HTML that Telegram takes, and templates whose values can never become markup."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from bot.library.parsing.problem import Problem

# References are off because a line such as "[name]: text" would vanish as the definition of one.
_markdown = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "html_block", "html_inline", "autolink", "reference"]
)
# Telegram drops any other link; what is no link to us stays in sight as it was typed.
_LINK = re.compile(r"(https?|tg)://", re.IGNORECASE)
_markdown.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]
_PLACEHOLDER = re.compile(r"\{([^{}\s]+)\}")
_WORD = re.compile(r"\w")
_TAG = re.compile(r"<[^>]*>")
_INLINE = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "softbreak": "\n",
    "hardbreak": "\n",
    "link_close": "</a>",
}


class Html(str):
    """Text that is Telegram's HTML already."""

    __slots__ = ()


def _inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "text":
            yield escape(token.content, quote=False)
        elif token.type == "code_inline":
            yield f"<code>{escape(token.content, quote=False)}</code>"
        elif token.type == "link_open":
            yield f'<a href="{escape(str(token.attrs["href"]))}">'
        else:
            yield _INLINE.get(token.type, "")


class _Blocks:
    """Gathers a document's blocks as text; lists become lines that begin with a bullet or a number."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.counters: list[int | None] = []
        self.items: list[str] = []
        self.marker = ""
        """What the next line of a list begins with: the item's bullet or number, until it is used."""
        self.heading = False

    def add(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.counters.append(None if token.type[0] == "b" else int(token.attrs.get("start", 1)))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._close_list()
        elif token.type == "list_item_open":
            self._open_item()
        elif token.type in ("heading_open", "heading_close"):
            self.heading = token.type == "heading_open"
        elif token.type == "inline":
            html = "".join(_inline(token.children or []))
            self._text(f"<b>{html}</b>" if self.heading and html else html)
        elif token.type in ("fence", "code_block"):
            self._text(f"<pre>{escape(token.content.rstrip(), quote=False)}</pre>")

    def _close_list(self) -> None:
        self.counters.pop()
        if not self.counters:
            self.blocks.append("\n".join(self.items))
            self.items = []

    def _open_item(self) -> None:
        count = self.counters[-1]
        self.marker = "• " if count is None else f"{count}. "
        if count is not None:
            self.counters[-1] = count + 1

    def _text(self, html: str) -> None:
        if not self.counters:
            self.blocks.append(html)
            return
        indent = "   " * (len(self.counters) - bool(self.marker))
        self.items.append(f"{indent}{self.marker}{html}")
        self.marker = ""


# Most of the time that reading content takes goes here, and from one version to the next few texts change.
@lru_cache(maxsize=8192)
def to_html(markdown: str) -> Html:
    """Render Markdown as Telegram HTML; blocks stand a blank line apart."""
    blocks = _Blocks()
    for token in _markdown.parse(markdown):
        blocks.add(token)
    return Html("\n\n".join(filter(None, blocks.blocks)))


class Style(NamedTuple):
    """How a character of a text looks."""

    link: str = ""
    bold: bool = False
    italic: bool = False
    code: bool = False


_STYLES: dict[str, dict[str, Any]] = {
    "strong_open": {"bold": True},
    "strong_close": {"bold": False},
    "em_open": {"italic": True},
    "em_close": {"italic": False},
    "link_close": {"link": ""},
}


def styled_parts(markdown: str) -> list[tuple[str, Style]]:
    """Give each character that one line of Markdown shows, and how it looks."""
    shown: list[tuple[str, Style]] = []
    now = Style()
    for block in _markdown.parseInline(markdown):
        for token in block.children or []:
            if token.type == "link_open":
                now = now._replace(link=str(token.attrs["href"]))
            elif token.type in _STYLES:
                now = now._replace(**_STYLES[token.type])
            else:
                look = now._replace(code=True) if token.type == "code_inline" else now
                shown += [(character, look) for character in token.content]
    return shown


def as_html(text: str) -> Html:
    """Write plain text as HTML."""
    return Html(escape(text, quote=False))


def plain(html: str) -> str:
    """Take the tags out of Telegram HTML."""
    text = _TAG.sub("", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def fill(html: str, value: Callable[[str], str]) -> Html:
    """Replace each {placeholder} in HTML by what `value` gives for its name, as is."""
    return Html(_PLACEHOLDER.sub(lambda match: value(match[1]), html))


def placeholders(text: str) -> tuple[str, ...]:
    """Name the {placeholders} of a text, in order."""
    return tuple(_PLACEHOLDER.findall(text))


class Template:
    """A text with {placeholders}, written in Markdown."""

    __slots__ = ("_parts", "html", "source")

    def __init__(self, source: str) -> None:
        self.source = source.strip()
        self.html = to_html(self.source)
        # By turns what stands there, and the name of what is to be filled in.
        self._parts = tuple(_PLACEHOLDER.split(self.html))

    def fill(self, **values: str | int) -> Html:
        """Give the text as HTML; a value that is not Html itself is escaped."""
        if len(self._parts) == 1:
            return self.html
        filled = [*self._parts]
        filled[1::2] = [_safe(values[name]) for name in self._parts[1::2]]
        return Html("".join(filled))

    def __str__(self) -> str:
        return self.html

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(min_length=1, max_length=2000, strip_whitespace=True)
        )


def _safe(value: str | int) -> str:
    return value if isinstance(value, Html) else as_html(str(value))


def problem_of(html: str) -> Problem | None:
    """Say what of a text would not reach the person who reads it; None where all does."""
    shown = plain(html)
    if not _WORD.search(shown):
        return Problem("no_words")
    if "](" in shown:
        return Problem("link")
    return None


def fixed_text(text: str) -> str:
    """Demand that a text of one line shows words, and no {placeholder}: nothing fills it in."""
    blanks = placeholders(text)
    if blanks:
        raise ValueError(Problem("blank_here", name=f"{{{blanks[0]}}}"))
    return legible(text)


def legible(text: str) -> str:
    """Demand that a text of one line shows words."""
    if not _WORD.search(text):
        raise ValueError(Problem("no_words"))
    return text


def holds(*names: str) -> AfterValidator:
    """Demand that a template shows words, and holds exactly these placeholders."""

    def check(template: Template) -> Template:
        # Held against the HTML: there a placeholder is filled in, and not in a link's address.
        found = set(placeholders(template.html))
        unknown, lost = sorted(found - set(names)), sorted(set(names) - found)
        if unknown:
            name, allowed = f"{{{unknown[0]}}}", ", ".join(f"{{{name}}}" for name in names)
            if allowed:
                raise ValueError(Problem("blank_unknown", name=name, allowed=allowed))
            raise ValueError(Problem("blank_unknown_none", name=name))
        if lost:
            raise ValueError(Problem("blank_lost", name=f"{{{lost[0]}}}"))
        problem = problem_of(template.html)
        if problem:
            raise ValueError(problem)
        return template

    return AfterValidator(check)
