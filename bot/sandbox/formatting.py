"""The `HTML` parse mode, as strict as Telegram's own parser and with its error messages."""

import re
from dataclasses import dataclass

from bot.sandbox.text import Span
from bot.sandbox.wire import ApiError, bad_request

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9a-fA-F]*)|#(?P<dec>[0-9]*)|(?P<name>[A-Za-z]*));?")
_SPACE = " \t\r\n\0\v"
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\0\v=>/\"']*")
_USER_LINK = re.compile(r"tg:(?://)?user\?id=([0-9]{1,18})", re.IGNORECASE)
_URL = re.compile(r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<rest>[^\s]+)", re.IGNORECASE)


@dataclass(slots=True)
class _OpenTag:
    name: str
    argument: str
    start: int


def parse_html(source: str) -> tuple[str, list[Span]]:
    """Take the tags out of a text and say what they marked.

    An error names the place as a byte offset in UTF-8, as Telegram does.
    """
    return _HtmlParser(source).parse()


class _HtmlParser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.output: list[str] = []
        self.spans: list[Span] = []
        self.open_tags: list[_OpenTag] = []

    def parse(self) -> tuple[str, list[Span]]:
        while self.position < len(self.source):
            if self._peek() == "<":
                self._tag()
            else:
                self.output.append(self._character())
        if self.open_tags:
            raise _error(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')
        text = "".join(self.output)
        if any("\ud800" <= c <= "\udfff" for c in text):
            raise _error(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return text, self.spans

    def _peek(self) -> str:
        return self.source[self.position : self.position + 1]

    def _skip_space(self) -> None:
        while self._peek() and self._peek() in _SPACE:
            self.position += 1

    def _byte_offset(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _character(self) -> str:
        """Take one character, or the one that a reference stands for.

        A reference that Telegram does not know stays as it is written.
        """
        match = _REFERENCE.match(self.source, self.position)
        decoded = _decoded_character(match) if match else None
        if match and decoded is not None:
            self.position = match.end()
            return decoded
        self.position += 1
        return self.source[self.position - 1]

    def _tag(self) -> None:
        begin = self.position
        self.position += 1
        if self._peek() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _tag_name(self, begin: int) -> str:
        while self._peek() and self._peek() not in _SPACE + ">":
            self.position += 1
        return self.source[begin : self.position].lower()

    def _start_tag(self, begin: int) -> None:
        name = self._tag_name(begin + 1)
        if not self._peek():
            raise _error(f"Unclosed start tag at byte offset {self._byte_offset(begin)}")
        if name not in _TYPES:
            raise _error(f'Unsupported start tag "{name}" at byte offset {self._byte_offset(begin)}')
        argument = ""
        while True:
            self._skip_space()
            if self._peek() == ">":
                break
            attribute, value = self._attribute(name, begin)
            argument = _argument(name, attribute, value) or argument
        self.position += 1
        if name == "span" and argument != "tg-spoiler":
            raise _error(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte_offset(begin)}')
        self.open_tags.append(_OpenTag(name, argument, len("".join(self.output))))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        unclosed = _error(f'Unclosed start tag "{tag}" at byte offset {self._byte_offset(begin)}')
        name = self._consume(_ATTRIBUTE_NAME)
        if not name:
            place = self._byte_offset(begin)
            raise _error(f'Empty attribute name in the tag "{tag}" at byte offset {place}')
        self._skip_space()
        if self._peek() != "=":
            if not self._peek():
                raise unclosed
            return name, None
        self.position += 1
        self._skip_space()
        if not self._peek():
            raise unclosed
        value = self._quoted_value() if self._peek() in ("'", '"') else self._name_token()
        if not self._peek():
            raise _error(f"Unclosed start tag at byte offset {self._byte_offset(begin)}")
        return name, value

    def _consume(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.position)
        if match is None:
            return ""
        self.position = match.end()
        return match[0]

    def _name_token(self) -> str:
        begin = self.position
        value = self._consume(_NAME_TOKEN).lower()
        if self._peek() and self._peek() not in _SPACE + ">":
            raise _error(f"Unexpected end of name token at byte offset {self._byte_offset(begin)}")
        return value

    def _quoted_value(self) -> str:
        quote = self._peek()
        self.position += 1
        value = []
        while self._peek() and self._peek() != quote:
            value.append(self._character())
        self.position += len(self._peek())
        return "".join(value)

    def _end_tag(self, begin: int) -> None:
        place = self._byte_offset(begin)
        if not self.open_tags:
            raise _error(f"Unexpected end tag at byte offset {place}")
        name = self._tag_name(begin + 2)
        self._skip_space()
        if self._peek() != ">":
            raise _error(f"Unclosed end tag at byte offset {place}")
        self.position += 1
        tag = self.open_tags[-1]
        if name not in ("", tag.name):
            tags = f'expected "</{tag.name}>", found "</{name}>"'
            raise _error(f"Unmatched end tag at byte offset {place}, {tags}")
        self.open_tags.pop()
        text = "".join(self.output)
        if len(text) > tag.start:
            self._close(tag, text)

    def _close(self, tag: _OpenTag, text: str) -> None:
        span = Span(tag.start, len(text), _TYPES[tag.name])
        if tag.name == "a":
            self._close_link(span, tag.argument or text[tag.start :])
        elif tag.name == "tg-emoji":
            self.spans.append(
                Span(span.start, span.end, span.type, {"custom_emoji_id": _emoji(tag.argument)})
            )
        elif tag.name in ("pre", "code"):
            self._close_code(span, tag.argument)
        elif tag.name == "blockquote" and tag.argument:
            self.spans.append(Span(span.start, span.end, "expandable_blockquote"))
        else:
            self.spans.append(span)

    def _close_link(self, span: Span, url: str) -> None:
        user = _USER_LINK.fullmatch(url)
        if user:
            self.spans.append(Span(span.start, span.end, "text_mention", {"user_id": int(user[1])}))
        elif checked := checked_url(url):
            self.spans.append(Span(span.start, span.end, "text_link", {"url": checked}))

    def _close_code(self, span: Span, language: str) -> None:
        """Add code, joining `pre` and `code` around the same text into one block with a language."""
        before = self.spans[-1] if self.spans else None
        same = before is not None and (before.start, before.end) == (span.start, span.end)
        if before and same and span.type == "pre" and before.type == "code" and before.details:
            self.spans[-1] = Span(span.start, span.end, "pre", before.details)
        elif before and same and span.type == "code" and before.type == "pre" and language:
            self.spans[-1] = Span(span.start, span.end, "pre", {"language": language})
        else:
            self.spans.append(
                Span(span.start, span.end, span.type, {"language": language} if language else {})
            )


def checked_url(url: str) -> str:
    """Give a link as Telegram stores it, or nothing if Telegram would drop it."""
    match = _URL.fullmatch(url.strip())
    if match is None:
        return ""
    scheme = (match["scheme"] or "http").lower()
    host, slash, path = match["rest"].partition("/")
    if scheme not in ("http", "https", "tg", "ton"):
        return ""
    if scheme in ("http", "https") and ("." not in host or host.startswith(".") or host.endswith(".")):
        return ""
    return f"{scheme}://{host.lower()}{slash or ('/' if scheme.startswith('http') else '')}{path}"


def _argument(tag: str, attribute: str, value: str | None) -> str:
    if tag == "blockquote":
        return "1" if attribute == "expandable" else ""
    if value is None:
        return ""
    if tag == "code":
        return value[9:] if attribute == "class" and value.startswith("language-") else ""
    wanted = {"a": "href", "span": "class", "tg-emoji": "emoji-id"}
    return value if wanted.get(tag) == attribute else ""


def _emoji(argument: str) -> str:
    if not re.fullmatch(r"-?[0-9]{1,19}", argument) or int(argument) == 0:
        raise _error("Invalid custom emoji identifier specified")
    return argument


def _decoded_character(match: re.Match[str]) -> str | None:
    if match["name"] is not None:
        return _NAMED.get(match["name"])
    digits, base = (match["hex"], 16) if match["hex"] is not None else (match["dec"], 10)
    code = int(digits or "0", base) if len(digits) < 10 else 0
    written = len(match[0].rstrip(";"))
    return chr(code) if 0 < code < 0x10FFFF and written < 10 else None


def _error(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
