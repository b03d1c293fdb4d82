"""Made-up groups, posters and question sheets, as short as they come and as long as they get."""

from pathlib import Path
from typing import Any

import yaml

from bot.library.schema.content import Language
from bot.pictures.drawing import (
    AgendaItem,
    Band,
    Cell,
    Copy,
    GroupDrawing,
    GroupStep,
    Item,
    Listing,
    Paragraph,
    Part,
    PosterDrawing,
    Row,
    SheetDrawing,
    SheetQuestion,
    Standing,
    Tally,
    WorkshopDrawing,
)

LINK = "https://t.me/WinkelpeilBot?start=c_7Kq2mZpX4vTn9RbLw3Yd"
LONGEST_LINK = "https://t.me/" + "Winkelpeil_van_de_regio_Noord_Bot"[:32] + "?start=" + "Wq0_-" * 12 + "Wq_-"
LONG_NAMES = [
    "W" * 60,
    "Gereedschappenenijzerwarengroothandel Van Nieuwenhuizen & Zn",
    "🌷" * 60,
    "é\u0302\u0303" * 20,
]
HOSTILE = [
    '#read("/etc/passwd")',
    '#panic("x") #sys.inputs.data',
    "</text>",
    "{{x}}",
    "*vet* _schuin_ `code` $x^2$ = kop",
    "<label> @verwijzing // niets",
    "\\u0000 \\n \\",
    '"; DROP TABLE; --',
    "{page} van {pages}",
    "https://example.nl/#let",
]
_WORDS: dict[Language, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("group_words.yaml").read_text(encoding="utf-8")
)
_POINTS = (54, 21, 12, 8, 61, 37, 62)
_BANDS = ((19.4, 29.25), (1.7, 17), (1.3, 13), (1.3, 13), (2.1, 21), (15.8, 29.8), None)


def rows(language: Language) -> tuple[Row, ...]:
    words = _WORDS[language]["group"]
    return tuple(
        Row(
            name=name,
            points=points,
            label=words["label"],
            band=_band(language, *ends) if ends else None,
            said=(words["shops"],),
        )
        for name, points, ends in zip(words["topics"], _POINTS, _BANDS, strict=True)
    )


def compared(language: Language) -> Row:
    words = _WORDS[language]["group"]
    band = _band(language, 9.69, 23.66)
    return Row(name=words["compared"], points=33, label=words["label"], band=band)


def _band(language: Language, low: float, high: float) -> Band:
    said = _WORDS[language]["group"]["band"].format(low=int(low), high=int(high) + 1)
    return Band(low=low, high=high, said=said)


def group(language: Language = "nl", **more: Any) -> GroupDrawing:
    words = _WORDS[language]["group"]
    counts = (5, None, 13, 6, 0)
    cells = tuple(
        Cell(label=name, count=count, said=None if count is not None else words["withheld"])
        for name, count in zip(words["names"], counts, strict=True)
    )
    given: dict[str, Any] = {
        "language": language,
        "product": "Winkelpeil",
        "organisation": "Winkeliersvereniging Oude Markt",
        "campaign": words["all"],
        "shops": words["shops"],
        "date": words["date"],
        "score": 36,
        "out_of": words["out_of"],
        "standing": Standing(over=words["over"], name=words["names"][2], reached=3, count=5),
        "rows": rows(language),
        "compared": compared(language),
        "levels": Tally(heading=words["levels"], cells=cells),
        "legend": words["legend"],
        "notes": words["notes"],
    }
    return GroupDrawing(**(given | more))


def step(language: Language, *, length: int = 1) -> GroupStep:
    words = _WORDS[language]["workshop"]
    items = tuple(
        Item(marker=f"{number}.", text=text) for number, text in enumerate(words["items"] * length, 1)
    )
    first = Part(
        heading=words["first"],
        blocks=(Paragraph(text=words["do"]), Listing(items=items), Copy(text=words["copy"])),
    )
    return GroupStep(
        title=words["step"], about=words["about"], reasons=(words["why"], words["serves"]), first=first
    )


def workshop(language: Language = "nl", *, length: int = 1, **more: Any) -> WorkshopDrawing:
    """Make a hand-out; the greater `length`, the longer its steps and figures, and the more on its agenda."""
    words = _WORDS[language]["workshop"]
    reasons = zip(words["reason_list"], (7, 5, None, 0), strict=True)
    withheld = _WORDS[language]["group"]["withheld"]
    cells = tuple(
        Cell(label=label, count=count, said=withheld if count is None else None) for label, count in reasons
    )
    agenda = tuple(
        AgendaItem(minutes=words["minutes"].format(count=10 + index), title=title, text=words["talk"])
        for index, title in enumerate(words["talks"] * min(length, 2))
    )
    figure = Listing(items=tuple(Item(marker="•", text=words["figure"]) for _ in range(4 * length)))
    given: dict[str, Any] = {
        "title": words["title"],
        "group": group(language),
        "topics_heading": words["topics"],
        "meaning": Part(
            heading=words["meaning"],
            blocks=(Paragraph(text=words["told"]), Paragraph(text=words["box"])),
        ),
        "reasons": Tally(heading=words["reasons"], cells=cells),
        "steps_heading": words["steps"],
        "steps_intro": words["steps_intro"],
        "steps": (step(language, length=length),) * 3,
        "agenda_heading": words["agenda"],
        "agenda_intro": words["agenda_intro"],
        "agenda": agenda,
        "notes_heading": words["notes"],
        "figures": (Part(heading=words["figures"], blocks=(figure,)),),
        "footer": words["footer"],
        "page": words["page"],
    }
    return WorkshopDrawing(**(given | more))


def poster(language: Language = "nl", *, url: str = LINK, **more: Any) -> PosterDrawing:
    given: dict[str, Any] = {
        "language": language,
        "product": "Winkelpeil",
        "organisation": "Winkeliersvereniging Oude Markt",
        "campaign": "Voorjaar in de Vlinderstraat",
        "url": url,
        "link": url.removeprefix("https://"),
        **_WORDS[language]["poster"],
    }
    return PosterDrawing(**(given | more))


def sheet(language: Language = "nl", *, options: int = 8, **more: Any) -> SheetDrawing:
    """Make a sheet of 15 questions: on a ladder, with `options` answers, and yes or no by turns."""
    words = _WORDS[language]["sheet"]
    kinds = (
        {"text": words["ladder"], "hint": words["ladder_hint"], "several": False, "options": words["steps"]},
        {
            "text": words["many"],
            "hint": words["many_hint"],
            "several": True,
            "options": (words["things"] * 4)[:options],
        },
        {"text": words["yes_no"], "note": words["note"], "several": False, "options": words["yes"]},
    )
    given: dict[str, Any] = {
        "language": language,
        "product": "Winkelpeil",
        "organisation": "Winkeliersvereniging Oude Markt",
        "title": words["title"],
        "intro": words["intro"],
        "questions": tuple(
            SheetQuestion(number=str(number), **kinds[number % len(kinds)]) for number in range(1, 16)
        ),
        "footer": words["footer"],
        "page": words["page"],
    }
    return SheetDrawing(**(given | more))
