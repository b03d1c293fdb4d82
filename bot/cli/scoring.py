"""`winkelpeil score`: answers as JSON in, results as JSON out, one record a line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, TextIO

from scoring.advice import next_steps
from scoring.model import Card, Figures, Question, Questionnaire, Result
from scoring.score import AnswerNotOffered, score, valid_answers

LONGEST_RECORD = 1_000_000
"""Bytes, its line end not counted."""
LONGEST_SHOWN = 60
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_Line = tuple[int, bytes]


@dataclass(frozen=True)
class Yardstick:
    """What answers are scored by, and the cards that a result may advise."""

    questionnaire: Questionnaire
    figures: Figures
    cards: Sequence[Card]


@dataclass(frozen=True)
class Scored:
    line: int
    """The line that the record starts on, from 1."""
    result: Result

    @property
    def text(self) -> str:
        return self.result.model_dump_json()


@dataclass(frozen=True)
class Fault:
    line: int
    """The line that the fault is on, from 1."""
    fault: str

    @property
    def text(self) -> str:
        return f"line {self.line}: {self.fault}"


class Unreadable(Exception):
    """A record that holds no answers as they are asked for; `lines_down` counts from where it starts."""

    def __init__(self, fault: str, lines_down: int = 0) -> None:
        super().__init__(fault)
        self.lines_down = lines_down


def run_score(source: TextIO | BinaryIO, out: TextIO, err: TextIO, yardstick: Yardstick) -> int:
    """Score the records of a stream: results to `out`, faults to `err`, a line each, while reading.

    The source holds one record a line, or a single record over many lines. Bytes are read as UTF-8; of a
    text stream over bytes the bytes are read. Returns the exit code: 1 when any record was bad, else 0.
    """
    exit_code = 0
    for record in score_lines(_lines(getattr(source, "buffer", source)), yardstick):
        if isinstance(record, Fault):
            exit_code = 1
        print(record.text, file=err if isinstance(record, Fault) else out)
    return exit_code


def score_lines(lines: Iterable[bytes | str], yardstick: Yardstick) -> Iterator[Scored | Fault]:
    """Score each record: a JSON object with `answers`, by question id.

    An answer is an option id, a list of them where a question takes several, a step from 0 to 4 on a
    ladder, or null for a skipped question. Blank lines count as lines and are no records.
    """
    questionnaire = yardstick.questionnaire
    for number, record in _records((number, _as_bytes(line)) for number, line in enumerate(lines, start=1)):
        try:
            answers = valid_answers(questionnaire, _scoring_answers(questionnaire, _json_value(record)))
        except Unreadable as unreadable:
            yield Fault(number + unreadable.lines_down, str(unreadable))
        except AnswerNotOffered as refused:
            yield Fault(number, _refusal(questionnaire, refused))
        else:
            result = score(questionnaire, yardstick.figures, answers)
            steps = next_steps(questionnaire, result, answers, yardstick.cards)
            yield Scored(number, result.model_copy(update={"next_steps": steps}))


def _lines(source: TextIO | BinaryIO) -> Iterator[bytes | str]:
    """Read line by line; of a line that is too long, no more than shows that it is."""
    while line := source.readline(LONGEST_RECORD + 1):
        yield line
        while line and line[-1:] not in ("\n", b"\n"):
            line = source.readline(LONGEST_RECORD)


def _as_bytes(line: bytes | str) -> bytes:
    raw = line.encode("utf-8", "surrogatepass") if isinstance(line, str) else line
    return raw.removesuffix(b"\n").removesuffix(b"\r")


def _records(lines: Iterator[_Line]) -> Iterator[_Line]:
    """Return the records, each with the line it starts on.

    A record is a line, unless the first line is no more than the beginning of a JSON value: then all lines
    are one record, if together they are a JSON value or none of the others is a record by itself.
    """
    number, first = next(((number, line) for number, line in lines if line.strip()), (0, b""))
    held = [(number, first.removeprefix(BYTE_ORDER_MARK))]
    whole = _read_to_end(lines, held) if _only_begins(held[0][1]) else None
    records = chain(held, lines) if whole is None else [(number, whole)]
    return (record for record in records if record[1].strip())


def _read_to_end(lines: Iterator[_Line], held: list[_Line]) -> bytes | None:
    """Read on into `held`; return all lines as one record, or None where they are to be read one by one."""
    size = len(held[0][1])
    for number, line in lines:
        held.append((number, line))
        size += len(line) + 1
        if size > LONGEST_RECORD:
            return None
    whole = b"\n".join(line for _, line in held)
    apart = any(_is_object(line) for _, line in held[1:])
    return None if apart and not _is_json(whole) else whole


def _only_begins(line: bytes) -> bool:
    """Tell whether the line goes wrong only at its end, where the rest of a JSON value should follow."""
    try:
        json.loads(line.decode().rstrip())
    except json.JSONDecodeError as error:
        return error.pos >= len(error.doc)
    except (ValueError, RecursionError):
        return False
    return False


def _is_object(record: bytes) -> bool:
    return record.lstrip().startswith(b"{") and _is_json(record)


def _is_json(record: bytes) -> bool:
    try:
        _json_value(record)
    except Unreadable:
        return False
    return True


def _json_value(record: bytes) -> object:
    if len(record) > LONGEST_RECORD:
        raise Unreadable(f"longer than {LONGEST_RECORD} bytes")
    try:
        return _DECODER.decode(record.decode())
    except UnicodeDecodeError as error:
        raise Unreadable("not UTF-8", record.count(b"\n", 0, error.start)) from None
    except json.JSONDecodeError as error:
        raise _not_json(error) from None
    except RecursionError:
        raise Unreadable("not readable: nested too deeply") from None
    except ValueError:
        raise Unreadable("not readable: a number is too long") from None


def _not_json(error: json.JSONDecodeError) -> Unreadable:
    """Say what is wrong and where in words of our own: Python's differ from one version to another."""
    told, position = error.msg, error.pos
    if told.startswith("Illegal trailing comma"):
        # Up to 3.12 Python points at what stands behind the comma, and so do we.
        told = "Expecting property name" if told.endswith("object") else "Expecting value"
        rest = error.doc[position + 1 :]
        position += 1 + len(rest) - len(rest.lstrip(_JSON_BLANKS))
    fault = next((ours for python_s, ours in _JSON_FAULTS if told.startswith(python_s)), "it is wrong")
    at = json.JSONDecodeError("", error.doc, position)
    return Unreadable(f"not JSON: {fault}, column {at.colno}", at.lineno - 1)


_JSON_BLANKS = " \t\r\n"
_JSON_FAULTS = (
    ("Expecting value", "a value is missing"),
    ("Expecting property name", 'a key in " is missing'),
    ("Expecting ':'", "a colon is missing"),
    ("Expecting ','", "a comma is missing"),
    ("Extra data", "something comes after its end"),
    ("Unterminated string", "a text without an end"),
    ("Invalid control character", "a control character in a text"),
    ("Invalid \\", "a backslash that is wrong"),
)
"""How Python's words begin, and ours."""


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise Unreadable(f"the key {_short_text(key)} stands there twice")
        found[key] = value
    return found


def _refuse_constant(constant: str) -> None:
    raise Unreadable(f"not JSON: {constant}")


_DECODER = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)


def _scoring_answers(questionnaire: Questionnaire, record: object) -> Mapping[str, object]:
    """Return what was given as answers, in the shapes that scoring takes, without skipped questions."""
    answers = _answers_in(record)
    given: dict[str, object] = {}
    for question_id, answer in answers.items():
        question = questionnaire.question(question_id)
        if question is None or answer is not None:
            given[question_id] = _in_scoring_shape(question, answer)
    return given


def _answers_in(record: object) -> dict[str, object]:
    if not isinstance(record, dict):
        raise Unreadable(f"{_short_text(record)} is no record; a record is an object with answers")
    others = [key for key in record if key != "answers"]
    if others:
        raise Unreadable(f"unknown key {_short_text(others[0])}; allowed: answers")
    answers = record.get("answers")
    if not isinstance(answers, dict):
        raise Unreadable("answers: an object is needed, of a question's id to its answer")
    return answers


def _in_scoring_shape(question: Question | None, answer: object) -> object:
    if isinstance(answer, list):
        return tuple(answer)
    if question is None or not isinstance(answer, int) or isinstance(answer, bool):
        return answer
    option = question.step_option(answer)
    return answer if option is None else option.id


def _refusal(questionnaire: Questionnaire, refused: AnswerNotOffered) -> str:
    allowed = ", ".join(refused.allowed)
    question = questionnaire.question(refused.question)
    if question is None:
        return f"unknown question {_short_text(refused.question)}; allowed: {allowed}"
    if question.ladder:
        allowed += ", or 0 to 4"
    if question.several:
        allowed = f"a list of one or more, each once, of {allowed}"
    alone = [option.id for option in question.options if option.alone]
    if alone:
        allowed += f" (only by itself: {', '.join(alone)})"
    return f"{question.id}: {_short_text(refused.option)} is not offered; allowed: {allowed}"


def _short_text(value: object) -> str:
    """Show a value on one line of ASCII, short, whatever it holds."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, (list, tuple)) and not all(isinstance(item, str) for item in value):
        return "a list"
    shown = json.dumps(value)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}..."
