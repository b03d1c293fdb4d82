"""Chats of shops that share and write, and those of advisors, each left where its kind says."""

import asyncio
from collections.abc import Sequence

from bot.dialogue.core.events import Photo
from tests.storage.frozen.old_talk import (
    ALL_ASKED,
    NOORD,
    Given,
    again,
    answer,
    begin,
    finish,
    finished,
    link,
    no_sharing,
    share,
    some,
)
from tests.storage.frozen.old_town import OldTown, Person
from tests.support.town.town import BOT_ID


def sharing(town: OldTown, payload: str, shops: Sequence[Person]) -> None:
    """Leave chats that share, held or not, and that write; and pages of sharing on screen."""
    for layers in (("result",), ("answers",), ("contact",), ("result", "contact"), ("answers", "contact")):
        sharer = finished(town, f"shares {', '.join(layers)}", some(260 + len(layers[-1])), "nl", payload)
        share(sharer, *layers)
    # They share what counts in totals already: some are held, so that the others' answers cannot be told.
    for shop in (shops[0], shops[1], shops[5], shops[8]):
        share(shop, "answers")
    giver = finished(town, "gave contact details before", some(269), "nl", payload)
    share(giver, "contact")
    giver.press(f"share_set:{giver.run}:{_organisation(giver)}:contact:0")
    giver.press(f"share_set:{giver.run}:{_organisation(giver)}:contact:1")
    asked = finished(town, "offered to share", some(270), "en", payload)
    giving = finished(town, "asked for contact details", some(271), "nl", payload)
    giving.command("delen")
    giving.go(f"share:{giving.run}:{_organisation(giving)}")
    giving.press(f"share_set:{giving.run}:{_organisation(giving)}:contact:1")
    finished(town, "sharing on screen", some(272), "nl", payload).command("delen")
    writing = finished(town, "writes to an advisor", some(273), "nl", payload)
    writing.command("vraag")
    asks = finished(town, "asked an advisor", some(274), "nl", payload)
    ended = finished(town, "ended the conversation", some(268), "nl", payload)
    for shop, text in ((asks, "Mag ik mailen?"), (ended, "Wat kost dit?")):
        shop.command("vraag")
        shop.type(text)
    ended.command("antwoord")
    ended.press(next(code for code in ended.keyboard if code.startswith("end_thread:")))
    running = town.started("runs through a link", "nl", payload)
    begin(running, ALL_ASKED, "sms")
    opened = town.started("opened a link, en", "en", payload)
    assert opened.session.campaign
    trial = town.started("tries it out", "nl", payload.replace("c-", "d-"))
    finish(trial, some(275))
    halfway = town.started("tries it out, halfway", "nl", payload.replace("c-", "d-"))
    begin(halfway, ALL_ASKED, "blog")
    earlier = finished(town, "had a result before the link", some(276))
    earlier.command("start", payload)
    assert asked.session.campaign


def _organisation(shop: Person) -> int:
    assert shop.session.campaign
    return shop.session.campaign.organisation


def second_wave(shops: Sequence[Person]) -> None:
    """Fourteen of the shops take the test once more."""
    for number, shop in enumerate(shops[2:16]):
        again(shop, some(300 + number))
        no_sharing(shop)


def desks(town: OldTown, anna: Person, payload: str) -> None:
    """Leave advisors on all pages of their desk, and one in another organisation."""
    code = payload[2:]
    campaign = next(one.id for one in asyncio.run(town.groups.campaigns(BOT_ID, 1)) if one.code == code)
    shared = asyncio.run(town.groups.shared(BOT_ID, 1, town.now))
    pages = ["links", f"link/{code}", f"assist/{code}", "group", f"group/{campaign}", "group/all/2"]
    pages += [f"group/{campaign}/1/topics", "group/all/1/reasons", "group/links/1", "shops"]
    pages += [f"shop/{one.id}" for one in shared[:3]]
    for number, page in enumerate(pages):
        advisor = town.invited(NOORD, f"advisor: {page.partition('/')[0]}", ("nl", "en")[number % 2])
        advisor.go(f"desk:{advisor.run}:{page}")
    making = town.invited(NOORD, "advisor: names a link")
    making.command("link")
    making.press(f"link_new:{making.run}")
    renaming = town.invited(NOORD, "advisor: names a link anew")
    renaming.go(f"link_rename:{renaming.run}:{code}")
    weekly = town.invited(NOORD, "advisor: with a weekly overview")
    weekly.command("groep")
    weekly.press(f"digest:{weekly.run}:1")
    for verb in ("group_picture", "group_workshop", "group_csv", "group_xlsx"):
        weekly.go(f"{verb}:{weekly.run}:all:1")
    answering = town.invited(NOORD, "advisor: answers a shop")
    asker = finished(town, "was answered by an advisor", some(280), "nl", payload)
    asker.command("vraag")
    asker.type("Hoe <b>begin</b> ik met mail?")
    answering.tap("Antwoord")
    answering.type("Begin klein.")
    asker.tap("Antwoord terug")
    asker.happen(Photo(now=asker.now, language_code="nl", file_id="photo-1", caption="Zo?"))
    answering.command("antwoord", "3")
    for kind, stop_at in (("half done", "sms"), ("asked for the result", "")):
        helper = town.invited(NOORD, f"advisor: fills in, {kind}")
        assist(helper, code, some(281), stop_at)
    done = town.invited(NOORD, "advisor: filled in, at the result")
    assist(done, code, some(282), "")
    done.press(f"result:{done.run}")
    several = town.invited(NOORD, "advisor: filled in for two shops")
    assist(several, code, some(283), "")
    several.press(f"result:{several.run}")
    several.go(f"assist_next:{several.run}")
    several.go(f"assist_agree:{several.run}:{code}")
    answer(several, some(284), "goal")
    elders = town.invited("Ondernemend Elders", "advisor: another organisation", "en")
    other = link(elders, "Try this")
    for number in range(3):
        finished(town, f"counts in another group, {number}", some(290 + number), "en", other)
    gone = town.invited(NOORD, "advisor no longer")
    gone.command("groep")
    town.withdraw(gone)
    anna.command("start")


def assist(advisor: Person, code: str, given: Given, stop_at: str) -> None:
    """Fill in for a shop."""
    advisor.command("link")
    advisor.go(f"desk:{advisor.run}:assist/{code}")
    advisor.press(f"assist_agree:{advisor.run}:{code}")
    answer(advisor, given, stop_at)
