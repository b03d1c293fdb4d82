"""Chats of advisors and administrators, each left where its kind says."""

import re

from tests.support.frozen.bot_of_today import ADMIN, BOT, Waiting
from tests.support.frozen.people import Person, Town, again, answer, finished, share, some
from tests.support.frozen.shop_chats import CARD
from tests.support.storage.appointing import withdraw

NOORD = "Winkeliersvereniging Noord"


def group(town: Town, payload: str, size: int) -> list[Person]:
    """Let shops come by one link and finish, so that totals are released."""
    shops = []
    for number in range(size):
        shop = finished(town, f"counts in a group, {number}", some(500 + number), "nl", payload)
        shops.append(shop)
        if number % 4 == 3:
            share(shop, *("answers", "contact")[: 1 + number % 2])
        else:
            shop.press("share_no")
    return shops


def second_wave(shops: list[Person]) -> None:
    for number, shop in enumerate(shops):
        again(shop, some(300 + number))
        shop.press("share_no")


def desks(town: Town, payload: str) -> None:
    """Leave advisors on all pages of their desk."""
    code = payload[2:]
    campaign = next(one.id for one in town.house.groups.campaigns(BOT.id, 1) if one.code == code)
    shared = town.house.groups.shared_sessions(BOT.id, 1, town.house.now)
    pages = ["links", f"link/{code}", "group", f"group/{campaign}/1", "group/all/1", "group/all/2"]
    pages += [f"group/{campaign}/1/topics", "group/all/1/reasons", "group/all/1/more", "group/links/1"]
    pages += ["shops", *(f"shop/{one.id}" for one in shared[:2])]
    for number, page in enumerate(pages):
        advisor = town.invited(NOORD, f"advisor: {page}", ("nl", "en")[number % 2])
        advisor.go("desk", page)
        assert advisor.place == {"at": "desk", "page": page}, page
    naming = town.invited(NOORD, "advisor: names a link")
    naming.command("link")
    naming.press("link_new")
    renaming = town.invited(NOORD, "advisor: names a link anew")
    renaming.go("desk", f"link/{code}")
    renaming.press("link_rename")
    weekly = town.invited(NOORD, "advisor: with a weekly overview")
    weekly.command("groep")
    weekly.press("digest", "1")
    elders = town.invited("Ondernemend Elders", "advisor: another organisation, without totals", "en")
    elders.command("group")
    left = town.invited(NOORD, "advisor no longer")
    left.command("groep")
    withdraw(town.house.storage.unit.db, BOT.id, left.id, town.house.now)
    assisting(town, code)


def assisting(town: Town, code: str) -> None:
    """Leave advisors that fill in for a shop, and shops that look at what was."""
    for kind, stop_at in (("is asked whether the shop agrees", None), ("half done", "sms"), ("done", "")):
        advisor = town.invited(NOORD, f"advisor fills in: {kind}")
        advisor.go("desk", f"link/{code}")
        advisor.press("assist")
        if stop_at is None:
            advisor.press("assist_inform")
            continue
        advisor.press("assist_agree")
        answer(advisor, some(281), stop_at)
        if kind == "done":
            advisor.press("result")
            receipt = advisor.session["receipt"]
            for looks in ("looks at what was filled in", "is asked whether to erase what was filled in"):
                shop = town.started(looks, "nl", f"m-{receipt}")
                assert shop.place["at"] == "receipt", shop.place
                if "erase" in looks:
                    shop.press("receipt_ask")


def unsent(town: Town, payload: str) -> None:
    """Leave an advisor whose last replies were not sent, of each kind that advisors get."""
    advisor = town.invited(NOORD, "advisor: waits for replies")
    asks = finished(town, "sent a picture that waits", some(290), "nl", payload)
    asks.command("vraag")
    asks.types("Mag dit?")
    asks.command("antwoord")
    town.unsent.add(advisor.id)
    asks.photo("photo-2", "Zo <b>dus</b>?")
    advisor.command("groep")
    for verb in ("group_picture", "group_workshop", "group_csv", "group_xlsx"):
        advisor.go(verb, "all", "1")
    for verb, *more in (("invite",), ("qr",), ("poster", "nl"), ("sheet", "en")):
        advisor.go(verb, payload[2:], *more)


def first_admin(town: Town) -> Person:
    willem = town.started("admin by ADMIN_IDS")
    assert willem.id == ADMIN
    return willem


def edited(town: Town, willem: Person) -> None:
    """Have an administrator publish texts and a copied card, then weights; and leave a draft."""
    willem.command("admin")
    change(willem, "text/nl/c-today_use_google/title", "Zet elke maand een foto op Google")
    change(willem, "text/nl/m/general.unknown_command", "Deze opdracht kennen wij niet. Typ /help.")
    willem.go("adm", f"copy/c-{CARD}")
    willem.types("Mail iedere week een recept")
    willem.press("adm_do")
    willem.go("adm", "publish")
    willem.types("Nieuwe titel, en een advies erbij")
    willem.press("adm_do")
    weights(town)
    town.house.follow()
    change(willem, f"text/nl/c-{CARD}/first", "Kies **één dag** en zet hem in uw agenda.")
    willem.command("start")
    assert town.house.rows("SELECT count(*) FROM content_versions") == [(3,)]
    assert town.house.rows("SELECT count(*) FROM content_edits") == [(1,)]


def change(admin: Person, page: str, text: str) -> None:
    """Type another text for one, and save it in the draft."""
    admin.go("adm", page)
    admin.press("adm", page.replace("text/", "change/", 1))
    admin.types(text)
    admin.press("adm_do")


def weights(town: Town) -> None:
    """Publish other weights, as the command line does."""
    editorial, path = town.house.editorial, "questionnaire.yaml"
    text, seen = town.house.run(editorial.file(path))
    assert text
    found = dict(re.findall(r"(email|sms): \{weight: (\d+),", text))
    for topic, weight in (("email", int(found["email"]) - 1), ("sms", int(found["sms"]) + 1)):
        text = text.replace(f"{topic}: {{weight: {found[topic]},", f"{topic}: {{weight: {weight},")
    town.house.run(editorial.save(path, text, seen, "Willem", "sms telt hier meer"))
    town.house.run(editorial.publish("Willem", "sms telt hier meer"))


ADMIN_PAGES = (
    *("menu", "cards/nl", "topic/nl/email", f"card/nl/c-{CARD}", "card/en/c-today_use_google"),
    *("sheet/nl/m/general", "sheet/nl/q/questions.today", "sheet/en/t"),
    *(f"text/nl/c-{CARD}/first", "text/nl/c-today_use_google/title", f"change/nl/c-{CARD}/first"),
    *("draft", "impact", "discard", "log", "version/2", "version/1", "upload", "people/advisor"),
    *("people/admin", "invite", "appoint", "stats", "search", f"copy/c-{CARD}", "publish", "back/2"),
)


def admins(town: Town, willem: Person) -> None:
    """Leave administrators on all pages of theirs."""
    for number, page in enumerate(ADMIN_PAGES):
        admin = appointed(town, willem, f"admin: {page}", ("nl", "en")[number % 2])
        admin.go("adm", page)
        assert (admin.place["at"], admin.place["page"]) == ("managing", page), page
    for page, text in (
        (f"change/nl/c-{CARD}/title", "Mail elke maand"),
        (f"copy/c-{CARD}", "Mail elk seizoen"),
        ("publish", "Korter"),
        ("back/1", "Toch beter"),
    ):
        asked = appointed(town, willem, f"admin typed what is asked: {page}")
        asked.go("adm", page)
        asked.types(text)
    removing = appointed(town, willem, "admin: a person")
    removing.go("adm", "people/admin")
    removing.press("adm", "person/admin")
    seeking = appointed(town, willem, "admin: found texts")
    seeking.command("admin")
    seeking.types("eerste dinsdag")


def appointed(town: Town, willem: Person, kind: str, language: str = "nl") -> Person:
    willem.command("admin")
    willem.go("adm", "appoint")
    willem.types(f"Beheerder {len(town.people)}")
    return town.started(kind, language, willem.links[-1])


def invitations(town: Town, willem: Person) -> None:
    """Leave open invitations, of which nobody made use."""
    for kind, name in (("invite", "Centrum Zuid"), ("appoint", "Nog niemand")):
        willem.command("admin")
        willem.go("adm", kind)
        willem.types(name)


def closed(anna: Person, payload: str) -> None:
    """Close a link that there is no need for."""
    anna.command("link")
    anna.go("desk", f"link/{payload[2:]}")
    anna.press("link_close")


def browsers(town: Town, willem: Person, anna: Person) -> None:
    """Sign an admin and an advisor in to the console, and leave one who is asked."""
    house, firefox = town.house, Waiting("Firefox", "203.0.113.x")
    for number, person in enumerate((willem, anna)):
        code = f"AAAA222{number + 2}"
        house.console.wait(code, f"wait-{number}", firefox, house.now)
        person.command("console", code)
        person.press("console_yes")
        assert house.console.redeem(f"wait-{number}", f"browser-{number}", house.now)
    for number, kind in enumerate(("advisor: asked about a browser", "admin: asked about a browser")):
        code = f"BBBB333{number + 2}"
        house.console.wait(code, f"wait-{number + 2}", firefox, house.now)
        asked = appointed(town, willem, kind) if number else town.invited(NOORD, kind)
        asked.command("console", code)
        assert asked.place["at"] == "admitting"


def waiting_notice(town: Town, payload: str) -> None:
    """Leave a message of a shop that no advisor was told of yet."""
    asks = finished(town, "asked something that waits", some(291), "nl", payload)
    asks.command("vraag")
    town.delivering = False
    asks.types("Komt er ook een cursus?")
    assert town.house.rows("SELECT count(*) FROM notices") != [(0,)]
