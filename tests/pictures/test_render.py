"""From a drawing to bytes: the same each time, whatever somebody calls a shop."""

import shutil
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures import render as module
from bot.pictures.drawing import Drawing
from bot.pictures.names import clean
from bot.pictures.render import TEMPLATES, CannotDraw, key, render
from tests.support.pictures.made import EARLIER, LOW, card, report
from tests.support.pictures.readback import as_pdf, text_of

HOSTILE = [
    '#read("/etc/passwd")',
    '#panic("x")',
    "</text>",
    "{{x}}",
    "*vet* _schuin_ `code` $x^2$ = kop",
    "<label> @verwijzing // niets",
    "\\u0000 \\n \\",
    '"; DROP TABLE; --',
    "{page} van {pages}",
]


@pytest.mark.parametrize("shop", HOSTILE)
def test_a_name_prints_as_it_was_written(shop: str) -> None:
    assert " ".join(shop.split()) in text_of(as_pdf(card(shop=shop)))
    assert " ".join(shop.split()) in text_of(render(report(shop=shop)))


@pytest.mark.parametrize(
    "shop",
    [
        "\u202eZevitavon\u202c",
        "Z\u0351\u0343\u0301a\u0300\u0301\u0302\u0303l\u0335\u0336\u0337go" * 9,
        "W" * 5000,
        "👨\u200d👩\u200d👧\u200d👦👩🏽\u200d🍳🏴\U000e0067\U000e0062" * 9,
        "\x00\ud800\udfff",
        "\u200d\ufe0f\u20e3",
        "東方",
    ],
)
def test_a_name_that_cannot_print_is_cleaned(shop: str) -> None:
    drawing = card(shop=shop)
    assert drawing.shop == clean(shop)
    shown = text_of(as_pdf(drawing)).replace(" ", "")
    letters = "".join(character for character in drawing.shop if character.isascii() and character.isalnum())
    assert letters in "".join(character for character in shown if character.isascii() and character.isalnum())


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_name_can_be_drawn(shop: str) -> None:
    assert render(card(shop=shop)).startswith(b"\x89PNG")


@pytest.mark.parametrize("drawing", [card(shop="Café 🌷", earlier=EARLIER), report(shop="Café 🌷")], ids=str)
def test_the_same_drawing_gives_the_same_bytes(drawing: Drawing) -> None:
    stored = type(drawing).model_validate_json(drawing.model_dump_json())
    assert render(drawing) == render(stored)
    assert key(drawing) == key(stored)


def test_the_key_changes_with_the_data() -> None:
    cards = [card(), card(shop="x"), card(LOW), card(language="en"), card(earlier=EARLIER)]
    drawings: list[Drawing] = [*cards, report()]
    assert len({key(drawing) for drawing in drawings}) == len(drawings)


def test_the_key_changes_with_the_template_and_with_typst(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = key(card())
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    (templates / "theme.typ").write_text("#let changed = true\n", encoding="utf-8")
    monkeypatch.setattr(module, "TEMPLATES", templates)
    monkeypatch.setattr(module, "_machine", module._machine.__wrapped__)
    changed = key(card())
    monkeypatch.setattr(module, "version", lambda _: "9.9")
    assert len({before, changed, key(card())}) == 3


@pytest.mark.parametrize(
    "template",
    ['#panic("broken")', "#let", '#import "../../secret.typ"', "#pagebreak()\n#pagebreak()", None],
)
def test_a_broken_template_cannot_draw(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, template: str | None
) -> None:
    if template is not None:
        (tmp_path / "card.typ").write_text(template, encoding="utf-8")
    monkeypatch.setattr(module, "TEMPLATES", tmp_path)
    with pytest.raises(CannotDraw, match="card"):
        render(card())


class PanicException(BaseException):
    """As a panic inside Typst arrives."""

    __module__ = "pyo3_runtime"


@pytest.mark.parametrize("fault", [PanicException("boom"), RuntimeError("Already borrowed"), OSError("no")])
def test_a_fault_inside_typst_cannot_draw(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise fault

    monkeypatch.setattr(typst, "compile", fail)
    with pytest.raises(CannotDraw) as raised:
        render(card())
    assert raised.value.__cause__ is fault


def test_an_interrupt_is_no_failure_to_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(typst, "compile", interrupt)
    with pytest.raises(KeyboardInterrupt):
        render(card())
