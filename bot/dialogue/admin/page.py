"""What all pages of an administrator are made with."""

from dataclasses import dataclass, replace

from bot.dialogue.admin.fields import (
    LONGEST_CARD_KEY,
    SHEETS,
    Text,
    fingerprint,
    path_of,
    text_at,
    text_of,
    texts_in,
)
from bot.dialogue.admin.queries import NO_FILE, CardNow, ContentQuery, FileNow, Prepare, ReadCards, ReadFiles
from bot.dialogue.core.actions import way
from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import Query, T
from bot.dialogue.core.replies import Style
from bot.dialogue.core.session import Managing, Session
from bot.dialogue.core.view import Choice, Rows, control, rows, shorten
from bot.library.parsing.cards import MAIN
from bot.library.parsing.fields import BODY, Field
from bot.library.parsing.markup import Html, as_html, plain
from bot.library.parsing.source import Path
from bot.library.schema.admin import AdminTexts
from bot.library.schema.base import Control
from bot.library.schema.content import LANGUAGES, SECTIONS, Language
from bot.records.content import ChangeContent, ChangeOutcome
from bot.records.orders import Order
from bot.records.writes import Write

ON_A_PAGE = 10
_FITS = 2_400
"""Units of a text that is shown among others; a message holds 4,096."""


@way("adm")
def to_admin_page(*page: str) -> None:
    """Open a page, such as "draft" or "text/nl/m/general.stale"."""


@way("adm_do")
def to_confirmation(wanted: str) -> None:
    """Do what the page on screen is about; `wanted` is the stamp of all that is to be done."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is being shown: for whom, and what stands behind its kind."""

    session: Session
    context: Context
    place: Managing
    parts: tuple[str, ...]

    @property
    def messages(self) -> AdminTexts:
        return self.context.texts(self.session).messages.admin

    @property
    def cards(self) -> tuple[CardNow, ...]:
        return self.ask(ReadCards())

    def file(self, path: str) -> FileNow:
        """Give a file as it stands."""
        return self.ask(ReadFiles()).get(path, NO_FILE)

    def part(self, number: int) -> str:
        return self.parts[number] if number < len(self.parts) else ""

    def ask(self, query: Query[T]) -> T:
        """Ask as things are once this step is done."""
        change = self._change
        if change and isinstance(query, ContentQuery):
            after: Query[T] = replace(query, after=change)
            return self.context.facts.ask(after)
        return self.context.facts.ask(query)

    def carry_out(self, order: Order) -> ChangeOutcome:
        """Have an order carried out with this step; returns what comes of it."""
        prepared = self.ask(Prepare(order))
        if prepared.change:
            self.write(prepared.change)
        return prepared.outcome

    def write(self, write: Write) -> None:
        """Have something written with this step."""
        self.context.also.writes.append(write)

    @property
    def _change(self) -> ChangeContent | None:
        """What this step makes of the content."""
        return next((one for one in self.context.also.writes if isinstance(one, ChangeContent)), None)

    def way(self, text: Control, *page: str | int) -> Choice:
        """Offer another page."""
        return control(text, self.code(*page))

    def code(self, *page: str | int) -> str:
        return to_admin_page.code(self.session, "/".join(map(str, page)))

    def do(self, text: Control, style: Style = "primary") -> Choice:
        """Offer to do what this page is about."""
        return control(text, to_confirmation.code(self.session, stamp(self.place)), style)

    def menu(self) -> Choice:
        return self.way(self.messages.controls.menu, "menu")

    def numbered_choice(self, label: str, number: int, *page: str | int) -> Choice:
        return Choice(shorten(label, 50), self.code(*page), (), number)

    def turning(self, number: int, pages: int, *page: str) -> Rows:
        """Offer the page before and after, of a list."""
        controls = self.messages.controls
        before = [self.way(controls.before, *page, number - 1)] if number > 1 else []
        after = [self.way(controls.after, *page, number + 1)] if number < pages else []
        return rows([*before, *after], 2)


@dataclass(frozen=True, slots=True)
class Spot:
    """A text with its file, as it stands in the draft or else live."""

    language: Language
    sheet: str
    path: str
    file: FileNow
    text: Text


def spot(page: Page, language: str, sheet: str, key: str) -> Spot | None:
    """Find a text by the parts of its page; None for no such one."""
    path = path_of(page.cards, language, sheet)
    if path is None:
        return None
    file = page.file(path)
    found = text_at(path, file.text or "", headings(page, language), key)
    if found is None:
        found = next((one for one in absent_in(page, language, sheet) if one.key == key), None)
    return Spot(_language(language), sheet, path, file, found) if found else None


def texts_of(page: Page, language: str, sheet: str) -> tuple[Text, ...]:
    """List the texts of a sheet, as they stand in the draft or else live."""
    path = path_of(page.cards, language, sheet)
    file = page.file(path) if path else None
    return texts_in(path, file.text or "", headings(page, language)) if path and file else ()


def absent_in(page: Page, language: str, sheet: str) -> tuple[Text, ...]:
    """List the texts that a sheet can do without, and does."""
    texts = texts_of(page, language, sheet)
    if not texts:
        return ()
    known = {one.key for one in texts}
    questions = page.context.content.questionnaire.questions
    if sheet in SHEETS:
        paths = [("questions", one.id, "hint") for one in questions] if sheet == "q" else []
        other = [one.field.path for one in texts_of(page, MAIN, sheet)] if language != MAIN else []
        found = [text_of(Field(path, "")) for path in dict.fromkeys((*paths, *other))]
    else:
        branches = [option.id for one in questions if one.id == "branch" for option in one.options]
        sections = headings(page, language).items()
        found = [Text(section, Field((BODY, heading), "")) for section, heading in sections]
        parts: list[Path] = [("words",)]
        parts += [(part, branch) for part in ("suits", "examples") for branch in branches]
        found += [text_of(Field(part, ""), LONGEST_CARD_KEY) for part in parts]
    return tuple(one for one in found if one.key not in known)


def headings(page: Page, language: str) -> dict[str, str]:
    """Give the headings of a language's cards, by section."""
    sections = page.context.content.texts[_language(language)].terms.sections
    return {section: sections[section] for section in SECTIONS}


def _language(language: str) -> Language:
    return next((one for one in LANGUAGES if one == language), LANGUAGES[0])


def stamp(place: Managing) -> str:
    """Name a page as it is, for the button that does what it is about."""
    return fingerprint(f"{place.page}\0{place.moment}\0{place.seen}\0{place.text}")


def fitting(html: str, most: int = _FITS) -> Html:
    """Cut what would not fit; then it is shown without markup."""
    text = plain(html)
    if _units(text) <= most:
        return Html(html)
    kept = text[:most]
    while _units(kept) > most:
        kept = kept[: -(_units(kept) - most + 1) // 2 or -1]
    return as_html(kept + "…")


def _units(text: str) -> int:
    """Count as Telegram does."""
    return len(text.encode("utf-16-le", errors="ignore")) // 2
