"""What a save and a form do, as a browser sends them."""

import html
import re
from typing import get_args

import pytest

from bot.library.files import shipped_content
from bot.library.schema.admin import LogAction
from bot.library.schema.content import LANGUAGES
from bot.web.console.visit import WORDS, saying
from tests.support.bot.visitor import Visitor
from tests.support.console.people import ADMINS, Run, SignedIn, discard_draft, make_advisor
from tests.support.sandbox.client import ADVISOR

CARD = "advice/email/email_zomer.md"
LIKE = "advice/email/email_first_mail.md"


def revisions(admin: SignedIn, name: str) -> dict[str, str]:
    page = admin.get(f"teksten/bestand?pad={name}").text
    return dict(re.findall(r'name="(revision\d)" value="([^"]+)"', page))


def save(admin: SignedIn, name: str, *texts: str) -> str:
    fields = {f"text{number}": text.replace("\n", "\r\n") for number, text in enumerate(texts)}
    answer = admin.post("teksten/bestand", pad=name, do="save", **fields, **revisions(admin, name))
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def test_a_card_is_added_and_taken_out_again(admin: SignedIn) -> None:
    texts = [shipped_content()[f"{language}/{LIKE}"] for language in ("nl", "en")]
    assert revisions(admin, CARD) == {"revision0": "-", "revision1": "-"}
    assert "Bewaard in het concept" in save(admin, CARD, *texts)
    assert CARD in admin.get("concept").text
    assert admin.get("teksten?zoek=zomer").text.count(CARD) >= 1
    save(admin, CARD, "", " ")
    assert "Er is geen concept" in admin.get("concept").text


def test_a_save_that_changes_nothing_makes_no_draft(admin: SignedIn) -> None:
    texts = [shipped_content()[f"{language}/terms.yaml"] for language in ("nl", "en")]
    save(admin, "terms.yaml", *texts)
    assert "Er is geen concept" in admin.get("concept").text


def test_what_is_typed_is_shown_as_text(admin: SignedIn) -> None:
    page = save(admin, "levels.yaml", "</textarea><script>alert(1)</script>")
    raw = admin.get("teksten/bestand?pad=levels.yaml").text
    assert "<script>alert" not in raw
    assert "&lt;script&gt;alert" in raw
    assert "Dit is bewaard, maar u kunt het nog niet publiceren" in page
    refused = admin.post("concept", do="publish", why="x", seen="1+1")
    assert refused.status_code in (409, 422)
    assert admin.post("concept", do="publish", why=" ").status_code == 422
    assert admin.post("concept", do="discard").status_code == 200
    assert admin.post("concept", do="discard").status_code == 409


# What is changed in which file, and the key of what the draft then says of it.
DRAFTS = {
    "points": ("questionnaire.yaml", "[0, 10, 50, 75, 100]", "[0, 5, 40, 60, 100]", "impact_made_up"),
    "weights": ("questionnaire.yaml", "online: {weight: 20}", "online: {weight: 21}", "errors_first"),
    "who is offered what": ("questionnaire.yaml", "[google, website]}", "[google]}", "impact_nothing"),
    "a level": ("levels.yaml", "lowest: 60", "lowest: 55", "impact_made_up"),
    "a step that leads elsewhere": ("advice/email/email_first_mail.md", "leads_to: 3", "", "impact_made_up"),
    "a figure": ("figures/hbd-2010.yaml", "percent: 22", "percent: 23", "impact_made_up"),
    "a text": ("messages.yaml", "Welkom bij Winkelpeil", "Dag winkelier", "impact_nothing"),
    "no YAML": ("terms.yaml", "topics:", "topics: [", "errors_first"),
}


@pytest.mark.parametrize("change", DRAFTS)
def test_the_draft_is_shown_in_both_languages_whatever_changed(
    console: Run, admin: SignedIn, change: str
) -> None:
    name, old, new, key = DRAFTS[change]
    files = shipped_content()
    texts = [files[path] for path in (name, f"nl/{name}", f"en/{name}") if path in files]
    assert old in texts[0]
    save(admin, name, texts[0].replace(old, new, 1), *texts[1:])
    for language in LANGUAGES:
        shown = admin.get(f"concept?lang={language}")
        assert shown.status_code == 200
        assert saying(language)(key, shops=200, count=1) in html.unescape(shown.text)
    admin.get("account?lang=nl")
    discard_draft(console.database)


def test_going_back_needs_a_reason_and_the_version_that_was_weighed(console: Run, admin: SignedIn) -> None:
    assert admin.post("versies/1", why="").status_code == 422
    assert admin.post("versies/1", why="x", live="7").status_code == 409
    assert admin.post("versies/1", why="x", live="1").status_code == 422


def test_an_edition_that_is_not_filled_in_stays_in_the_form(admin: SignedIn) -> None:
    right = {
        "id": "cbs-2026",
        "year": "2026",
        "source": "CBS",
        "url": "https://www.cbs.nl/1",
        "name_nl": "CBS",
        "name_en": "CBS",
        "population_nl": "winkels",
        "population_en": "shops",
        "about0": "social",
        "percent0": "70",
        "nl0": "a",
        "en0": "b",
    }
    for wrong in (
        {"id": "CBS"},
        {"id": "hbd-2010"},
        {"year": "26"},
        {"url": "http://x"},
        {"url": "https://www.cbs.nl/"},
        {"name_en": " "},
        {"population_nl": ""},
        {"en0": ""},
        {"percent0": "veel"},
        {"percent0": "101"},
        {"about0": "tv"},
        {"name0": "A b"},
        {"percent0": "", "nl0": "", "en0": ""},
        {"about1": "social", "percent1": "3", "nl1": "c", "en1": "d"},
    ):
        answer = admin.post("cijfers", **(right | wrong))
        assert answer.status_code == 422, wrong
        assert 'role="alert"' in answer.text
        assert 'value="https://www.cbs.nl/1"' in answer.text or "url" in wrong
    assert "Er is geen concept" in admin.get("concept").text


def test_every_figure_stands_with_its_year_of_whom_it_is_and_its_page(admin: SignedIn) -> None:
    shown = admin.get("cijfers").text
    rows = {
        cells[0]: [re.sub("<.*?>", "", cell) for cell in cells[1:]]
        for row in re.findall(r"<tr>(.*?)</tr>", shown, re.DOTALL)
        if (cells := re.findall(r"<td>(.*?)</td>", row, re.DOTALL))
    }
    assert all(len(cells) == 5 and all(cells) for cells in rows.values())
    about_15 = "mensen van 15 jaar en ouder in Nederland"
    assert rows["social.users"][0] == "14,6 miljoen"
    assert rows["social.users"][2:4] == ["2026", f"{about_15} · 6685 ondervraagd"]
    assert rows["email.clicked_2023"][0] == "5,92%"
    assert rows["ads.online"][3] == "alle bedrijven met 10 of meer mensen, ook buiten de winkels"
    assert 'href="https://adoc.pub/2-hbd-monitor-ict-2010.html"' in shown


def test_a_new_edition_says_which_source_counted_those_who_were_asked(admin: SignedIn) -> None:
    form = {
        "id": "cbs-2027",
        "year": "2027",
        "sample": "900",
        "source": "CBS",
        "url": "https://www.cbs.nl/1",
        "name_nl": "CBS",
        "name_en": "CBS",
        "population_nl": "winkels",
        "population_en": "shops",
        "about0": "social",
        "percent0": "70",
        "nl0": "a",
        "en0": "b",
    }
    assert admin.post("cijfers", **form).status_code == 303
    written = html.unescape(admin.get("teksten/bestand?pad=figures/cbs-2027.yaml").text)
    assert "sample: 900\nsample_source: source\n" in written
    assert "# yaml-language-server: $schema=../json-schema/figures.json\nid: cbs-2027\n" in written
    assert admin.post("concept", do="discard").status_code == 200


def test_what_is_done_with_people_stands_in_the_log_whoever_did_it_where(
    console: Run, admin: SignedIn
) -> None:
    """An advisor who is invited and withdrawn here, and an admin who is appointed in the chat."""
    admin.post("adviseurs", do="invite", organisation="Hart van Zuid", label="Ina")
    willem = Visitor(console.client, ADMINS[0])
    for said in ("/admin", "beheerders", "aanwijzen", "Joris"):
        willem.type(said)
    console.client.wait_for(ADMINS[0], lambda message: "start=k-" in message["text"])
    make_advisor(console.client, console.database, ADVISOR, "Hart van Zuid")
    listed = admin.get("adviseurs").text
    assert "Hart van Zuid" in listed
    admin.post("adviseurs", do="withdraw", number=str(ADVISOR))
    log = admin.get("versies")
    assert log.status_code == 200
    rows = re.findall(r"<tr>(.*?)</tr>", log.text, re.DOTALL)
    told = [[re.sub("<.*?>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in rows]
    say = saying("nl")
    assert [(who, what, why) for _, who, what, _, why, _ in told[1:5]] == [
        (f"Telegram {ADMINS[0]}", say("action_withdrew"), "advisor of Hart van Zuid"),
        ("Willem", say("action_invited"), "advisor of Hart van Zuid"),
        (f"Telegram {ADMINS[0]}", say("action_appointed"), "Joris"),
        (f"Telegram {ADMINS[0]}", say("action_invited"), "advisor of Hart van Zuid"),
    ]


def test_every_action_that_the_log_knows_has_words() -> None:
    for language in LANGUAGES:
        words = WORDS.texts(language)
        assert {f"action_{one.replace(' ', '_')}" for one in get_args(LogAction)} <= set(words)


def test_an_invitation_is_shown_once(admin: SignedIn) -> None:
    answer = admin.post("adviseurs", do="invite", organisation="Winkelhart", label="Marijke")
    (link,) = set(re.findall(r"https://t\.me/\w+\?start=a-[\w-]+", answer.text))
    assert link not in admin.get("adviseurs").text
    refused = admin.post("adviseurs", do="invite", organisation=" ", label="Ma<b>rijke")
    assert refused.status_code == 422
    assert 'value="Ma&lt;b&gt;rijke"' in refused.text
    for number in ("7", "x", "9" * 40):
        assert admin.post("adviseurs", do="withdraw", number=number).status_code == 404
