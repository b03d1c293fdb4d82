"""What the method reads and what it returns."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Topic = Literal["email", "sms", "blog", "twitter", "social", "data"]
Need = Literal["file", "consent"]
Verdict = Literal["below", "within", "above"]
Step = Annotated[int, Field(ge=0, le=4)]
Percent = Annotated[int, Field(ge=0, le=100)]

TOPICS: tuple[Topic, ...] = get_args(Topic)
CHANNELS: tuple[Topic, ...] = tuple(topic for topic in TOPICS if topic != "data")
TOP_STEP = 4

# Question id → option id, or the option ids of a question that takes several. A skipped question is absent.
Answers = Mapping[str, str | tuple[str, ...]]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Frozen):
    id: Id
    step: Step | None = None
    """The step of its topic that choosing this option establishes; on ladders only."""
    alone: bool = False
    """Excludes the other options of a question that takes several ("none of these")."""


class Question(Frozen):
    id: Id
    options: tuple[Option, ...] = Field(min_length=2, max_length=20)
    several: bool = False
    when: Mapping[str, tuple[str, ...]] = {}
    """Asked only when each named earlier question has one of these options as its answer."""

    @property
    def ladder(self) -> bool:
        return self.options[0].step is not None

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)

    def step_option(self, step: int) -> Option | None:
        return next((option for option in self.options if option.step == step), None)


class Weighting(Frozen):
    """What a topic counts for: its weight in the overall score, and the points of its steps 0 to 4."""

    weight: Annotated[int, Field(ge=1, le=100)]
    points: tuple[Percent, Percent, Percent, Percent, Percent]


class Level(Frozen):
    id: Id
    lowest: Percent
    """The lowest overall score on this level."""


class Questionnaire(Frozen):
    topics: Mapping[Topic, Weighting]
    levels: tuple[Level, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)


class Figures(Frozen):
    """The published shares of one edition that the method computes with, in percent of all shops asked."""

    sample: Annotated[int, Field(ge=1)]
    shares: Mapping[str, Percent]
    """By figure id, e.g. "email.aware". A share that was not published is absent, and stays unknown."""


class Interval(Frozen):
    """Where the mean score of the sector's shops certainly lies; both ends belong to it."""

    low: float
    high: float


class TopicResult(Frozen):
    step: Step
    score: Percent
    sector: Interval | None = None
    ahead_of_at_least: Percent | None = None
    """Percent of the sector's shops certainly on a lower step."""
    with_about: Percent | None = None
    """On step 0: percent of the sector's shops that were there too."""


class Overall(Frozen):
    score: Percent
    level: str
    sector: Interval | None = None
    verdict: Verdict | None = None


class Reason(Frozen):
    """Why a card was chosen, as facts; every channel tells it in its own words."""

    kind: Literal["consent", "gain", "keep", "need", "today"]
    gain: float = 0
    """Points of the overall score at stake, before fit: weight × (points at leads_to − points now) / 100."""
    goal: str | None = None
    """The shop's goal, where the card serves it."""
    answers: tuple[str, ...] = ()
    """The reasons the shop gave that the card answers."""
    branch: str | None = None
    """The shop's branch, where the card has an example for it."""
    no_plans: bool = False
    """The shop said to have no plans with this channel."""
    enables: str | None = None
    """On "need": the id of the card that this one makes possible."""


class NextStep(Frozen):
    id: str
    topic: Topic | Literal["today"]
    reason: Reason


class Result(Frozen):
    overall: Overall | None
    """Null while the answered topics weigh under 50."""
    topics: Mapping[Topic, TopicResult]
    missing: tuple[Topic, ...]
    next_steps: tuple[NextStep, ...] = ()


class Card(Frozen):
    """What the choice of next best steps needs to know of an advice card."""

    id: Id
    topic: Topic | Literal["today"]
    steps: tuple[Step, ...] = ()
    """The steps of its topic that it serves; empty on "today" cards."""
    leads_to: Step | None = None
    minutes: Annotated[int, Field(ge=1, le=480)]
    """What its first step takes."""
    needs: tuple[Need, ...] = ()
    meets: tuple[Need, ...] = ()
    uses: str | None = None
    """On "today" cards: the option of the question `today` that it is about."""
    in_use: bool = False
    """On "today" cards: for shops that use it already, rather than for those that do not."""
    branches: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
