"""Makes `2026-11.sql` and `2026-11.json`, with the code of the commit that README.md names.

Today's code does not run it: it is kept to show what the database holds.
"""

import asyncio
import json
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.dialogue.core import session as sessions
from bot.dialogue.core.events import Command
from bot.dialogue.core.queries import NONE
from bot.dialogue.core.replies import Message
from bot.dialogue.turn.step import step
from scoring.group_figures import added, group_figures
from tests.storage.frozen.old_admins import admins, browsers, unsent, wanderers
from tests.storage.frozen.old_chats import invitable, left, places, plans, questions, reminded, results
from tests.storage.frozen.old_groups import desks, second_wave, sharing
from tests.storage.frozen.old_past import autumn, edited, spring, summer
from tests.storage.frozen.old_talk import ALL_ASKED, again, begin, no_sharing, some
from tests.storage.frozen.old_town import WILLEM, OldTown, Person
from tests.support.town.town import BOT_ID


def live(town: OldTown) -> None:
    """Let it all happen."""
    willem = town.started("admin by ADMIN_IDS")
    people = spring(town)
    anna = people["anna"]
    summer(town, anna)
    invitable(town)
    payload, shops = autumn(town, anna)
    edited(town, willem)
    town.until(11, 9)
    to_remind = reminded(town)
    town.until(11, 17)
    second_wave(shops)
    town.until(11, 24)
    town.ring()
    assert {shop.session.place.at for shop in to_remind} == {"reminded", "asking"}
    rounds(people)
    questions(town)
    results(town)
    places(town)
    left(town)
    plans(town)
    sharing(town, payload, shops)
    admins(town, willem)
    desks(town, anna, payload)
    town.now += timedelta(minutes=40)
    anna.command("groep")
    wanderers(town, payload, willem)
    unsent(town)
    browsers(town, willem, anna)


def rounds(people: Mapping[str, Person]) -> None:
    """Let those of the spring come again."""
    for name in ("nl", "en", "linked"):
        again(people[name], some(70 + len(name), email="sometimes", sms="planned"))
        no_sharing(people[name])
    people["two"].command("start")
    begin(people["two"], ALL_ASKED, "blog")
    again(people["web"], some(54, shop_type="web"))
    again(people["skips"], some(55))


# What the old code told of it, for today's to be held against.


def told(town: OldTown, person: Person, asked: Command) -> str:
    """Say what a chat would read now, without anything being kept."""

    async def taken() -> str:
        facts, context = NONE, town.library.context()
        outcome = step(person.session, asked, context, facts)
        while outcome.wanted:
            facts = await town.reader.read(person.id, outcome.wanted, town.now, facts)
            outcome = step(person.session, asked, context, facts)
        return [reply.html for reply in outcome.replies if isinstance(reply, Message)][-1]

    return asyncio.run(taken())


def groups(town: OldTown) -> Iterator[dict[str, Any]]:
    """Say what is told of each organisation's groups, campaign by campaign and wave by wave, and together."""
    content = town.library.context().content
    for (organisation,) in town.store.db.execute("SELECT id FROM organisations ORDER BY id").fetchall():
        waves = asyncio.run(town.groups.totals(BOT_ID, organisation, town.now))
        for wave in sorted({one.wave for one in waves}):
            own = [one for one in waves if one.wave == wave]
            for name, some_of in (("all", own), *((str(one.campaign), [one]) for one in own)):
                variables = dict.fromkeys(variable for one in some_of for variable in one.totals)
                totals = {
                    variable: added([one.totals[variable] for one in some_of if variable in one.totals])
                    for variable in variables
                }
                figures = group_figures(totals, content.questionnaire, content.figures)
                yield {
                    "organisation": organisation,
                    "campaign": name,
                    "wave": wave,
                    "shops": sum(one.shops for one in some_of),
                    "waiting": sum(one.waiting for one in some_of),
                    "figures": figures.model_dump(mode="json") if figures else None,
                }


def shares(town: OldTown) -> Iterator[dict[str, Any]]:
    """Say what each shop shares."""
    for number in town.everyone:
        for share in asyncio.run(town.groups.shares(BOT_ID, number, town.now)):
            of, layers = share.organisation.id, share.layers.model_dump()
            yield {"chat": number, "organisation": of, "layers": layers, "held": share.held}


def known(town: OldTown) -> Iterator[tuple[str, object]]:
    """Give what stands beside the database, part by part."""
    advisor = next(one for one in town.everyone.values() if one.kind == "advisor: group")
    asked = Command(now=town.now, language_code="nl", name="groep", argument="")
    shown = {
        number: dict.fromkeys(button.code for row in person.codes for button in row if button.code)
        for number, person in town.everyone.items()
    }
    numbers = {code: number for number, code in enumerate(sorted(set().union(*shown.values())))}
    yield "frozen", town.now.isoformat()
    yield "bot", BOT_ID
    yield "admin", WILLEM
    yield "group_told", told(town, advisor, asked)
    yield "groups", list(groups(town))
    yield "shares", list(shares(town))
    yield "codes", list(numbers)
    yield (
        "chats",
        {
            str(number): {"kind": town.everyone[number].kind, "codes": [numbers[code] for code in codes]}
            for number, codes in shown.items()
        },
    )


def main(folder: Path) -> None:
    """Make both files, in a folder."""
    assert sessions.VERSION == 1, "this is not the code of the commit that README.md names"
    town = OldTown()
    live(town)
    sql = "\n".join(town.store.db.conn.iterdump()) + "\n"
    (folder / "2026-11.sql").write_text(sql)
    beside = json.dumps(dict(known(town)), ensure_ascii=False, separators=(",", ":"))
    (folder / "2026-11.json").write_text(re.sub(r'(?<=[}\]]),(?=[{"])', ",\n", beside) + "\n")
    town.studio.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
