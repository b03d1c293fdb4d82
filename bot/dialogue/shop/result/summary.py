"""The first page of the result: what goes well, the score, the comparison, the first step, and one way on."""

from bot.dialogue.core.session import without_skipped
from bot.dialogue.core.view import Rows, View, blocks, lines, rows
from bot.dialogue.core.wording import enumeration
from bot.dialogue.shop.interview.answers import unanswered_questions
from bot.dialogue.shop.interview.rounds import moved_line
from bot.dialogue.shop.result.more import closing_choices, report_choice, rest_choices
from bot.dialogue.shop.result.pages import AtResult, begin_choices, first_step, more_choice, steps_choice
from bot.dialogue.shop.result.score_words import keeps_up, score_lines, whole_advice
from bot.library.parsing.markup import Html
from scoring.model import Topic, TopicResult

MOST_CLAUSES = 3
"""So many things that go well are named, so that the message stays short."""
MOST_NAMES = 6
"""So many unanswered questions are named, and of more than that two fewer."""


def summary_page(at: AtResult) -> View:
    moved = moved_line(at.session, at.context, at.finished)
    html = blocks(
        _doing(at),
        lines(*score_lines(at.context, at.finished, at.texts), moved),
        # Eight lines are what a phone shows at once.
        lines(_first_step(at), None if moved else whole_advice(at.finished, at.texts)),
        _unanswered_line(at),
    )
    return View(html, _rows(at))


def _rows(at: AtResult) -> Rows:
    """Lay out the one thing to do, what belongs to it, and the way to all else."""
    session, texts = at.session, at.texts
    ways = [*begin_choices(session, at.context), steps_choice(session, texts)]
    beside = (report_choice(session, texts), more_choice(session, texts))
    rest = rest_choices(session, at.context)
    handing = closing_choices(session, texts) if session.assisted else []
    return (*rows(ways), beside, *rows(rest), *rows(handing, 2))


def _unanswered_line(at: AtResult) -> Html | None:
    """Name what was left out, where it can still be answered for this result."""
    if at.session.run != at.finished.run:
        return None
    texts, said = at.texts, at.messages.result
    questions = texts.questions.questions
    names = [questions[one.id].name for one in unanswered_questions(at.session, at.context)]
    button = at.messages.controls.finish_questions.label
    if not names:
        return None
    if len(names) <= MOST_NAMES:
        return said.unanswered.fill(names=enumeration(names, at.messages.general.both), button=button)
    some = names[: MOST_NAMES - 2]
    return said.unanswered_many.fill(names=", ".join(some), count=len(names) - len(some), button=button)


def _doing(at: AtResult) -> Html:
    """Say what goes well; where no channel is in use yet, what is used today, or that a start was made."""
    texts, result, word = at.texts, at.messages.result, at.messages.general.both
    doing = (texts.terms.topics[topic].doing.get(one.step) for topic, one in _heaviest(at))
    clauses = [clause for clause in doing if clause]
    if clauses:
        return result.doing.fill(doing=enumeration(clauses[:MOST_CLAUSES], word))
    today = without_skipped(at.finished.given).get("today", ())
    used = [text.label for option in today if option != "none" and (text := texts.option("today", option))]
    return result.doing_today.fill(doing=enumeration(used, word)) if used else result.doing_first.fill()


def _heaviest(at: AtResult) -> list[tuple[Topic, TopicResult]]:
    """List the topics' results, those that count most first."""
    weightings = at.context.content.questionnaire.topics
    return sorted(at.finished.result.topics.items(), key=lambda one: -weightings[one[0]].weight)


def _first_step(at: AtResult) -> Html | None:
    """Name the first step; without one, to go on as before, where something is done."""
    result, card = at.messages.result, first_step(at.finished, at.context)
    if card is None:
        return result.keep.fill() if at.finished.result.topics else None
    said = result.first_keep if keeps_up(at.finished) else result.first_step
    return said.fill(minutes=card.minutes, title=at.texts.cards[card.id].title)
