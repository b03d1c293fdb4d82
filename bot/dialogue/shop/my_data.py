"""Everything kept of a person, as a file and as a summary; and erasing it."""

import json

from bot.dialogue.core.actions import Stale, action
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.queries import Advises, Shares, Threads
from bot.dialogue.core.screen import At, Screen
from bot.dialogue.core.session import Finished, Home, MyData, Reading, Session
from bot.dialogue.core.view import View, blocks, control, lines, rows
from bot.dialogue.shop.privacy import objection_choice
from bot.dialogue.shop.ways import to_home, to_page
from bot.library.parsing.markup import Html
from bot.records.groups import Share

SCHEMA = "winkelpeil-my-data/3"


@action("my_data")
def open_my_data(turn: Turn) -> Session:
    """Show what is kept; the file of it is sent beside the screen."""
    return turn.session.at(MyData())


@action("forget")
def ask_to_forget(turn: Turn) -> Session:
    return turn.session.at(MyData(forgetting=True))


@action("forget_no")
def keep_all(turn: Turn) -> Session:
    return turn.session.at(Reading() if turn.session.finished else Home())


@action("forget_yes")
def forget(turn: Turn) -> Session:
    """Begin as if this person had never been here; `step` has the rest deleted."""
    if turn.session.place != MyData(forgetting=True):
        raise Stale
    return Session(language=turn.session.language)


class MyDataScreen(Screen[MyData]):
    place = MyData
    actions = (open_my_data, ask_to_forget, keep_all, forget)

    def show(self, at: At[MyData]) -> View:
        """Show what is kept, or ask whether to erase it."""
        return _question(at) if at.place.forgetting else _summary(at)


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


def _question(at: At[MyData]) -> View:
    """Ask whether to erase all."""
    said, controls = at.messages.followup.my_data, at.messages.followup.controls
    yes = control(controls.forget_yes, forget.code(at.session), "danger")
    no = control(controls.forget_no, keep_all.code(at.session))
    advisor = at.messages.sharing.my_data.forget_advisor.fill()
    also = advisor if at.context.facts.ask(Advises()) else None
    return View(lines(said.ask_forget.fill(backups=at.context.backup_days), also), ((yes,), (no,)))


def _summary(at: At[MyData]) -> View:
    """Say what is kept."""
    session, said, controls = at.session, at.messages.followup.my_data, at.messages.controls
    results = len(session.history) + (session.finished is not None)
    name = session.shop_name or said.no_name.source
    summary = said.summary.fill(results=results, steps=len(session.plan), name=name)
    trade = said.trade.fill(trade=session.trade) if session.trade else None
    objections = [
        None if session.research else said.no_research.fill(),
        None if session.peers else said.no_peers.fill(),
    ]
    html = blocks(summary, lines(trade, *objections), _of_others(at))
    erase = control(at.messages.followup.controls.forget, ask_to_forget.code(session))
    if session.finished:
        back = control(controls.to_result, to_page.code(session, "result"))
    else:
        back = control(controls.home, to_home.code(session))
    return View(html, rows([objection_choice(session, at.context), erase, back]))


def _of_others(at: At[MyData]) -> Html:
    """Tell what links this person to organisations."""
    context, said, campaign = at.context, at.messages.sharing.my_data, at.session.campaign
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
