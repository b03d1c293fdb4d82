"""Edits: only one that changed what was read is answered."""

from dataclasses import replace

from bot.dialogue.core.context import Also
from bot.dialogue.core.events import Command, Document, Edited, Noticed, Photo, Text
from bot.dialogue.core.replies import Message, Reply
from bot.dialogue.core.session import Session, Writing
from bot.dialogue.shop.relay.relay import AN_HOUR
from bot.dialogue.turn.edits import recipient
from bot.library.parsing.markup import plain
from bot.records.notices import Question, Relayed
from bot.records.notices import Reply as Answered
from bot.records.writes import Answer, Ask
from tests.support.dialogue.link_talk import arrived
from tests.support.dialogue.sharing_chat import CITY, THREAD, Known, advisor_in_thread, written
from tests.support.dialogue.talk import CONTEXT, Talk

Sent = Command | Text | Photo | Document


def text(talk: Talk, words: str, number: int = 50) -> Text:
    return Text(now=talk.now, language_code="nl", message_id=number, text=words)


def photo(talk: Talk, unique: str, caption: str = "") -> Photo:
    return Photo(now=talk.now, message_id=50, file_id="file of now", unique=unique, caption=caption)


def edit(talk: Talk, message: Sent) -> list[Reply]:
    return talk.happen(Edited(now=talk.now, language_code="nl", message=message))


def asked(words: str = "Mag dat?") -> Talk:
    talk = arrived()
    talk.command("vraag")
    talk.happen(text(talk, words))
    return talk


def test_an_edit_that_changes_nothing_is_not_answered() -> None:
    talk = Talk()
    sent: list[Sent] = [
        Command(now=talk.now, message_id=50, name="start"),
        text(talk, "hallo"),
        photo(talk, "A", "kijk"),
        Document(now=talk.now, message_id=50, file_id="f", size=1, unique="A", caption="x"),
    ]
    for message in sent:
        talk.happen(message)
        before = talk.session
        assert edit(talk, message) == []
        assert edit(talk, replace(message, now=talk.now, language_code="en")) == []
        if not isinstance(message, Command | Text):
            assert edit(talk, replace(message, file_id="as it is called now")) == []
        assert talk.session == before


def test_an_edit_that_changes_a_message_is_answered_once() -> None:
    talk = Talk()
    talk.command("start")
    talk.happen(text(talk, "hallo"))
    assert edit(talk, text(talk, "begin"))
    assert "Wij lezen niet wat u later in een bericht verandert" in talk.text
    assert edit(talk, text(talk, "begin")) == []
    assert edit(talk, text(talk, "hallo"))


def test_an_edit_of_a_message_from_long_ago_is_not_answered() -> None:
    talk = Talk()
    talk.happen(text(talk, "hallo", 1))
    for number in range(2, 11):
        talk.happen(text(talk, "hallo", number))
    assert edit(talk, text(talk, "anders", 1)) == []
    assert edit(talk, text(talk, "anders", 9))
    assert edit(Talk(), text(talk, "hallo", 9)) == []


def test_the_session_holds_no_words_that_were_passed_on() -> None:
    talk = asked("Mijn nummer is 0612345678")
    assert "0612345678" not in talk.stored
    assert [one.to for one in talk.session.heard] == [Writing(organisation=CITY.id)]


def test_a_question_that_is_changed_reaches_the_advisor_as_changed() -> None:
    talk = asked()
    edit(talk, text(talk, "Mag dat wel?"))
    assert written(talk, Ask)[-1] == Ask(CITY.id, "", Relayed(text="Mag dat wel?", changed=True))
    assert "Het nieuwe bericht is ook verstuurd" in talk.text
    assert edit(talk, text(talk, "Mag dat wel?")) == []
    assert len(written(talk, Ask)) == 2


def test_a_photo_that_is_changed_reaches_the_advisor_with_its_words() -> None:
    talk = arrived()
    talk.command("vraag")
    talk.happen(photo(talk, "A"))
    edit(talk, photo(talk, "A", "Is dit goed?"))
    said = Relayed(text="Is dit goed?", photo="file of now", changed=True)
    assert written(talk, Ask)[-1].said == said


def test_an_answer_that_is_changed_reaches_the_shop() -> None:
    talk = advisor_in_thread(Talk())
    talk.command("start")
    talk.command("antwoord", str(THREAD))
    talk.happen(text(talk, "Ja"))
    edit(talk, text(talk, "Nee"))
    assert talk.writes[-1] == Answer(THREAD, Relayed(text="Nee", changed=True))


def test_a_change_is_held_to_the_same_limits() -> None:
    talk = asked()
    for number in range(AN_HOUR):
        edit(talk, text(talk, f"Versie {number}"))
    assert "U hebt dit uur al" in talk.text
    assert len(written(talk, Ask)) == AN_HOUR
    talk.later(hours=2)
    edit(talk, text(talk, " "))
    assert "Uw bericht is leeg" in talk.text
    edit(talk, text(talk, "x" * 1001))
    assert "1001 tekens" in talk.text
    assert len(written(talk, Ask)) == AN_HOUR


def test_a_change_after_the_end_of_a_conversation_is_not_passed_on() -> None:
    talk = asked()
    assert isinstance(talk.known, Known)
    talk.known.barred.add(CITY.id)
    edit(talk, text(talk, "Mag dat wel?"))
    assert "Dit gesprek is gestopt" in talk.text
    assert len(written(talk, Ask)) == 1


def test_a_change_is_told_as_one_in_both_languages() -> None:
    said = Relayed(text="Mag dat wel?", changed=True)
    question = Question(thread=THREAD, who="Bloemen", said=said)
    answer = Answered(thread=THREAD, organisation="Noord", said=said)
    for app, of_shop, of_advisor in (
        ("nl", "Vraag 12 van Bloemen, veranderd:", "Noord heeft het antwoord veranderd:"),
        ("en", "Question 12 of Bloemen, changed:", "Noord changed the answer:"),
    ):
        talk = Talk(language_code=app)
        talk.command("start")
        for told, words in ((question, of_shop), (answer, of_advisor)):
            (shown,) = talk.happen(Noticed(now=talk.now, notice=told))
            assert isinstance(shown, Message)
            assert words in plain(shown.html)
            assert shown.keyboard


def test_a_message_belongs_to_whom_it_went_to_not_to_whom_was_being_written_to() -> None:
    """Else an edit of what answers one organisation by swiping would go to another."""

    asked = Ask(9, "", Relayed(text="Ja."))
    context = replace(CONTEXT, also=Also(writes=[asked]))
    assert recipient(Session(place=Writing(organisation=7)), context) == Writing(organisation=9)
