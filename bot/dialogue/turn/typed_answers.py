"""A text typed at a question: only the question's own answers, and what is on screen, count there."""

from dataclasses import dataclass

from bot.dialogue.core.callbacks import parse
from bot.dialogue.core.context import Context, Turn
from bot.dialogue.core.matching import exact
from bot.dialogue.core.session import Asking, Session
from bot.dialogue.core.understanding.meaning import (
    NO,
    YES,
    Ask,
    Asked,
    Does,
    Elsewhere,
    Kind,
    Meaning,
    Offer,
    Person,
    Take,
)
from bot.dialogue.core.understanding.meaning import Question as OwnQuestion
from bot.dialogue.core.understanding.understand import is_ambiguous_skip, understand
from bot.dialogue.core.view import Choice
from bot.dialogue.core.wording import enumeration
from bot.dialogue.shop.interview.answers import UNDERSTOOD
from bot.dialogue.shop.interview.question import answer, tick
from bot.dialogue.shop.result.card_words import search_for
from bot.dialogue.turn import commands
from bot.dialogue.turn.commands import reaching
from bot.dialogue.turn.pointers import pointer_for_text
from bot.dialogue.turn.taps import press
from bot.library.parsing.markup import Html
from scoring.model import Question

# A longer text is no answer to a question of ours, and comparing it costs more than it can bring.
LONGEST = 200
ANSWERS = (answer.way.name, tick.way.name)
BRANCH, SHOP_TYPE = "branch", "shop_type"
_SHORTEST_SUBJECT = 4
# After the first three misses, two short sentences take turns.
_LATER = ("tap", "number")


@dataclass(frozen=True, slots=True)
class _Here:
    """A text, and the question that it was typed at."""

    turn: Turn
    place: Asking
    choices: tuple[Choice, ...]
    asked: Asked
    text: str

    @property
    def session(self) -> Session:
        return self.turn.session


def said_at_question(
    turn: Turn, place: Asking, choices: tuple[Choice, ...], text: str
) -> tuple[Session, str]:
    """Do what a text says at a question; gives the session after it, and the verb of what was done."""
    here = _Here(turn, place, choices, question_on_screen(turn.session, turn.context, place, choices), text)
    if len(text) > LONGEST:
        return _record_miss(here), ""
    meant = exact(text, choices)
    if len(meant) == 1 and not is_ambiguous_skip(text, here.asked):
        return press(turn, meant)
    meaning = understand(text, here.asked)
    if isinstance(meaning, Take):
        return _press_answers(here, meaning)
    if isinstance(meaning, Does):
        return _press_control(here, meaning)
    return _respond(here, meaning), ""


def question_on_screen(
    session: Session, context: Context, place: Asking, choices: tuple[Choice, ...]
) -> Asked:
    """Describe the question on screen, as far as a text is held against it."""
    questionnaire, texts = context.content.questionnaire, context.texts(session)
    question = questionnaire.question(place.question)
    offers, controls = [], dict[str, tuple[str, ...]]()
    for choice in choices:
        action = parse(choice.code)
        if action.verb in ANSWERS and question:
            option = question.option(action.args[1])
            alone = option is not None and option.alone
            offers.append(Offer(action.args[1], choice.number or 0, choice.label, choice.words, alone))
        else:
            controls[action.verb] = (choice.label, *choice.words)
    return Asked(
        id=place.question,
        kind=_kind(question),
        offers=tuple(offers),
        language=session.language,
        regular=question.regular if question else None,
        partly=question.partly if question else None,
        would=question is not None and question.would,
        about=texts.questions.questions[place.question].about,
        elsewhere=_elsewhere(session, context, place.question),
        offered=place.offered,
        controls=controls,
    )


def _elsewhere(session: Session, context: Context, asked: str) -> dict[str, tuple[str, ...]]:
    """Give the words for what the other questions are about; those with yes and no have none of their own."""
    if asked == SHOP_TYPE:
        return {BRANCH: _trades(context, session)}
    others = [one for one in context.content.questionnaire.questions if one.id != asked]
    texts = context.texts(session).questions.questions
    return {one.id: texts[one.id].about for one in others if one.ladder or one.several}


def _kind(question: Question | None) -> Kind:
    if question is None:
        return "choice"
    if question.ladder:
        return "ladder"
    if question.several:
        return "several"
    return "yes_no" if {option.id for option in question.options} == {YES, NO} else "choice"


def _trades(context: Context, session: Session) -> tuple[str, ...]:
    """Give all words for the trades: each tells that a text is about that question."""
    text = context.texts(session).questions.questions.get(BRANCH)
    words = (word for option in text.options.values() for word in option.words) if text else ()
    return tuple(word for word in words if len(word) >= _SHORTEST_SUBJECT)


def _press_answers(here: _Here, meaning: Take) -> tuple[Session, str]:
    """Press the buttons of the answers that are meant; of several, a tick that stands stays."""
    several = here.asked.kind == "several"
    wanted: list[Choice] = []
    for choice in here.choices:
        action = parse(choice.code)
        if action.verb not in ANSWERS:
            continue
        named, ticked = action.args[1] in meaning.answers, several and action.args[1] in here.place.picked
        if (named and not ticked) or (action.args[1] in meaning.drop and ticked):
            wanted.append(choice)
    if not wanted:
        return here.session.at(here.place.model_copy(update=UNDERSTOOD)), ""
    return press(here.turn, wanted)


def _press_control(here: _Here, meaning: Does) -> tuple[Session, str]:
    """Press one of the buttons below the answers, or say why that cannot be done."""
    buttons = [choice for choice in here.choices if parse(choice.code).verb == meaning.verb]
    if buttons:
        return press(here.turn, buttons)
    if meaning.verb == "done" and here.asked.kind == "several":
        return _with_note(here, here.turn.messages.interview.pick_first.fill(), "done"), ""
    return _record_miss(here), ""


def _respond(here: _Here, meaning: Meaning) -> Session:
    said = here.turn.messages.interview.asked_back
    texts = here.turn.context.texts(here.session)
    if isinstance(meaning, Ask):
        return _ask_back(here, meaning)
    if isinstance(meaning, Elsewhere):
        name = texts.questions.questions[meaning.question].name
        key = f"elsewhere:{meaning.question}"
        if here.place.said == key:
            return _with_note(here, said.elsewhere_again.fill(name=name), f"{key}:again")
        return (
            _record_miss(here)
            if here.place.said == f"{key}:again"
            else _with_note(here, said.elsewhere.fill(name=name), key)
        )
    if isinstance(meaning, Person) and here.place.said != "person":
        return _with_note(here, reaching(here.session, here.turn.context), "person")
    if isinstance(meaning, OwnQuestion):
        return _point_to_advice(here)
    return _record_miss(here)


def _with_note(here: _Here, note: Html, key: str, offered: tuple[str, ...] = ()) -> Session:
    place = here.place.model_copy(update={"said": key, "offered": offered})
    return here.session.at(place, note)


def _ask_back(here: _Here, meaning: Ask) -> Session:
    """Ask which of a few answers is meant."""
    said = here.turn.messages.interview.asked_back
    elsewhere = _point_to_command(here)
    if elsewhere or (meaning.why == "near" and here.place.misses):
        return elsewhere or _record_miss(here)
    shown = [
        f"‘{choice.name}’"
        for choice in here.choices
        if parse(choice.code).verb in ANSWERS and parse(choice.code).args[1] in meaning.answers
    ]
    general = here.turn.messages.general
    options = enumeration(shown, general.either)
    key = "ask:" + ",".join(meaning.answers)
    ways = {"does": said.does, "does_not": said.does_not, "near": said.near, "": general.which}
    way = said.one if len(shown) == 1 and not meaning.why else ways[meaning.why]
    note = way.fill(options=options)
    if here.place.said == key:
        key, note = f"{key}:again", said.again.fill(options=options)
    noted = _with_note(here, note, key, meaning.answers)
    if meaning.why != "near" or not isinstance(noted.place, Asking):
        return noted
    return noted.model_copy(update={"place": noted.place.model_copy(update={"misses": 1})})


def _point_to_advice(here: _Here) -> Session:
    """Say that there is advice on a question of one's own, and where."""
    said = here.turn.messages.interview.asked_back
    cards = here.turn.context.facts.ask(search_for(here.session, here.text))
    texts = here.turn.context.texts(here.session)
    command = commands.word("advice", here.session.language)
    card = next((texts.cards[one] for one in cards if one in texts.cards), None)
    key = f"question:{card.title if card else ''}"
    if here.place.said == key:
        return _record_miss(here)
    if card is None:
        return _with_note(here, said.found_none.fill(command=command), key)
    return _with_note(here, said.found.fill(title=card.title, command=command), key)


def _point_to_command(here: _Here) -> Session | None:
    """Say how a command that is typed is done; None where it is none, or this was said just before."""
    note = pointer_for_text(here.session, here.turn.context, here.text)
    return _with_note(here, note, "command") if note and here.place.said != "command" else None


def _record_miss(here: _Here) -> Session:
    """Say that a text is not understood; each time in another way, with another way on."""
    messages, misses = here.turn.messages, here.place.misses
    said = messages.interview.asked_back
    update: dict[str, object] = {"misses": misses + 1, "offered": ()}
    elsewhere = _point_to_command(here)
    if elsewhere:
        return elsewhere
    if misses == 0:
        note, key = messages.general.not_understood.fill(), "miss"
    elif misses == 1:
        note, key = said.explained.fill(), "explained"
        update["helping"] = True
    elif misses == 2:
        note, key = said.pass_on.fill(skip=messages.controls.skip.label), "pass_on"
    else:
        key = _LATER[(misses - 3) % len(_LATER)]
        note = getattr(said, key).fill()
    return here.session.at(here.place.model_copy(update={**update, "said": key}), note)
