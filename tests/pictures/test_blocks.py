"""From the chat's HTML to the blocks of a report."""

import re

import pytest

from bot.library.parsing.markup import plain, to_html
from bot.library.schema.content import LANGUAGES, Language
from bot.pictures.blocks import to_blocks, to_lines
from bot.pictures.drawing import Block, Copy, Item, Listing, Paragraph
from tests.support.dialogue.talk import CONTEXT


def test_paragraphs_lose_their_markup_and_keep_their_signs() -> None:
    html = to_html("**Vet** en *schuin* en `code`: a < b & c\nnieuwe regel\n\nTweede.")
    assert to_blocks(html) == (
        Paragraph(text="Vet en schuin en code: a < b & c\nnieuwe regel"),
        Paragraph(text="Tweede."),
    )


def test_lists_keep_their_markers_and_what_stands_under_an_item() -> None:
    html = to_html("3. drie\n4. vier\n   - onder vier\n   - nog een\n5. vijf\n\n- los")
    assert to_blocks(html) == (
        Listing(
            items=(
                Item(marker="3.", text="drie"),
                Item(marker="4.", text="vier", under=("• onder vier", "• nog een")),
                Item(marker="5.", text="vijf"),
            )
        ),
        Listing(items=(Item(marker="•", text="los"),)),
    )


def test_a_text_to_copy_stays_line_by_line() -> None:
    html = to_html("Vooraf\n\n```\nBeste [naam],\n\n1. <b>&amp;</b>\n• geen lijst\n```\n\nDaarna")
    assert to_blocks(html) == (
        Paragraph(text="Vooraf"),
        Copy(text="Beste [naam],\n\n1. <b>&amp;</b>\n• geen lijst"),
        Paragraph(text="Daarna"),
    )


def test_a_link_keeps_its_address() -> None:
    html = to_html("Zie [de site](https://example.nl/?a=1&b=2) of [https://a.nl](https://a.nl).")
    assert to_blocks(html) == (Paragraph(text="Zie de site (example.nl/?a=1&b=2) of https://a.nl."),)
    assert to_lines(html) == ("Zie de site (example.nl/?a=1&b=2) of https://a.nl.",)


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Listing):
            texts += [part for item in block.items for part in (item.marker, item.text, *item.under)]
        else:
            texts.append(block.text)
    return " ".join(texts).split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_any_card_is_lost(language: Language) -> None:
    for card in CONTEXT.content.texts[language].cards.values():
        for html in card.sections.values():
            shown = re.sub(r"<a [^>]*>", "", html)
            assert words_of(to_blocks(shown)) == plain(shown).split()
