"""The shape of each content file, and of the whole that the bot reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints

from bot.library.parsing.markup import Html, fixed_text, legible
from bot.library.schema.base import MOST_TRADES, CardWords, Label, Trade, Words, whole
from bot.library.schema.messages import Messages
from scoring.model import (
    SHOP_TYPES,
    Card,
    Figures,
    Frozen,
    Id,
    Level,
    Need,
    Questionnaire,
    ShopType,
    Step,
    Topic,
    Weighting,
)

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Section = Literal["why", "first", "next", "law", "copy"]
SECTIONS: tuple[Section, ...] = get_args(Section)

EditionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
FigureId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*(\.[a-z][a-z0-9_]*)+$")]
_WORDED = AfterValidator(fixed_text)
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True), _WORDED]
LONGEST_COST = 80
"""With its figures filled in; written as placeholders they are longer."""
Cost = Annotated[
    str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(legible)
]
LONGEST_TITLE = 60
Title = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_TITLE, strip_whitespace=True), _WORDED
]


AnyPlatform = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True), _WORDED]


class LadderOption(Frozen):
    id: Id
    step: Step


class QuestionFile(Frozen):
    id: Id
    ladder: bool = False
    regular: Annotated[int, Field(ge=1, le=366)] | None = None
    """Of a ladder: times a year from which it is done regularly, as the hint says in words."""
    several: bool = False
    options: tuple[Id, ...] = ()
    alone: tuple[Id, ...] = ()
    not_for: Mapping[ShopType, tuple[Id, ...]] = {}
    """By shop type, the options that it is not offered."""
    partly: Id | None = None
    """Of a question with yes and no: the answer that "sometimes" means."""
    would: bool = False
    """Of a question with yes and no: it asks what somebody would do, so that a condition is no objection."""
    when: Mapping[Id, tuple[Id, ...]] = {}


class QuestionnaireFile(Frozen):
    """questionnaire.yaml"""

    topics: Annotated[Mapping[Topic, Weighting], whole(Topic)]
    ladder: tuple[LadderOption, ...] = Field(min_length=5, max_length=5)
    questions: tuple[QuestionFile, ...] = Field(min_length=1)


class LevelsFile(Frozen):
    """levels.yaml"""

    levels: tuple[Level, ...] = Field(min_length=1)


class Source(Frozen):
    """Where a figure is published; the address is that of the page that says it."""

    name: Sentence
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=300)]


class Figure(Frozen):
    """A published figure: exactly one of `percent`, `millions` and `cents`."""

    percent: Annotated[float, Field(ge=0, le=100)] | None = None
    millions: Annotated[float, Field(gt=0)] | None = None
    cents: Annotated[float, Field(gt=0)] | None = None
    """A price, in cents of a euro."""
    approximate: bool = False
    """The source gave it in words: "almost 40 percent", "three quarters", "about 12 cents"."""
    of: Literal["all", "not_asking"] = "all"
    """Of which shops it is a share."""
    year: int | None = None
    """Where it differs from its edition's."""
    undated: bool = False
    """The source does not say of when it is: it has no year, and this is told with it."""
    population: Id | None = None
    """Of whom it is, where its edition does not say so for all; the words stand in the terms."""
    sample: Annotated[int, Field(ge=1)] | None = None
    """How many were asked, where the edition does not say so for all."""
    beside: tuple[Topic, ...] = ()
    """The topics beside which a later figure stands."""
    sources: tuple[str, ...] = Field(min_length=1)
    words: str = ""
    """The source's own words, as proof; never shown."""

    @property
    def value(self) -> float:
        """The figure itself, in whatever it is counted."""
        return next((one for one in (self.percent, self.millions, self.cents) if one is not None), 0)


class EditionFile(Frozen):
    """figures/<edition>.yaml"""

    id: EditionId
    year: int | None = None
    sample: Annotated[int, Field(ge=1)] | None = None
    sample_source: str | None = None
    """Which of the sources says how many were asked."""
    sample_words: str = ""
    """That source's own words, as proof; never shown."""
    primary: bool = False
    wide: bool = False
    """It measured businesses of every kind: it is shown after those that measured shops, or trade."""
    sources: Mapping[str, Source]
    figures: Mapping[FigureId, Figure]


class OptionText(Frozen):
    label: Label
    told: Label | None = None
    """How an answer is told back ("✓ E-mail: soms"); the label where there is none."""
    words: Words = ()
    """What else a person may type for it."""


class WebshopText(Frozen):
    """What a question says to a webshop alone, where that is something else."""

    ask: Sentence | None = None
    help: tuple[Sentence, ...] | None = Field(default=None, min_length=1, max_length=3)
    options: Mapping[Id, OptionText] = {}


class QuestionText(Frozen):
    name: Label
    ask: Sentence
    hint: Sentence | None = None
    """What "regularly" means here, shown under the question."""
    help: tuple[Sentence, ...] = Field(min_length=1, max_length=3)
    about: Words = ()
    """What people call the thing that it asks about, by which an answer to another question is known."""
    options: Mapping[Id, OptionText] = {}
    web: WebshopText | None = None

    def to_webshop(self) -> "QuestionText":
        """Give the question as a webshop alone is asked it."""
        if self.web is None:
            return self
        own = {"ask": self.web.ask or self.ask, "help": self.web.help or self.help}
        return self.model_copy(update={**own, "options": {**self.options, **self.web.options}})


class QuestionsFile(Frozen):
    """<language>/questions.yaml"""

    ladder: Mapping[Id, OptionText]
    questions: Mapping[Id, QuestionText]


class TopicText(Frozen):
    name: Label
    steps: tuple[Sentence, Sentence, Sentence, Sentence, Sentence]
    """What the shop does on step 0 to 4; nothing that the answers do not establish."""
    web_steps: tuple[Sentence, Sentence, Sentence, Sentence] | None = None
    """The same of a webshop on `online`, which has three things to have."""
    within: Label
    """The name inside a sentence: "With social media …"."""
    doing: Mapping[Step, Sentence]
    """By step: the clause for "what you do well". Steps without one are no doing yet."""


class LevelText(Frozen):
    name: Label
    text: Sentence


class EditionText(Frozen):
    name: Sentence
    population: Sentence | None = None


class TermsFile(Frozen):
    """<language>/terms.yaml"""

    topics: Annotated[Mapping[Topic, TopicText], whole(Topic)]
    levels: Mapping[Id, LevelText]
    editions: Mapping[EditionId, EditionText]
    figures: Mapping[str, Sentence]
    """By "edition:figure": what it is a share of, as the end of "22 of 100 shops …"."""
    populations: Mapping[Id, Sentence] = {}
    """Of whom a figure is that names its `population`."""
    goals: Mapping[Id, Sentence]
    objections: Mapping[Id, Sentence]
    trades: Mapping[Id, Annotated[tuple[Trade, ...], Field(max_length=MOST_TRADES)]]
    """What the shops of each branch call themselves inside a sentence: "news from our bakery"."""
    any_platform: AnyPlatform
    """What stands for {platform} where it is not known which the shop has or wants."""
    sections: Annotated[Mapping[Section, Label], whole(Section)]


class CardFront(Frozen):
    """The front matter of nl/advice/<topic>/<id>.md"""

    title: Title
    words: CardWords | None = None
    steps: tuple[Step, ...] = ()
    leads_to: Step | None = None
    sends: bool = False
    shops: tuple[ShopType, ...] = SHOP_TYPES
    minutes: Annotated[int, Field(ge=1, le=480)]
    cost: Cost
    needs: tuple[Need, ...] = ()
    meets: tuple[Need, ...] = ()
    uses: Id | None = None
    in_use: bool = False
    goals: tuple[Id, ...] = ()
    reasons: tuple[Id, ...] = ()
    suits: Mapping[Id, Sentence] = {}
    """By branch for which this is the thing to do: why, as a clause."""
    review_by: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
    examples: Mapping[Id, Sentence] = {}


class TranslatedFront(Frozen):
    """The front matter of a card in another language: its facts stand in the Dutch one."""

    title: Title
    words: CardWords | None = None
    cost: Cost
    suits: Mapping[Id, Sentence] = {}
    examples: Mapping[Id, Sentence] = {}


@dataclass(frozen=True, slots=True)
class CardText:
    title: str
    cost: str
    """What it costs, in words: "free, only your time"."""
    sections: Mapping[Section, Html]
    suits: Mapping[str, str]
    """By branch for which it is the thing to do: why."""
    examples: Mapping[str, str]
    figures: tuple[str, ...]
    """The figures it holds, as "edition:figure", whose sources are shown with it."""
    words: tuple[str, ...] = ()
    """What people call it, each of one word or a few: the search finds it by these, and nobody sees them."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything the bot says in one language."""

    questions: QuestionsFile
    terms: TermsFile
    messages: Messages
    cards: Mapping[str, CardText]

    def option(self, question: str, option: str, *, web: bool = False) -> OptionText | None:
        """Find an option's words, as a webshop is told them if `web`; None where there is none any more."""
        asked = self.questions.questions[question]
        own = asked.web.options.get(option) if web and asked.web else None
        return own or asked.options.get(option) or self.questions.ladder.get(option)


@dataclass(frozen=True, slots=True)
class Content:
    """One whole, checked version of the content."""

    version: str
    """Names this content: the first 12 digits of the SHA-256 of its files."""
    questionnaire: Questionnaire
    editions: Mapping[str, EditionFile]
    primary: EditionFile
    figures: Figures
    """The primary edition's shares, as the method reads them."""
    cards: tuple[Card, ...]
    review_by: Mapping[str, date]
    texts: Mapping[Language, Texts]

    def card(self, card_id: str) -> Card | None:
        return next((card for card in self.cards if card.id == card_id), None)
