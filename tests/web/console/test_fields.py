"""Texts that an admin changes one by one, in both languages."""

import html
import re
from base64 import b64decode

import pytest

from tests.support.console.people import ADMINS, Run, SignedIn, discard_draft

CARD = "advice/email/email_first_mail.md"
WELCOME = "messages.yaml&deel=welcome"


@pytest.fixture(scope="module")
def anja(console: Run) -> SignedIn:
    return console.signed_in(ADMINS[1])


@pytest.fixture(autouse=True)
def _no_draft(console: Run) -> None:
    discard_draft(console.database)


def fields(page: str) -> dict[str, str]:
    """Read the form as a browser would send it."""
    hidden = re.findall(r'<input type="hidden" name="((?:key|seen)[^"]+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea[^>]* name="(text[^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(value).replace("\n", "\r\n") for name, value in [*hidden, *texts]}


def opened_form(person: SignedIn, pad: str) -> dict[str, str]:
    answer = person.get(f"teksten/velden?pad={pad}")
    assert answer.status_code == 200
    name, _, part = pad.partition("&deel=")
    return {"pad": name, "deel": part, **fields(answer.text)}


def saved(person: SignedIn, form: dict[str, str], typed: dict[str, str], status: int = 200) -> str:
    """Save a form in which texts were typed, by their places."""
    answer = person.post(
        "teksten/velden", do="save", **form | {f"text{at}": text for at, text in typed.items()}
    )
    assert answer.status_code == status, answer.text
    return html.unescape(answer.text)


def row(form: dict[str, str], key: str) -> str:
    return next(
        name.removeprefix("key") for name, value in form.items() if name.startswith("key") and value == key
    )


def beside(page: str, at: str) -> str:
    """Give what is said beside a text."""
    found = re.search(rf'<div id="said{at}">(.*?)</div>\n</div>', page, re.DOTALL)
    return found[1] if found else ""


def test_a_card_changes_in_both_languages(admin: SignedIn) -> None:
    form = opened_form(admin, CARD)
    page = saved(admin, form, {"0-nl": "Stuur een mail", "0-en": "Send a mail"})
    assert "Bewaard in het concept" in page
    draft = html.unescape(admin.get("concept").text)
    for words in ("<del>", "Stuur klanten uw eerste mail", "Stuur een mail", "Send a mail"):
        assert words in draft
    # The line ends that a browser sends make no change of what was left alone.
    assert draft.count('<dl class="piece"') == 2


def test_the_check_speaks_beside_the_text(admin: SignedIn) -> None:
    form = opened_form(admin, CARD)
    why = row(form, "why")
    page = saved(admin, form, {f"{why}-nl": "Uw klanten {onzin} kennen u."})
    assert "u kunt het nog niet publiceren: er staat een fout in" in page
    assert "onzin" in beside(page, f"{why}-nl")
    assert "onzin" not in beside(page, "0-nl")
    assert 'aria-invalid="true"' in page
    assert admin.post("concept", do="publish", why="x", seen="").status_code in (409, 422)
    long = saved(admin, opened_form(admin, CARD), {"0-nl": "lang " * 30})
    assert "60" in beside(long, "0-nl")


def test_what_cannot_stand_there_stays_in_its_field_and_changes_nothing(admin: SignedIn) -> None:
    form = opened_form(admin, CARD)
    why = row(form, "why")
    page = saved(admin, form, {f"{why}-nl": "x\n## Kop\ny"}, 422)
    assert "Niet alles is bewaard" in page
    assert "Dit kan hier niet staan" in beside(page, f"{why}-nl")
    assert "## Kop" in page
    assert "Er is geen concept" in admin.get("concept").text


def test_two_admins_on_one_text_and_on_two(admin: SignedIn, anja: SignedIn) -> None:
    mine, hers = opened_form(admin, WELCOME), opened_form(anja, WELCOME)
    saved(admin, mine, {"0-nl": "Van Willem"})
    saved(anja, hers, {"1-nl": "Van Anja"})
    page = saved(anja, hers, {"0-nl": "Ook van Anja"}, 409)
    assert f"Telegram {ADMINS[0]} heeft deze tekst intussen veranderd" in beside(page, "0-nl")
    assert "Van Willem" in beside(page, "0-nl")
    assert "Ook van Anja" in page
    assert fields(opened_page(admin))["text0-nl"] == "Van Willem"
    # Who read it, and saves once more, means it.
    saved(anja, {"pad": "messages.yaml", "deel": "welcome", **fields(page)}, {})
    shown = fields(opened_page(admin))
    assert (shown["text0-nl"], shown["text1-nl"]) == ("Ook van Anja", "Van Anja")


def opened_page(person: SignedIn) -> str:
    return person.get(f"teksten/velden?pad={WELCOME}").text


def test_what_is_typed_is_shown_as_a_message_and_on_paper(admin: SignedIn) -> None:
    form = opened_form(admin, CARD) | {"text0-nl": "Mail <b>eens</b>"}
    shown = admin.post("teksten/velden/voorbeeld", **form).text
    assert "Mail &lt;b&gt;eens&lt;/b&gt;" in shown
    pictures = re.findall(r'src="data:image/png;base64,([^"]+)"', shown)
    assert len(pictures) == 2
    assert all(b64decode(one).startswith(b"\x89PNG") for one in pictures)
    page = admin.post("teksten/velden", do="preview", **form).text
    assert "Mail &lt;b&gt;eens&lt;/b&gt;" in page
    assert "Er is geen concept" in admin.get("concept").text


def test_a_card_is_shown_while_the_draft_has_an_error_elsewhere(admin: SignedIn) -> None:
    saved(admin, opened_form(admin, WELCOME), {"0-nl": "Zonder wie het aanbiedt"})
    page = admin.get(f"teksten/velden?pad={CARD}").text
    assert page.count("data:image/png") == 2


def test_many_texts_are_listed_by_part_and_found_by_a_word(admin: SignedIn) -> None:
    parts = admin.get("teksten/velden?pad=messages.yaml").text
    assert "deel=welcome" in parts
    assert "<textarea" not in parts
    assert "deel=sharing.share" in admin.get("teksten/velden?pad=messages.yaml&deel=sharing").text
    found = admin.get("teksten/velden?pad=terms.yaml&zoek=Nieuwsbrief").text
    assert 0 < found.count("<fieldset>") < 10
    assert (
        "welcome.text" in admin.get("teksten?zoek=Welkom bij").text
        or "zoek=Welkom" in admin.get("teksten?zoek=Welkom bij").text
    )


def test_what_has_no_texts_of_its_own_is_shown_whole_or_not_there(admin: SignedIn) -> None:
    answer = admin.get("teksten/velden?pad=levels.yaml")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/console/teksten/bestand?pad=levels.yaml",
    )
    for pad in ("", "x", "../x", "messages.yaml&deel=x", "advice/email/none_such.yaml"):
        assert admin.get(f"teksten/velden?pad={pad}").status_code == 404
        assert admin.post("teksten/velden", pad=pad, do="save", key0="title").status_code == 404


@pytest.mark.parametrize("path", ["teksten/velden", "teksten/bestand"])
def test_the_other_language_shows_the_same_text_after_a_save(admin: SignedIn, path: str) -> None:
    page = admin.post(path, pad=CARD, do="preview", key0="title").text
    other = html.unescape(re.findall(r'<a href="(\?[^"]+)" lang="en"', page)[0])
    shown = admin.get(f"{path}{other}")
    assert shown.status_code == 200
    assert "Send customers your first e-mail" in shown.text
    admin.get("account?lang=nl")
