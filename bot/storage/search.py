"""Finding advice cards by a person's own words."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.storage.vocabulary import Vocabulary
from bot.storage.words import content_words
from content.markup import plain
from content.messages import Group
from content.platforms import with_platforms
from content.schema import Content, Language, Texts
from scoring.model import Card, Topic

LONGEST_QUERY = 200
"""Characters; what comes after them is not looked at."""
MOST_FOUND = 3

# How much a word counts by where it stands. Texts to copy are full of words that a card is not about.
_WEIGHTS = {"title": 6.0, "topic": 3.0, "text": 1.0, "examples": 0.7, "copied": 0.3}

# Set by the questions in the tests: a card that is about a question holds at least half of its words, and
# ranks this high; what ranks much lower than the best is not shown beside it.
_LEAST_SHARE = 0.5
_LEAST_RANK = 0.8
_BESIDE_BEST = 0.4

# BM25's usual ones: how soon a word that stands there again adds no more, and how much a long card is held
# against it.
_SATURATION = 1.2
_LENGTH = 0.75

# Of the topics that have a group of advice to themselves, what people call it finds their cards too.
_OWN_GROUP: Mapping[Topic, Group] = {"email": "email", "sms": "sms", "data": "data"}


class SearchIndex:
    """Finds the cards of one content; a language is indexed when it is first searched."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._languages: dict[Language, _Cards] = {}

    def search(self, query: str, language: Language) -> tuple[str, ...]:
        """Give the ids of the cards that any text is about, best first; empty where none fits well enough."""
        if language not in self._languages:
            self._languages[language] = _Cards(self._content, language)
        return self._languages[language].search(query[:LONGEST_QUERY])

    def close(self) -> None:
        """Let go of the indexes; a further search makes new ones."""
        self._languages.clear()


class _Cards:
    """The cards in one language."""

    def __init__(self, content: Content, language: Language) -> None:
        self._language = language
        texts = content.texts[language]
        written = {
            card.id: {
                name: tuple(content_words(text, language)) for name, text in _fields(card, texts).items()
            }
            for card in content.cards
        }
        every = {word for fields in written.values() for words in fields.values() for word in words}
        self._vocabulary = Vocabulary(every, language)
        stems = {word: self._vocabulary.indexed(word) for word in every}
        found: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        lengths: Counter[str] = Counter()
        for card_id, fields in written.items():
            for name, words in fields.items():
                for stem in (stem for word in words for stem in stems[word]):
                    found[stem][card_id] += _WEIGHTS[name]
                    lengths[card_id] += 1
        self._found: Mapping[str, Mapping[str, float]] = dict(found)
        """By stem: how heavily it stands in each card that holds it."""
        usual = lengths.total() / max(len(lengths), 1)
        self._lengths = {card: 1 - _LENGTH + _LENGTH * length / usual for card, length in lengths.items()}

    def search(self, query: str) -> tuple[str, ...]:
        asked = [self._vocabulary.asked(word) for word in dict.fromkeys(content_words(query, self._language))]
        ranks: defaultdict[str, float] = defaultdict(float)
        for stem in dict.fromkeys(stem for word in asked for stem in word):
            for card_id, rank in self._ranked(stem):
                ranks[card_id] += rank
        return _best([_Hit(card_id, rank, self._share(card_id, asked)) for card_id, rank in ranks.items()])

    def _ranked(self, stem: str) -> Iterator[tuple[str, float]]:
        """Rank the cards that hold a stem by BM25; what most cards hold counts for little, never for none."""
        cards = self._found.get(stem, {})
        # SQLite's own BM25 gives nothing for a stem that more than half of the cards hold, such as "mail".
        rare = math.log(1 + (len(self._lengths) - len(cards) + 0.5) / (len(cards) + 0.5))
        for card_id, weight in cards.items():
            yield card_id, rare * weight * (1 + _SATURATION) / (weight + _SATURATION * self._lengths[card_id])

    def _share(self, card_id: str, asked: list[tuple[str, ...]]) -> float:
        """Tell what share of the words asked a card holds."""
        return sum(any(card_id in self._found.get(stem, {}) for stem in stems) for stems in asked) / len(
            asked
        )


@dataclass(frozen=True, slots=True)
class _Hit:
    card_id: str
    bm25: float
    share: float

    @property
    def rank(self) -> float:
        # One rare word out of two weighs much in BM25, and says little about what is meant.
        return self.bm25 * self.share**3


def _best(hits: Iterable[_Hit]) -> tuple[str, ...]:
    held = sorted(
        (hit for hit in hits if hit.share >= _LEAST_SHARE), key=lambda hit: (-hit.rank, hit.card_id)
    )
    if not held or held[0].rank < _LEAST_RANK:
        return ()
    return tuple(hit.card_id for hit in held[:MOST_FOUND] if hit.rank >= _BESIDE_BEST * held[0].rank)


def _fields(card: Card, texts: Texts) -> Mapping[str, str]:
    """Give the texts of a card, in the order of the weights."""
    text = texts.cards[card.id]
    sections = with_platforms(text, texts.terms.any_platform)
    told = (plain(html) for section, html in sections.items() if section != "copy")
    return {
        "title": text.title,
        "topic": _topic(card, texts),
        "text": "\n".join(told),
        "examples": "\n".join(text.examples.values()),
        "copied": plain(text.sections.get("copy", "")),
    }


def _topic(card: Card, texts: Texts) -> str:
    """Name what a card is about, as people call it; of a card of `online`, that is what it uses."""
    if card.topic == "online":
        used = texts.option("today", card.uses) if card.uses else None
        return " ".join((used.label, *used.words)) if used else ""
    group = _OWN_GROUP.get(card.topic)
    words = texts.messages.advice.groups[group].words if group else ()
    return " ".join((texts.terms.topics[card.topic].name, *words))
