"""Cleaning, trimming, nesting and finding of entities."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.formatting import parse_html
from bot.sandbox.text import Span, finish, spans_of
from bot.sandbox.views import to_html
from bot.sandbox.wire import ApiError
from tests.support.sandbox.world import JOKE, World

PARSE = "can't parse MessageEntity: "


def _entities(text: str, *spans: Span) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in finish(text, spans).entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a  ", "a"),
        ("\n a\tb\n", "a b"),
        ("a\r\nb", "a\nb"),
        ("a\u202eb\u2028c", "abc"),
        ("a\x00b", "a b"),
    ],
)
def test_text_is_cleaned_and_trimmed(text: str, expected: str) -> None:
    assert finish(text, []).text == expected


def test_entities_follow_what_is_cleaned_away() -> None:
    assert _entities("  \ra\r\rbc  ", Span(5, 9, "bold")) == [("bold", 1, 2)]


@pytest.mark.parametrize("text", ["", "   ", "\n\u200b\u00a0"])
def test_invisible_text_is_refused(text: str) -> None:
    with pytest.raises(ApiError, match="text must be non-empty"):
        finish(text, [])


def test_entities_count_utf16_code_units() -> None:
    assert _entities("😀ab", Span(1, 2, "bold")) == [("bold", 2, 1)]


def test_touching_and_repeated_styles_are_joined() -> None:
    assert _entities("abcd", Span(0, 2, "bold"), Span(1, 3, "bold"), Span(3, 4, "bold")) == [("bold", 0, 4)]


def test_code_holds_no_other_style() -> None:
    assert _entities("abc", Span(0, 3, "bold"), Span(1, 2, "code")) == [
        ("bold", 0, 1),
        ("code", 1, 1),
        ("bold", 2, 1),
    ]


def test_crossing_entities_are_split_at_the_crossing() -> None:
    assert _entities("abcdef", Span(0, 4, "bold"), Span(2, 6, "italic")) == [
        ("bold", 0, 4),
        ("italic", 2, 2),
        ("italic", 4, 2),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", ("bot_command", 0, 6)),
        ("zeg /hulp@WinkelpeilSandboxBot", ("bot_command", 4, 26)),
        ("zie https://winkel.nl/a.", ("url", 4, 19)),
        ("mail a.b@winkel.nl", ("email", 5, 13)),
        ("vraag @marijke", ("mention", 6, 8)),
        ("dit is #mooi", ("hashtag", 7, 5)),
    ],
)
def test_the_text_itself_holds_entities(text: str, found: tuple[str, int, int]) -> None:
    assert _entities(text) == [found]


@pytest.mark.parametrize("text", ["en/of", "1/2", "a@b", "#1"])
def test_what_only_looks_like_an_entity_is_none(text: str) -> None:
    assert _entities(text) == []


def test_nothing_is_found_in_code_or_links() -> None:
    assert _entities("/a https://b.nl", Span(0, 2, "code"), Span(3, 15, "text_link", {"url": "x"})) == [
        ("code", 0, 2),
        ("text_link", 3, 12),
    ]


def test_a_text_of_white_space_alone_is_empty() -> None:
    with pytest.raises(ApiError):
        finish("\x85", [])


def test_bold_that_crosses_a_command_is_parted_there() -> None:
    result = finish("/000:", [Span(1, 5, "bold")])
    assert [(e["type"], e["offset"], e["length"]) for e in result.entities] == [
        ("bot_command", 0, 4),
        ("bold", 1, 3),
        ("bold", 4, 1),
    ]


@given(st.text(min_size=1, max_size=30), st.data())
def test_entities_nest_whatever_the_spans(text: str, data: st.DataObject) -> None:
    kinds = st.sampled_from(["bold", "italic", "code", "pre", "blockquote", "spoiler"])
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.builds(Span, place, place, kinds), max_size=6))
    try:
        result = finish(text, [s for s in spans if s.start < s.end])
    except ApiError:
        return
    places = [(e["offset"], e["offset"] + e["length"]) for e in result.entities]
    assert all(b <= c or d <= b for i, (a, b) in enumerate(places) for c, d in places[i + 1 :])
    again, marked = parse_html(to_html(result))
    assert finish(again, marked).text == result.text


def test_entities_can_be_given_as_a_list(started: World) -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 3, "length": 3, "url": "https://winkel.nl"},
        {"type": "pre", "offset": 7, "length": 1, "language": "sql"},
        {"type": "hashtag", "offset": 0, "length": 2},
        {"type": "text_mention", "offset": 9, "length": 1, "user": {"id": JOKE}},
    ]
    message = started.say("😀 abc d e", entities=entities)
    assert [e["type"] for e in message["entities"]] == ["bold", "text_link", "pre", "text_mention"]
    assert message["entities"][1]["url"] == "https://winkel.nl/"
    assert message["entities"][3]["user"]["first_name"] == "Joke"


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        ("x", PARSE + "expected an Object"),
        ({"type": "bold", "length": 1}, PARSE + 'Can\'t find field "offset"'),
        ({"type": "bold", "offset": "0", "length": 1}, PARSE + 'Field "offset" must be of type Number'),
        ({"offset": 0, "length": 1}, PARSE + "Type is not specified"),
        ({"type": "loud", "offset": 0, "length": 1}, PARSE + "Unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, PARSE + 'Can\'t find field "url"'),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        (
            {"type": "bold", "offset": 0, "length": 1 << 30},
            "receive an entity with incorrect length 1073741824",
        ),
    ],
)
def test_a_wrong_entity_is_named(started: World, entity: Any, reason: str) -> None:
    assert (
        started.error("sendMessage", chat_id=JOKE, text="abc", entities=[entity])
        == f"400 Bad Request: {reason}"
    )


def test_half_a_surrogate_pair_counts_as_the_whole_character() -> None:
    (span,) = spans_of("😀a", [{"type": "bold", "offset": 1, "length": 2}])
    assert (span.start, span.end) == (0, 2)


def test_an_unknown_parse_mode_is_refused(started: World) -> None:
    assert started.error("sendMessage", chat_id=JOKE, text="a", parse_mode="rtf") == (
        "400 Bad Request: unsupported parse_mode"
    )
