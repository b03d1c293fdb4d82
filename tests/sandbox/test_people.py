"""What people do, through the control API."""

import base64
from typing import Any

import pytest

from tests.support.sandbox.world import JOKE, MARIJKE, SANDER, World, png


def test_there_are_two_shopkeepers_an_adviser_and_an_administrator(world: World) -> None:
    people = world.request("GET", "/control/people").json()["people"]
    assert [(p["id"], p["language_code"], p["role"]) for p in people] == [
        (100001, "nl", "winkelier"),
        (100002, "en", "winkelier"),
        (100003, "nl", "adviseur"),
        (100004, "nl", "beheerder"),
    ]
    assert not any(p["started"] or p["blocked"] for p in people)


def test_somebody_can_be_added_once(world: World) -> None:
    somebody = {"id": 7, "first_name": "Piet", "language_code": "nl", "role": "winkelier"}
    world.control("people", **somebody)
    world.control("start", user=7)
    assert world.updates()[0]["message"]["from"]["first_name"] == "Piet"
    assert world.refusal("people", **somebody)[0] == 409


def test_a_start_link_carries_its_payload(world: World) -> None:
    world.control("start", user=SANDER, payload="team_abc-1")
    message = world.updates()[0]["message"]
    assert message["text"] == "/start team_abc-1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "en"
    assert world.refusal("start", user=SANDER, payload="met spatie")[0] == 400


def test_a_text_may_carry_its_own_entities(world: World) -> None:
    world.control("send", user=JOKE, text="vet", entities=[{"type": "bold", "offset": 0, "length": 3}])
    assert world.updates()[0]["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


@pytest.mark.parametrize("text", ["", "  ", "a" * 4097, "\u200b"])
def test_what_the_app_does_not_send_is_refused(world: World, text: str) -> None:
    assert world.refusal("send", user=JOKE, text=text)[0] == 400
    assert world.updates() == []


def test_a_person_can_edit_their_own_text(world: World) -> None:
    message_id = world.control("send", user=JOKE, text="een")["message_id"]
    world.control("send", user=JOKE, text="twee", edited=message_id)
    edited = world.updates()[1]["edited_message"]
    assert (edited["message_id"], edited["text"], edited["edit_date"]) == (message_id, "twee", 1_800_000_000)
    bots = world.say()["message_id"]
    assert world.refusal("send", user=JOKE, text="x", edited=bots)[0] == 400
    assert world.refusal("send", user=JOKE, text="x", edited=1)[0] == 404


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document", "video"])
def test_a_file_reaches_the_bot(world: World, kind: str) -> None:
    encoded = base64.b64encode(png()).decode()
    world.control("upload", user=JOKE, kind=kind, name="x.png", base64=encoded, caption="kijk")
    message = world.updates()[0]["message"]
    media = message[kind][-1] if kind == "photo" else message[kind]
    assert (media["file_size"], message["caption"]) == (len(png()), "kijk")
    assert world.call("getFile", file_id=media["file_id"])["file_size"] == len(png())
    assert world.request("GET", f"/control/file/{media['file_id']}").content == png()


def test_a_place_and_a_contact_reach_the_bot(world: World) -> None:
    world.control("upload", user=JOKE, kind="location", latitude=52.1, longitude=5.2)
    world.control("upload", user=JOKE, kind="contact", phone_number="+31600000000")
    place, contact = (u["message"] for u in world.updates())
    assert place["location"] == {"latitude": 52.1, "longitude": 5.2}
    assert contact["contact"] == {"phone_number": "+31600000000", "first_name": "Joke", "user_id": JOKE}


@pytest.mark.parametrize(
    "body", [{"kind": "photo", "base64": "eA=="}, {"kind": "voice", "base64": "?"}, {"kind": "x"}]
)
def test_a_wrong_file_is_refused(world: World, body: dict[str, Any]) -> None:
    assert world.refusal("upload", user=JOKE, **body)[0] == 400


def test_blocking_and_restarting_tell_the_bot(started: World) -> None:
    started.control("block", user=JOKE)
    assert started.control("block", user=JOKE) == {"update_id": None}
    assert started.refusal("send", user=JOKE, text="x")[0] == 409
    started.control("start", user=JOKE)
    blocked, unblocked, start = started.updates()
    assert blocked["my_chat_member"]["old_chat_member"]["status"] == "member"
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert blocked["my_chat_member"]["chat"]["id"] == JOKE
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start"
    assert started.say()["text"] == "Hallo"


def test_in_a_group_the_bot_sees_only_what_is_meant_for_it(world: World) -> None:
    group = world.control("group", user=JOKE, title="Winkeliers")["chat_id"]
    assert group < 0
    for text in ("zomaar", "/start", "/start@WinkelpeilSandboxBot", "/start@AndereBot", "eerst /start"):
        world.control("send", user=JOKE, chat=group, text=text)
    joined, *messages = world.updates()
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert [u["message"]["text"] for u in messages] == ["/start", "/start@WinkelpeilSandboxBot"]
    assert messages[0]["message"]["chat"] == {"id": group, "title": "Winkeliers", "type": "group"}
    assert world.call("sendMessage", chat_id=group, text="Hier niet")["chat"]["id"] == group
    assert len(world.messages(group)) == 6


def test_nobody_and_nowhere_are_refused(world: World) -> None:
    assert world.refusal("start", user=1)[0] == 404
    assert world.refusal("send", user=JOKE, chat=-5, text="x")[0] == 404
    assert world.refusal("tap", user=JOKE, message_id=1, data="x")[0] == 404
    assert world.refusal("start", user=JOKE, extra=1)[0] == 400
    assert world.request("GET", "/control/transcript/5").status_code == 404
    assert world.request("GET", "/control/file/5").status_code == 404


def test_a_transcript_shows_both_sides(started: World) -> None:
    started.say("<b>Dag</b> &amp; welkom", parse_mode="HTML")
    theirs, bots = started.messages()
    assert (theirs["from"], theirs["sender"]) == ("user", {"id": JOKE, "first_name": "Joke"})
    assert (bots["from"], bots["text"], bots["html"]) == ("bot", "Dag & welkom", "<b>Dag</b> &amp; welkom")
    assert (bots["date"], bots["edited"], bots["buttons"]) == (1_800_000_000, 0, [])
    assert started.messages(MARIJKE) == []


def test_events_tell_what_changed(started: World) -> None:
    before = started.request("GET", "/control/events?after=0").json()
    message_id = started.say()["message_id"]
    started.call("editMessageText", chat_id=JOKE, message_id=message_id, text="anders")
    started.call("deleteMessage", chat_id=JOKE, message_id=message_id)
    after = started.request("GET", f"/control/events?after={before['last']}").json()
    assert [(e["kind"], e["chat"], e["message_id"]) for e in after["events"]] == [
        ("message", JOKE, message_id),
        ("edited", JOKE, message_id),
        ("deleted", JOKE, message_id),
    ]
    assert started.request("GET", "/control/events?after=999999").json()["reset"] is True


def test_a_transcript_of_everything_is_html_again(started: World) -> None:
    source = (
        'x &lt;y&gt; <i>a &amp; <b>b</b></i> <u>c</u> <s>d</s> <tg-spoiler>e</tg-spoiler> <code>f</code> '
        '<a href="https://a.nl/?x=1&amp;y=2">g</a> <a href="tg://user?id=100001">h</a> '
        '<tg-emoji emoji-id="5">😀</tg-emoji>\n<blockquote>i</blockquote>\n'
        '<blockquote expandable>j</blockquote>\n<pre><code class="language-py">k</code></pre>\n<pre>l</pre>'
    )  # fmt: skip
    started.say(source, parse_mode="HTML")
    assert started.messages()[-1]["html"] == source
