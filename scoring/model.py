"""What the method reads and what it returns."""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Topic = Literal["email", "social", "data", "online", "sms", "blog", "twitter"]
Need = Literal["file", "consent"]
Verdict = Literal["below", "within", "above"]
Step = Annotated[int, Field(ge=0, le=4)]
Percent = Annotated[int, Field(ge=0, le=100)]

TOPICS: tuple[Topic, ...] = get_args(Topic)
MONITORED: tuple[Topic, ...] = tuple(topic for topic in TOPICS if topic != "online")
"""What the monitor of 2010 asked about; only of these something is known of the sector."""
CHANNELS: tuple[Topic, ...] = tuple(topic for topic in MONITORED if topic != "data")
TOP_STEP = 4
ShopType = Literal["physical", "both", "web"]
SHOP_TYPES: tuple[ShopType, ...] = get_args(ShopType)

# Each item of `online`, and the answers to the question `today` that say that it is used.
ONLINE_ITEMS: Mapping[str, tuple[str, ...]] = {
    "google": ("google",),
    "website": ("website",),
    "reviews": ("reviews",),
    "whatsapp": ("whatsapp", "whatsapp_group", "whatsapp_channel"),
}

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
    not_for: tuple[ShopType, ...] = ()
    """The shop types that are not offered it; where it was given all the same, it is ignored."""


class Question(Frozen):
    id: Id
    options: tuple[Option, ...] = Field(min_length=2, max_length=20)
    several: bool = False
    regular: int | None = None
    """Of a ladder: times a year from which it is done regularly."""
    partly: str | None = None
    """Of a question with yes and no: the answer that "sometimes" means."""
    would: bool = False
    """Of a question with yes and no: it asks what somebody would do."""
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
    """What a topic counts for: its weight in the readiness, and the points of its steps 0 to 4."""

    weight: Annotated[int, Field(ge=1, le=100)]
    points: tuple[Percent, Percent, Percent, Percent, Percent] = (0, 25, 50, 75, 100)
    """Of `online` each step is one of the four things that a shop can have, so these stand as they are."""


class Level(Frozen):
    id: Id
    lowest: Percent
    """The lowest readiness on this level."""


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
    """The readiness: how far the shop is today, over all topics that it answered."""

    score: Percent
    level: str


class Monitor(Frozen):
    """The comparison: the mean over the monitor's own topics, beside that of shops in 2010."""

    score: Percent
    sector: Interval
    verdict: Verdict


class Reason(Frozen):
    """Why a card was chosen, as facts; every channel tells it in its own words."""

    kind: Literal["consent", "online", "gain", "keep", "need"]
    """"online": the place that is kept for what every shop needs today."""
    gain: float = 0
    """Points of the readiness at stake, before fit: weight × (points at leads_to − points now) / 100."""
    goal: str | None = None
    """The shop's goal, where the card serves it."""
    answers: tuple[str, ...] = ()
    """The reasons the shop gave that the card answers."""
    suits: str | None = None
    """The shop's branch, where this is the thing to do for it; the card says why."""
    no_plans: bool = False
    """The shop said to have no plans with this channel."""
    enables: str | None = None
    """On "need": the id of the card that this one makes possible."""


class NextStep(Frozen):
    id: str
    topic: Topic
    reason: Reason


class Result(Frozen):
    overall: Overall | None
    """Null while the answered topics weigh under 50."""
    monitor: Monitor | None = None
    """Null for a shop that the monitor did not ask, or with too few of its topics answered."""
    topics: Mapping[Topic, TopicResult]
    missing: tuple[Topic, ...]
    next_steps: tuple[NextStep, ...] = ()


class Card(Frozen):
    """What the choice of next best steps needs to know of an advice card."""

    id: Id
    topic: Topic
    steps: tuple[Step, ...] = ()
    """The steps of its topic that it serves; empty on cards of `online`."""
    leads_to: Step | None = None
    """Where the shop honestly stands after the card's first and next step.

    None on a card that keeps up what is there, and on cards of `online`.
    """
    sends: bool = False
    """Whether doing it reaches customers."""
    shops: tuple[ShopType, ...] = SHOP_TYPES
    """The shop types that it is for."""
    minutes: Annotated[int, Field(ge=1, le=480)]
    """What its first step takes."""
    needs: tuple[Need, ...] = ()
    meets: tuple[Need, ...] = ()
    uses: str | None = None
    """On cards of `online`: the option of the question `today` that it is about."""
    in_use: bool = False
    """On cards of `online`: for shops that use it already, rather than for those that do not."""
    suits: tuple[str, ...] = ()
    """The branches for which this is the thing to do."""
    goals: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
