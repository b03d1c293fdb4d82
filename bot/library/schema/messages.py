"""The shape of <language>/messages.yaml: what the bot says, with the placeholders each text must hold."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import StringConstraints

from bot.library.parsing.markup import Template, holds
from bot.library.schema.admin import AdminTexts
from bot.library.schema.base import Control, Counted, Label, Plain, Texts, WideControl, Words, whole
from bot.library.schema.console import ConsoleTexts
from bot.library.schema.desk import DeskTexts
from bot.library.schema.followup import FollowUp
from bot.library.schema.group import GroupTexts
from bot.library.schema.picture import PictureTexts
from bot.library.schema.privacy import PrivacyTexts
from bot.library.schema.sharing import SharingTexts
from scoring.model import Need, Verdict

Group = Literal["email", "sms", "social", "data", "today"]
CommandName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class Controls(Texts):
    begin: Control
    go_on: Control
    again: Control
    back: Control
    skip: Control
    help: Control
    done: Control
    keep: Control
    result_now: Control
    result: Control
    overview: Control
    topics: Control
    begin_step: Control
    steps: Control
    steps_fewer: Control
    """In its place where there are not three."""
    advice: Control
    sources: Control
    positions: Control
    finish_questions: Control
    more: Control
    privacy: Control
    other_language: Control
    home: Control
    to_result: Control
    to_advice: Control
    stop: Control


class General(Texts):
    not_understood: Plain
    which: Annotated[Template, holds("options")]
    person: Annotated[Template, holds("organisation", "contact")]
    """How a person is reached."""
    person_ask: Annotated[Template, holds("command")]
    """Added where there is an advisor to ask."""
    stale: Plain
    nothing_answered: Plain
    stopped: Plain
    apology: Plain
    too_fast: Plain
    voice: Plain
    picture: Plain
    sticker: Plain
    document: Plain
    edited: Plain
    other: Plain
    group: Annotated[Template, holds("link")]
    unknown_command: Plain
    greetings: Words
    """What asks for nothing: greetings and thanks."""
    agreeing: Words
    """What asks for nothing, but may be meant as an answer where a question is asked."""
    both: Label
    """Joins the last two of a list: "a, b and c"."""
    either: Label


class Welcome(Texts):
    text: Annotated[Template, holds("organisation")]
    midway: Counted
    finished: Annotated[Template, holds("score")]
    finished_without_score: Plain


class AskedBack(Texts):
    """What is said of a typed answer that may be more than one, or none; see `understanding/`."""

    does: Annotated[Template, holds("options")]
    """Somebody does it: often or not?"""
    does_not: Annotated[Template, holds("options")]
    """Nobody does it: are the possibilities known or not?"""
    again: Annotated[Template, holds("options")]
    """The same answers, asked back once more."""
    one: Annotated[Template, holds("options")]
    """Just this answer is asked back."""
    near: Annotated[Template, holds("options")]
    """These come nearest to what was typed."""
    elsewhere: Annotated[Template, holds("name")]
    elsewhere_again: Annotated[Template, holds("name")]
    explained: Plain
    """A second miss: the explanation stands below."""
    pass_on: Annotated[Template, holds("skip")]
    """A third: the question can be left out."""
    tap: Plain
    number: Plain
    """Later ones, in turn with `tap`."""
    found: Annotated[Template, holds("title", "command")]
    """A question of one's own, and the advice for it."""
    found_none: Annotated[Template, holds("command")]
    command: Annotated[Template, holds("command")]
    """A word that does something elsewhere."""
    early: Annotated[Template, holds("command")]
    """The same, of one that shows a result that is not there yet."""
    erase: Annotated[Template, holds("command")]
    """The same, of the command that erases all."""


class Interview(Texts):
    answered: Annotated[Template, holds("name", "told")]
    skipped: Annotated[Template, holds("name")]
    progress: Annotated[Template, holds("number", "total")]
    left: Counted
    """How many questions are left, where those that were left out are answered after the result."""
    changing: Plain
    added: Plain
    """Over a question that a changed answer opened."""
    current: Annotated[Template, holds("told")]
    current_skipped: Plain
    picked: Annotated[Template, holds("options")]
    nothing_picked: Plain
    pick_first: Plain
    dropped: Annotated[Template, holds("names")]
    opened: Counted
    closed: Counted
    too_early: Plain
    asked_back: AskedBack


class OverviewTexts(Texts):
    intro_complete: Plain
    intro_open: Counted
    line: Annotated[Template, holds("number", "name", "told")]
    skipped: Plain
    how: Plain


class ResultTexts(Texts):
    doing: Annotated[Template, holds("doing")]
    doing_today: Annotated[Template, holds("doing")]
    doing_first: Plain
    score: Annotated[Template, holds("score", "level")]
    next_level: Annotated[Template, holds("points", "level")]
    all_points: Plain
    """In its place where there are no more points."""
    no_score: Annotated[Template, holds("topics")]
    one_topic: Annotated[Template, holds("name", "points")]
    """Before that, where just one topic was answered; `no_topic` where none was."""
    no_topic: Plain
    monitor: Annotated[Template, holds("score", "low", "high")]
    """The comparison; `monitor_some` where not all topics of the monitor were answered."""
    monitor_some: Annotated[Template, holds("score", "low", "high")]
    monitor_if_door: Plain
    """Added where the shop did not say whether it has a door."""
    verdicts: Annotated[Mapping[Verdict, Plain], whole(Verdict)]
    web_only: Plain
    first_step: Annotated[Template, holds("minutes", "title")]
    first_keep: Annotated[Template, holds("minutes", "title")]
    """In its place where nothing is left to gain."""
    keep: Plain
    one_channel: Plain
    keep_up: Plain
    """In its place where nothing is left to gain."""
    missing: Annotated[Template, holds("topics")]
    unanswered: Annotated[Template, holds("names", "button")]
    unanswered_many: Annotated[Template, holds("names", "count", "button")]
    new_round: Plain


class TopicTexts(Texts):
    intro: Plain
    line: Annotated[Template, holds("name", "points")]
    points: Annotated[Template, holds("points")]
    sector: Annotated[Template, holds("low", "high")]
    ahead: Annotated[Template, holds("count")]
    with_about: Annotated[Template, holds("count")]
    with_about_data: Annotated[Template, holds("count")]
    later: Annotated[Template, holds("count", "figure", "edition", "year", "population")]
    later_approximate: Plain
    skipped: Annotated[Template, holds("name")]
    advice: Annotated[Template, holds("name")]
    """On a button: the advice of a topic's group."""


class StepTexts(Texts):
    intro: Plain
    none: Plain
    step: Annotated[Template, holds("number", "title", "minutes", "topic")]
    consent: Plain
    gain: Annotated[Template, holds("topic")]
    keep: Annotated[Template, holds("topic")]
    need: Annotated[Template, holds("title")]
    online: Plain
    suits: Annotated[Template, holds("why")]
    goal: Annotated[Template, holds("goal")]
    answers: Annotated[Template, holds("objection")]
    no_plans: Plain


class AdviceTexts(Texts):
    intro: Plain
    groups: Annotated[Mapping[Group, WideControl], whole(Group)]
    group: Annotated[Template, holds("name")]
    nothing: Plain
    minutes: Annotated[Template, holds("minutes")]
    cost: Annotated[Template, holds("cost")]
    needs: Annotated[Mapping[Need, Plain], whole(Need)]
    example: Annotated[Template, holds("example")]
    source: Annotated[Template, holds("sources")]


class SourceTexts(Texts):
    intro: Plain
    figure: Annotated[Template, holds("count", "figure", "margin")]
    figure_approximate: Annotated[Template, holds("count", "figure", "margin")]
    words_only: Plain
    margins: Annotated[Template, holds("sample", "source")]
    planning: Plain
    sources: Annotated[Template, holds("sources")]
    undated: Label
    positions_intro: Plain
    position_ahead: Annotated[Template, holds("name", "count")]
    position_more_than_half: Annotated[Template, holds("name")]
    position_with: Annotated[Template, holds("name", "count")]
    position_with_data: Annotated[Template, holds("name", "count")]
    position_none: Plain
    position_web: Plain
    later: Plain


class Messages(Texts):
    controls: Controls
    general: General
    welcome: Welcome
    interview: Interview
    overview: OverviewTexts
    result: ResultTexts
    topics: TopicTexts
    steps: StepTexts
    advice: AdviceTexts
    sources: SourceTexts
    privacy: PrivacyTexts
    language: Plain
    help: Plain
    commands: Mapping[CommandName, Annotated[str, StringConstraints(min_length=1, max_length=256)]]
    followup: FollowUp
    picture: PictureTexts
    sharing: SharingTexts
    desk: DeskTexts
    group: GroupTexts
    console: ConsoleTexts
    admin: AdminTexts
    description: Annotated[str, StringConstraints(min_length=1, max_length=512)]
    short_description: Annotated[str, StringConstraints(min_length=1, max_length=120)]
