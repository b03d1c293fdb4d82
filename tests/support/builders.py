"""The shipped questionnaire and figures, read without the content loader, and answers to them."""

from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st

from scoring.model import CHANNELS, ONLINE_ITEMS, Answers, Figures, Question, Questionnaire
from tests.support.paths import ROOT

CONTENT = ROOT / "content"
DATA_STEPS: tuple[dict[str, str], ...] = (
    {"data_asks": "no", "data_consider": "no"},
    {"data_asks": "no", "data_consider": "yes"},
    {"data_asks": "yes", "data_file": "no"},
    {"data_asks": "yes", "data_file": "yes", "data_consent": "no"},
    {"data_asks": "yes", "data_file": "yes", "data_consent": "yes"},
)


@cache
def questionnaire() -> Questionnaire:
    raw, levels = _yaml("questionnaire.yaml"), _yaml("levels.yaml")
    questions = [_question(question, raw["ladder"]) for question in raw["questions"]]
    return Questionnaire.model_validate({"topics": raw["topics"], "questions": questions, **levels})


@cache
def figures() -> Figures:
    raw = _yaml("figures/hbd-2010.yaml")
    return Figures(
        sample=raw["sample"], shares={id_: figure["percent"] for id_, figure in raw["figures"].items()}
    )


def answers(
    *, data: int | None = None, online: int | None = None, **given: int | str | tuple[str, ...]
) -> Answers:
    """Build answers: a step for a ladder, for `data` or for `online`, and option ids for anything else."""
    made: dict[str, str | tuple[str, ...]] = {} if data is None else {**DATA_STEPS[data]}
    if online is not None:
        made["today"] = tuple(ONLINE_ITEMS)[:online] or ("none",)
    for question_id, answer in given.items():
        made[question_id] = _on_step(question_id, answer) if isinstance(answer, int) else answer
    return made


def every_topic_on(step: int) -> Answers:
    return answers(data=step, online=step, **dict.fromkeys(CHANNELS, step))


def any_answer(question: Question) -> st.SearchStrategy[str | tuple[str, ...]]:
    ids = [option.id for option in question.options]
    if not question.several:
        return st.sampled_from(ids)
    alone = [option.id for option in question.options if option.alone]
    together = st.lists(st.sampled_from([id_ for id_ in ids if id_ not in alone]), min_size=1, unique=True)
    several = together.map(tuple)
    return several | st.sampled_from([(id_,) for id_ in alone]) if alone else several


def any_answers() -> st.SearchStrategy[Answers]:
    """Draw answers to any of the questions, also to those that another answer rules out."""
    by_question = {question.id: any_answer(question) for question in questionnaire().questions}
    return st.fixed_dictionaries({}, optional=by_question)


def _on_step(question_id: str, step: int) -> str:
    question = questionnaire().question(question_id)
    option = None if question is None else question.step_option(step)
    assert option is not None
    return option.id


def _yaml(name: str) -> Any:
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


def _question(raw: dict[str, Any], ladder: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": raw["id"],
        "options": ladder if raw.get("ladder") else [_option(raw, id_) for id_ in raw["options"]],
        "several": raw.get("several", False),
        "regular": raw.get("regular"),
        "partly": raw.get("partly"),
        "would": raw.get("would", False),
        "when": raw.get("when", {}),
    }


def _option(raw: dict[str, Any], id_: str) -> dict[str, Any]:
    closed = raw.get("not_for", {})
    not_for = [shop_type for shop_type, options in closed.items() if id_ in options]
    return {"id": id_, "alone": id_ in raw.get("alone", ()), "not_for": not_for}
