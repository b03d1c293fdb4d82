"""What buttons stand out by, what they copy, and what of a card is folded."""

import re

import pytest

from bot.dialogue.core.callbacks import parse
from bot.dialogue.core.replies import LONGEST_COPY, Message, Picture
from bot.dialogue.core.view import Choice, copying
from bot.dialogue.shop.result.advice import text_to_copy
from bot.library.parsing.markup import plain
from bot.library.schema.base import Control
from bot.sandbox.formatting import parse_html
from tests.support import golden
from tests.support.dialogue.desk_chat import on_link
from tests.support.dialogue.shop_talk import finished
from tests.support.dialogue.talk import CONTEXT, Talk, bare

ERASING = {"forget_yes", "receipt_erase", "leave", "assist_wipe"}
"""What cannot be taken back."""
COPY = Control(label="Kopieer", words=("kopieer",))


def card(talk: Talk, name: str) -> Talk:
    talk.tap_code(f"page:1:card/{name}")
    return talk


def test_only_what_erases_is_a_danger_and_all_of_it_is() -> None:
    styles: dict[str, set[str | None]] = {}
    for path in golden.files():
        for button in golden.buttons(golden.read(path)):
            if button.code:
                styles.setdefault(parse(button.code).verb, set()).add(button.style)
    dangerous = {verb for verb, found in styles.items() if "danger" in found}
    # An administrator's page says by itself whether it erases.
    assert dangerous - {"adm_do"} == ERASING & styles.keys()
    assert all(styles[verb] == {"danger"} for verb in dangerous - {"adm_do"})
    assert len(dangerous) >= 2


def test_one_way_on_stands_out() -> None:
    talk = Talk()
    talk.command("start")
    assert styled(talk) == {"Begin": "primary"}
    talk.taps("Begin", "Winkel")
    talk.command("start")
    assert styled(talk) == {"Ga verder": "primary"}
    talk.command("antwoorden")
    assert styled(talk) == {"Ga verder": "primary"}
    done = finished()
    done.command("start")
    assert list(styled(done).values()) == ["primary"]
    done.command("vergeet")
    assert styled(done) == {"Ja, wis alles": "danger"}


def styled(talk: Talk) -> dict[str, str]:
    return {
        bare(button.label): button.style
        for row in talk.last.keyboard
        for button in row
        if button.style is not None
    }


@pytest.mark.parametrize(
    ("text", "offered"), [("", 0), ("x", 1), ("x" * 256, 1), ("x" * 257, 0), ("🛍" * 129, 0)]
)
def test_a_button_copies_what_it_can_hold(text: str, offered: int) -> None:
    found = copying(COPY, text)
    assert len(found) == offered
    for choice in found:
        assert (choice.button.copy_text, choice.button.code) == (text, None)


def test_a_choice_either_does_something_or_copies() -> None:
    assert Choice("x", "a:0").button.copy_text is None
    assert Choice("x", "a:0", style="danger").button.style == "danger"


def test_a_link_is_copied_by_tapping_and_by_typing() -> None:
    talk = on_link()
    link = next(b.copy_text for row in talk.last.keyboard for b in row if b.label == "Kopieer de link")
    assert link
    assert f"<code>{link}</code>" in talk.last.html
    replies = talk.type("kopieer")
    assert replies[-1] == Message(html=f"<code>{link}</code>")
    (picture,) = (one for one in talk.tap("QR-code", talk.screen) if isinstance(one, Picture))
    assert [button.copy_text for row in picture.keyboard for button in row] == [link]


def test_a_card_s_text_is_copied_where_it_is_short() -> None:
    short = long = 0
    talk = finished()
    for name in CONTEXT.content.texts["nl"].cards:
        card(talk, name)
        shown = re.findall(r"<pre>(.*?)</pre>", talk.last.html, re.DOTALL)
        assert len(shown) == 1
        copied = [b.copy_text for row in talk.last.keyboard for b in row if b.copy_text]
        text = plain(shown[0])
        if len(text.encode("utf-16-le")) // 2 <= LONGEST_COPY:
            assert copied == [text]
            short += 1
        else:
            assert copied == []
            long += 1
    assert short > 50
    assert long > 20


def test_of_a_long_card_what_can_wait_is_folded() -> None:
    talk, folded = finished(), 0
    for name, text in CONTEXT.content.texts["nl"].cards.items():
        card(talk, name)
        whole, entities = parse_html(talk.last.html)
        quotes = [one for one in entities if one.type == "expandable_blockquote"]
        length = sum(len(plain(html)) for html in text.sections.values())
        assert bool(quotes) <= (length > 1_200), name
        hidden = "".join(whole[one.start : one.end] for one in quotes)
        for section in ("first", "copy"):
            assert plain(text.sections[section]).splitlines()[-1] not in hidden
        folded += bool(quotes)
    assert folded > 60


def test_a_text_to_copy_is_the_one_there_is() -> None:
    text = CONTEXT.content.texts["nl"].cards["email_monthly"]
    assert text_to_copy(text).startswith("Onderwerp:")
