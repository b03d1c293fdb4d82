"""Finding advice cards by a person's own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from bot.storage.vocabulary import Vocabulary
from bot.storage.words import content_words
from content.markup import plain
from content.platforms import with_platforms
from content.schema import Content, Language, Texts
from scoring.model import Card

LONGEST_QUERY = 200
"""Characters; what comes after them is not looked at."""
MOST_FOUND = 3

# How much a word counts by where it stands. Texts to copy are full of words that a card is not about.
_WEIGHTS = {"title": 6.0, "topic": 3.0, "text": 1.0, "examples": 0.7, "copied": 0.3}

# Set by the questions in the tests: a card that is about a question holds at least half of its words, and
# ranks this high; what ranks much lower than the best is not shown beside it.
_LEAST_SHARE = 0.5
_LEAST_RANK = 0.6
_BESIDE_BEST = 0.4

_CREATE = f"CREATE VIRTUAL TABLE cards USING fts5(id UNINDEXED, {', '.join(_WEIGHTS)}, tokenize = 'ascii')"
_INSERT = "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?)"
# FTS5 gives better matches a lower number. The weight before the others is the id's, which is not indexed.
_SEARCH = (
    f"SELECT id, -bm25(cards, 0, {', '.join(map(str, _WEIGHTS.values()))}) FROM cards WHERE cards MATCH ?"  # noqa: S608
)


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
        for cards in self._languages.values():
            cards.close()
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
        self._holding: dict[str, frozenset[str]] = {}
        self._db = Database(memory=True, execute_plugins=False)
        self._db.execute(_CREATE)
        for card_id, fields in written.items():
            columns = [[stem for word in words for stem in stems[word]] for words in fields.values()]
            self._holding[card_id] = frozenset(stem for column in columns for stem in column)
            self._db.execute(_INSERT, (card_id, *map(" ".join, columns)))

    def search(self, query: str) -> tuple[str, ...]:
        asked = [self._vocabulary.asked(word) for word in dict.fromkeys(content_words(query, self._language))]
        stems = dict.fromkeys(stem for word in asked for stem in word)
        if not stems:
            return ()
        # Stems are letters and digits, and stand in quotes: nothing of what was typed is an operator.
        matching = self._db.execute(_SEARCH, (" OR ".join(f'"{stem}"' for stem in stems),))
        hits = [_Hit(card_id, rank, self._share(card_id, asked)) for card_id, rank in matching]
        return _best(hits)

    def close(self) -> None:
        self._db.close()

    def _share(self, card_id: str, asked: list[tuple[str, ...]]) -> float:
        """Tell what share of the words asked a card holds."""
        holding = self._holding[card_id]
        return sum(not holding.isdisjoint(stems) for stems in asked) / len(asked)


@dataclass(frozen=True, slots=True)
class _Hit:
    card_id: str
    bm25: float
    share: float

    @property
    def rank(self) -> float:
        # One rare word out of two weighs much in BM25, and says little about what is meant.
        return self.bm25 * self.share**3


def _best(hits: list[_Hit]) -> tuple[str, ...]:
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
    """Name what a card is about; of a card on what the shop does today, that is what it uses."""
    if card.topic != "online":
        return texts.terms.topics[card.topic].name
    used = texts.option("today", card.uses) if card.uses else None
    return used.label if used else ""
