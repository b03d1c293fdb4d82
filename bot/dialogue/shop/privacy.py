"""The privacy text: a short first page, a page a subject, and the one on which to object."""

from typing import get_args

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.session import Session
from bot.dialogue.core.view import Choice, View, blocks, control, lines, rows
from bot.dialogue.shop.sharing.sharing import joined
from bot.library.parsing.markup import Html
from bot.library.schema.privacy import PrivacyTexts, Subject


def privacy_view(session: Session, context: Context, subject: Subject | None, ways: list[Choice]) -> View:
    """Show a page of the privacy text; `ways` lead on from it."""
    said = context.texts(session).messages.privacy
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
    back = control(said.controls.back, code("aside", session.run, "privacy"))
    if subject == "objection":
        return View(
            _objection(session, context, said), (*rows(_switches(session, said)), *rows([back, *ways], 2))
        )
    # The right to object is told apart from the others, and one tap away from each of them.
    first = [objecting(session, context)]
    return View(_page(context, said, subject), (*rows(first), *rows([back, *ways], 2)))


def objecting(session: Session, context: Context) -> Choice:
    """Offer the page on which to object."""
    return _subject(session, context.texts(session).messages.privacy, "objection")


def _subject(session: Session, said: PrivacyTexts, subject: Subject, number: int | None = None) -> Choice:
    words = said.controls.subjects[subject]
    return Choice(words.label, code("aside", session.run, "privacy", subject), words.words, number)


def named(subject: str) -> Subject | None:
    """Find a subject by its name."""
    return next((one for one in get_args(Subject) if one == subject), None)


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
    texts, campaign = said.objection, joined(session)
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
    words, campaign = said.controls, joined(session)
    research = words.research["off" if session.research else "on"]
    peers = words.peers["off" if session.peers else "on"]
    switches = [
        control(research, code("object", session.run, "research", "0" if session.research else "1")),
        control(peers, code("object", session.run, "peers", "0" if session.peers else "1")),
    ]
    if campaign:
        switches.append(control(words.leave, code("leave", session.run, str(campaign.organisation))))
    return switches
