"""A group's totals as tables to take away, with a sheet that explains every column."""

from collections.abc import Iterator, Sequence

from bot.dialogue.advisor.group.scope import Scope, Wave, one_campaign, wave_of_group
from bot.dialogue.advisor.group.wording import level_name, reason_name, scope_name, yardstick
from bot.dialogue.advisor.shops import Visible, answer_texts, shares_text, visible_part
from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import SharedShop, Totals
from bot.dialogue.core.speaking_hours import ZONE
from bot.dialogue.shop.result.score_words import level_text, whole
from bot.library.parsing.markup import plain
from bot.library.schema.content import Language, Texts
from bot.library.schema.group import ColumnName, Sheet
from bot.pictures.blocks import to_line
from bot.tables.model import Table, Value
from scoring.disclosure import ENOUGH
from scoring.model import TOPICS, Interval

Row = tuple[Value, ...]

_COLUMNS: dict[Sheet, tuple[ColumnName, ...]] = {
    "totals": ("link", "wave", "topic", "n", "mean", "low", "high"),
    "levels": ("link", "wave", "level_from", "level_to", "level_shops"),
    "reasons": ("link", "wave", "reason", "reason_shops", "reason_n"),
    "links": ("link", "made", "closed", "opened", "started", "finished"),
    "shops": ("shop", "shares", "contact", "date", "score", "level"),
    "codebook": ("sheet", "column", "meaning"),
}
"""Of the shops' sheet those before the answers and the steps, which have columns of their own."""
_STEPS = 3


def group_tables(
    context: Context, language: Language, group: Scope, shops: Sequence[SharedShop]
) -> tuple[Table, ...]:
    """Give all that an advisor may take away of a group, and of the shops that share."""
    texts = context.content.texts[language]
    measures = list(_measures(context, group))
    return (
        totals_table(context, language, group),
        _table(texts, "levels", [row for each in measures for row in _levels(texts, each)]),
        _table(texts, "reasons", [row for each in measures for row in _reasons(texts, each)]),
        _table(texts, "links", _links(texts, group)),
        _shops(context, texts, shops),
        _codebook(context, texts),
    )


def totals_table(context: Context, language: Language, group: Scope) -> Table:
    """Give the means by link, wave and topic; what is withheld stays empty."""
    texts = context.content.texts[language]
    year = yardstick(context, texts)[0]
    rows = [row for each in _measures(context, group) for row in _totals(texts, year, each)]
    return _table(texts, "totals", rows)


def _table(texts: Texts, sheet: Sheet, rows: Sequence[Row]) -> Table:
    said = texts.messages.group.tables
    columns = tuple(said.columns[column].name for column in _COLUMNS[sheet])
    return Table(name=said.sheets[sheet], columns=columns, rows=tuple(rows))


def _measures(context: Context, group: Scope) -> Iterator[Wave]:
    """Give what may be told of each wave: of all links together first, then link by link."""
    scopes = [group]
    if group.campaign is None:
        totals = context.facts.ask(Totals())
        scopes += [one_campaign(group.organisation, one, totals) for one in group.campaigns]
    return (wave_of_group(context, one, wave) for one in scopes for wave in one.waves)


def _totals(texts: Texts, year: int, wave: Wave) -> Iterator[Row]:
    figures = wave.figures
    if figures is None:
        return
    before = (scope_name(texts, wave.group), wave.number)
    overall = texts.messages.group.tables.overall
    yield (*before, overall, None, figures.overall, None, None)
    if figures.monitor:
        compared = plain(texts.messages.group.tables.monitor.fill(year=year))
        yield (*before, compared, None, figures.monitor.score, *_bounds(figures.monitor.sector))
    for topic in TOPICS:
        found = figures.topics.get(topic)
        mean: Row = (found.n, found.mean) if found else (None, None)
        yield (*before, texts.terms.topics[topic].name, *mean, *_bounds(figures.sector.get(topic)))


def _bounds(interval: Interval | None) -> Row:
    return whole(interval) if interval else (None, None)


def _levels(texts: Texts, wave: Wave) -> Iterator[Row]:
    for one in wave.figures.levels if wave.figures else ():
        names = level_name(texts, one.first), level_name(texts, one.last)
        yield (scope_name(texts, wave.group), wave.number, *names, one.shops)


def _reasons(texts: Texts, wave: Wave) -> Iterator[Row]:
    for one in wave.figures.reasons if wave.figures else ():
        yield (scope_name(texts, wave.group), wave.number, reason_name(texts, one.id), one.shops, one.n)


def _links(texts: Texts, group: Scope) -> list[Row]:
    said = texts.messages.group.tables
    return [
        (
            one.name,
            one.created.astimezone(ZONE).date(),
            said.closed if one.closed else said.open,
            one.opened,
            one.started,
            one.finished,
        )
        for one in group.campaigns
    ]


def _shops(context: Context, texts: Texts, shops: Sequence[SharedShop]) -> Table:
    """Give each shop that shares as far as it does, a column for each question."""
    said = texts.messages.group.tables
    steps = tuple(f"{said.columns['step'].name} {number}" for number in range(1, _STEPS + 1))
    columns = tuple(said.columns[column].name for column in _COLUMNS["shops"])
    return Table(
        name=said.sheets["shops"],
        columns=(*columns, *_questions(context, texts), *steps),
        rows=tuple(_shop(context, texts, visible_part(shop)) for shop in shops),
    )


def _questions(context: Context, texts: Texts) -> list[str]:
    return [texts.questions.questions[one.id].name for one in context.content.questionnaire.questions]


def _shop(context: Context, texts: Texts, one: Visible) -> Row:
    name = one.name or texts.messages.group.shared.nameless
    answer = dict(answer_texts(context, texts, one.given)) if one.given is not None else {}
    titles = [texts.cards[card].title for card in one.steps if card in texts.cards][:_STEPS]
    return (
        name,
        shares_text(texts, one.layers),
        one.contact,
        one.date.astimezone(ZONE).date() if one.date else None,
        one.overall.score if one.overall else None,
        level_text(one.overall.level, texts).name if one.overall else None,
        *(answer.get(question) for question in _questions(context, texts)),
        *titles,
        *(None for _ in range(_STEPS - len(titles))),
    )


def _codebook(context: Context, texts: Texts) -> Table:
    """Explain every column, how totals come about, and where the figures of 2010 are from."""
    said = texts.messages.group.tables
    rows: list[Row] = []
    for sheet, columns in _COLUMNS.items():
        name = said.sheets[sheet]
        rows += [(name, said.columns[one].name, to_line(said.columns[one].means.fill())) for one in columns]
        if sheet == "shops":
            questions = context.content.questionnaire.questions
            wording = [texts.questions.questions[question.id] for question in questions]
            rows += [(name, question.name, question.ask) for question in wording]
            step = said.columns["step"]
            rows.append((name, f"{step.name} 1–{_STEPS}", to_line(step.means.fill())))
    rows += [(said.everywhere, said.everywhere, rule) for rule in group_rules(context, texts)]
    return _table(texts, "codebook", rows)


def group_rules(context: Context, texts: Texts) -> list[str]:
    """Say how totals come about, what they cannot say, and where the figures of 2010 are from."""
    said, primary = texts.messages.group.rules, context.content.primary
    year, edition = yardstick(context, texts)
    sources = "; ".join(source.name for source in primary.sources.values())
    source = said.source.fill(
        year=year, edition=edition.name, population=edition.population or "", sources=sources
    )
    rules = (
        said.voluntary.fill(),
        said.batches.fill(count=ENOUGH),
        said.withheld.fill(),
        said.waves.fill(),
        said.reasons.fill(),
        said.yardstick.fill(),
        source,
    )
    return [to_line(one) for one in rules]
