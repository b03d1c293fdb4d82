"""What must hold of the questionnaire, beyond one edit and one fault."""

from bot.library.checks.check import check
from tests.support.content.changed import PACKAGED, changed, line_of, words_of

Q = "questionnaire.yaml"
WAYS = "whatsapp, whatsapp_group, whatsapp_channel"
TODAY = f"options: [{WAYS}, google, reviews, website, marketplace, leaflet, none]"
ASKS = '  - id: data_asks\n    options: ["yes", "no"]'
PLATFORMS = "    when: {social: [regular, sometimes, planned]}"


def test_an_option_that_the_method_reads_must_stay() -> None:
    line = line_of(PACKAGED[Q], "questions:")
    for option in ("whatsapp", "whatsapp_group", "whatsapp_channel", "google", "reviews", "website"):
        found = words_of((Q, TODAY, TODAY.replace(f"{option}, ", "", 1)))
        assert f'{Q}:{line}: error: option "{option}" of the question "today" is missing' in found
    assert 'option "no" of the question "data_asks"' in words_of((Q, ASKS, ASKS.replace('"no"', '"never"')))


def test_a_question_that_the_method_reads_must_stay() -> None:
    assert 'the question "goal" is missing; the score and advice need it' in words_of(
        (Q, "id: goal", "id: aim")
    )
    found = words_of((Q, "id: sms\n", "id: texts\n"))
    assert 'the topic "sms" needs a question of that id with `ladder: true`' in found


def test_a_question_that_the_method_reads_takes_one_answer_or_several_as_it_does() -> None:
    found = words_of((Q, ASKS, f"{ASKS}\n    several: true"))
    line = line_of(PACKAGED[Q], "  - id: data_asks")
    assert f"{Q}:{line}: error: data_asks: remove `several: true`" in found
    assert 'data_consider: `when` cannot rest on "data_asks"' in found


def test_a_question_has_options_of_its_own_or_the_ladders() -> None:
    found = words_of((Q, PLATFORMS, f"{PLATFORMS}\n    ladder: true"))
    line = line_of(PACKAGED[Q], "  - id: platforms")
    assert f"{Q}:{line}: error: platforms: give either `ladder: true` or `options`" in found
    assert "blog: give either `ladder: true`" in words_of((Q, "id: blog\n    ladder: true", "id: blog"))


def test_a_question_stands_there_once() -> None:
    found = words_of((Q, "  - id: sms\n", "  - id: email\n"))
    assert 'the question "email" stands here twice; keep one' in found


def test_a_question_has_two_to_twenty_options_each_once() -> None:
    many = ", ".join(f"option_{number}" for number in range(21))
    assert "platforms: more than 20 options do not fit" in words_of(
        (
            Q,
            "options: [facebook, instagram, tiktok, youtube, linkedin, pinterest, other]",
            f"options: [{many}]",
        )
    )
    found = words_of((Q, "[visit, return, offers, help]", "[visit]"))
    assert "goal: give at least two options, each once" in found
    found = words_of((Q, "[visit, return, offers, help]", "[visit, return, offers, visit]"))
    assert "goal: give at least two options, each once" in found


def test_ids_fit_in_a_buttons_data() -> None:
    longer = "platforms_" + "x" * 22
    assert f"{longer}: its id and an option's exceed 44 characters together" in words_of(
        (Q, "id: platforms", f"id: {longer}"), (Q, "[facebook, ", "[facebook_and_more, ")
    )


def test_more_questions_than_fit_in_five_minutes_are_refused() -> None:
    more = "\n  - id: extra\n    options: [a, b]\n"
    text = PACKAGED[Q].rstrip() + more
    assert "more than 15 questions do not fit in five minutes" in "\n".join(
        map(str, check({**PACKAGED, Q: text}))
    )


def test_a_chain_of_conditions_that_no_answers_meet_is_found_at_its_end() -> None:
    consent, consider = '    when: {data_file: ["yes"]', '  - id: data_consider\n    options: ["yes", "no"]\n'
    found = check(
        changed(
            (Q, f"{consent}}}\n{consider}", f'{consent}, data_asks: ["yes"]}}\n{consider}'),
            (Q, '    when: {data_asks: ["no"]}', '    when: {data_consent: ["no"]}'),
            (Q, '    when: {data_consider: ["no"]}', '    when: {data_consider: ["no"], data_file: ["no"]}'),
        )
    )
    assert [fault.problem for fault in found] == [
        "data_reasons: no answers lead to this question; change its `when`"
    ]
