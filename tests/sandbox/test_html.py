"""The HTML parse mode, its messages and its promise never to fail otherwise."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.formatting import parse_html
from bot.sandbox.text import Span, finish
from bot.sandbox.wire import ApiError
from tests.support.sandbox.world import World

TAGS = (
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "tg-spoiler",
    "code",
    "pre",
    "blockquote",
    "a",
    "x",
    "span",
)
SOURCES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["<", ">", "</", "&", ";", "&lt;", "&#", "=", '"', "'", " ", "\0", "&#xd800;", "é", "😀"]
        ),
        st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t}>" for t in TAGS]),
        st.sampled_from(
            ['<a href="https://a.nl">', '<span class="tg-spoiler">', '<code class="language-c">']
        ),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<strong>a</strong>", "a", [("bold", 0, 1)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 2)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 2)]),
        ("<s>a</s>", "a", [("strikethrough", 0, 1)]),
        ("<strike>a</strike>", "a", [("strikethrough", 0, 1)]),
        ("<del>a</del>", "a", [("strikethrough", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<B>a</b >", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("&lt;&gt;&amp;&quot;&#39;&#x27;&#233;", "<>&\"''é", []),
        ("&nbsp;&eacute; & &; &#0; &#99999999;", "&nbsp;&eacute; & &; &#0; &#99999999;", []),
        ("<i>a<b>😀</b></i>", "a😀", [("bold", 1, 2), ("italic", 0, 2)]),
    ],
)
def test_tags_become_spans(source: str, text: str, spans: list[tuple[str, int, int]]) -> None:
    found, marked = parse_html(source)
    assert found == text
    assert [(s.type, s.start, s.end) for s in marked] == spans


@pytest.mark.parametrize(
    ("source", "span"),
    [
        (
            '<a href="https://Winkel.nl/a?b=1&amp;c=2">x</a>',
            Span(0, 1, "text_link", {"url": "https://winkel.nl/a?b=1&c=2"}),
        ),
        ("<a href='winkel.nl'>x</a>", Span(0, 1, "text_link", {"url": "http://winkel.nl/"})),
        ('<a href="tg://user?id=100001">x</a>', Span(0, 1, "text_mention", {"user_id": 100001})),
        (
            '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
            Span(0, 1, "custom_emoji", {"custom_emoji_id": "5368324170671202286"}),
        ),
        ('<pre><code class="language-python">x</code></pre>', Span(0, 1, "pre", {"language": "python"})),
    ],
)
def test_attributes_are_kept(source: str, span: Span) -> None:
    assert parse_html(source)[1] == [span]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a<x>b</x>", 'Unsupported start tag "x" at byte offset 1'),
        ("é<x>b</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2> 3", 'Unsupported start tag "2" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>a<i>b</b>", 'Unmatched end tag at byte offset 8, expected "</i>", found "</b>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a =x>b</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x!>b</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "a&#xd800;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_errors_have_telegrams_words(started: World, source: str, reason: str) -> None:
    expected = f"400 Bad Request: can't parse entities: {reason}"
    assert started.error("sendMessage", chat_id=100001, text=source, parse_mode="HTML") == expected


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)) == (text, [])


@given(SOURCES)
def test_any_string_is_parsed_or_a_bad_request(source: str) -> None:
    try:
        text, spans = parse_html(source)
        result = finish(text, spans)
    except ApiError as refusal:
        code = refusal.code
    else:
        code = 200
        length = len(result.text.encode("utf-16-le")) // 2
        assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= length for e in result.entities)
    assert code in (200, 400)


@given(SOURCES)
def test_what_was_parsed_never_holds_a_tag(source: str) -> None:
    escaped = html.escape(source)
    text, spans = parse_html(f"<b>{escaped}</b>")
    assert text == source
    assert [(s.start, s.end) for s in spans] == ([(0, len(source))] if source else [])
