"""The texts of a file one by one, in both languages beside each other."""

import asyncio
import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from bot.dialogue.admin.fields import Text, fingerprint, headings_of, sheet_of, texts_in
from bot.editorial.working import Working
from bot.library.files import Files
from bot.library.parsing.fields import NotReplaceable, lines_of, replace_field
from bot.library.parsing.markup import placeholders
from bot.library.parsing.source import Fault
from bot.library.schema.content import LANGUAGES, SECTIONS, Language
from bot.records.content import ChangeOutcome
from bot.records.orders import SaveText
from bot.web.console.editing import no_text, paths_of, title_of
from bot.web.console.preview import message_previews
from bot.web.console.visit import Visit

MOST = 40
"""Texts on a page; of more their parts are listed."""
_ABOVE = 2
"""A finding about a part of a card may stand at its heading, above its text."""


@dataclass(frozen=True, slots=True)
class Side:
    """A text in one language: what stands in its field, and what is to be said of it."""

    language: Language
    path: str
    name: str
    text: str
    seen: str
    came: ChangeOutcome | None = None
    findings: tuple[Fault, ...] = ()

    @property
    def blanks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f"{{{name}}}" for name in placeholders(self.text)))

    @property
    def height(self) -> int:
        return max(2, min(16, sum(1 + len(line) // 45 for line in self.text.split("\n"))))


@dataclass(frozen=True, slots=True)
class Row:
    """A text in each language that has it."""

    key: str
    name: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The texts of a file that one page shows: all of them, or those of a part."""

    name: str
    """Of the file, without its language."""
    part: str
    """How the names of its texts begin; empty for all."""
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Part:
    """Texts that belong together: how many, and how the first begins."""

    name: str
    count: int
    begins: str


def has_fields(name: str) -> bool:
    """Tell whether a file's texts can be edited one by one."""
    return sheet_of(f"{LANGUAGES[0]}/{name}") is not None


async def show(visit: Visit) -> Response:
    """Show the texts of a file, or of a part of it."""
    working, name = await visit.office.editorial.working(), visit.query("pad")
    rows = await asyncio.to_thread(_rows, visit, working.files, name)
    if not rows:
        known = bool(paths_of(name, working.files))
        return visit.to_file(name) if known else no_text(visit)
    sheet = Sheet(name, visit.query("deel"), _selected_rows(rows, visit.query("deel"), visit.query("zoek")))
    return await _page(visit, working, sheet) if sheet.rows else no_text(visit)


def _rows(visit: Visit, files: Files, name: str) -> list[Row]:
    if not has_fields(name):
        return []
    content, found = visit.office.context().content, dict[str, list[tuple[Language, str, Text]]]()
    for language in LANGUAGES:
        path = f"{language}/{name}"
        for text in texts_in(path, files.get(path, ""), headings_of(content, language)):
            found.setdefault(text.key, []).append((language, path, text))
    # The many examples of a card come last.
    ordered = sorted(found.items(), key=lambda item: item[1][0][2].field.path[0] == "examples")
    return [Row(key, known[0][2].field.name, tuple(_side(*one) for one in known)) for key, known in ordered]


def _side(language: Language, path: str, text: Text) -> Side:
    return Side(language, path, text.field.name, text.value, fingerprint(text.value))


def _selected_rows(rows: Sequence[Row], part: str, query: str) -> list[Row]:
    """Keep the rows of a part, or in which something stands; of a search that finds none here, all."""
    if part:
        return [row for row in rows if f"{row.name}.".startswith(f"{part}.")]
    wanted = query.strip().casefold()
    hits = [row for row in rows if wanted and any(wanted in side.text.casefold() for side in row.sides)]
    return hits or list(rows)


def _parts(rows: Sequence[Row], prefix: str) -> list[Part]:
    """Group rows by what comes next in their names."""
    depth, groups = prefix.count(".") + 1 if prefix else 0, dict[str, list[Row]]()
    for row in rows:
        groups.setdefault(".".join(row.name.split(".")[: depth + 1]), []).append(row)
    return [Part(name, len(group), group[0].sides[0].text) for name, group in groups.items()]


async def _page(
    visit: Visit,
    working: Working,
    sheet: Sheet,
    *,
    note: str = "",
    status: int = 200,
) -> Response:
    name, part, rows = sheet.name, sheet.part, sheet.rows
    title = title_of(visit, working.files, name)
    if len(rows) > MOST:
        return await visit.long_page(
            "parts_of_text.html", name=name, title=title, part=part, parts=_parts(rows, part)
        )
    faults = [one for one in await visit.office.editorial.check() if one.file.endswith(f"/{name}")]
    rows, others = await asyncio.to_thread(_beside, rows, working.files, faults)
    return await visit.long_page(
        "fields.html",
        status,
        rows=rows,
        labels=_labels(visit, rows),
        findings=others,
        errors=any(one.severity == "error" for one in faults),
        previews=await _previews(visit, working, rows),
        name=name,
        title=title,
        part=part,
        note=note,
    )


async def _previews(visit: Visit, working: Working, rows: Sequence[Row]) -> object:
    names = frozenset(side.name for row in rows for side in row.sides)
    edited = await asyncio.to_thread(_edited_files, working.files, rows)
    return await message_previews(visit.office, working, edited, visit.language, names)


def _edited_files(files: Files, rows: Sequence[Row]) -> Mapping[str, str]:
    """Give the files with what stands in the fields; what cannot stand there is left as it was."""
    texts: dict[str, str] = {}
    for side in (side for row in rows for side in row.sides):
        before = texts.get(side.path, files.get(side.path, ""))
        try:
            texts[side.path] = replace_field(side.path, before, side.name, side.text)
        except NotReplaceable:
            texts[side.path] = before
    return texts


def _beside(
    rows: Sequence[Row], files: Files, faults: Sequence[Fault]
) -> tuple[list[Row], tuple[Fault, ...]]:
    """Put each finding beside the text that it is about; returns those that are about none here."""
    places = {path: lines_of(path, files.get(path, "")) for path in {fault.file for fault in faults}}
    about = {fault: _about(fault, places[fault.file]) for fault in faults}
    placed = [
        dataclasses.replace(
            row,
            sides=tuple(
                dataclasses.replace(
                    side,
                    findings=tuple(
                        fault for fault, name in about.items() if (fault.file, name) == (side.path, side.name)
                    ),
                )
                for side in row.sides
            ),
        )
        for row in rows
    ]
    shown = {fault for row in placed for side in row.sides for fault in side.findings}
    return placed, tuple(fault for fault in faults if fault not in shown)


def _about(fault: Fault, places: Mapping[str, range]) -> str | None:
    """Find the text that a finding names, or in whose lines it stands."""
    names = sorted((name for name in places if fault.problem.startswith(f"{name}:")), key=len)
    if names:
        return names[-1]
    within = (
        name
        for name, lines in places.items()
        if lines.start - _ABOVE <= fault.line < lines.stop or fault.line == lines.start
    )
    return next(within, None)


def _labels(visit: Visit, rows: Sequence[Row]) -> Mapping[str, str]:
    """Say in words which text each row is."""
    texts = visit.office.context().content.texts[visit.language]
    branches = texts.questions.questions["branch"].options
    labels: dict[str, str] = {}
    for row in rows:
        first, _, rest = row.name.partition(".")
        if row.key in SECTIONS:
            labels[row.key] = texts.terms.sections[row.key]
        elif first in ("examples", "suits") and rest in branches:
            labels[row.key] = visit.say(f"field_{first}", branch=branches[rest].label)
        elif row.name in ("title", "words", "cost"):
            labels[row.key] = visit.say(f"field_{row.name}")
        else:
            labels[row.key] = row.name
    return labels


def _posted_rows(visit: Visit, rows: Sequence[Row]) -> list[Row]:
    """Put what was typed into the rows that the form shows."""
    form, known = visit.form, {row.key: row for row in rows}
    keys = (form.get(f"key{number}") for number in range(MOST))
    return [
        dataclasses.replace(
            known[key], sides=tuple(_posted_side(form, number, side) for side in known[key].sides)
        )
        for number, key in enumerate(keys)
        if key in known
    ]


def _posted_side(form: Mapping[str, str], number: int, side: Side) -> Side:
    at = f"{number}-{side.language}"
    return dataclasses.replace(
        side, text=form.get(f"text{at}", side.text), seen=form.get(f"seen{at}", side.seen)
    )


async def save(visit: Visit) -> Response:
    """Put each text that was changed into the draft; where somebody else changed it, tell so."""
    working, name, part = (
        await visit.office.editorial.working(),
        visit.form.get("pad", ""),
        visit.form.get("deel", ""),
    )
    rows = _posted_rows(visit, await asyncio.to_thread(_rows, visit, working.files, name))
    if not rows:
        return no_text(visit)
    if visit.form.get("do") == "preview":
        return await _page(visit, working, Sheet(name, part, rows))
    rows = [
        dataclasses.replace(row, sides=tuple([await _save_side(visit, side) for side in row.sides]))
        for row in rows
    ]
    outcomes = {side.came.outcome for row in rows for side in row.sides if side.came}
    status = 409 if "changed" in outcomes else 422 if outcomes else 200
    note = "not_all_saved" if outcomes else "saved"
    now = await visit.office.editorial.working()
    return await _page(visit, now, Sheet(name, part, rows), note=note, status=status)


async def _save_side(visit: Visit, side: Side) -> Side:
    if fingerprint(side.text) == side.seen:
        return side
    came = await visit.office.desk.carry_out(
        SaveText(side.path, side.name, side.text, side.seen), visit.author
    )
    if came.outcome == "changed":
        return dataclasses.replace(side, seen=fingerprint(came.now), came=came)
    if came.outcome == "refused":
        return dataclasses.replace(side, came=came)
    return dataclasses.replace(side, seen=fingerprint(side.text))


async def preview(visit: Visit) -> Response:
    """Give what people will see of what is being typed, as a part of the page."""
    working = await visit.office.editorial.working()
    rows = _posted_rows(
        visit, await asyncio.to_thread(_rows, visit, working.files, visit.form.get("pad", ""))
    )
    previews = await _previews(visit, working, rows)
    return visit.answer(visit.render_template("previews.html", previews=previews))
