"""Chats of administrators, each left where its kind says, and people who tap all they see."""

import asyncio

from bot.storage.access.console_records import Waiting
from tests.storage.frozen.old_past import open_text
from tests.storage.frozen.old_talk import CARD, NOORD, finished, many_cards, some, wander
from tests.storage.frozen.old_town import OldTown, Person


def admins(town: OldTown, willem: Person) -> None:
    """Leave administrators on all pages of theirs."""
    pages = [
        "menu",
        "cards/nl",
        "topic/nl/email",
        "topic/nl/today",
        f"card/nl/c-{CARD}",
        "card/en/c-today_use_google",
    ]
    pages += [
        "sheet/nl/m/general",
        "sheet/nl/q/questions.today",
        "sheet/en/t",
        "text/nl/c-today_use_google/title",
    ]
    pages += [f"text/nl/c-{CARD}/first", "draft", "impact", "discard", "log", "version/2", "version/1"]
    pages += ["upload", "people/advisor", "people/admin", "invite", "appoint", "stats", "search"]
    for number, page in enumerate(pages):
        admin = appointed(town, willem, f"admin: {page}", ("nl", "en")[number % 2])
        open_text(admin, page)
    changing = appointed(town, willem, "admin: typed another text")
    open_text(changing, f"text/nl/c-{CARD}/title")
    changing.tap("Andere tekst")
    changing.type("Mail elke maand")
    for page, text in (
        (f"copy/c-{CARD}", "Mail elk seizoen"),
        ("publish", "Korter"),
        ("back/1", "Toch beter"),
    ):
        asked = appointed(town, willem, f"admin: typed what {page.partition('/')[0]} asks")
        open_text(asked, page)
        asked.type(text)
    seeking = appointed(town, willem, "admin: found texts")
    seeking.command("admin")
    seeking.type("eerste dinsdag")


def appointed(town: OldTown, willem: Person, kind: str, language: str = "nl") -> Person:
    willem.command("admin")
    willem.go(f"adm:{willem.run}:appoint")
    willem.type(f"Beheerder {len(town.people)}")
    texts = [shown.text for _, shown in sorted(willem.chat.items()) if "?start=k-" in shown.text]
    payload = texts[-1].rpartition("?start=")[2].split()[0]
    return town.started(kind, language, payload)


def browsers(town: OldTown, willem: Person, anna: Person) -> None:
    """Sign an admin and an advisor in to the console, and leave one asked."""
    firefox = Waiting("Firefox", "203.0.113.x")
    for number, person in enumerate((willem, anna)):
        code = f"AAAA222{number + 2}"
        asyncio.run(town.console.wait(code, f"wait-{number}", firefox, town.now))
        person.command("console", code)
        person.press(f"console_yes:{person.run}:{code}")
        assert asyncio.run(town.console.redeem(f"wait-{number}", f"browser-{number}", town.now))
    asyncio.run(town.console.wait("BBBB3333", "wait-9", firefox, town.now))
    asked = town.invited(NOORD, "advisor: asked about a browser")
    asked.command("console", "BBBB3333")


def wanderers(town: OldTown, payload: str, willem: Person) -> None:
    """Let people of each kind tap all they see."""
    for language in ("nl", "en"):
        reader = finished(town, f"taps all, {language}", some(310, email="planned"), language, payload)
        wander(reader, 160)
        many_cards(reader)
        new = town.started(f"taps all from the beginning, {language}", language)
        wander(new, 160)
    advisor = town.invited(NOORD, "advisor: taps all")
    for command in ("link", "groep"):
        advisor.command(command)
        wander(advisor, 120, 3)
    admin = appointed(town, willem, "admin: taps all")
    admin.command("admin")
    wander(admin, 250, 3)


def unsent(town: OldTown) -> None:
    """Leave chats whose last replies were not sent."""
    for language in ("nl", "en"):
        waiting = finished(town, f"waits for replies, {language}", some(320), language)
        town.unsent.add(waiting.id)
        waiting.command("resultaat")
        waiting.go(f"picture:{waiting.run}")
