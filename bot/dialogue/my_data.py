"""Everything kept of a person, as a file and as a summary; and erasing it."""

import json

from bot.dialogue.codes import code
from bot.dialogue.context import Context
from bot.dialogue.result_view import to_result
from bot.dialogue.session import Finished, MyData, Session
from bot.dialogue.view import View, control, rows

SCHEMA = "winkelpeil-my-data/1"


def export(session: Session) -> str:
    """Write everything kept of a person as JSON; docs/my-data.md describes its members."""
    results = (*session.history, session.finished) if session.finished else session.history
    data = {
        "schema": SCHEMA,
        "profile": {"language": session.language, "shop_name": session.shop_name, "blocked": session.blocked},
        "assessments": [_assessment(one) for one in results],
        "sessions": [_running(session)] if session.run else [],
        "plan": [item.model_dump(mode="json") for item in session.plan],
        "consents": {"reminders": session.reminders is not None, "new_round": session.again is not None},
        "reminders": session.reminders.model_dump(mode="json") if session.reminders else None,
        "new_round_at": session.again.isoformat() if session.again else None,
        "session": session.model_dump(mode="json"),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


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
        return View(said.ask_forget.fill(), ((yes,), (no,)))
    results = len(session.history) + (session.finished is not None)
    name = session.shop_name or said.no_name.source
    html = said.summary.fill(results=results, steps=len(session.plan), name=name)
    forget = control(controls.forget, code("forget", session.run))
    home = control(texts.messages.controls.home, code("home", session.run))
    back = to_result(session, texts) if session.finished else home
    return View(html, rows([forget, back]))
