"""Finding advice cards by a person's own words."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.library.parsing.markup import plain
from bot.library.schema.content import Content, Language, Texts
from bot.library.schema.messages import Group
from bot.library.schema.platforms import with_platforms
from bot.search.vocabulary import Vocabulary
from bot.search.words import content_words, phrase_words
from scoring.model import Card, ShopType, Topic

LONGEST_QUERY = 200
"""Characters; what comes after them is not looked at."""
MOST_FOUND = 3

# How much a word counts by where it stands. Texts to copy are full of words that a card is not about.
_WEIGHTS = {"title": 6.0, "words": 4.0, "topic": 3.0, "text": 1.0, "examples": 0.7, "copied": 0.3}

# Set by the questions in the tests: a card that is about a question holds so much of its words, of which
# those that only its text holds count less, and ranks this high; what ranks much lower than the best is not
# shown beside it.
_LEAST_SHARE = 0.45
_IN_TEXT = 0.4
_LEAST_RANK = 1.5
_BESIDE_BEST = 0.4

# What a card gains by holding, among what it is called, the very words of a question.
_CALLED = 6.0

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

    def search(self, query: str, language: Language, shop: ShopType | None = None) -> tuple[str, ...]:
        """Give the ids of the cards that any text is about, best first; empty where none fits well enough.

        Cards that are not for this type of shop are given only where no other is about it.
        """
        if language not in self._languages:
            self._languages[language] = _Cards(self._content, language)
        return self._languages[language].search(query[:LONGEST_QUERY], shop)

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
        stems = {word: self._vocabulary.index_stems(word) for word in every}
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
        self._called = _phrases_by_stem(texts, self._vocabulary, language)
        self._shops = {card.id: card.shops for card in content.cards}

    def search(self, query: str, shop: ShopType | None) -> tuple[str, ...]:
        words = self._vocabulary.with_compounds(phrase_words(query, self._language))
        told = dict.fromkeys(content_words(" ".join(words), self._language))
        asked = [self._vocabulary.query_stems(word) for word in told]
        ranks: defaultdict[str, float] = defaultdict(float)
        for stem in dict.fromkeys(stem for word in asked for stem in word):
            for card_id, rank in self._ranks(stem):
                ranks[card_id] += rank
        called = self._calls(words, asked)
        shares = self._shares(asked, called)
        names = {card_id: phrase.share(len(asked)) for card_id, phrase in called.items()}
        hits = [
            _Hit(card_id, ranks[card_id], share, names.get(card_id, 0)) for card_id, share in shares.items()
        ]
        return _best(hits, {card for card, shops in self._shops.items() if shop is None or shop in shops})

    def _calls(self, words: Collection[str], asked: Collection[tuple[str, ...]]) -> Mapping[str, "_Phrase"]:
        """Find by card the longest of what it is called that a question holds."""
        # Of a compound that is known as a whole, the parts make no name: "klantenkaart" is not "op de kaart".
        stems = {self._vocabulary.stem(word) for word in words} | {stems[0] for stems in asked if stems}
        counted = Counter(phrase for stem in stems for phrase in self._called.get(stem, ()))
        whole = [phrase for phrase, held in counted.items() if held == len(phrase.stems)]
        whole.sort(key=lambda phrase: (phrase.share(len(asked)), phrase.asking))
        return {phrase.card_id: phrase for phrase in whole}

    def _ranks(self, stem: str) -> Iterator[tuple[str, float]]:
        """Rank the cards that hold a stem by BM25; what most cards hold counts for little, never for none."""
        cards = self._found.get(stem, {})
        # SQLite's own BM25 gives nothing for a stem that more than half of the cards hold, such as "mail".
        rare = math.log(1 + (len(self._lengths) - len(cards) + 0.5) / (len(cards) + 0.5))
        for card_id, weight in cards.items():
            yield card_id, rare * weight * (1 + _SATURATION) / (weight + _SATURATION * self._lengths[card_id])

    def _shares(
        self, asked: Collection[tuple[str, ...]], called: Mapping[str, "_Phrase"]
    ) -> Mapping[str, float]:
        """Tell by card what share of the words of a question it holds; of what only its text holds, less."""
        held: defaultdict[str, float] = defaultdict(float)
        for stems in asked:
            most: dict[str, float] = {}
            for stem in stems:
                for card_id, weight in self._found.get(stem, {}).items():
                    most[card_id] = max(most.get(card_id, 0), weight)
            for card_id, weight in most.items():
                held[card_id] += 1 if weight >= _WEIGHTS["topic"] else _IN_TEXT
        # "More" in "more customers" counts for the cards that are called so.
        asking = {card_id: phrase.asking for card_id, phrase in called.items()}
        more = ((card_id, asking.get(card_id, 0)) for card_id in {*held, *called})
        return {
            card_id: (held[card_id] + also) / (len(asked) + also)
            for card_id, also in more
            if held[card_id] or also
        }


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One thing that a card is called."""

    card_id: str
    stems: frozenset[str]
    asking: int
    """How many of its words say by themselves nothing about what is meant: "more" in "more customers"."""

    def share(self, asked: int) -> float:
        """Tell how much of a question of so many words this is: 1 where it is all."""
        return min(1, len(self.stems) / ((asked + self.asking) or 1))


def _phrases_by_stem(
    texts: Texts, vocabulary: Vocabulary, language: Language
) -> Mapping[str, Collection[_Phrase]]:
    """Sort what cards are called by the stems in it."""
    phrases: dict[_Phrase, None] = {}
    for card_id, text in texts.cards.items():
        for called in text.words:
            words = list(phrase_words(called, language))
            asking = len({*words} - {*content_words(called, language)})
            phrases[_Phrase(card_id, frozenset(map(vocabulary.stem, words)), asking)] = None
    by_stem: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for phrase in phrases:
        for stem in phrase.stems:
            by_stem[stem].append(phrase)
    return by_stem


@dataclass(frozen=True, slots=True)
class _Hit:
    card_id: str
    bm25: float
    share: float
    called: float

    @property
    def rank(self) -> float:
        # One rare word out of two weighs much in BM25, and says little about what is meant.
        return (self.bm25 + _CALLED * self.called) * self.share**2


def _best(hits: Iterable[_Hit], fitting: Container[str]) -> tuple[str, ...]:
    held = sorted(
        (hit for hit in hits if hit.share >= _LEAST_SHARE), key=lambda hit: (-hit.rank, hit.card_id)
    )
    if not held or held[0].rank < _LEAST_RANK:
        return ()
    near = [hit.card_id for hit in held if hit.rank >= _BESIDE_BEST * held[0].rank]
    return tuple([card for card in near if card in fitting] or near)[:MOST_FOUND]


def _fields(card: Card, texts: Texts) -> Mapping[str, str]:
    """Give the texts of a card, in the order of the weights."""
    text = texts.cards[card.id]
    sections = with_platforms(text, texts.terms.any_platform)
    told = (plain(html) for section, html in sections.items() if section != "copy")
    return {
        "title": text.title,
        "words": "\n".join(text.words),
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
