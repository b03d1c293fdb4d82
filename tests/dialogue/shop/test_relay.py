"""Messages between a shop and an organisation's advisors."""

from datetime import timedelta

import pytest

from bot.dialogue.core.events import Noticed, Photo, Text
from bot.dialogue.core.queries import InThread, ReachesAdvisors, ReachesShop
from bot.dialogue.core.replies import Message, Passed, Reply, Retire, Toast
from bot.dialogue.core.session import Asking, Home, Reading, Writing
from bot.dialogue.shop.relay.relay import A_DAY, AN_HOUR
from bot.library.parsing.markup import plain
from bot.records.groups import LONGEST_MESSAGE, Thread
from bot.records.notices import Ended, Notice, Question, Relayed, Shared, Undelivered
from bot.records.notices import Reply as Answered
from bot.records.writes import Answer, Ask, EndThread
from bot.sandbox.formatting import parse_html
from tests.support.dialogue.limits import within_limits
from tests.support.dialogue.link_talk import answer_all, arrived
from tests.support.dialogue.sharing_chat import (
    CITY,
    DEMO,
    OTHER,
    THREAD,
    UNION,
    Known,
    advisor_in_thread,
    with_links,
    written,
)
from tests.support.dialogue.shop_talk import finished, planned
from tests.support.dialogue.talk import Talk

HOSTILE = "<b>Hoi</b> & {organisation} <a href='tg://user?id=1'>x</a>"


def asking() -> Talk:
    talk = arrived()
    talk.command("vraag")
    return talk


def photo(talk: Talk, caption: str = "") -> list[Reply]:
    return talk.happen(Photo(now=talk.now, file_id="file-1", caption=caption))


def notice(talk: Talk, told: Notice) -> list[Reply]:
    return talk.happen(Noticed(now=talk.now, notice=told))


def writes(talk: Talk) -> bool:
    """Tell whether a message is being asked."""
    return isinstance(talk.session.place, Writing)


def question(text: str = "Mag dat?", who: str = "", photo: str | None = None) -> Question:
    return Question(thread=THREAD, who=who, said=Relayed(text=text, photo=photo))


def advising(*, who: str = "", ended: bool = False) -> Talk:
    talk = advisor_in_thread(Talk(), who=who, ended=ended)
    talk.command("start")
    return talk


def test_asking_says_who_reads_it_and_sends_it_once() -> None:
    talk = asking()
    assert "Alle adviseurs van Gemeente Noord kunnen het lezen" in talk.text
    assert "Uw naam en telefoonnummer zien zij alleen als u die typt" in talk.text
    talk.type("  Mag ik iemand mailen?  ")
    assert written(talk, Ask) == [Ask(7, "", Relayed(text="Mag ik iemand mailen?"))]
    assert "Uw bericht is verstuurd." in talk.text
    assert talk.session.place == Home()
    talk.type("Mag ik iemand mailen?")
    assert len(written(talk, Ask)) == 1


def test_the_shop_s_name_goes_along_and_that_is_said() -> None:
    talk = arrived()
    talk.stored = talk.session.model_copy(update={"shop_name": "Bloemen <i>"}).model_dump_json()
    talk.command("vraag")
    assert "Zij zien hoe uw winkel heet: Bloemen <i>." in talk.text
    talk.type("Hallo")
    assert written(talk, Ask)[0].who == "Bloemen <i>"


def test_what_is_typed_is_passed_on_and_not_read_as_our_words() -> None:
    for text in ("resultaat", "stop", "2", "hallo", HOSTILE, "/", "begin"):
        talk = asking()
        talk.type(text)
        assert written(talk, Ask)[0].said.text == text
    talk = asking()
    talk.type("terug")
    assert written(talk, Ask) == []
    assert talk.session.place == Home()


def test_a_photo_goes_along_with_its_words() -> None:
    talk = asking()
    photo(talk, " Is dit goed? ")
    assert written(talk, Ask)[0].said == Relayed(text="Is dit goed?", photo="file-1")
    photo(talk)
    assert "Foto’s en video’s kunnen wij niet" in talk.text
    assert len(written(talk, Ask)) == 1


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200b\u200b"])
def test_an_empty_message_is_refused(text: str) -> None:
    talk = asking()
    talk.type(text)
    assert "Uw bericht is leeg" in talk.text
    assert written(talk, Ask) == []
    assert writes(talk)


def test_a_message_that_is_too_long_is_refused_with_what_to_do() -> None:
    talk = asking()
    talk.type("x" * (LONGEST_MESSAGE + 1))
    assert "1001 tekens" in talk.text
    assert "Maak het korter" in talk.text
    photo(talk, "x" * (LONGEST_MESSAGE + 1))
    assert written(talk, Ask) == []
    talk.type("x" * LONGEST_MESSAGE)
    assert len(written(talk, Ask)) == 1


def test_so_many_an_hour_and_so_many_a_day() -> None:
    talk, sent = arrived(), 0
    for _ in range(3):
        for _ in range(AN_HOUR):
            talk.command("vraag")
            talk.type("Hallo?")
            talk.now += timedelta(minutes=1)
        sent += AN_HOUR
        assert len(written(talk, Ask)) == sent
        talk.command("vraag")
        talk.type("Nog één?")
        assert "Er is niets verstuurd" in talk.text
        assert len(written(talk, Ask)) == sent
        talk.now += timedelta(hours=2)
    assert sent == A_DAY
    talk.type("En nu?")
    assert "Probeer het morgen opnieuw" in talk.text
    talk.now += timedelta(days=1)
    talk.type("En nu?")
    assert len(written(talk, Ask)) == A_DAY + 1
    assert len(talk.session.relayed) == 1


def test_in_the_middle_of_the_questions_one_comes_back_to_the_question() -> None:
    talk = arrived()
    talk.taps("Begin", "Winkel", "Kleding", "Folder of krant")
    for said in ("Mag dat?", "terug"):
        talk.command("vraag")
        talk.type(said)
        assert isinstance(talk.session.place, Asking)
        assert "U koos: Folder of krant." in talk.text
    talk.command("vraag")
    talk.command("taal")
    talk.tap("English")
    assert "Your message to Gemeente Noord" in talk.text
    talk.type("May I?")
    assert "Your message has been sent." in talk.text
    assert isinstance(talk.session.place, Asking)


def test_only_who_takes_part_can_ask() -> None:
    for talk in (with_links(Talk()), with_links(finished()), arrived(DEMO)):
        talk.command("vraag")
        assert "alleen als u meedoet via een link" in talk.text
        assert not writes(talk)
        talk.tap_code("ask:0:7")
        assert not writes(talk)
        assert talk.writes == []


@pytest.mark.parametrize(
    "code",
    [
        *("ask:0:8", "ask:0:x", "ask:0:", "reply:0:999", "reply:0:x", "reply:0:", "reply:0:-12"),
        *(
            "end_thread:0:999",
            "end_thread:0:",
            "end_thread:0:12345678901234567890",
            "reply:0:12",
            "write_back:0",
        ),
    ],
)
def test_another_s_conversation_tells_nothing(code: str) -> None:
    talk = arrived()
    talk.tap_code(code)
    assert written(talk, Ask, Answer, EndThread) == []
    assert not writes(talk)
    assert "Mag dat" not in talk.text


def test_typed_numbers_of_another_s_conversation_tell_nothing() -> None:
    talk = arrived()
    for number in ("12", "999", "x", "", "-1", "1" * 60):
        talk.command("antwoord", number)
        assert not writes(talk)
        assert "geen gesprek met dat nummer" in talk.text or "Typ ook het nummer" in talk.text


def test_a_step_that_does_not_work_out_can_be_asked_about() -> None:
    talk = planned()
    with_links(talk)
    talk.command("start", OTHER)
    card = talk.session.plan[0].card
    replies = talk.tap_code(f"reminded:1:{card}:stuck")
    offer = replies[-1]
    assert isinstance(offer, Message)
    assert "Vraag het aan Winkeliersvereniging &lt;Zuid&gt;" in offer.html
    talk.tap("Vraag mijn adviseur")
    assert talk.session.place == Writing(organisation=UNION.id)
    alone = planned()
    alone.tap_code(f"reminded:1:{alone.session.plan[0].card}:stuck")
    assert "Vraag mijn adviseur" not in alone.last.labels


def test_a_question_is_told_beside_the_screen_and_escaped() -> None:
    talk = advising()
    talk.tap("Begin")
    before, screen = talk.session, talk.screen
    (message,) = notice(talk, question(HOSTILE, who="<u>Piet</u>"))
    assert isinstance(message, Message)
    assert not message.screen
    assert "Vraag 12 van <u>Piet</u>:" in plain(message.html)
    assert HOSTILE in plain(message.html)
    _, entities = parse_html(message.html)
    assert [entity.type for entity in entities] == ["bold", "italic"]
    assert talk.session == before
    assert talk.screen == screen


def test_who_gives_no_name_is_a_shop() -> None:
    talk = advising()
    notice(talk, question())
    assert "Vraag 12 van een winkel:" in talk.text
    assert talk.last.labels == ["Antwoord", "Stop dit gesprek"]
    assert "/antwoord 12" in talk.text


def test_an_answer_leaves_the_question_in_sight() -> None:
    talk = advising(who="Bloemen")
    notice(talk, question("Mag dat?", who="Bloemen"))
    asked = max(talk.chat)
    replies = talk.tap("Antwoord")
    assert [type(reply) for reply in replies] == [Toast, Retire, Message]
    assert "Mag dat?" in talk.chat[asked].text
    assert "Uw antwoord op vraag 12 van Bloemen" in talk.text
    assert "niet uw eigen naam" in talk.text
    talk.type("Ja")
    assert talk.writes == [Answer(THREAD, Relayed(text="Ja"))]
    talk.command("antwoord", "12")
    photo(talk)
    assert talk.writes[-1] == Answer(THREAD, Relayed(photo="file-1"))


def test_a_photo_is_passed_on_and_its_caption_fits() -> None:
    talk = advising()
    (passed,) = notice(talk, question("Kijk", photo="file-1"))
    assert isinstance(passed, Passed)
    assert "Kijk" in passed.caption
    replies = notice(talk, question("&" * LONGEST_MESSAGE, who="w" * 60, photo="file-1"))
    assert [type(reply) for reply in replies] == [Passed, Message]
    replies += notice(talk, question("😀" * LONGEST_MESSAGE, who="😀" * 60, photo="file-1"))
    replies += notice(talk, question("", photo="file-1"))
    for reply in replies:
        within_limits(reply)


def test_an_answer_comes_to_the_shop_and_can_be_answered() -> None:
    talk = asking()
    talk.type("Mag dat?")
    notice(talk, Answered(thread=THREAD, organisation=CITY.name, said=Relayed(text="Ja")))
    assert "Gemeente Noord antwoordt:" in talk.text
    assert talk.last.labels == ["Stuur antwoord", "Stop dit gesprek"]
    talk.tap("Stuur antwoord")
    talk.type("Dank u")
    assert written(talk, Ask)[-1] == Ask(7, "", Relayed(text="Dank u"))
    talk.command("antwoord")
    assert talk.session.place == Writing(thread=THREAD)


def test_who_came_by_another_link_since_can_still_go_on() -> None:
    talk = asking()
    talk.type("Mag dat?")
    talk.stored = talk.session.model_copy(update={"campaign": None}).model_dump_json()
    talk.command("vraag")
    talk.type("En dit?")
    assert written(talk, Ask)[-1] == Ask(7, "", Relayed(text="En dit?"))


def test_the_shop_ends_it_and_may_begin_anew() -> None:
    talk = asking()
    talk.type("Mag dat?")
    notice(talk, Answered(thread=THREAD, organisation=CITY.name, said=Relayed(text="Ja")))
    at = max(talk.chat)
    talk.tap("Stop dit gesprek")
    assert written(talk, EndThread) == [EndThread(THREAD)]
    assert "Typ /vraag" in talk.text
    talk.tap_code(talk.chat[at].code("Stop dit gesprek"), at)
    talk.tap_code(talk.chat[at].code("Stuur antwoord"), at)
    assert "Dit gesprek was al beëindigd" in talk.text
    assert len(written(talk, EndThread)) == 1
    talk.command("vraag")
    talk.type("Nog iets")
    assert len(written(talk, Ask)) == 2


def test_what_an_advisor_ended_stays_ended() -> None:
    talk = asking()
    talk.type("Mag dat?")
    talk.command("vraag")
    known = talk.known
    assert isinstance(known, Known)
    known.barred.add(CITY.id)
    talk.type("Hallo?")
    assert "Dit gesprek is gestopt. Uw bericht is niet verstuurd." in talk.text
    talk.command("vraag")
    assert "Gemeente Noord heeft het gesprek beëindigd" in talk.text
    talk.command("antwoord", str(THREAD))
    assert not writes(talk)
    assert len(written(talk, Ask)) == 1


def test_an_advisor_ends_it_from_where_the_answer_is_typed() -> None:
    talk = advising()
    notice(talk, question())
    talk.taps("Antwoord", "Stop dit gesprek")
    assert talk.writes == [EndThread(THREAD)]
    assert "kan hier niets meer vragen" in talk.text
    assert talk.session.place == Home()


def test_a_conversation_that_ended_is_not_answered() -> None:
    talk = advising(ended=True)
    notice(talk, question())
    talk.tap("Antwoord")
    assert "Dit gesprek was al beëindigd" in talk.text
    assert not writes(talk)
    assert talk.writes == []


def test_a_conversation_that_goes_away_while_one_types_takes_nothing() -> None:
    talk = advising()
    notice(talk, question())
    talk.tap("Antwoord")
    talk.known[InThread(THREAD)] = None
    talk.type("Ja")
    assert "Uw bericht is niet verstuurd" in talk.text
    assert talk.writes == []
    talk.known[InThread(THREAD)] = Thread(THREAD, CITY, False, "", True)
    talk.stored = talk.session.at(Writing(thread=THREAD)).model_dump_json()
    talk.command("help")
    assert talk.last.labels == ["Terug"]
    talk.type("Ja")
    assert talk.writes == []


def test_a_place_of_a_campaign_that_was_left_is_left_too() -> None:
    talk = asking()
    talk.stored = talk.session.model_copy(update={"campaign": None}).model_dump_json()
    talk.type("Mag dat?")
    assert talk.session.place == Home()
    assert written(talk, Ask) == []


def test_after_a_result_one_comes_back_to_it() -> None:
    talk = arrived()
    talk.tap("Begin")
    answer_all(talk)
    talk.command("resultaat")
    talk.type("vraag mijn adviseur")
    talk.type("Mag dat?")
    assert talk.session.place == Reading()
    assert "Uw bericht is verstuurd." in talk.text


def test_what_happened_elsewhere_is_told_in_both_languages() -> None:
    told: list[tuple[Notice, str, str]] = [
        (Ended(thread=THREAD, who="", by_shop=True), "een winkel heeft het gesprek", "a shop ended the"),
        (Ended(thread=THREAD, who="<A>", by_shop=False), "<A> heeft het gesprek", "<A> ended the"),
        (
            Undelivered(thread=THREAD, who="<A>", to_shop=True),
            "Uw antwoord op vraag 12 kon niet worden bezorgd. Deze bot kan <A> niet meer",
            "Your answer to question 12 could not be delivered. This bot cannot reach <A>",
        ),
        (Undelivered(thread=THREAD, who="", to_shop=True), "kan een winkel niet", "reach a shop any"),
        (
            Undelivered(thread=THREAD, who="<A>", to_shop=False),
            "Uw bericht aan <A> kon niet worden bezorgd",
            "Your message to <A> could not be delivered",
        ),
        (Shared(who=""), "Een winkel deelt nu iets met u.", "A shop now shares something with you."),
        (Shared(who="<A>"), "deelt nu iets met u: <A>.", "shares something with you: <A>."),
    ]
    for event, dutch, english in told:
        for app, words in (("nl", dutch), ("en", english)):
            talk = Talk(language_code=app)
            talk.command("start")
            notice(talk, event)
            assert words in talk.text
            assert "<A>" not in talk.last.html


def test_what_would_reach_no_advisor_is_not_said_to_be_sent() -> None:
    talk = asking()
    talk.known[ReachesAdvisors(CITY.id)] = False
    talk.type("Mag dat?")
    assert "Uw bericht aan Gemeente Noord kon niet worden bezorgd" in talk.text
    assert "verstuurd" not in talk.text
    assert written(talk, Ask) == []
    assert talk.session.relayed == ()
    assert talk.session.place == Home()


def test_what_would_not_reach_the_shop_is_not_said_to_be_sent() -> None:
    talk = advising(who="Bloemen")
    talk.command("antwoord", str(THREAD))
    talk.known[ReachesShop(THREAD)] = False
    photo(talk, "Kijk")
    assert "Uw antwoord op vraag 12 kon niet worden bezorgd. Deze bot kan Bloemen" in talk.text
    assert talk.writes == []


def test_what_is_passed_on_names_its_conversation() -> None:
    talk = advising()
    for said in (
        Relayed(text="Mag dat?"),
        Relayed(photo="file-1", text="&" * LONGEST_MESSAGE),
        Relayed(photo="file-1", more=True),
    ):
        for reply in notice(talk, Question(thread=THREAD, who="", said=said)):
            assert isinstance(reply, Message | Passed)
            assert reply.thread == THREAD
    (ended,) = notice(talk, Ended(thread=THREAD, who="", by_shop=True))
    assert isinstance(ended, Message)
    assert ended.thread is None


def test_a_command_takes_the_message_behind_it() -> None:
    talk = arrived()
    talk.command("vraag", "Hoe begin ik met\nmailen?")
    assert written(talk, Ask) == [Ask(7, "", Relayed(text="Hoe begin ik met\nmailen?"))]
    assert "Uw bericht aan Gemeente Noord is verstuurd" in talk.text
    assert talk.session.place == Home()
    talk.command("reply", f"{THREAD} En dan?")
    talk.command("antwoord", "Zonder nummer")
    talk.command("ask", "x" * (LONGEST_MESSAGE + 1))
    assert "Er is niets verstuurd" in talk.text
    assert [ask.said.text for ask in written(talk, Ask)][1:] == ["En dan?", "Zonder nummer"]
    advisor = advising()
    advisor.command("antwoord", f"{THREAD} Ja.")
    assert advisor.writes == [Answer(THREAD, Relayed(text="Ja."))]
    for nobody in (with_links(Talk()), arrived(DEMO)):
        nobody.command("vraag", "Hoe begin ik?")
        assert nobody.writes == []
        assert "alleen als u meedoet via een link" in nobody.text


def test_a_command_with_a_message_ends_what_was_being_asked() -> None:
    talk = arrived()
    talk.tap("Begin")
    for message in ("", "Mag dat?"):
        talk.command("vraag", message)
    assert isinstance(talk.session.place, Asking)
    advisor = advising()
    for message in ("", "Ja."):
        advisor.command("antwoord", f"{THREAD} {message}")
    assert advisor.session.place == Home()
    advisor.command("antwoord", "999 Ja.")
    assert "geen gesprek met dat nummer" in advisor.text
    assert len(advisor.writes) == 1


def test_a_picture_answers_the_message_that_was_swiped() -> None:
    talk = advising()
    notice(talk, question())
    talk.tap("Antwoord")
    talk.tap("Terug")
    talk.happen(Photo(now=talk.now, file_id="file-2", caption=" Zo ", replied=max(talk.relayed)))
    assert talk.writes == [Answer(THREAD, Relayed(text="Zo", photo="file-2"))]


def test_a_reply_to_anything_else_is_what_it_says() -> None:
    talk = advising()
    notice(talk, question())
    talk.happen(Text(now=talk.now, text="help", replied=talk.screen))
    assert talk.writes == []
    assert "/start" in talk.text


def test_a_reply_in_a_conversation_that_is_over_goes_nowhere() -> None:
    talk = advising(ended=True)
    notice(talk, question())
    talk.reply(THREAD, "Ja.")
    assert talk.writes == []
    assert "Dit gesprek was al beëindigd." in talk.text


def test_a_reply_that_would_not_arrive_is_not_said_to_be_sent() -> None:
    talk = advising(who="Bloemen")
    notice(talk, question())
    talk.known[ReachesShop(THREAD)] = False
    talk.reply(THREAD, "Ja.")
    assert "Uw antwoord op vraag 12 kon niet worden bezorgd. Deze bot kan Bloemen" in talk.text
    assert talk.writes == []


def test_replies_count_for_the_limit() -> None:
    talk = advising()
    notice(talk, question())
    for _ in range(AN_HOUR + 1):
        talk.reply(THREAD, "Ja.")
    assert len(talk.writes) == AN_HOUR
    assert "Er is niets verstuurd" in talk.text
