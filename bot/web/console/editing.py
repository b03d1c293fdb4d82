"""The texts: finding one, and changing it in both languages beside each other."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from bot.dialogue.admin.fields import sheet_of
from bot.editorial.errors import ContentRefused, DraftChanged
from bot.editorial.working import Working, revision
from bot.library.files import Files
from bot.library.parsing.cards import FOLDERS
from bot.library.parsing.source import Fault, normalized_text
from bot.library.schema.content import LANGUAGES
from bot.web.console.preview import message_previews
from bot.web.console.visit import Visit

LONGEST_QUERY = 100
_SHEETS = ("levels", "messages", "questionnaire", "questions", "terms")
_CARD = re.compile(r"advice/[a-z]+/[a-z][a-z0-9_]{0,31}\.md")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is edited on one page: a file of each language, or one that has no language."""

    name: str
    paths: tuple[str, ...]
    title: str
    changed: bool
    found: str = ""
    """The line in which what was looked for stands."""

    @property
    def by_field(self) -> bool:
        """Whether its texts can be edited one by one."""
        return sheet_of(self.paths[0]) is not None

    @property
    def folder(self) -> str:
        return self.name.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Side:
    """A file in the editor: its text there, and the revision that a save of it names."""

    path: str
    text: str
    named: str
    clash: DraftChanged | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a save, as the page and its HTTP status tell it."""

    status: int
    note: str = ""
    refused: Sequence[Fault] = ()
    """Why files can be no content."""


SHOWN = Outcome(200)
"""Nothing was saved: the page is only looked at."""


def name_of(path: str) -> str:
    """Give a file's name without its language."""
    language, _, rest = path.partition("/")
    return rest if language in LANGUAGES else path


def paths_of(name: str, files: Files) -> tuple[str, ...]:
    """Give the files that are edited under a name; a card need not be there yet."""
    if name in files:
        return (name,)
    both = tuple(f"{language}/{name}" for language in LANGUAGES)
    return both if _CARD.fullmatch(name) or any(path in files for path in both) else ()


async def tree(visit: Visit) -> Response:
    """List the texts, or those in which something stands."""
    working, query = await visit.office.editorial.working(), visit.query("zoek").strip()[:LONGEST_QUERY]
    entries = await asyncio.to_thread(_matching, visit, working, query)
    folders = dict.fromkeys(one.folder for one in entries)
    grouped = [
        (_folder_name(visit, folder), [one for one in entries if one.folder == folder]) for folder in folders
    ]
    return await visit.long_page("tree.html", grouped=grouped, query=query, count=len(entries))


def _matching(visit: Visit, working: Working, query: str) -> list[Entry]:
    return [found for one in _entries(visit, working) if (found := _matching_entry(working, one, query))]


def _entries(visit: Visit, working: Working) -> list[Entry]:
    changed = {name_of(one.path) for one in working.changes}
    names = sorted({name_of(path) for path in working.files}, key=lambda name: (name.count("/"), name))
    return [
        Entry(name, paths_of(name, working.files), title_of(visit, working.files, name), name in changed)
        for name in names
    ]


def _folder_name(visit: Visit, folder: str) -> str:
    texts = visit.office.context().content.texts[visit.language]
    topic = FOLDERS.get(folder.removeprefix("advice/"))
    if topic and folder.startswith("advice/"):
        return visit.say("advice_on", topic=texts.terms.topics[topic].name)
    return visit.say("nav_figures" if folder == "figures" else "main_files")


def title_of(visit: Visit, files: Files, name: str) -> str:
    """Say in words which text it is: a card by its title, and the others by what is in them."""
    if name.endswith(".md"):
        return _card_title(files, visit.language, name) or _card_title(files, LANGUAGES[0], name) or name
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".yaml")
    if folder == "figures":
        return visit.say("file_figures", name=stem)
    return visit.say(f"file_{stem}") if stem in _SHEETS else name


def _card_title(files: Files, language: str, name: str) -> str:
    lines = files.get(f"{language}/{name}", "").splitlines()[:5]
    titles = (line.removeprefix("title:").strip(" \"'") for line in lines if line.startswith("title:"))
    return next(titles, "")


def _matches(query: str, entry: Entry) -> bool:
    return query.casefold() in f"{entry.name} {entry.title}".casefold()


def _matching_entry(working: Working, entry: Entry, query: str) -> Entry | None:
    """Find what is looked for: in the path, the title, or a line of the text."""
    if not query:
        return entry
    texts = (working.files.get(path, "") for path in entry.paths)
    lines = (line.strip() for text in texts for line in text.splitlines())
    line = next((line for line in lines if query.casefold() in line.casefold()), "")
    if not line and not _matches(query, entry):
        return None
    return Entry(entry.name, entry.paths, entry.title, entry.changed, line[:160])


async def show(visit: Visit) -> Response:
    """Show a text in both languages."""
    working, name = await visit.office.editorial.working(), visit.query("pad")
    sides = [_side(working, path) for path in paths_of(name, working.files)]
    return await _editor(visit, name, sides, working) if sides else no_text(visit)


def no_text(visit: Visit) -> Response:
    return visit.page("refused.html", 404, title="not_there", why="not_there_why")


def _side(working: Working, path: str) -> Side:
    text = working.files.get(path)
    return Side(path, normalized_text(text or ""), revision(text))


async def _editor(
    visit: Visit,
    name: str,
    sides: Sequence[Side],
    working: Working,
    outcome: Outcome = SHOWN,
) -> Response:
    findings = [
        one for one in await visit.office.editorial.check() if one.file in paths_of(name, working.files)
    ]
    shown = await message_previews(
        visit.office, working, {side.path: side.text for side in sides}, visit.language
    )
    return await visit.long_page(
        "editor.html",
        outcome.status,
        name=name,
        title=title_of(visit, working.files, name),
        sides=sides,
        by_field=all(sheet_of(side.path) and side.text for side in sides),
        findings=[*outcome.refused, *findings],
        note=outcome.note,
        previews=shown,
    )


def _posted_sides(visit: Visit, working: Working) -> list[Side]:
    sides = []
    for number, path in enumerate(paths_of(visit.form.get("pad", ""), working.files)):
        named, text = visit.form.get(f"revision{number}", ""), visit.form.get(f"text{number}", "")
        sides.append(Side(path, text, named))
    return sides


async def save(visit: Visit) -> Response:
    """Put what was changed into the draft; where somebody else changed it meanwhile, tell so."""
    working, name = await visit.office.editorial.working(), visit.form.get("pad", "")
    sides = _posted_sides(visit, working)
    if not sides:
        return no_text(visit)
    if visit.form.get("do") == "preview":
        return await _editor(visit, name, sides, working)
    why, refused = visit.form.get("why", ""), list[Fault]()
    for number, side in enumerate(sides):
        try:
            sides[number] = await _save_side(visit, working, side, why)
        except ContentRefused as fault:
            refused += fault.faults
    clashes = any(side.clash for side in sides)
    note = "" if clashes or refused else "saved"
    status = 409 if clashes else 422 if refused else 200
    now = await visit.office.editorial.working()
    return await _editor(visit, name, sides, now, Outcome(status, note, refused))


async def _save_side(visit: Visit, working: Working, side: Side, why: str) -> Side:
    """Save a file whose text is another than the one that was looked at. Raises ContentRefused."""
    known, looked_at = working.text_at(side.path, side.named)
    if known and normalized_text(looked_at or "") == side.text:
        return _side(working, side.path)
    editorial = visit.office.editorial
    # A card that is emptied is taken out; anything else that is, the check will name.
    gone = not side.text.strip() and bool(_CARD.fullmatch(name_of(side.path)))
    try:
        await save_file(visit, side.path, None if gone else side.text, side.named, why)
    except DraftChanged as clash:
        _, now = await editorial.file(side.path)
        return Side(side.path, side.text, now, clash)
    return Side(side.path, side.text, revision(None if gone else side.text))


async def save_file(visit: Visit, path: str, text: str | None, named: str, why: str = "") -> None:
    """Put a file into the draft, or take it out. Raises DraftChanged and ContentRefused."""
    editorial, author = visit.office.editorial, visit.author
    await editorial.carry_out(partial(editorial.prepare_save, path, text, named, author.name, why), author)


async def preview(visit: Visit) -> Response:
    """Give what people will see of what is being typed, as a part of the page."""
    working = await visit.office.editorial.working()
    sides = _posted_sides(visit, working)
    shown = await message_previews(
        visit.office, working, {side.path: side.text for side in sides}, visit.language
    )
    return visit.answer(visit.render_template("previews.html", previews=shown))
