import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.scoring import LONGEST_RECORD, Fault, Scored, Yardstick, run_score, score_lines
from scoring.advice import next_steps
from scoring.model import TOPICS, Answers, Card
from scoring.score import score
from tests.support.builders import answers, any_answers, every_topic_on, figures, questionnaire

CARDS = [
    Card(id="email_start", topic="email", steps=(0, 1, 2), leads_to=3, minutes=15, needs=("file",)),
    Card(id="data_file", topic="data", steps=(0, 1, 2), leads_to=3, minutes=10, meets=("file",)),
    Card(id="today_google", topic="online", uses="google", minutes=10),
]
YARDSTICK = Yardstick(questionnaire(), figures(), CARDS)
LADDER = "regular, sometimes, planned, known, unknown, or 0 to 4"


def run(source: bytes | str) -> tuple[int, list[dict[str, Any]], list[str]]:
    out, err = io.StringIO(), io.StringIO()
    stream = io.StringIO(source) if isinstance(source, str) else io.BytesIO(source)
    code = run_score(stream, out, err, YARDSTICK)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines()


def record(given_answers: Answers | dict[str, Any]) -> str:
    return json.dumps({"answers": given_answers})


def faults(source: bytes | str) -> list[str]:
    code, results, lines = run(source)
    assert (code, results) == (1, [])
    return lines


# What comes out


def test_a_record_gives_its_result_as_json() -> None:
    code, (result,), err = run(
        '{"answers": {"email": 0, "social": "regular", "data_asks": "no", "today": ["none"]}}'
    )
    assert (code, err) == (0, [])
    assert list(result) == ["overall", "monitor", "topics", "missing", "next_steps"]
    assert result["overall"] == {"score": 25, "level": "explorer"}  # 2000 / 80
    assert list(result["monitor"]) == ["score", "sector", "verdict"]
    assert result["monitor"] == {
        "score": 33,  # 2000 / 60: online is not the monitor's
        "sector": {"low": 12.433333333333334, "high": 26.683333333333334},
        "verdict": "above",
    }
    assert result["topics"]["email"] == {
        "step": 0,
        "score": 0,
        "sector": {"low": 19.4, "high": 29.25},
        "ahead_of_at_least": None,
        "with_about": 49,
    }
    assert result["topics"]["online"] == {
        "step": 0,
        "score": 0,
        "sector": None,
        "ahead_of_at_least": None,
        "with_about": None,
    }
    assert list(result["topics"]) == ["email", "social", "data", "online"]
    assert result["missing"] == ["sms", "blog", "twitter"]
    assert [(step["id"], step["topic"]) for step in result["next_steps"]] == [
        ("today_google", "online"),
        ("data_file", "data"),
    ]


def test_the_reason_of_a_step_is_printed() -> None:
    _, (result,), _ = run(
        '{"answers": {"email": 2, "data_asks": "yes", "data_file": "no", "today": ["none"]}}'
    )
    assert [(step["id"], step["topic"]) for step in result["next_steps"]] == [
        ("today_google", "online"),
        ("data_file", "data"),
        ("email_start", "email"),
    ]
    kinds = [step["reason"]["kind"] for step in result["next_steps"]]
    assert kinds == ["online", "need", "gain"]
    assert [step["reason"]["enables"] for step in result["next_steps"]] == [None, "email_start", None]


def test_a_webshop_gets_its_readiness_and_no_comparison() -> None:
    _, (result,), _ = run(
        '{"answers": {"shop_type": "web", "email": 2, "social": 4, "data_asks": "no", "today": ["whatsapp"]}}'
    )
    # Its website counts as used, and it has three to have: 0.20·(25 + 100 + 0 + 67) / 0.80.
    assert result["overall"] == {"score": 48, "level": "builder"}
    assert result["monitor"] is None
    assert result["topics"]["online"]["score"] == 67
    assert {topic["sector"] for topic in result["topics"].values()} == {None}


def test_the_comparison_is_printed_where_there_is_no_readiness() -> None:
    _, (result,), _ = run('{"answers": {"email": 1, "social": 2}}')
    assert result["overall"] is None
    assert result["monitor"] == {"score": 18, "sector": {"low": 10.75, "high": 25.125}, "verdict": "within"}


def test_the_exact_interval_is_printed_exactly() -> None:
    out = io.StringIO()
    run_score(io.StringIO(record(every_topic_on(0))), out, io.StringIO(), YARDSTICK)
    assert '"sector":{"low":9.69,"high":23.6625}' in out.getvalue()


@given(any_answers())
def test_a_record_is_scored_like_its_answers(given_answers: Answers) -> None:
    (scored,) = score_lines([record(given_answers)], YARDSTICK)
    assert isinstance(scored, Scored)
    result = score(questionnaire(), figures(), given_answers)
    assert scored.result.model_copy(update={"next_steps": ()}) == result
    assert scored.result.next_steps == next_steps(questionnaire(), result, given_answers, CARDS)


def test_without_enough_answers_overall_is_null() -> None:
    assert run('{"answers": {}}') == (
        0,
        [{"overall": None, "monitor": None, "topics": {}, "missing": list(TOPICS), "next_steps": []}],
        [],
    )


# What goes in


def test_a_ladder_takes_a_step_and_null_is_skipped() -> None:
    options = ["unknown", "known", "planned", "sometimes", "regular"]
    for step, option in enumerate(options):
        assert run(record({"email": step, "sms": None})) == run(record({"email": option}))


def test_an_answer_that_another_answer_rules_out_is_ignored() -> None:
    assert run(record({"data_asks": "yes", "data_consider": "no"})) == run(record({"data_asks": "yes"}))


def test_one_record_may_stand_on_many_lines() -> None:
    given_answers = answers(email=3, social=2, today=("google", "reviews"))
    expected = run(record(given_answers))
    assert expected[0] == 0
    for indent in (0, 1, 4):
        pretty = json.dumps({"answers": given_answers}, indent=indent)
        assert run(pretty) == expected
        assert run("\n\n" + pretty.replace("\n", "\r\n\r\n") + "\n") == expected
        assert run(b"\xef\xbb\xbf" + pretty.encode()) == expected


def test_records_on_lines_are_scored_one_by_one() -> None:
    code, results, err = run("\n" + record({"email": 1}) + "\r\n  \n" + record({"sms": 2}) + "\n\n")
    assert (code, err) == (0, [])
    assert [list(result["topics"]) for result in results] == [["email"], ["sms"]]


def test_blank_lines_count_as_lines() -> None:
    lines = [record({"email": 1}), "", "oops", "\t", record({})]
    found = list(score_lines(lines, YARDSTICK))
    assert [(type(item), item.line) for item in found] == [(Scored, 1), (Fault, 3), (Scored, 5)]


def test_no_records_is_no_fault() -> None:
    assert run("") == run("\n \n") == run(b"\xef\xbb\xbf\n") == (0, [], [])


def test_a_text_stream_over_bytes_is_read_as_utf_8() -> None:
    out, err = io.StringIO(), io.StringIO()
    stream = io.TextIOWrapper(io.BytesIO(b'\xff\n{"answers": {}}\n'), encoding="ascii")
    assert run_score(stream, out, err, YARDSTICK) == 1
    assert err.getvalue() == "line 1: not UTF-8\n"
    assert len(out.getvalue().splitlines()) == 1


@pytest.mark.parametrize("first", [record({"email": 1}), "oops"])
def test_lines_are_read_no_sooner_than_needed(first: str) -> None:
    def lines() -> Iterator[str]:
        yield first
        yield record({"sms": 1})
        raise AssertionError("read too far")

    found = score_lines(lines(), YARDSTICK)
    assert [next(found).line, next(found).line] == [1, 2]


def test_no_more_than_a_record_is_held_back_after_a_line_that_only_begins_one() -> None:
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        yield '{"answers":'
        for _ in range(1_000_000):
            read += 1
            yield record({"sms": 1}).ljust(10_000)

    found = score_lines(lines(), YARDSTICK)
    assert isinstance(next(found), Fault)
    assert isinstance(next(found), Scored)
    assert read <= LONGEST_RECORD // 10_000 + 1


# Faults


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (record({"email": "often"}), f'email: "often" is not offered; allowed: {LADDER}'),
        (record({"email": 5}), f"email: 5 is not offered; allowed: {LADDER}"),
        (record({"email": -1}), f"email: -1 is not offered; allowed: {LADDER}"),
        (record({"email": True}), f"email: true is not offered; allowed: {LADDER}"),
        (record({"email": 3.0}), f"email: 3.0 is not offered; allowed: {LADDER}"),
        (record({"email": ["regular"]}), f'email: ["regular"] is not offered; allowed: {LADDER}'),
        (record({"email": ["regular", 1]}), f"email: a list is not offered; allowed: {LADDER}"),
        (record({"email": {"step": 3}}), f"email: an object is not offered; allowed: {LADDER}"),
        ('{"answers": {"email": 1e999}}', f"email: Infinity is not offered; allowed: {LADDER}"),
        (record({"goal": 1}), "goal: 1 is not offered; allowed: visit, return, offers, help"),
        (record({"data_asks": True}), "data_asks: true is not offered; allowed: yes, no"),
        (
            record({"platforms": "facebook"}),
            'platforms: "facebook" is not offered; allowed: a list of one or more, each once, of '
            "facebook, instagram, tiktok, youtube, linkedin, pinterest, other",
        ),
        (
            record({"today": ["none", "google"]}),
            'today: ["none", "google"] is not offered; allowed: a list of one or more, each once, of '
            "whatsapp, whatsapp_group, whatsapp_channel, google, reviews, website, marketplace, leaflet, "
            "none (only by itself: none)",
        ),
        (
            record({"data_reasons": [["trust"]]}),
            'data_reasons: ["trust"] is not offered; allowed: a list of one or more, each once, of '
            "not_fitting, not_wanted, no_use, trust, no_time, other",
        ),
        (
            record({"e-mail\n": None}),
            'unknown question "e-mail\\n"; allowed: '
            + ", ".join(question.id for question in questionnaire().questions),
        ),
        ('{"answers": {"email": 1, "email": 2}}', 'the key "email" stands there twice'),
        ('{"answers": {}, "answers": {}}', 'the key "answers" stands there twice'),
        ('{"answers": {}, "name": "Zus & Zo"}', 'unknown key "name"; allowed: answers'),
        ("{}", "answers: an object is needed, of a question's id to its answer"),
        ('{"answers": [1]}', "answers: an object is needed, of a question's id to its answer"),
        ("[1]", "a list is no record; a record is an object with answers"),
        ("null", "null is no record; a record is an object with answers"),
        ('{"answers": {"email": NaN}}', "not JSON: NaN"),
        ('{"answers": {"email": -Infinity}}', "not JSON: -Infinity"),
        ("email=3", "not JSON: a value is missing, column 1"),
        ("{} {}", "not JSON: something comes after its end, column 4"),
        ('{"answers": {"email": 1, \t}}', 'not JSON: a key in " is missing, column 27'),
        ('{"answers": {"today": ["google", ]}}', "not JSON: a value is missing, column 34"),
        ('{"answers": {,}}', 'not JSON: a key in " is missing, column 14'),
        ('{"answers" {}}', "not JSON: a colon is missing, column 12"),
        ('{"answers": {} "email": 1}', "not JSON: a comma is missing, column 16"),
        ('{"answers', "not JSON: a text without an end, column 2"),
        ('{"answers\t": {}}', "not JSON: a control character in a text, column 10"),
        (r'{"answers\x": {}}', "not JSON: a backslash that is wrong, column 10"),
        (r'{"answers\u12": {}}', "not JSON: a backslash that is wrong, column 11"),
        ("[" * 100_000 + "1", "not readable: nested too deeply"),
        ('{"answers": {"email": ' + "9" * 5_000 + "}}", "not readable: a number is too long"),
        (b'{"answers": {"email": "\xe9"}}', "not UTF-8"),
        (b'{"answers": "\xed\xa0\x80"}', "not UTF-8"),
        ("\ud800", "not UTF-8"),
        ('"\\ud800"', '"\\ud800" is no record; a record is an object with answers'),
    ],
)
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_bad_line_tells_its_fault_and_what_is_allowed(line: str | bytes, fault: str, end: str) -> None:
    good = record({"email": 4})
    raw = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")
    assert faults(raw + end.encode()) == [f"line 1: {fault}"]

    code, results, err = run(good.encode() + b"\n\n" + raw + b"\n" + good.encode() + end.encode())
    assert (code, err) == (1, [f"line 3: {fault}"])
    assert [result["topics"]["email"]["step"] for result in results] == [4, 4]

    code, results, err = run(raw + b"\n" + good.encode() + end.encode())
    assert (code, err) == (1, [f"line 1: {fault}"])
    assert len(results) == 1


def test_a_long_value_is_cut_short() -> None:
    (line,) = faults(record({"email": "x" * 500}))
    assert line == f'line 1: email: "{"x" * 59}... is not offered; allowed: {LADDER}'


@pytest.mark.parametrize(
    ("others", "good", "bad"),
    [
        ([record({"sms": 1})], 1, 1),
        ([record({}), record({"blog": 1})], 2, 1),
        (["oops", record({}), "["], 1, 3),
    ],
)
def test_a_first_line_that_is_cut_off_does_not_spoil_the_others(
    others: list[str], good: int, bad: int
) -> None:
    code, results, err = run("\n".join(['{"answers": {"email": 3,', *others]))
    assert (code, len(results), len(err)) == (1, good, bad)
    assert err[0].startswith("line 1: not JSON: ")


def test_a_first_line_that_is_wrong_before_its_end_is_a_record_by_itself() -> None:
    nested_too_deeply = b"[" * 100_000
    for first in (b"\xff", nested_too_deeply, b"oops"):
        assert [line[:7] for line in faults(first + b"\noops")] == ["line 1:", "line 2:"]


def test_text_that_is_no_utf_8_is_a_fault() -> None:
    assert faults("\ud800") == ["line 1: not UTF-8"]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('\n{\n  "answers": {\n    "email": 3,,\n  }\n}\n', "line 4: not JSON: "),
        ('{\n  "answers": {\n    "email": "often"\n  }\n}\n', 'line 1: email: "often" is not offered'),
        ('{\n"answers": {}\n}\n{\n"answers": {}\n}\n', "line 4: not JSON: something comes after its end"),
        ('{\n  "answers": {}\n', "line 2: not JSON: "),
        ('{\n"answers": {"today": [\n"google"\n]},\n}\n', "line 5: not JSON: "),
        (b'{\n"answers":\n"\xff"}', "line 3: not UTF-8"),
        ('[\n  {"answers": {}}\n]\n', "line 1: a list is no record"),
    ],
)
def test_a_fault_in_a_record_on_many_lines_is_one_fault(source: str | bytes, fault: str) -> None:
    (line,) = faults(source)
    assert line.startswith(fault)


def test_a_record_on_many_lines_is_at_most_one_megabyte() -> None:
    end = '"answers": {}}'
    assert run("{\n" + end.rjust(LONGEST_RECORD - 2))[0] == 0
    assert run("{\n" + end.rjust(LONGEST_RECORD - 1))[0] == 1


def test_a_line_is_at_most_one_megabyte() -> None:
    good = record({"email": 3})
    assert run(good.ljust(LONGEST_RECORD) + "\r\n" + good)[0] == 0
    too_long = "line 2: longer than 1000000 bytes"
    for line in (
        good.ljust(LONGEST_RECORD + 1),
        '{"answers": {"email": "' + "é" * 600_000 + '"}}',
        "x" * 3_000_000,
    ):
        code, results, err = run(f"{good}\n{line}\n{good}")
        assert (code, len(results), err) == (1, 2, [too_long])
        code, results, err = run(f"{good}\n{line}\n{good}".encode())
        assert (code, len(results), err) == (1, 2, [too_long])
    assert faults('{"answers": {' + " " * 2_000_000) == ["line 1: longer than 1000000 bytes"]


@given(
    st.lists(
        st.binary(max_size=30)
        | st.text(max_size=30).map(str.encode)
        | any_answers().map(record).map(str.encode)
    )
)
def test_any_input_gives_one_line_for_each_record(lines: list[bytes]) -> None:
    code, results, err = run(b"\n".join(lines))
    assert (code == 1) == bool(err)
    assert all(line.isascii() and line.startswith("line ") for line in err)
    assert len(results) + len(err) <= sum(line.count(b"\n") + 1 for line in lines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([question.id for question in questionnaire().questions]), JSON))
def test_any_json_as_answers_is_scored_or_a_fault_of_one_line(given_answers: dict[str, Any]) -> None:
    (found,) = score_lines([record(given_answers)], YARDSTICK)
    assert found.text.isascii()
    assert len(found.text.splitlines()) == 1
