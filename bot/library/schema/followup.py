"""The texts of what comes after the result: plan, reminders, what-if, a new round, one's own data, search."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from bot.library.parsing.markup import Template, holds
from bot.library.schema.base import Control, Label, Plain, Texts, WideControl, whole

When = Literal["week", "month"]


class PlanTexts(Texts):
    intro: Plain
    empty: Plain
    open: Annotated[Template, holds("number", "title")]
    open_when: Annotated[Template, holds("number", "title", "when")]
    done: Annotated[Template, holds("number", "title")]
    when: Annotated[Mapping[When, Annotated[Template, holds("date")]], whole(When)]
    if_then: Annotated[Mapping[When, Annotated[Template, holds("title")]], whole(When)]
    if_day: Annotated[Template, holds("title", "day")]
    ask_when: Plain
    added: Annotated[Template, holds("title")]
    finished: Annotated[Template, holds("title")]
    reopened: Annotated[Template, holds("title")]
    removed: Annotated[Template, holds("title")]
    full: Plain
    reminders_offer: Plain
    reminders_on: Plain
    next_reminder: Annotated[Template, holds("day", "hour")]
    reminders_off: Plain


class DayTexts(Texts):
    """What is said of the day of a step."""

    weekdays: Annotated[tuple[str, ...], Field(min_length=7, max_length=7)]
    weekdays_short: Annotated[tuple[str, ...], Field(min_length=7, max_length=7)]
    day: Annotated[Template, holds("weekday", "day", "month")]
    choose: Plain
    which: Annotated[Template, holds("first", "second")]
    outside: Annotated[Template, holds("last")]
    passed: Annotated[Template, holds("day")]
    offer: Plain
    ahead: Annotated[Template, holds("day", "hour")]
    together: Annotated[Template, holds("day", "title")]
    """Said of a step whose day comes within a week of another step's reminder, which names it too."""
    forbidden: Annotated[Template, holds("day")]
    """Said where something else is said less than a week before."""
    asked: Annotated[Template, holds("day")]


class DayControls(Texts):
    today: Control
    tomorrow: Control
    choose: Control
    other: Control
    back: Control


class PlanControls(Texts):
    plan: Control
    add: Control
    done: Control
    undo: Control
    remove: Control
    month: Control
    read: Control
    remind: Control
    remind_off: Control
    to_plan: Control


class ReminderTexts(Texts):
    ask: Annotated[Template, holds("title")]
    ask_day: Annotated[Template, holds("title", "day")]
    ahead: Annotated[Template, holds("title", "day")]
    ahead_how: Plain
    beside: Annotated[Template, holds("title", "day")]
    last: Plain
    worked: Annotated[Template, holds("title")]
    not_yet: Plain
    not_yet_silent: Plain
    easier: Annotated[Template, holds("title", "minutes")]
    no_easier: Plain


class ReminderControls(Texts):
    worked: Control
    not_yet: Control
    stuck: Control


class WhatIfTexts(Texts):
    intro: Plain
    choose: Plain
    now: Annotated[Template, holds("score")]
    then: Annotated[Template, holds("score", "level")]
    same_level: Plain
    anew: Plain
    """Said where the score is by an earlier yardstick, which no step of today can be added to."""
    basis: Plain


class AgainTexts(Texts):
    agreed: Plain
    off: Plain
    invite: Plain
    previous: Annotated[Template, holds("told")]
    moved: Annotated[Template, holds("before", "after")]
    same: Annotated[Template, holds("after")]
    topic: Annotated[Template, holds("name", "before", "after")]
    yardstick: Annotated[Template, holds("before")]
    """In place of how it moved, where the scores were measured by another yardstick."""


class MyDataTexts(Texts):
    summary: Annotated[Template, holds("results", "steps", "name")]
    no_name: Plain
    trade: Annotated[Template, holds("trade")]
    file: Plain
    ask_forget: Annotated[Template, holds("backups")]
    no_research: Plain
    no_peers: Plain
    forgotten: Annotated[Template, holds("backups")]


class FollowUpControls(Texts):
    copy_text: Control
    what_if: Control
    picture: Control
    report: Control
    share: Control
    fill_name: WideControl
    change_name: Control
    name_off: WideControl
    fill_trade: WideControl
    change_trade: WideControl
    trade_off: Control
    again_later: WideControl
    again_off: Control
    my_data: Control
    forget: Control
    forget_yes: WideControl
    forget_no: Control


class SearchTexts(Texts):
    found: Annotated[Template, holds("query")]
    nothing: Annotated[Template, holds("query")]


class NameTexts(Texts):
    ask: Plain
    saved: Annotated[Template, holds("name")]
    removed: Plain


class TradeTexts(Texts):
    choose: Plain
    ask: Plain
    """Where there are no words to choose from."""
    saved: Annotated[Template, holds("trade")]
    removed: Annotated[Template, holds("trade")]
    refused: Plain


class PeerTexts(Texts):
    compared: Annotated[Template, holds("lower")]


class ShareTexts(Texts):
    how: Plain
    """Said to the shop, beside the picture that it may pass on."""
    scored: Annotated[Template, holds("score")]
    """Said under the picture to who gets it; `unscored` where there is no readiness."""
    unscored: Plain
    invite: Annotated[Template, holds("link")]
    test: Label
    link_only: Label


class FollowUp(Texts):
    """What comes after the result."""

    controls: FollowUpControls
    more: Plain
    """Over the buttons of all else that can be done with a result."""
    plan: PlanTexts
    plan_controls: PlanControls
    days: DayTexts
    day_controls: DayControls
    reminder: ReminderTexts
    reminder_controls: ReminderControls
    what_if: WhatIfTexts
    again: AgainTexts
    my_data: MyDataTexts
    search: SearchTexts
    name: NameTexts
    trade: TradeTexts
    peers: PeerTexts
    share: ShareTexts
