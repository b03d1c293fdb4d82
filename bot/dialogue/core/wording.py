"""How answers are told back."""

from collections.abc import Sequence

from bot.library.parsing.markup import Html
from bot.library.schema.content import Texts


def answer_text(question: str, answer: str | tuple[str, ...] | None, texts: Texts) -> str:
    """Tell an answer in words, without markup."""
    if answer is None:
        return str(texts.messages.overview.skipped.source)
    options = (answer,) if isinstance(answer, str) else answer
    found = [texts.option(question, option) for option in options]
    return ", ".join(text.told or text.label for text in found if text)


def told_answer(question: str, answer: str | tuple[str, ...] | None, texts: Texts) -> Html:
    """Tell which question was just answered, and how."""
    name, interview = texts.questions.questions[question].name, texts.messages.interview
    if answer is None:
        return interview.skipped.fill(name=name)
    return interview.answered.fill(name=name, told=answer_text(question, answer, texts))


def enumeration(names: Sequence[str], word: str) -> str:
    """Join names as a sentence does: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"
