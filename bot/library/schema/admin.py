"""The texts of administrators' pages: texts to change, versions, figures of use, and people."""

from collections.abc import Mapping
from typing import Annotated, Literal

from bot.library.parsing.markup import Template, holds
from bot.library.schema.base import Control, Counted, Label, Plain, Texts, WideControl, whole

Tongue = Literal["nl", "en"]
# fmt: off
Chapter = Literal[
    # Of the messages.
    "controls", "general", "welcome", "interview", "overview", "result", "topics", "steps", "advice",
    "sources", "privacy", "language", "help", "commands", "followup", "picture", "sharing", "desk", "group",
    "console", "admin", "description", "short_description",
    # Of the questions, and of the names and terms.
    "ladder", "questions", "levels", "editions", "figures", "goals", "objections", "trades",
    "any_platform", "sections",
]
LogAction = Literal[
    "shipped", "merged", "saved", "imported", "discarded", "published", "rolled back",
    "invited", "appointed", "became admin", "withdrew",
]
LogWord = Literal[
    "first administrator", "by the claim link", "release", "what this release ships with",
    "what this release ships with; nobody had changed the content",
    "the live content does not fit this release, so this release's was merged with it",
    "the live content does not fit this release; what could not be merged stands in the draft",
    "this release ships with other content",
]
# fmt: on


class AdminControls(Texts):
    copy_link: Control
    menu: Control
    search: Control
    cards: Control
    messages: WideControl
    questions: Control
    terms: Control
    draft: Control
    log: Control
    statistics: Control
    advisors: Control
    admins: Control
    upload: Control
    other: Annotated[Mapping[Tongue, Control], whole(Tongue)]
    """The same in the other language."""
    up: Control
    change: Control
    write: Control
    save: WideControl
    copy_card: WideControl
    do_copy: WideControl
    cancel: Control
    publish: Control
    impact: WideControl
    discard: Control
    do_publish: Control
    do_discard: Control
    go_back: WideControl
    do_go_back: Control
    invite: Control
    appoint: Control
    withdraw: Control
    before: Control
    after: Control


class AdminBrowsing(Texts):
    menu: Plain
    drafting: Plain
    """Added to the menu where there is a draft."""
    topics: Plain
    cards: Annotated[Template, holds("name")]
    sheet: Annotated[Template, holds("name")]
    page: Annotated[Template, holds("page", "pages")]
    search: Plain
    found: Annotated[Template, holds("query")]
    nothing: Annotated[Template, holds("query")]
    title: Label
    words: Label
    """Of a card: what people call it who look for it."""
    cost: Label
    example: Annotated[Template, holds("name")]
    suits: Annotated[Template, holds("name")]
    hint: Label
    chapters: Annotated[Mapping[Chapter, Label], whole(Chapter)]
    """What the parts of a file are called."""


class AdminEditing(Texts):
    """One text: as it is, and as it will be."""

    stands: Annotated[Template, holds("name")]
    missing: Plain
    draft: Annotated[Template, holds("live")]
    placeholders: Annotated[Template, holds("names")]
    ask: Plain
    ask_plain: Plain
    """Of a text that is shown as it is typed."""
    new: Annotated[Template, holds("name")]
    errors: Plain
    warnings: Plain
    fine: Plain
    saved: Plain
    changed: Annotated[Template, holds("who", "now")]
    refused: Plain
    absent: Plain
    """Of a text that can be left out, and is."""
    ask_title: Annotated[Template, holds("name", "most")]
    no_title: Annotated[Template, holds("most")]
    copy_this: Annotated[Template, holds("title", "name")]
    copy_taken: Annotated[Template, holds("title")]
    copied: Plain


class AdminDraft(Texts):
    none: Plain
    intro: Counted
    change: Annotated[Template, holds("place", "before", "after")]
    gone: Label
    more: Annotated[Template, holds("count")]
    errors: Plain
    warnings: Counted
    ready: Plain
    nothing_changes: Plain
    untold: Plain
    made_up: Annotated[Template, holds("shops", "scores", "levels", "compared", "steps")]
    example: Annotated[Template, holds("before", "after")]
    no_score: Label
    why: Plain
    confirm: Annotated[Template, holds("why")]
    published: Annotated[Template, holds("version")]
    confirm_discard: Plain
    discarded: Plain
    changed: Plain
    """The draft is another than the one that was looked at."""
    refused: Plain
    log: Annotated[Template, holds("live")]
    line: Annotated[Template, holds("date", "who", "action", "version", "why")]
    actions: Annotated[Mapping[LogAction, Label], whole(LogAction)]
    words: Annotated[Mapping[LogWord, Label], whole(LogWord)]
    """For what the log holds of its own."""
    back: Annotated[Template, holds("version", "why")]
    version: Annotated[Template, holds("version")]
    why_back: Annotated[Template, holds("version")]
    confirm_back: Annotated[Template, holds("why", "version")]
    went_back: Annotated[Template, holds("version", "old")]
    upload: Plain
    upload_here: Plain
    """To who sent a file from another page."""
    taken: Annotated[Template, holds("files", "conflicts")]
    not_taken: Plain
    unreachable: Plain


class AdminPeople(Texts):
    advisors: Plain
    no_advisors: Plain
    admins: Plain
    advisor: Annotated[Template, holds("number", "organisation", "date")]
    admin: Annotated[Template, holds("number", "name", "date")]
    fixed: Annotated[Template, holds("number", "id")]
    claimed: Label
    ask_organisation: Plain
    ask_name: Plain
    long: Annotated[Template, holds("most")]
    invitation: Annotated[Template, holds("name", "link")]
    appointment: Annotated[Template, holds("name", "link")]
    confirm_advisor: Annotated[Template, holds("organisation", "date")]
    confirm_admin: Annotated[Template, holds("name")]
    last: Plain
    withdrawn: Plain
    welcome: Plain
    already: Plain
    closed: Plain


class AdminStatistics(Texts):
    intro: Plain
    week: Annotated[Template, holds("date", "language", "started", "finished")]
    none: Plain
    standing: Annotated[Template, holds("count")]
    question: Annotated[Template, holds("name", "language", "shops")]
    few: Label


class AdminTexts(Texts):
    controls: AdminControls
    browsing: AdminBrowsing
    editing: AdminEditing
    draft: AdminDraft
    people: AdminPeople
    statistics: AdminStatistics
