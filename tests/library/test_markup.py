"""Markdown to Telegram's HTML, and templates."""

import re
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.library.parsing.markup import (
    Html,
    Template,
    as_html,
    fill,
    holds,
    placeholders,
    plain,
    problem_of,
    to_html,
)

TAG = re.compile(r"<[^>]*>")
ALLOWED = re.compile(r'</?(b|i|code|pre)>|</a>|<a href="(https?|tg)://[^"<>]*">', re.IGNORECASE)
# Full of what has a meaning in Markdown or HTML.
LIVELY = st.text(st.sampled_from("*_`#>-+[]()!<&;\"'\\{}:/ \n\t1.ab~|="), max_size=120)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain", "plain"),
        ("**bold** and *slanted*", "<b>bold</b> and <i>slanted</i>"),
        ("***both***", "<i><b>both</b></i>"),
        ("__bold__ _slanted_ snake_case_word", "<b>bold</b> <i>slanted</i> snake_case_word"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a\nb", "a\nb"),
        ("a  \nb\\\nc", "a\nb\nc"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("```\na **b** <c>\n\n d\n```", "<pre>a **b** &lt;c&gt;\n\n d</pre>"),
        ("```text\nx\n```", "<pre>x</pre>"),
        ("# Head\ntext", "<b>Head</b>\n\ntext"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("> said\n> so", "said\nso"),
        ("<b>x</b> & <script>", "&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;"),
        ("&lt; &copy; &nope;", "&lt; © &amp;nope;"),
        ("\\*no\\*", "*no*"),
        ("'a' \"b\"", "'a' \"b\""),
        ("", ""),
        ("---", ""),
        ("#", ""),
    ],
)
def test_markdown_becomes_the_html_that_telegram_takes(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("- a\n- b", "• a\n• b"),
        ("* a\n* b", "• a\n• b"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("3. a\n3. b", "3. a\n4. b"),
        ("- a\n\n- b", "• a\n• b"),
        ("before\n\n- a\n\nafter", "before\n\n• a\n\nafter"),
        ("- a\n  - b\n    1. c\n    2. d\n- e", "• a\n   • b\n      1. c\n      2. d\n• e"),
        ("1. a\n\n   more\n2. b", "1. a\n   more\n2. b"),
        ("- a\n\n  ```\n  x\n  ```\n- b", "• a\n   <pre>x</pre>\n• b"),
        ("- \n- b", "• b"),
        ("- **a**: b", "• <b>a</b>: b"),
        ("- a\n\n1. b", "• a\n\n1. b"),
    ],
)
def test_lists_become_lines(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[a](https://e.nl/x?a=1&b=2)", '<a href="https://e.nl/x?a=1&amp;b=2">a</a>'),
        ("[a](http://e.nl)", '<a href="http://e.nl">a</a>'),
        ("[a](HTTPS://e.nl)", '<a href="HTTPS://e.nl">a</a>'),
        ("[a](tg://resolve?domain=x)", '<a href="tg://resolve?domain=x">a</a>'),
        ("[**a**](https://e.nl)", '<a href="https://e.nl"><b>a</b></a>'),
        ('[a](https://e.nl "title")', '<a href="https://e.nl">a</a>'),
        ("![a](https://e.nl/a.png)", '!<a href="https://e.nl/a.png">a</a>'),
        ("https://e.nl and <https://e.nl>", "https://e.nl and &lt;https://e.nl&gt;"),
    ],
)
def test_links_lead_to_the_web_or_into_telegram(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "mailto:a@b.nl",
        "data:text/html,x",
        "file:///etc",
        "/x",
        "x.nl",
        "//x.nl",
        "ftp://x.nl",
    ],
)
def test_any_other_link_stays_in_sight_and_is_a_problem(address: str) -> None:
    html = to_html(f"[a]({address})")
    assert html == f"[a]({address})"
    assert problem_of(html) == "a link must begin with https:// and hold no spaces"


def test_a_line_that_looks_like_a_definition_does_not_vanish() -> None:
    assert to_html("[name]: https://e.nl\n\nsee [name]") == "[name]: https://e.nl\n\nsee [name]"


@given(st.text() | LIVELY)
def test_no_text_brings_another_tag_than_ours_and_all_are_closed(markdown: str) -> None:
    html = to_html(markdown)
    opened: list[str] = []
    for tag in TAG.findall(html):
        assert ALLOWED.fullmatch(tag)
        name = re.sub(r"[</>]| .*", "", tag)
        if tag.startswith("</"):
            assert opened.pop() == name
        else:
            opened.append(name)
    assert opened == []
    assert not set("<>") & set(TAG.sub("", html))


@given(st.text() | LIVELY)
def test_plain_gives_back_the_text_of_which_html_was_made(text: str) -> None:
    assert plain(as_html(text)) == text
    assert plain(f"<b>{as_html(text)}</b>") == text


@given(st.lists(st.text("abcdefghijklmnop éë,’", min_size=1).map(str.strip).filter(bool), min_size=1))
def test_words_without_markup_are_shown_as_they_are(paragraphs: list[str]) -> None:
    assert plain(to_html("\n\n".join(paragraphs))).split() == " ".join(paragraphs).split()


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("", "shows no words"),
        ("<pre></pre>", "shows no words"),
        (" \n", "shows no words"),
        ("x [a](b)", "a link must"),
    ],
)
def test_a_text_that_would_not_reach_its_reader_is_a_problem(html: str, problem: str) -> None:
    found = problem_of(html)
    assert found is not None
    assert found.startswith(problem)


def test_a_text_that_reaches_its_reader_is_no_problem() -> None:
    assert problem_of(to_html("a [b](https://e.nl) [c] (d)")) is None


# Templates


def test_placeholders_are_filled_and_their_values_are_never_markup() -> None:
    template = Template("  **Hi {name}**, {count}  ")
    assert template.fill(name="<i>*Jo* & {count}</i>", count=3) == (
        "<b>Hi &lt;i&gt;*Jo* &amp; {count}&lt;/i&gt;</b>, 3"
    )
    assert str(template) == "<b>Hi {name}</b>, {count}"


def test_a_value_that_is_html_stays_so() -> None:
    assert Template("{a} {b}").fill(a=Html("<b>x</b>"), b="<b>") == "<b>x</b> &lt;b&gt;"


def test_placeholders_are_named_in_order() -> None:
    assert placeholders("{b} {a:c.d} { x } {} {y z} {b}") == ("b", "a:c.d", "b")


@given(st.text() | LIVELY)
def test_any_value_is_shown_as_it_was_given(value: str) -> None:
    html = Template("a *{v}* {v}").fill(v=value)
    assert plain(html) == f"a {value} {value}"
    assert TAG.findall(html) == ["<i>", "</i>"]


def test_fill_asks_for_each_placeholder_once_it_meets_it() -> None:
    assert fill("{a}{b}{a}", str.upper) == "ABA"


def template(source: str, *names: str) -> Template:
    made: Template = TypeAdapter(Annotated[Template, holds(*names)]).validate_python(source)
    return made


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{score}", "{level} is missing; the bot fills it in"),
        ("{score} {level} {other}", "{other} is not known here; allowed: {score}, {level}"),
        ("{score} [x](https://e.nl/{level})", "{level} is missing"),
        ("{score} {level} [x](mailto:a@b.nl)", "a link must begin with https://"),
        ("", "at least 1 character"),
        ("   ", "at least 1 character"),
        ("x" * 2001, "at most 2000 characters"),
    ],
)
def test_a_template_holds_its_placeholders_and_no_others(source: str, words: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(words)):
        template(source, "score", "level")


def test_a_template_without_words_is_refused() -> None:
    with pytest.raises(ValidationError, match="shows no words"):
        template("---")
    with pytest.raises(ValidationError, match="not known here; allowed: none"):
        template("{x}")


def test_a_template_with_its_placeholders_is_taken_also_where_they_are_escaped() -> None:
    assert template(r"**{score}** \{level\}", "score", "level").fill(score=1, level="a") == "<b>1</b> a"
