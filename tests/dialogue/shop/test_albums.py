"""Albums: what is sent as one is answered as one, and all of it reaches who it is for."""

import pytest

from bot.dialogue.core.events import Addressed, Document, Event, Noticed, Photo, Unreadable
from bot.dialogue.core.replies import Passed, Reply
from bot.dialogue.core.session import Asking, Home
from bot.dialogue.shop.relay.relay import AN_HOUR
from bot.records.groups import LONGEST_MESSAGE
from bot.records.notices import Question, Relayed
from bot.records.writes import Answer, Ask
from tests.support.dialogue.link_talk import arrived
from tests.support.dialogue.sharing_chat import THREAD, advisor_in_thread, written
from tests.support.dialogue.talk import Talk


def photo(talk: Talk, name: str, caption: str = "", album: str = "a") -> Photo:
    return Photo(now=talk.now, file_id=name, caption=caption, album=album)


def image_file(talk: Talk, name: str, *, is_image: bool = True) -> Document:
    return Document(now=talk.now, file_id=name, size=9, album="a", is_image=is_image)


def video(talk: Talk) -> Unreadable:
    return Unreadable(now=talk.now, what="picture", album="a")


def send(talk: Talk, *events: Event) -> list[list[Reply]]:
    return [talk.happen(event) for event in events]


def asking() -> Talk:
    talk = arrived()
    talk.command("vraag")
    return talk


def relayed(talk: Talk) -> list[Relayed]:
    return [write.said for write in written(talk, Ask, Answer)]


def test_four_photos_at_a_question_are_answered_once() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("Begin")
    answers = send(talk, *(photo(talk, name) for name in "abcd"), video(talk), image_file(talk, "e"))
    assert [bool(one) for one in answers] == [True, False, False, False, False, False]
    assert "Foto’s en video’s kunnen wij niet bekijken" in talk.text
    assert isinstance(talk.session.place, Asking)
    assert send(talk, photo(talk, "f", album="b")) != [[]]
    assert send(talk, photo(talk, "g", album=""), photo(talk, "h", album="")) != [[], []]


def test_all_photos_of_an_album_reach_the_advisor_and_one_screen_says_so() -> None:
    talk = asking()
    answers = send(talk, photo(talk, "a", "Is dit goed?"), photo(talk, "b"), photo(talk, "c", "En dit?"))
    assert [bool(one) for one in answers] == [True, False, False]
    assert relayed(talk) == [
        Relayed(text="Is dit goed?", photo="a"),
        Relayed(photo="b", more=True),
        Relayed(text="En dit?", photo="c", more=True),
    ]
    assert "Uw bericht is verstuurd." in talk.text
    assert talk.session.place == Home()
    assert len(talk.session.relayed) == 1


def test_all_photos_of_an_answer_reach_the_shop() -> None:
    talk = advisor_in_thread(Talk())
    talk.command("start")
    talk.command("antwoord", str(THREAD))
    send(talk, photo(talk, "a"), image_file(talk, "b"))
    assert talk.writes == [
        Answer(THREAD, Relayed(photo="a")),
        Answer(THREAD, Relayed(photo="b", is_file=True, more=True)),
    ]


def test_a_picture_that_is_a_file_goes_along_and_another_file_does_not() -> None:
    talk = asking()
    send(talk, image_file(talk, "a", is_image=False))
    assert "Alleen foto’s kunnen wij doorsturen" in talk.text
    assert relayed(talk) == []
    talk = asking()
    send(talk, image_file(talk, "a"))
    assert relayed(talk) == [Relayed(photo="a", is_file=True)]


@pytest.mark.parametrize("first", ["video", "photo"])
def test_of_a_mixed_album_the_photos_go_and_of_the_rest_is_said_once_that_it_does_not(first: str) -> None:
    talk = asking()
    films: list[Event] = [video(talk), video(talk)]
    photos: list[Event] = [photo(talk, "a"), photo(talk, "b")]
    answers = send(talk, *(films + photos if first == "video" else photos + films))
    assert [bool(one) for one in answers] == [True, False, True, False]
    shown = " ".join(one.text for one in talk.chat.values())
    assert [one.photo for one in relayed(talk)] == ["a", "b"]
    assert talk.session.place == Home()
    assert ("Alleen foto’s" in talk.text) == (first == "photo"), shown


def test_an_album_that_is_refused_is_refused_whole() -> None:
    talk = asking()
    answers = send(talk, photo(talk, "a", "x" * (LONGEST_MESSAGE + 1)), photo(talk, "b"))
    assert [bool(one) for one in answers] == [True, False]
    assert "Er is niets verstuurd" in talk.text
    assert relayed(talk) == []


def test_an_album_counts_as_one_message() -> None:
    talk = arrived()
    for number in range(AN_HOUR):
        talk.command("vraag")
        send(talk, *(photo(talk, name, album=f"album {number}") for name in "abc"))
    assert len(relayed(talk)) == 3 * AN_HOUR
    talk.command("vraag")
    send(talk, photo(talk, "a"), photo(talk, "b"))
    assert "U hebt dit uur al" in talk.text
    assert len(relayed(talk)) == 3 * AN_HOUR


def test_a_caption_that_is_too_long_later_in_an_album_is_said_to_be() -> None:
    talk = asking()
    send(talk, photo(talk, "a"), photo(talk, "b", "x" * (LONGEST_MESSAGE + 1)))
    assert "1001 tekens" in talk.text
    assert len(relayed(talk)) == 1


def test_the_advisor_reads_under_the_first_photo_how_to_answer() -> None:
    talk = advisor_in_thread(Talk())
    talk.command("start")
    passed = [
        talk.happen(Noticed(now=talk.now, notice=Question(thread=THREAD, who="", said=said)))
        for said in (Relayed(photo="a"), Relayed(photo="b", more=True, is_file=True, text="<b>"))
    ]
    ((first,), (second,)) = passed
    assert isinstance(first, Passed)
    assert isinstance(second, Passed)
    assert first.keyboard
    assert not first.is_file
    assert not second.keyboard
    assert second.is_file
    assert "Vraag 12 van een winkel" in second.caption
    assert "&lt;b&gt;" in second.caption


def test_an_album_in_a_group_is_answered_once() -> None:
    talk = Talk()
    events = [Addressed(now=talk.now, album=album) for album in ("a", "a", "a", "b", "", "")]
    assert [len(answer) for answer in send(talk, *events)] == [1, 0, 0, 1, 1, 1]
