"""The texts of what a shop lets an organisation see, and of its conversation with the advisors."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import StringConstraints

from bot.library.parsing.markup import Template, holds
from bot.library.schema.base import Control, Label, Plain, Texts, WideControl, whole

Layer = Literal["result", "answers", "contact"]


class SharingControls(Texts):
    share: Control
    choose: WideControl
    decline: Control
    stop: Control
    use_contact: WideControl
    count_mine: WideControl
    demo_off: Control
    ask: Control
    reply: Control
    reply_again: Control
    end: Control


class ArrivalTexts(Texts):
    """What is said to who opens a link."""

    joined: Annotated[Template, holds("organisation")]
    switched: Annotated[Template, holds("before")]
    running: Plain
    counts: Plain
    counted: Plain
    closed: Plain
    unknown: Plain
    demo: Plain
    demo_at_home: Plain
    demo_off: Plain
    practice_gone: Plain
    demo_midway: Plain
    demo_own: Plain
    for_shops: Plain
    advisor: Annotated[Template, holds("organisation")]
    advisor_already: Annotated[Template, holds("organisation")]
    advisor_elsewhere: Plain
    invitation_closed: Plain


class ShareTexts(Texts):
    """What a shop shares, and with whom."""

    offer: Annotated[Template, holds("organisation")]
    declined: Annotated[Template, holds("organisation")]
    choose: Plain
    line: Annotated[Template, holds("number", "organisation", "layers")]
    intro: Annotated[Template, holds("organisation")]
    layers: Annotated[Mapping[Layer, WideControl], whole(Layer)]
    shared: Annotated[Template, holds("layers")]
    none: Plain
    named: Annotated[Template, holds("name")]
    contact: Annotated[Template, holds("contact")]
    period: Annotated[Template, holds("since", "until")]
    period_new: Plain
    looked: Annotated[Template, holds("dates")]
    not_looked: Plain
    score_only: Plain
    held: Annotated[Template, holds("organisation")]
    held_contact: Plain
    test_first: Plain
    stopped: Annotated[Template, holds("organisation")]
    ask_contact: Annotated[Template, holds("organisation", "most")]
    number_key: Label
    number_placeholder: Annotated[Label, StringConstraints(max_length=64)]
    or_number: Annotated[Template, holds("key")]
    other_number: Plain
    contact_given: Plain
    contact_not_given: Plain
    earlier_contact: Annotated[Template, holds("contact")]
    contact_long: Annotated[Template, holds("count", "most")]


class RelayTexts(Texts):
    """What is said to who writes to the other side."""

    ask: Annotated[Template, holds("organisation", "most")]
    named: Annotated[Template, holds("name")]
    nameless: Plain
    answer: Annotated[Template, holds("thread", "who", "organisation", "most")]
    sent: Plain
    sent_change: Plain
    only_pictures: Plain
    """Of what is sent with a message, pictures alone go along."""
    sent_to_shop: Annotated[Template, holds("thread")]
    sent_to_advisors: Annotated[Template, holds("organisation")]
    too_long: Annotated[Template, holds("count", "most")]
    empty: Plain
    hour: Annotated[Template, holds("most")]
    day: Annotated[Template, holds("most")]
    gone: Plain
    ended_by_shop: Plain
    ended_by_advisor: Plain
    ended_already: Plain
    closed: Annotated[Template, holds("organisation")]
    no_advisor: Plain
    which: Plain
    not_found: Plain
    stuck: Annotated[Template, holds("organisation")]


class NoticeTexts(Texts):
    """What is told of what happened in another chat."""

    a_shop: Plain
    question: Annotated[Template, holds("thread", "who")]
    question_changed: Annotated[Template, holds("thread", "who")]
    reply: Annotated[Template, holds("organisation")]
    reply_changed: Annotated[Template, holds("organisation")]
    how: Annotated[Template, holds("thread")]
    ended_by_shop: Annotated[Template, holds("thread", "who")]
    ended_by_advisor: Annotated[Template, holds("organisation")]
    not_to_shop: Annotated[Template, holds("thread", "who")]
    not_to_advisors: Annotated[Template, holds("organisation")]
    """Of a message that did not arrive, or would not."""
    shared: Annotated[Template, holds("who")]
    shared_nameless: Plain


class SharedDataTexts(Texts):
    """What is said of all this among what is kept."""

    campaign: Annotated[Template, holds("organisation")]
    demo: Plain
    shares: Annotated[Template, holds("organisations")]
    contact: Annotated[Template, holds("contact")]
    threads: Annotated[Template, holds("count")]
    forget_advisor: Plain


class SharingTexts(Texts):
    nothing: Plain
    controls: SharingControls
    arrival: ArrivalTexts
    share: ShareTexts
    relay: RelayTexts
    notices: NoticeTexts
    my_data: SharedDataTexts
