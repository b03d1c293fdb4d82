"""Raw updates into events."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.constants import MessageAttachmentType, MessageType

from bot.dialogue.core.events import (
    Addressed,
    Command,
    Contact,
    Document,
    Edited,
    Membership,
    Photo,
    Tap,
    Text,
    Unreadable,
)
from bot.engine.incoming import Incoming
from bot.telegram.api.raw import SAID
from bot.telegram.api.updates import ALLOWED, BotIdentity, MalformedUpdate, incoming, update_id_of, update_of

BOT = BotIdentity(1000000001, "WinkelpeilBot")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
JOKE = {"id": 5, "is_bot": False, "first_name": "Joke", "language_code": "nl"}
PRIVATE = {"id": 5, "type": "private", "first_name": "Joke"}
GROUP = {"id": -100123, "type": "supergroup", "title": "Winkeliers"}

Json = dict[str, Any]


def message(chat: Json = PRIVATE, sender: Json | None = JOKE, **fields: Any) -> Json:
    made: Json = {"message_id": 9, "date": 1_790_000_000, "chat": chat, **fields}
    return made if sender is None else made | {"from": sender}


def update(**parts: Any) -> Json:
    return {"update_id": 1, **parts}


def event_of(raw: Json) -> object:
    found = incoming(raw, BOT, NOW)
    assert found is not None
    assert found.update_id == 1
    return found.event


def said(text: str) -> object:
    return event_of(update(message=message(text=text)))


def test_a_text_is_a_text_of_its_chat() -> None:
    raw = update(message=message({"id": 77, "type": "private"}, text="Hallo"))
    assert incoming(raw, BOT, NOW) == Incoming(
        1, 77, Text(message_id=9, now=NOW, language_code="nl", text="Hallo")
    )


ME = {"id": BOT.id, "is_bot": True}


@pytest.mark.parametrize(
    ("answered", "replied"),
    [
        ({"message_id": 3, "from": ME}, 3),
        ({"message_id": 3, "from": JOKE}, None),
        ({"message_id": 3}, None),
        ({"from": ME}, None),
        (None, None),
    ],
)
def test_a_reply_names_the_message_of_the_bot(answered: Json | None, replied: int | None) -> None:
    fields = {} if answered is None else {"reply_to_message": answered}
    for said in ({"text": "Ja"}, {"photo": [{"file_id": "f"}]}):
        event = event_of(update(message=message(**fields, **said)))
        assert isinstance(event, Text | Photo)
        assert event.replied == replied


def test_a_text_is_cleaned() -> None:
    assert said("e\u0301\ud83d\x00\u202e!") == Text(message_id=9, now=NOW, language_code="nl", text="é!")


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/start", "start", ""),
        ("/START", "start", ""),
        ("/start@WinkelpeilBot", "start", ""),
        ("/start@winkelpeilbot  actie_10", "start", "actie_10"),
        ("/start actie_10", "start", "actie_10"),
        ("/zoek twee\nregels ", "zoek", "twee\nregels"),
        ("/a\x00b", "ab", ""),
    ],
)
def test_a_command_has_a_name_and_an_argument(text: str, name: str, argument: str) -> None:
    assert said(text) == Command(message_id=9, now=NOW, language_code="nl", name=name, argument=argument)


@pytest.mark.parametrize("text", ["/", "/ start", "/winkel-app", "1/2", " /start", "/start@", "/a" * 40])
def test_what_only_looks_like_a_command_is_a_text(text: str) -> None:
    assert said(text) == Text(message_id=9, now=NOW, language_code="nl", text=text)


def test_a_command_for_another_bot_is_left_alone() -> None:
    assert incoming(update(message=message(text="/start@OtherBot")), BOT, NOW) is None


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("voice", "voice"),
        ("video_note", "voice"),
        ("audio", "voice"),
        ("video", "picture"),
        ("animation", "picture"),
        ("sticker", "sticker"),
        ("location", "other"),
        ("contact", "other"),
        ("poll", "other"),
    ],
)
def test_a_message_without_text_is_unreadable(field: str, what: str) -> None:
    fields: Json = {field: {"file_id": "x"}}
    event = event_of(update(message=message(caption="Kijk!", **fields)))
    assert isinstance(event, Unreadable)
    assert event.what == what


def test_a_file_comes_with_its_size() -> None:
    sent = {"file_id": "x", "file_name": "a.zip", "file_size": 12}
    event = event_of(update(message=message(document=sent)))
    assert isinstance(event, Document)
    assert (event.file_id, event.size) == ("x", 12)


@pytest.mark.parametrize("sent", [{}, {"file_id": ""}, {"file_id": "x", "file_size": -1}, "x", 7, []])
def test_a_file_that_cannot_be_fetched_is_unreadable(sent: object) -> None:
    event = event_of(update(message=message(document=sent)))
    assert isinstance(event, Unreadable)
    assert event.what == "document"


def test_a_picture_comes_in_its_largest_size_with_its_caption() -> None:
    photo = [{"file_id": "small"}, {"file_id": "large"}]
    event = event_of(update(message=message(caption="Kijk!", photo=photo)))
    assert event == Photo(message_id=9, now=NOW, language_code="nl", file_id="large", caption="Kijk!")


def test_an_animation_counts_as_a_picture_though_it_comes_as_a_document_too() -> None:
    event = event_of(update(message=message(document={"file_id": "x"}, animation={"file_id": "x"})))
    assert isinstance(event, Unreadable)
    assert event.what == "picture"


def test_an_edited_message_is_the_message_as_it_is_now() -> None:
    event = event_of(update(edited_message=message(text="Hallo!")))
    edited = Text(message_id=9, now=NOW, language_code="nl", text="Hallo!")
    assert event == Edited(now=NOW, language_code="nl", message=edited)


@pytest.mark.parametrize("fields", [{"location": {}}, {"voice": {}}, {"pinned_message": {}}, {}])
def test_an_edit_of_what_the_bot_does_not_read_is_left_alone(fields: Json) -> None:
    assert incoming(update(edited_message=message(**fields)), BOT, NOW) is None


def test_the_parts_of_an_album_tell_that_they_belong_together() -> None:
    photo = [{"file_id": "large", "file_unique_id": "AQ"}]
    event = event_of(update(message=message(photo=photo, media_group_id="77")))
    assert isinstance(event, Photo)
    assert (event.album, event.unique, event.message_id) == ("77", "AQ", 9)


@pytest.mark.parametrize(("kind", "is_image"), [("image/jpeg", True), ("IMAGE/png", True), ("text/x", False)])
def test_a_picture_may_come_as_a_file(kind: str, is_image: bool) -> None:
    sent = {"file_id": "x", "file_unique_id": "AQ", "mime_type": kind}
    event = event_of(update(message=message(caption="Kijk!", document=sent)))
    assert isinstance(event, Document)
    assert (event.is_image, event.caption, event.unique) == (is_image, "Kijk!", "AQ")


SERVICE = {kind.value for kind in MessageType} - SAID
TO_THE_BOT = {"message_id": 3, "from": {"id": BOT.id, "is_bot": True}}


def test_every_kind_of_message_is_known_as_one_that_people_send_or_not() -> None:
    sent = {kind.value for kind in MessageAttachmentType} - {"passport_data", "successful_payment"}
    assert sent | {"text"} <= SAID <= {kind.value for kind in MessageType}


@pytest.mark.parametrize("kind", sorted(SERVICE | {"tells_of_the_future", ""}))
def test_what_only_tells_that_something_happened_gets_no_answer(kind: str) -> None:
    told: object
    for told in ({}, True, {"text": "/start"}, [{"id": BOT.id}], -100777):
        for chat in (PRIVATE, GROUP):
            sent = message(chat) | {"reply_to_message": TO_THE_BOT, kind: told}
            assert incoming(update(message=sent), BOT, NOW) is None


def query(**fields: Any) -> Json:
    return {"id": "4242", "from": JOKE, "chat_instance": "1", **fields}


def test_a_tap_names_its_message() -> None:
    event = event_of(update(callback_query=query(message=message(), data="answer:1:a")))
    assert event == Tap(now=NOW, language_code="nl", code="answer:1:a", message_id=9, callback_id="4242")


def test_a_tap_under_an_inaccessible_message_counts() -> None:
    under = {"message_id": 3, "date": 0, "chat": PRIVATE}
    event = event_of(update(callback_query=query(message=under, data="x")))
    assert isinstance(event, Tap)
    assert event.message_id == 3


def test_a_tap_without_data_is_a_tap_without_meaning() -> None:
    event = event_of(update(callback_query=query(message=message())))
    assert isinstance(event, Tap)
    assert event.code == ""


@pytest.mark.parametrize("fields", [{"data": "x"}, {"data": "x", "message": message(GROUP)}])
def test_a_tap_outside_a_private_chat_is_left_alone(fields: Json) -> None:
    assert incoming(update(callback_query=query(**fields)), BOT, NOW) is None


def mention(text: str, before: int, length: int) -> Json:
    return {"text": text, "entities": [{"type": "mention", "offset": before, "length": length}]}


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "/start"},
        {"text": "/help"},
        {"text": "/start@WinkelpeilBot"},
        {"text": "/anything@winkelpeilbot now"},
        mention("Vraag @WinkelpeilBot", 6, 14),
        # An emoji outside the basic plane counts as two.
        mention("👩‍🌾 @winkelpeilbot", 6, 14),
        {
            "text": "Joke",
            "entities": [{"type": "text_mention", "offset": 0, "length": 4, "user": {"id": BOT.id}}],
        },
        {"text": "Ja", "reply_to_message": {"message_id": 3, "from": {"id": BOT.id, "is_bot": True}}},
        {
            "photo": [],
            "caption_entities": mention("@WinkelpeilBot", 0, 14)["entities"],
            "caption": "@WinkelpeilBot",
        },
        {"sticker": {}, "reply_to_message": {"message_id": 3, "from": {"id": BOT.id, "is_bot": True}}},
    ],
)
def test_in_a_group_the_bot_hears_when_it_is_addressed(fields: Json) -> None:
    for kind in ("group", "supergroup"):
        found = incoming(update(message=message(GROUP | {"type": kind}, **fields)), BOT, NOW)
        assert found == Incoming(1, -100123, Addressed(now=NOW, language_code="nl"))


ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
CHANNEL = {"id": -100456, "type": "channel", "title": "Winkelnieuws"}


@pytest.mark.parametrize(("sender", "as_chat"), [(ANONYMOUS, GROUP), (CHANNEL_BOT, CHANNEL)])
def test_an_administrator_without_name_and_a_channel_are_heard_in_a_group(
    sender: Json, as_chat: Json
) -> None:
    sent = message(GROUP, sender, sender_chat=as_chat, text="/start@WinkelpeilBot")
    assert incoming(update(message=sent), BOT, NOW) == Incoming(1, -100123, Addressed(now=NOW))


def test_a_post_that_came_from_the_channel_by_itself_is_left_alone() -> None:
    telegram = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    sent = message(
        GROUP, telegram, sender_chat=CHANNEL, is_automatic_forward=True, text="/start@WinkelpeilBot"
    )
    assert incoming(update(message=sent), BOT, NOW) is None


@pytest.mark.parametrize(("in_topic", "topic"), [(True, 4), (False, None)])
def test_a_topic_of_a_group_is_known(in_topic: bool, topic: int | None) -> None:
    # A reply has a thread of its own too, which is no topic.
    raw = message(GROUP, text="/start", message_thread_id=4, is_topic_message=in_topic)
    assert event_of(update(message=raw)) == Addressed(now=NOW, language_code="nl", topic=topic)


@pytest.mark.parametrize(
    ("shared", "number", "own"),
    [
        ({"phone_number": "31612345678", "user_id": 5}, "+31612345678", True),
        ({"phone_number": "+31 6 12345678", "user_id": 5}, "+31 6 12345678", True),
        ({"phone_number": "+316\u202e", "user_id": 5}, "+316", True),
        ({"phone_number": "31612345678", "user_id": 6}, "", False),
        ({"phone_number": "31612345678", "first_name": "X"}, "", False),
    ],
)
def test_a_number_is_known_to_be_one_s_own(shared: Json, number: str, own: bool) -> None:
    event = event_of(update(message=message(contact=shared)))
    assert event == Contact(message_id=9, now=NOW, language_code="nl", number=number, own=own)


@pytest.mark.parametrize("shared", [{}, {"phone_number": ""}, {"phone_number": 5}, "x"])
def test_a_number_that_is_none_is_something_that_cannot_be_read(shared: object) -> None:
    event = event_of(update(message=message(contact=shared)))
    assert event == Unreadable(message_id=9, now=NOW, language_code="nl", what="other")


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "Hallo allemaal"},
        {"text": "/weer"},
        {"text": "/start@OtherBot"},
        {"text": "@WinkelpeilBot without an entity"},
        mention("Vraag @OtherBot eens", 6, 9),
        mention("Vraag @WinkelpeilBot", 0, 5),
        mention("x", 500, 14),
        {"text": "Ja", "reply_to_message": {"message_id": 3, "from": JOKE}},
        {"text": "Ja", "reply_to_message": {"message_id": 3}},
        {"new_chat_members": [{"id": BOT.id}]},
    ],
)
def test_in_a_group_anything_else_is_left_alone(fields: Json) -> None:
    assert incoming(update(message=message(GROUP, **fields)), BOT, NOW) is None


@pytest.mark.parametrize(
    "raw",
    [
        update(message=message({"id": -1, "type": "channel"}, text="/start@WinkelpeilBot")),
        update(channel_post=message({"id": -1, "type": "channel"}, text="/start")),
        update(edited_message=message(GROUP, text="@WinkelpeilBot")),
        update(message=message(sender=JOKE | {"is_bot": True}, text="Hallo")),
        update(edited_message=message(sender=JOKE | {"is_bot": True}, text="Hallo")),
        update(poll={"id": "1"}),
        update(),
    ],
)
def test_what_is_not_for_the_bot_is_left_alone(raw: Json) -> None:
    assert incoming(raw, BOT, NOW) is None


def member(status: str, chat: Json = PRIVATE) -> Json:
    return {
        "chat": chat,
        "from": JOKE,
        "date": 1,
        "new_chat_member": {"status": status, "user": {"id": BOT.id}},
    }


@pytest.mark.parametrize(("status", "blocked"), [("kicked", True), ("member", False)])
def test_blocking_and_letting_in_again_is_noticed(status: str, blocked: bool) -> None:
    event = event_of(update(my_chat_member=member(status)))
    assert event == Membership(now=NOW, language_code="nl", blocked=blocked)


@pytest.mark.parametrize("changed", [member("left"), member("member", GROUP), member("kicked", GROUP)])
def test_other_memberships_are_left_alone(changed: Json) -> None:
    assert incoming(update(my_chat_member=changed), BOT, NOW) is None


@pytest.mark.parametrize("language", ["Nederlands!", "", "\ud800", "x" * 500, None])
def test_a_strange_language_counts_as_none(language: str | None) -> None:
    event = event_of(update(message=message(sender=JOKE | {"language_code": language}, text="Hallo")))
    assert event == Text(message_id=9, now=NOW, language_code=None, text="Hallo")


@pytest.mark.parametrize(
    "raw",
    [
        update(message="Hallo"),
        update(message=message(text=5)),
        update(message=message(text=["Hallo"])),
        update(message=message({"id": "5", "type": "private"}, text="Hallo")),
        update(message=message({"id": 2**52 + 1, "type": "private"}, text="Hallo")),
        update(message=message({"id": True, "type": "private"}, text="Hallo")),
        update(message=message({"id": 5.0, "type": "private"}, text="Hallo")),
        update(message={"message_id": 9, "text": "Hallo"}),
        update(message=message(text="Hallo") | {"message_id": -1}),
        update(callback_query={"id": 4242, "from": JOKE, "message": message()}),
        update(callback_query={"id": "4242", "message": message()}),
        update(my_chat_member={"chat": PRIVATE, "from": JOKE}),
    ],
)
def test_a_malformed_update_is_refused_by_its_id_and_without_its_text(raw: Json) -> None:
    with pytest.raises(MalformedUpdate) as refused:
        incoming(raw, BOT, NOW)
    assert refused.value.update_id == 1
    assert "Hallo" not in str(refused.value)


@pytest.mark.parametrize(
    "raw", [None, 5, "x", [], {}, {"update_id": "1"}, {"update_id": True}, {"update_id": -1}]
)
def test_what_is_no_update_has_no_id(raw: object) -> None:
    with pytest.raises(MalformedUpdate) as refused:
        incoming(raw, BOT, NOW)
    assert refused.value.update_id is None
    assert update_id_of(raw) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def mangled(draw: st.DrawFn) -> object:
    """An update of a good shape, with one part replaced by anything."""
    raw: Json = draw(
        st.sampled_from(
            [
                update(message=message(**mention("Vraag @WinkelpeilBot", 6, 14))),
                update(message=message(GROUP, reply_to_message=message(), text="x")),
                update(edited_message=message(text="Hallo!")),
                update(callback_query=query(message=message(), data="x")),
                update(my_chat_member=member("kicked")),
            ]
        )
    )
    copy: Json = json.loads(json.dumps(raw))
    place: Any = copy
    while True:
        key = draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        if not isinstance(place[key], dict | list) or not place[key] or draw(st.booleans()):
            place[key] = draw(JSON)
            return copy
        place = place[key]


def id_found(raw: object) -> int | None:
    found = update_of(raw, BOT, NOW)
    assert found.kind in (*ALLOWED, "other")
    assert not (found.incoming and found.malformed)
    return found.incoming.update_id if found.incoming else found.id


@settings(max_examples=500, deadline=None)
@given(raw=JSON | mangled())
def test_whatever_comes_is_understood_left_alone_or_refused(raw: object) -> None:
    assert id_found(raw) == update_id_of(raw)


def test_an_update_says_what_kind_it_is_and_when_it_was_sent() -> None:
    sent = {**message(), "date": 1_796_000_000}
    found = update_of(update(message=sent), BOT, NOW)
    assert (found.id, found.kind) == (1, "message")
    assert found.sent == datetime.fromtimestamp(1_796_000_000, UTC)
    tapped = update_of(update(callback_query=query(message=sent, data="x")), BOT, NOW)
    assert (tapped.kind, tapped.sent) == ("callback_query", None), "it tells of the message only"
    refused = update_of({"update_id": 4, "poll": 1, "message": {"text": "Geheim"}}, BOT, NOW)
    assert (refused.id, refused.kind, refused.incoming) == (4, "message", None)
    assert "message.chat: missing" in refused.malformed
    assert "Geheim" not in refused.malformed


def test_blocks_are_asked_for() -> None:
    assert "my_chat_member" in ALLOWED
