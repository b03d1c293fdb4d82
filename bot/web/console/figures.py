"""The editions of figures with their sources, and adding one."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from bot.dialogue.core.published_figures import population_of, year_of
from bot.editorial.errors import EditorialFault
from bot.lib.text import one_line
from bot.library.checks.questionnaire import is_site
from bot.library.files import Files, modeline
from bot.library.parsing.cards import number
from bot.library.schema.content import LANGUAGES, Language
from bot.records.content import ChangeContent
from bot.web.console.visit import Visit
from scoring.model import TOPICS

_ID = re.compile(r"[a-z][a-z0-9-]{0,31}")
_NAME = re.compile(r"[a-z][a-z_]{0,31}")
ROWS = 6
"""Figures that the form has room for."""
USE = "use"
"""What a figure is about where the form does not say."""
OF_SHOPS = "shop"
"""Of what a figure is that stands beside no topic."""
_NUMBER = re.compile(r"\d{1,3}([.,]\d{1,3})?")
FIELDS = ("id", "year", "sample", "source", "url", "name_nl", "name_en", "population_nl", "population_en")
_COLUMNS = ("about", "name", "percent", "nl", "en")
_SOURCE = "source"


class NotTaken(Exception):
    """A form that is not filled in as it must be; the text is the key of what is said."""


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the new edition, as typed in a row of the form."""

    about: str
    """The topic beside which it stands, or `OF_SHOPS`."""
    name: str
    percent: str
    words: dict[Language, str]

    @property
    def id(self) -> str:
        return f"{self.about}.{self.name}"


async def show(visit: Visit) -> Response:
    """List the editions that are live."""
    return _page(visit)


def _page(visit: Visit, note: str = "", status: int = 200) -> Response:
    context = visit.office.context()
    columns = (f"{column}{number}" for number in range(ROWS) for column in _COLUMNS)
    given = {name: visit.form.get(name, "") for name in (*FIELDS, *columns)}
    texts = context.content.texts[visit.language]
    terms = texts.terms
    return visit.page(
        "figures.html",
        status,
        editions=context.content.editions,
        terms=terms,
        number=partial(number, language=visit.language),
        year_of=partial(year_of, texts),
        population_of=partial(population_of, texts),
        given=given,
        note=note,
        rows=ROWS,
        abouts=[*((topic, terms.topics[topic].name) for topic in TOPICS), (OF_SHOPS, visit.say("of_shops"))],
    )


async def add(visit: Visit) -> Response:
    """Put a new edition into the draft: its file, and its words in both languages."""
    editorial, form = visit.office.editorial, visit.form
    try:
        lines = _checked_lines(form)
        path = f"figures/{form['id']}.yaml"
        await editorial.carry_out(lambda: _prepare(visit, path, lines), visit.author)
    except NotTaken as fault:
        return _page(visit, str(fault), 422)
    except EditorialFault:
        return _page(visit, "draft_changed", 409)
    return visit.to(f"/teksten/bestand?pad={path}")


async def _prepare(visit: Visit, path: str, lines: list[Line]) -> ChangeContent:
    """Raises NotTaken and ContentRefused."""
    editorial = visit.office.editorial
    state, working = await editorial.standing()
    if path in working.files:
        raise NotTaken("edition_known")
    worded = dict(_terms_file(visit.form, working.files, language, lines) for language in LANGUAGES)
    files = {path: f"{modeline(path)}\n{_edition(visit.form, lines)}", **worded}
    return editorial.saving(state, working, files, visit.author.name, "")


def _checked_lines(form: Mapping[str, str]) -> list[Line]:
    given = {name: one_line(form.get(name, "")) for name in FIELDS}
    if not _ID.fullmatch(given["id"]):
        raise NotTaken("edition_id")
    if not re.fullmatch(r"\d{4}", given["year"]) or not re.fullmatch(r"\d{0,9}", given["sample"]):
        raise NotTaken("edition_numbers")
    if not re.fullmatch(r"https://\S+", given["url"]) or is_site(given["url"]) or not given["source"]:
        raise NotTaken("edition_source")
    if not given["name_nl"] or not given["name_en"]:
        raise NotTaken("edition_name")
    if not given["population_nl"] or not given["population_en"]:
        raise NotTaken("edition_population")
    lines = [line for number in range(ROWS) if (line := _figure(form, number))]
    if not lines:
        raise NotTaken("edition_no_figures")
    if len({line.id for line in lines}) < len(lines):
        raise NotTaken("edition_twice")
    return lines


def _figure(form: Mapping[str, str], number: int) -> Line | None:
    """Read a row of the form; None for one that is left empty."""
    about, name, *rest = (one_line(form.get(f"{column}{number}", "")) for column in _COLUMNS)
    percent, dutch, english = rest
    if not any(rest):
        return None
    if not dutch or not english or not _NUMBER.fullmatch(percent) or float(percent.replace(",", ".")) > 100:
        raise NotTaken("edition_figures")
    if about not in (*TOPICS, OF_SHOPS) or not _NAME.fullmatch(name or USE):
        raise NotTaken("edition_figure_name")
    return Line(about, name or USE, percent.replace(",", "."), {"nl": dutch, "en": english})


def _yaml_string(text: str) -> str:
    """Write a text as YAML: each JSON string is one."""
    return json.dumps(one_line(text), ensure_ascii=False)


def _edition(form: Mapping[str, str], lines: list[Line]) -> str:
    return "".join(f"{line}\n" for line in _edition_lines(form, lines))


def _edition_lines(form: Mapping[str, str], lines: list[Line]) -> Iterator[str]:
    yield f"id: {form['id']}"
    for name in ("year", "sample"):
        if form.get(name, "").strip():
            yield f"{name}: {form[name].strip()}"
    if form.get("sample", "").strip():
        yield f"sample_source: {_SOURCE}"
    yield "sources:"
    yield f"  {_SOURCE}: {{name: {_yaml_string(form['source'])}, url: {_yaml_string(form['url'])}}}"
    yield "figures:"
    for line in lines:
        beside = f", beside: [{line.about}]" if line.about in TOPICS else ""
        yield f"  {line.id}: {{percent: {line.percent}{beside}, sources: [{_SOURCE}]}}"


def _terms_file(
    form: Mapping[str, str], files: Files, language: Language, lines: list[Line]
) -> tuple[str, str]:
    """Add the edition's words to a language's terms; gives that file's path and text."""
    path = f"{language}/terms.yaml"
    edition = form["id"]
    population = form.get(f"population_{language}", "")
    about = f", population: {_yaml_string(population)}" if population.strip() else ""
    name = f"  {edition}: {{name: {_yaml_string(form[f'name_{language}'])}{about}}}\n"
    words = "".join(f'  "{edition}:{line.id}": {_yaml_string(line.words[language])}\n' for line in lines)
    return path, _under(_under(files.get(path, ""), "editions", name), "figures", words)


def _under(text: str, key: str, added: str) -> str:
    """Add lines under a key of the file; where it stands otherwise, the check will say what is missing."""
    return re.sub(rf"^{key}:[ \t]*\n", lambda found: found[0] + added, text, count=1, flags=re.MULTILINE)
