"""Everything kept of a person, as a file and as a summary; and erasing it."""

import json

from bot.dialogue.core.callbacks import code
from bot.dialogue.core.context import Context
from bot.dialogue.core.queries import Advises, Shares, Threads
from bot.dialogue.core.session import Finished, MyData, Session
from bot.dialogue.core.view import View, blocks, control, lines, rows
from bot.dialogue.shop.privacy import objecting
from bot.dialogue.shop.result.pages import result_choice
from bot.library.parsing.markup import Html
from bot.records.groups import Share

SCHEMA = "winkelpeil-my-data/3"


def export(session: Session, context: Context) -> str:
    """Write everything kept of a person as JSON; docs/my-data.md describes its members."""
    results = (*session.history, session.finished) if session.finished else session.history
    data = {
        "schema": SCHEMA,
        "profile": {
            "language": session.language,
            "shop_name": session.shop_name,
            "trade": session.trade,
            "blocked": session.blocked,
        },
        "assessments": [_assessment(one) for one in results],
        "sessions": [_running(session)] if session.run else [],
        "plan": [item.model_dump(mode="json") for item in session.plan],
        "consents": {"reminders": session.reminders is not None, "new_round": session.again is not None},
        "uses": {"research": session.research, "comparison": session.peers},
        "reminders": session.reminders.model_dump(mode="json") if session.reminders else None,
        "new_round_at": session.again.isoformat() if session.again else None,
        "campaign": session.campaign.model_dump(mode="json") if session.campaign else None,
        "shares": [_share(share) for share in context.facts.ask(Shares())],
        "contact": shared_contact(context),
        "conversations": [
            {"number": thread.id, "organisation": thread.organisation.name, "ended": thread.ended}
            for thread in context.facts.ask(Threads())
        ],
        "session": session.model_dump(mode="json"),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def shared_contact(context: Context) -> str | None:
    """Give the contact details that some organisation sees now."""
    given = (share.layers.contact for share in context.facts.ask(Shares()))
    return next((contact for contact in given if contact), None)


def _share(share: Share) -> dict[str, object]:
    return {
        "organisation": share.organisation.name,
        "layers": share.layers.model_dump(mode="json"),
        "since": share.since.isoformat(),
        "until": share.until.isoformat(),
        "held": share.held,
        "looks": [look.isoformat() for look in share.looks],
    }


def _running(session: Session) -> dict[str, object]:
    started = session.started.isoformat() if session.started else None
    return {"run": session.run, "started": started, "answers": dict(session.given)}


def _assessment(finished: Finished) -> dict[str, object]:
    return {
        "run": finished.run,
        "started": finished.started.isoformat() if finished.started else None,
        "finished": finished.finished.isoformat(),
        "edition": finished.edition,
        "content_version": finished.content_version,
        "answers": dict(finished.given),
        "result": finished.result.model_dump(mode="json"),
    }


def my_data_view(session: Session, context: Context, place: MyData) -> View:
    """Show what is kept, or ask whether to erase it."""
    texts = context.texts(session)
    said, controls = texts.messages.followup.my_data, texts.messages.followup.controls
    if place.forgetting:
        yes = control(controls.forget_yes, code("forget_yes", session.run))
        no = control(controls.forget_no, code("forget_no", session.run))
        advisor = texts.messages.sharing.my_data.forget_advisor.fill()
        also = advisor if context.facts.ask(Advises()) else None
        return View(lines(said.ask_forget.fill(backups=context.backup_days), also), ((yes,), (no,)))
    results = len(session.history) + (session.finished is not None)
    name = session.shop_name or said.no_name.source
    summary = said.summary.fill(results=results, steps=len(session.plan), name=name)
    trade = said.trade.fill(trade=session.trade) if session.trade else None
    objected = [
        None if session.research else said.no_research.fill(),
        None if session.peers else said.no_peers.fill(),
    ]
    html = blocks(summary, lines(trade, *objected), _of_others(session, context))
    forget = control(controls.forget, code("forget", session.run))
    home = control(texts.messages.controls.home, code("home", session.run))
    back = result_choice(session, texts) if session.finished else home
    return View(html, rows([objecting(session, context), forget, back]))


def _of_others(session: Session, context: Context) -> Html:
    """Tell what links this person to organisations."""
    said, campaign = context.texts(session).messages.sharing.my_data, session.campaign
    took_part: Html | None = None
    if campaign:
        took_part = said.demo.fill() if campaign.demo else said.campaign.fill(organisation=campaign.name)
    names = ", ".join(share.organisation.name for share in context.facts.ask(Shares()))
    threads, contact = len(context.facts.ask(Threads())), shared_contact(context)
    return lines(
        took_part,
        said.shares.fill(organisations=names) if names else None,
        said.contact.fill(contact=contact) if contact else None,
        said.threads.fill(count=threads) if threads else None,
    )
