"""What was there before the autumn of 2026: first rounds, groups, and what an administrator published."""

import asyncio
from datetime import timedelta

from tests.storage.frozen.old_talk import CARD, COPIED, NOORD, again, finished, link, no_sharing, share, some
from tests.storage.frozen.old_town import OldTown, Person


def spring(town: OldTown) -> dict[str, Person]:
    """February and June: the first rounds of shops that come again, and a campaign that is over."""
    anna = town.invited(NOORD, "advisor: at the welcome")
    old = link(anna, "Voorjaar op de markt")
    people = {"anna": anna}
    for name, language, payload in (("nl", "nl", ""), ("en", "en", ""), ("linked", "nl", old)):
        given = some(40 + len(name), data_asks="no", email="known", sms="unknown")
        people[name] = finished(town, f"three rounds, {name}", given, language, payload)
        no_sharing(people[name])
        people[name].go(f"again_later:{people[name].run}")
    people["two"] = finished(town, "finished before, in a second round now", some(51))
    people["web"] = finished(town, "a webshop alone, twice", some(52, shop_type="web"))
    people["skips"] = finished(town, "first with topics skipped, then all", some(53, sms=None, blog=None))
    town.until(6, 16)
    for name in ("nl", "en", "linked"):
        town.ring()
        again(people[name], some(60 + len(name), email="planned", sms="known"))
    town.until(6, 20)
    anna.command("link")
    anna.go(f"desk:{anna.run}:link/{old[2:]}")
    anna.press(f"link_close:{anna.run}:{old[2:]}:1")
    return people


def summer(town: OldTown, anna: Person) -> None:
    """August: fifty shops come by one link and finish, so that levels and reasons open too."""
    town.until(8, 4)
    payload = link(anna, "Zomer in de stad")
    for number in range(50):
        shop = finished(town, f"counts in a large group, {number}", some(400 + number), "nl", payload)
        if number % 10 == 9:
            share(shop, "answers")
        else:
            no_sharing(shop)


def autumn(town: OldTown, anna: Person) -> tuple[str, list[Person]]:
    """September: twenty-two shops come by one link and finish, so that topics and levels open."""
    town.until(9, 8)
    payload = link(anna, "Najaar in de Dorpsstraat")
    shops = []
    for number in range(22):
        shop = finished(town, f"counts in a group, {number}", some(500 + number), "nl", payload)
        shops.append(shop)
        if number % 4 == 3:
            share(shop, *("answers", "contact")[: 1 + number % 2])
        else:
            no_sharing(shop)
    town.now += timedelta(hours=1)
    anna.command("groep")
    return payload, shops


def edited(town: OldTown, willem: Person) -> None:
    """October: an administrator publishes a title, a text, a copied card, and then weights; then drafts."""
    town.until(10, 6)
    willem.command("admin")
    open_text(willem, "text/nl/c-today_use_google/title")
    change(willem, "Zet elke maand een foto op Google")
    open_text(willem, "text/nl/m/general.unknown_command")
    change(willem, "Deze opdracht kennen wij niet. Typ /help.")
    willem.go(f"adm:{willem.run}:copy/c-{CARD}")
    willem.type(COPIED)
    do(willem)
    publish(willem, "Nieuwe titel, en een advies erbij")
    assert asyncio.run(town.content.live_number()) == 2
    town.follow()
    weights(town)
    assert asyncio.run(town.content.live_number()) == 3
    town.follow()
    open_text(willem, f"text/nl/c-{CARD}/first")
    change(willem, "Kies **één dag** en zet hem in uw agenda.")
    willem.command("start")


def open_text(admin: Person, page: str) -> None:
    admin.go(f"adm:{admin.run}:{page}")


def change(admin: Person, text: str) -> None:
    """Type another text for the one that is open, and save it in the draft."""
    admin.tap("Andere tekst")
    admin.type(text)
    do(admin)


def do(admin: Person) -> None:
    admin.go(next(code for code in admin.keyboard if code.startswith("adm_do:")))


def publish(admin: Person, why: str) -> None:
    admin.go(f"adm:{admin.run}:publish")
    admin.type(why)
    do(admin)


def weights(town: OldTown) -> None:
    """Publish other weights, as the command line does."""

    async def made() -> None:
        text, named = await town.editorial.file("questionnaire.yaml")
        assert text
        for topic, before, after in (("email", 25, 20), ("sms", 15, 20)):
            wanted = f"{topic}: {{weight: {before},"
            assert wanted in text
            text = text.replace(wanted, f"{topic}: {{weight: {after},")
        await town.editorial.save("questionnaire.yaml", text, named, "Willem", "sms telt hier meer")
        await town.editorial.publish("Willem", "sms telt hier meer")

    asyncio.run(made())
