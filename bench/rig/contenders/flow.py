"""The questionnaire as plain code, the same for each contender in Python: state and tap in, screen out."""

import json
import os
from pathlib import Path

SCRIPT = json.loads(Path(os.environ["BENCH_SCRIPT"]).read_text())
FIXED = SCRIPT["fixed"]


class Unknown(Exception):
    """The tap means nothing here."""


def begin():
    """Give the state of somebody who comes."""
    return {"given": {}, "place": None, "picked": [], "note": ""}


def tap(state, code):
    """Take a tap: the state changes, and the screen is returned, a text and rows of (label, code)."""
    verb, _, rest = code.partition(":")
    args = rest.split(":")
    if code in FIXED:
        state["place"] = code
        return screen(state)
    if verb == "begin":
        return onward(state)
    if len(args) < 2 or args[1] != state["place"]:
        raise Unknown(code)
    question = asked(state, args[1])
    if verb == "answer":
        state["given"][question["id"]] = args[2]
    elif verb == "tick":
        others = [one for one in state["picked"] if one != args[2]]
        state["picked"] = [*others, args[2]] if args[3] == "1" else others
        return screen(state)
    elif verb == "done":
        state["given"][question["id"]] = state["picked"]
    elif verb == "skip":
        state["given"][question["id"]] = None
    else:
        raise Unknown(code)
    state["note"] = f"✓ {question['name']}: {told(question, state['given'][question['id']])}"
    return onward(state)


def onward(state):
    """Go to the first open question, or to the overview."""
    state["picked"] = []
    state["place"] = next((one["id"] for one in path(state) if one["id"] not in state["given"]), "overview")
    return screen(state)


def questions(state):
    """Give the questions as this kind of shop is asked them."""
    return SCRIPT["questions"]["web" if state["given"].get("shop_type") == "web" else "door"]


def asked(state, name):
    """Find a question."""
    return next(question for question in questions(state) if question["id"] == name)


def path(state):
    """List the questions that the answers so far ask."""
    given = state["given"]
    return [
        question
        for question in questions(state)
        if all(given.get(name) in options for name, options in question["when"].items())
    ]


def told(question, answer):
    """Say an answer in words."""
    if answer is None:
        return "-"
    picked = answer if isinstance(answer, list) else [answer]
    return ", ".join(words for option, _, words in question["options"] if option in picked)


def screen(state):
    """Show where the state is."""
    place, note = state["place"], state["note"]
    if place in FIXED:
        return FIXED[place]["html"], FIXED[place]["rows"]
    if place == "overview":
        return overview(state)
    question = asked(state, place)
    left = sum(one["id"] not in state["given"] for one in path(state))
    text = f"{note}\n\n<i>Nog ongeveer {left} vragen</i>\n\n<b>{question['ask']}</b>"
    if question["hint"]:
        text += f"\n{question['hint']}"
    if question["several"]:
        text += f"\nGekozen: {told(question, state['picked'])}"
    return text, keyboard(question, state)


def keyboard(question, state):
    """Lay out a question's buttons."""
    name, keys = question["id"], []
    for number, (option, label, _) in enumerate(question["options"], 1):
        on = option in state["picked"]
        code = (
            f"tick:1:{name}:{option}:{0 if on else 1}" if question["several"] else f"answer:1:{name}:{option}"
        )
        keys.append([f"{'✓ ' if on else ''}{number}. {label}", code])
    width = 1 if len(keys) <= 6 else 2
    rows = [keys[start : start + width] for start in range(0, len(keys), width)]
    if state["picked"]:
        rows.append([["Klaar", f"done:1:{name}"]])
    rows.append([["Terug", f"back:1:{name}"], ["Overslaan", f"skip:1:{name}"]])
    rows.append([["Wat is dit?", f"help:1:{name}"]])
    return rows


def overview(state):
    """Show all answers."""
    passed = [one for one in path(state) if one["id"] in state["given"]]
    lines = [f"{n}. {one['name']}: {told(one, state['given'][one['id']])}" for n, one in enumerate(passed, 1)]
    keys = [[one["name"], f"change:1:{one['id']}"] for one in passed]
    rows = [[["Uitslag", "result:1"]], *(keys[start : start + 2] for start in range(0, len(keys), 2))]
    return "Uw antwoorden\n\n" + "\n".join(lines), rows
