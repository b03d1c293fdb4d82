"""What must hold of each language's texts, beyond one edit and one fault."""

import re

import pytest

from bot.library.checks.check import check
from bot.library.loader import load
from bot.library.schema.content import LANGUAGES, Language
from scoring.path import options_for
from tests.support.content.changed import PACKAGED, changed, line_of, words_of

NL, NL_TERMS, NL_SAID = "nl/questions.yaml", "nl/terms.yaml", "nl/messages.yaml"
EN, EN_TERMS, EN_SAID = "en/questions.yaml", "en/terms.yaml", "en/messages.yaml"


def test_a_text_misnamed_is_missing_and_unknown() -> None:
    found = words_of((NL_SAID, "  no_plans: ", "  no_plan: "))
    assert "steps.no_plans: is missing; add it" in found
    assert "steps.no_plan: is not known here; remove it or correct its name" in found


@pytest.mark.parametrize(
    ("path", "part", "right", "wrong"),
    [
        (NL, "ladder", "known", "knwon"),
        (EN, "questions.shop_type.options", "physical", "store"),
        (EN, "questions", "goal", "aim"),
        (NL_TERMS, "levels", "starter", "begin"),
        (NL_TERMS, "figures", "cbs-2016:social.use", "cbs-2016:social"),
        (EN_TERMS, "goals", "visit", "visits"),
        (NL_TERMS, "objections", "no_time", "no_times"),
        (NL_TERMS, "editions", "facts", "fact"),
        (EN_SAID, "commands", "result", "score"),
    ],
)
def test_an_id_misspelt_is_missing_in_its_part_and_unknown_on_its_line(
    path: str, part: str, right: str, wrong: str
) -> None:
    start = PACKAGED[path].index(f"\n{part.split('.')[0]}:")
    head, tail = PACKAGED[path][:start], PACKAGED[path][start:]
    found = re.sub(rf'(\n +"?){re.escape(right)}("?:)', rf"\g<1>{wrong}\g<2>", tail, count=1)
    assert found != tail
    faults = check({**PACKAGED, path: head + found})
    assert [fault.file for fault in faults] == [path, path]
    by_problem = {fault.problem: fault.line for fault in faults}
    stands_in = path.startswith("en/") and part != "commands"
    missing = f"{part}.{right}: is not translated; the Dutch text stands in"
    assert (missing if stands_in else f'{part}: the text for "{right}" is missing') in by_problem
    unknown = f'{part}: "{wrong}" is not known; remove it or correct the id'
    place = re.search(rf'\n +"?{re.escape(wrong)}"?:', found)
    assert place is not None
    assert by_problem[unknown] == (head + found[: place.start() + 1]).count("\n") + 1


@pytest.mark.parametrize("part", ["verdicts", "groups", "needs"])
def test_no_verdict_group_or_need_can_be_left_out(part: str) -> None:
    line = {
        "verdicts": "    within: ",
        "groups": "    sms: {label",
        "needs": "    consent: ",
    }[part]
    text = PACKAGED[NL_SAID]
    whole = next(one for one in text.split("\n") if one.startswith(line))
    (fault,) = check(changed((NL_SAID, f"{whole}\n", "")))
    assert (fault.file, fault.line) == (NL_SAID, line_of(text, f"  {part}:"))
    assert f'"{line.split(":")[0].strip()}" is missing; add it' in fault.problem


def test_an_edition_that_is_shown_says_of_whom_it_is() -> None:
    line = next(one for one in PACKAGED[NL_TERMS].split("\n") if one.startswith("  cbs-2021: "))
    found = check(changed((NL_TERMS, line, "  cbs-2021: {name: CBS}")))
    wanted = "cbs-2021: give its `population`, or one to each of its figures"
    assert wanted in {fault.problem for fault in found}
    assert "cbs-2021: only one language has a `population`" in {fault.problem for fault in found}


def test_an_edition_that_says_of_whom_it_is_holds_shares_alone() -> None:
    old = {NL_TERMS: "  facts: {name: Andere bronnen}", EN_TERMS: "  facts: {name: Other sources}"}
    found = check(changed(*((path, line, line[:-1] + ", population: x}") for path, line in old.items())))
    problem = "facts: has a `population`, so its figures must be percentages of it"
    assert [(fault.file, fault.problem) for fault in found] == [(EN_TERMS, problem), (NL_TERMS, problem)]


def test_two_headings_never_read_the_same() -> None:
    found = words_of((NL_TERMS, "  next: Volgende stap", "  next: Eerste stap"))
    line = line_of(PACKAGED[NL_TERMS], "sections:")
    assert f"{NL_TERMS}:{line}: error: two headings read the same" in found


# To a webshop alone


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_webshop_is_asked_in_its_own_words_where_there_are_any(language: Language) -> None:
    texts = load().texts[language]
    own = {name: text for name, text in texts.questions.questions.items() if text.web}
    assert set(own) == {"today", "data_asks", "data_file", "data_reasons", "goal"}
    for text in own.values():
        web, asked = text.web, text.to_webshop()
        assert web is not None
        assert (asked.ask, asked.help) == (web.ask or text.ask, web.help or text.help)
        assert asked.options == {**text.options, **web.options}
        assert list(asked.options) == list(text.options)
        assert (asked.name, asked.hint) == (text.name, text.hint)
    email = texts.questions.questions["email"]
    assert email.to_webshop() is email


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_webshop_is_never_asked_about_its_till_its_door_or_its_opening_hours(language: Language) -> None:
    words = {
        "nl": r"\b(kassa|winkelvloer|openingstijden|binnenlopen)\b",
        "en": r"\b(till|opening hours|walk in)\b",
    }
    found = load()
    texts = found.texts[language].questions.questions
    for question in found.questionnaire.questions:
        if question.id == "shop_type":
            continue
        asked = texts[question.id].to_webshop()
        offered = {option.id for option in options_for(question, {"shop_type": "web"})}
        labels = [option.label for name, option in asked.options.items() if name in offered]
        told = " ".join((asked.ask, asked.hint or "", *asked.help, *labels))
        assert not re.search(words[language], told, re.IGNORECASE), (question.id, told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_told_to_a_webshop_as_it_was_offered(language: Language) -> None:
    texts = load().texts[language]
    web = texts.questions.questions["data_asks"].web
    assert web is not None
    assert texts.option("data_asks", "no", web=True) == web.options["no"]
    assert texts.option("data_asks", "no") == texts.questions.questions["data_asks"].options["no"]
    assert texts.option("data_asks", "yes", web=True) == texts.option("data_asks", "yes")
    assert texts.option("email", "regular", web=True) is texts.questions.ladder["regular"]
    assert texts.option("email", "gone", web=True) is None


@pytest.mark.parametrize(("language", "four"), [("nl", "vier|Google"), ("en", "four|Google")])
def test_a_webshop_has_three_things_to_have_online(language: Language, four: str) -> None:
    """One step for each, and one for none; every other topic says the same to all."""
    topics = load().texts[language].terms.topics
    assert [name for name, topic in topics.items() if topic.web_steps] == ["online"]
    steps = topics["online"].web_steps
    assert steps is not None
    assert [step for step in steps if re.search(four, step)] == []
    assert all(re.search(four, step) for step in topics["online"].steps)
