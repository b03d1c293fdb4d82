"""Advisors and shops together, from both sides."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.core.events import Membership, Photo
from bot.dialogue.core.replies import Passed, Picture, Report, Spreadsheet
from bot.records.groups import INVITATION_LASTS
from tests.support.town.taking_part import finish, link
from tests.support.town.town import Neighbour, Town

STEPS = ("regular", "sometimes", "planned", "known", "unknown")


@pytest.fixture
def town() -> Town:
    return Town()


def shops(town: Town, payload: str, count: int) -> list[Neighbour]:
    """Let shops come in by a link, finish, and share nothing."""
    people = [town.person() for _ in range(count)]
    for number, shop in enumerate(people):
        shop.command("start", payload)
        finish(shop, number)
        shop.tap("Nee, niet delen")
    return people


def test_the_totals_come_with_the_fifth_shop(town: Town) -> None:
    advisor = town.advisor()
    payload = link(advisor)
    shops(town, payload, 4)
    advisor.command("groep")
    assert "4 geopend, 4 begonnen, 4 klaar" in advisor.text
    assert "nog geen totalen" in advisor.text
    shops(town, payload, 1)
    advisor.command("groep")
    assert "5 winkels tellen mee. Wij werken de totalen pas bij als er 5 winkels bij komen." in advisor.text
    assert "Gemiddelde score:" in advisor.text
    before = len(advisor.sent)
    for label in ("Plaatje van de groep", "Werkblad (pdf)", "Totalen (csv)", "Alles in Excel"):
        advisor.tap(label)
    assert [type(one) for one in advisor.sent[before:]] == [Picture, Report, Spreadsheet, Spreadsheet]


def test_who_has_not_chosen_about_sharing_counts_after_half_an_hour(town: Town) -> None:
    advisor = town.advisor()
    payload = link(advisor)
    for number in range(5):
        shop = town.person()
        shop.command("start", payload)
        finish(shop, number)
    advisor.command("groep")
    assert "nog geen totalen" in advisor.text
    assert "half uur" in advisor.text
    advisor.later(minutes=31)
    advisor.command("groep")
    assert "5 winkels tellen mee" in advisor.text


def test_a_question_and_its_answers_go_both_ways_without_names(town: Town) -> None:
    advisor = town.advisor()
    (shop,) = shops(town, link(advisor), 1)
    shop.command("vraag")
    shop.type("Hoe <b>begin</b> ik met mail?")
    assert "Hoe <b>begin</b> ik met mail?" in advisor.text
    advisor.tap("Antwoord")
    advisor.type("Begin klein.")
    assert "Stichting Winkelhart antwoordt:\nBegin klein." in shop.text
    shop.tap("Stuur antwoord")
    shop.happen(Photo(now=shop.now, file_id="photo-1", caption="Zo?"))
    passed = [one for one in advisor.sent if isinstance(one, Passed)]
    assert [one.file_id for one in passed] == ["photo-1"]
    assert "Zo?" in passed[0].caption
    everything = "\n".join(one.text for person in (advisor, shop) for one in person.chat.values())
    assert str(10**6 + shop.id) not in everything


def test_nothing_is_relayed_after_a_side_ended_it_or_was_forgotten(town: Town) -> None:
    advisor = town.advisor()
    first, second = shops(town, link(advisor), 2)
    for shop in (first, second):
        shop.command("vraag")
        shop.type(f"Vraag van {shop.id}")
    asked = max(advisor.chat)
    advisor.tap("Stop dit gesprek", asked - 1)
    heard = len(advisor.chat)
    first.command("vraag")
    first.type("Nog een vraag")
    assert len([one for one in advisor.chat.values() if "Nog een vraag" in one.text]) == 0
    second.command("vergeet")
    second.tap("Ja, wis alles")
    read = len(second.chat)
    advisor.tap("Antwoord", asked)
    advisor.type("Te laat")
    assert len(second.chat) == read
    assert "Te laat" not in second.text
    assert heard <= len(advisor.chat)


def test_neither_side_reads_that_something_was_sent_to_who_blocked_the_bot(town: Town) -> None:
    advisor = town.advisor()
    (shop,) = shops(town, link(advisor), 1)
    shop.command("vraag")
    shop.type("Hoe begin ik?")
    shop.happen(Membership(now=shop.now, blocked=True))
    advisor.tap("Antwoord")
    advisor.type("Begin klein.")
    assert "Uw antwoord op vraag 1 kon niet worden bezorgd" in advisor.text
    assert "Begin klein" not in shop.text
    shop.happen(Membership(now=shop.now, blocked=False))
    advisor.happen(Membership(now=shop.now, blocked=True))
    heard = len(advisor.chat)
    shop.command("vraag")
    shop.type("Bent u er nog?")
    assert "Uw bericht aan Stichting Winkelhart kon niet worden bezorgd" in shop.text
    assert len(advisor.chat) == heard


def test_an_invitation_serves_once_and_for_seven_days(town: Town) -> None:
    payload = town.invitation("Stichting Winkelhart")
    advisor, late = town.person(), town.person()
    advisor.command("start", payload)
    advisor.command("groep")
    assert "Stichting Winkelhart" in advisor.text
    late.command("start", payload)
    late.command("groep")
    assert "alleen voor adviseurs" in late.text
    payload = town.invitation("Stichting Winkelhart")
    late.now += INVITATION_LASTS + timedelta(seconds=1)
    late.command("start", payload)
    late.command("groep")
    assert "alleen voor adviseurs" in late.text


def test_two_who_open_one_invitation_at_once_do_not_both_become_advisors(town: Town) -> None:
    payload = town.invitation("Stichting Winkelhart")
    people = [town.person(), town.person()]
    town.at_once([(person.id, f"/start {payload}") for person in people] * 2)
    welcomed = [who for who, reply in town.said if "U bent nu adviseur" in getattr(reply, "html", "")]
    assert welcomed == [people[0].id]
    people[1].command("groep")
    assert "alleen voor adviseurs" in people[1].text


def test_a_shop_sees_when_it_was_looked_at_and_can_stop(town: Town) -> None:
    advisor = town.advisor()
    payload = link(advisor)
    shop = town.person()
    shop.command("start", payload)
    finish(shop)
    shop.tap("Ja, ik kies wat ik deel")
    shop.tap("1. Score en niveau")
    advisor.command("groep")
    advisor.tap("Winkels die delen")
    advisor.tap(next(label for label in advisor.last.labels if label.startswith("1.")))
    assert "van de 100" in advisor.text
    shop.command("delen")
    assert "Een adviseur heeft gekeken op: 24 nov 2026." in shop.text
    shop.tap(next(label for label in shop.last.labels if "Score en niveau" in label))
    advisor.command("groep")
    advisor.tap("Winkels die delen")
    assert not [label for label in advisor.last.labels if label.startswith("1.")]


def test_a_demonstration_never_counts(town: Town) -> None:
    advisor = town.advisor()
    payload = link(advisor)
    shop = town.person()
    shop.command("start", payload.replace("c-", "d-"))
    finish(shop)
    advisor.command("groep")
    assert "0 geopend, 0 begonnen, 0 klaar" in advisor.text
    assert town.store.db.execute("SELECT count(*) FROM contributions").fetchone() == (0,)
    assert town.store.db.execute("SELECT count(*) FROM assessments").fetchone() == (0,)


def test_an_advisor_never_counts_as_a_shop(town: Town) -> None:
    shop = town.person()
    advisor = town.advisor()
    payload = link(advisor)
    shop.command("start", payload)
    finish(shop)
    shop.command("start", town.invitation("Stichting Winkelhart"))
    kept = dump(town)
    assert not any(kept[table] for table in ("contributions", "assessments", "participants"))


def test_shops_that_an_advisor_fills_in_for_count_and_leave_nothing_behind(town: Town) -> None:
    advisor = town.advisor()
    link(advisor)
    for number in range(5):
        advisor.command("link")
        advisor.tap(next(label for label in advisor.last.labels if label.startswith("1.")))
        advisor.tap("Samen invullen")
        advisor.tap("De winkelier is hier en vindt het goed")
        answer_as_advisor(advisor, number)
        advisor.tap("Klaar: wis deze antwoorden")
    assert advisor.session.finished is None
    advisor.command("groep")
    assert "5 winkels tellen mee" in advisor.text


def answer_as_advisor(advisor: Neighbour, number: int) -> None:
    asked = 0
    while "Toon mijn resultaat" not in advisor.last.labels:
        options = [label for label in advisor.last.labels if label[:1].isdigit()]
        advisor.tap(options[(asked * 7 + number * 3) % len(options)])
        if "Klaar met kiezen" in advisor.last.labels:
            advisor.tap("Klaar met kiezen")
        asked += 1
    advisor.tap("Toon mijn resultaat")
    assert isinstance(advisor.sent[-1], Report)


def test_every_start_link_works_in_the_middle_of_the_questions(town: Town) -> None:
    advisor = town.advisor()
    payload = link(advisor)
    shop = town.person()
    shop.tap_code("begin:0", 0) if shop.chat else shop.command("start")
    shop.tap("Begin")
    shop.tap(next(label for label in shop.last.labels if label.startswith("1.")))
    given = shop.session.given
    for start in (
        payload,
        payload.replace("c-", "d-"),
        "nonsense",
        town.invitation("Ander"),
        "c-" + "x" * 62,
    ):
        shop.command("start", start)
        assert shop.session.given == given
        assert replace(shop, stored="").last.text


def dump(town: Town) -> dict[str, list[tuple[object, ...]]]:
    """Give what is stored beside the chats themselves."""
    tables = [
        name
        for (name,) in town.store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if name not in ("chats", "seen", "replies", "sqlite_sequence") and not name.startswith("_")
    ]
    assert {"campaigns", "advisors", "shares", "threads", "contributions"} <= set(tables)
    return {table: [tuple(row.values()) for row in town.store.db[table].rows] for table in tables}


SECRETS = ("Geheime straat", "Bloemen van Roos", "roos@example.org", "Mijn geheime vraag")


def test_nobody_does_anything_with_buttons_and_numbers_of_others(town: Town) -> None:
    """Every button that an advisor and a shop were ever shown, tapped by everybody else."""
    advisor = town.advisor()
    payload = link(advisor, "Geheime straat")
    shop = shops(town, payload, 5)[0]
    shop.command("delen")
    for label in ("1. Score en niveau", "2. Alle antwoorden en advies", "3. Contactgegevens"):
        shop.tap(label)
    shop.type("roos@example.org")
    shop.command("vraag")
    shop.type("Mijn geheime vraag")
    for page in ("groep", "link"):
        advisor.command(page)
        for label in list(advisor.last.labels):
            advisor.tap(label) if label in advisor.last.labels else None
            advisor.command(page)
    codes = [
        button.code
        for person in (advisor, shop)
        for code_list in person.codes
        for button in code_list
        if button.code
    ]
    assert len(set(codes)) > 30
    stranger, rival = town.person(), town.advisor("Een andere club")
    (other_shop,) = shops(town, link(rival, "Andere straat"), 1)
    withdrawn = town.advisor()
    town.withdraw(withdrawn)
    before = dump(town)
    for person in (stranger, rival, other_shop, withdrawn):
        person.command("start")
        for code in dict.fromkeys(codes):
            if code.startswith(("forget", "relay", "ask")):
                continue
            person.tap_code(code)
        for command, argument in (("antwoord", "1"), ("link", ""), ("groep", ""), ("delen", "")):
            person.command(command, argument)
        everything = "\n".join(one.text for one in person.chat.values())
        everything += "\n".join(str(one) for one in person.sent)
        assert not [secret for secret in SECRETS if secret in everything]
    after = dump(town)
    for table in ("campaigns", "advisors", "shares", "looks", "threads", "notices", "invitations"):
        assert after[table] == before[table], table
