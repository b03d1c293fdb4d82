"""What stands beside the assessment: the privacy text, with its page on which to object, and languages."""

from typing import get_args

from bot.dialogue.core.actions import Repeated, Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Aside, Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows
from bot.dialogue.shop.aside import language_page, open_aside, set_language
from bot.dialogue.shop.interview.answers import is_under_way
from bot.dialogue.shop.sharing.sharing import own_campaign
from bot.dialogue.shop.ways import to_home, to_next_question, to_page
from bot.library.parsing.markup import Html
from bot.library.schema.privacy import PrivacyTexts, Subject
from bot.records.writes import Leave, Uncount


@action("aside")
def open_privacy(turn: Turn, page: str, subject: str = "") -> Session:
    """Open the privacy text, or one of its subjects."""
    named = next((one for one in get_args(Subject) if one == subject), None)
    if page != "privacy" or (subject and named is None):
        raise Stale
    return open_aside(turn.session, "privacy", named)


@action("object")
def object_to(turn: Turn, use: str, allowed: bool) -> Session:
    """Object to one use of the answers, or take that back."""
    if use not in ("research", "peers"):
        raise Stale
    if use == "peers" and not allowed and turn.session.peers:
        # What was counted goes; after taking it back the next result counts again.
        turn.write(Uncount())
    return open_aside(turn.session.model_copy(update={use: allowed}), "privacy", "objection")


@action("leave")
def leave_group(turn: Turn, organisation: int) -> Session:
    """Count no longer in the group of the organisation whose link was opened last."""
    campaign = own_campaign(turn.session)
    if campaign is None:
        raise Repeated if turn.session.campaign is None else Stale
    if campaign.organisation != organisation:
        raise Stale
    turn.write(Leave(organisation))
    left = open_aside(turn.session.model_copy(update={"campaign": None}), "privacy", "objection")
    return left.at(left.place, turn.messages.privacy.objection.left.fill(organisation=campaign.name))


class AsideScreen(Screen[Aside]):
    place = Aside
    actions = (open_privacy, object_to, leave_group, set_language)

    def show(self, at: At[Aside]) -> View:
        """Show a page of the privacy text, or the languages."""
        if at.place.page == "language":
            return language_page(at)
        return _privacy(at, at.place.subject, _ways(at))


def objection_choice(session: Session, context: Context) -> Choice:
    """Offer the page on which to object."""
    return _subject(session, context.texts(session).messages.privacy, "objection")


def _ways(at: At[Aside]) -> list[Choice]:
    """Lead back to the assessment, to the result and to the welcome."""
    session, controls = at.session, at.messages.controls
    ways = []
    if is_under_way(session, at.context):
        ways.append(control(controls.go_on, to_next_question.code(session)))
    if session.finished:
        ways.append(control(controls.to_result, to_page.code(session, "result")))
    return [*ways, control(controls.home, to_home.code(session))]


def _privacy(at: At[Aside], subject: Subject | None, ways: list[Choice]) -> View:
    session, context, said = at.session, at.context, at.messages.privacy
    if subject is None:
        words = said.controls.subjects
        pages = [_subject(session, said, one, number) for number, one in enumerate(words, 1)]
        short = said.short.fill(
            organisation=context.organisation,
            contact=context.privacy_contact,
            days=context.unfinished_days,
            months=context.kept_months,
        )
        return View(short, (*rows(pages, 2), *rows(ways, 2)))
    back = control(said.controls.back, open_privacy.code(session, "privacy"))
    if subject == "objection":
        return View(
            _objection(session, context, said), (*rows(_switches(session, said)), *rows([back, *ways], 2))
        )
    # The right to object is told apart from the others, and one tap away from each of them.
    first = [objection_choice(session, context)]
    return View(_page(context, said, subject), (*rows(first), *rows([back, *ways], 2)))


def _subject(session: Session, said: PrivacyTexts, subject: Subject, number: int | None = None) -> Choice:
    words = said.controls.subjects[subject]
    return Choice(words.label, open_privacy.code(session, "privacy", subject), words.words, number)


def _page(context: Context, said: PrivacyTexts, subject: Subject) -> Html:
    """Word the page of a subject."""
    match subject:
        case "who":
            return lines(
                said.who.fill(organisation=context.organisation),
                said.address.fill(address=context.address) if context.address else None,
                said.kvk.fill(kvk=context.kvk) if context.kvk else None,
                said.questions.fill(contact=context.privacy_contact),
            )
        case "seen":
            known = said.host.fill(host=context.host) if context.host else said.host_unknown.fill()
            return said.seen.fill(host=known)
        case "period":
            kept, months = context.unfinished_days, context.kept_months
            return said.period.fill(days=kept, months=months, backups=context.backup_days)
        case "rights":
            return said.rights.fill(contact=context.privacy_contact)
        case "kept":
            return said.kept.fill()
        case "why":
            return said.why.fill()
        case _:
            return said.choice.fill()


def _objection(session: Session, context: Context, said: PrivacyTexts) -> Html:
    """Say what rests on our interest, and how it stands."""
    texts, campaign = said.objection, own_campaign(session)
    return blocks(
        texts.intro.fill(),
        lines(
            f"• {texts.research['on' if session.research else 'off'].fill()}",
            f"• {texts.peers['on' if session.peers else 'off'].fill()}",
            f"• {texts.group.fill(organisation=campaign.name)}" if campaign else None,
        ),
        texts.limits.fill(contact=context.privacy_contact),
    )


def _switches(session: Session, said: PrivacyTexts) -> list[Choice]:
    words, campaign = said.controls, own_campaign(session)
    research = words.research["off" if session.research else "on"]
    peers = words.peers["off" if session.peers else "on"]
    switches = [
        control(research, object_to.code(session, "research", not session.research)),
        control(peers, object_to.code(session, "peers", not session.peers)),
    ]
    if campaign:
        switches.append(control(words.leave, leave_group.code(session, campaign.organisation), "danger"))
    return switches
