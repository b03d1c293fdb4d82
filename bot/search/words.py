"""Texts → the words they are about, and the stems of those."""

import re
import unicodedata
from collections.abc import Callable, Iterator

import snowballstemmer  # type: ignore[import-untyped] # it comes without types

from bot.library.schema.content import Language

_ALGORITHMS: dict[Language, str] = {"nl": "dutch", "en": "english"}
# "foto's", "customer's", "don't": what follows the apostrophe says nothing.
_ENDINGS = re.compile(r"['’‘`´](?:s|je|jes|en|t|ve|re|ll|d|m)?(?![a-z0-9])")
_E_WORD = re.compile(r"\be-(?=[a-z])")
_WORD = re.compile(r"[a-z0-9]+")

# The stem of a stem may be shorter still, and only then the same for two forms: "adressen", "adres", "adr".
_STEMMINGS = 3

# The stemmer leaves the s of "fotos" and "videos".
_VOWEL_S = re.compile(r"(?<=[aeiou])s$")

# Stemming takes longer with every letter.
_LONGEST = 40

# What people ask and chat with, and what says nothing about what a question is about.
_STOP: dict[Language, str] = {
    "nl": """
        aan al alle alleen allemaal als altijd ander andere anders bedankt ben bent best beter bij bijna
        binnen daar daarna daarom dag dan dank dat de deze die dit doe doen doet door dus echt een eens
        eigenlijk elk elke en er erg even fijn ga gaan gaat gauw geef geeft geen geven gewoon goed goede
        goedemorgen goedendag graag haar had hallo handig heb hebben heeft heel help helpen hem hen het
        delen gelukt hoor klaar opnieuw plek
        hier hij hoe hoeveel hoi hun iedereen iemand iets ik in is ja je jij jou jouw jullie kan klein kom
        komen komt krijg krijgen krijgt kun kunnen kunt laat laten later leuk lukt maak maakt maar mag
        maken me mee meer meest men mens mensen met mij mijn minder mis misschien mocht moet moeten mogen
        mn zn morgen na naar nee niet niets nieuw nieuwe nodig nog nooit nou nu of om omdat onder ons onze ook
        op over paar per precies schreef slecht slechte snel soms staan staat steeds stop stoppen te tegen
        ten ter terwijl toch toen tot tussen u uit uw vaak van vanaf vanavond vandaag veel vertel vertellen
        via vind vinden voor vraag waar waarom waarover wanneer want waren was wat we weer weet weinig wel
        welk welke werd werken werkt weten wie wij wil wilde willen wilt worden wordt zal ze zeer zeg
        zeggen zelf zet zetten gezet zich zie zien zij zijn zin zinvol zo zoals zoek zoeken zomaar zonder zou
        zouden zullen aanpassen begin beginnen beginnend begonnen geweest gebruik gebruiken gebruikt lang
        laat mogelijk regelen start starten veranderen verschil wijzigen zaak zoveel
    """,
    "en": """
        a about after again all already also always am an and another any anyone anything are as at bad be
        because been before being best better big but by can cannot come could did do does doing don done even
        ever every everyone few fine fix for from get getting give go going good great had has have having
        he hello help her here hi him his how i idea ideas if in into is it its just know let like little
        look make making many may maybe me might more most much must my need never new nice no not nothing
        now of off often on once one only or other our out over own people please possible put quick quit
        really same say see shall she should small so some someone something soon still stop such take
        tell than thank thanks that the their them then there these they thing things this those to today
        tomorrow too try under until up us use used useful very want was way we weather were what when
        where which while who whom why will with without work works worth would wrong wrote yes yet you
        your begin change difference early late long night start started store
    """,
}
# What stands between the words of a phrase: "kaartje bij de kassa" and "kaartje op kassa" are the same.
_BETWEEN: dict[Language, str] = {
    "nl": """
        aan als bij dat de die een en er het hun ik in is maar met mijn mn naar of om onder ons onze op over
        te u uit van via voor we wij zijn
    """,
    "en": "a an and are as at be by for from i in is it my of on or our s that the to we with",
}
_STOPPED = {language: frozenset(text.split()) for language, text in _STOP.items()}
_JOINING = {language: frozenset(text.split()) for language, text in _BETWEEN.items()}


def words(text: str) -> Iterator[str]:
    """Give the words of a text in small letters without accents; "e-mail" is one, and so is "foto's"."""
    apart = unicodedata.normalize("NFKD", text).lower()
    folded = "".join(character for character in apart if not unicodedata.combining(character))
    joined = _E_WORD.sub("e", _ENDINGS.sub("", folded))
    return (found[:_LONGEST] for found in _WORD.findall(joined))


def content_words(text: str, language: Language) -> Iterator[str]:
    """Give the words that say what a text is about."""
    return (word for word in words(text) if word not in _STOPPED[language])


def phrase_words(text: str, language: Language) -> Iterator[str]:
    """Give the words that make a phrase what it is: "more" too, which says nothing by itself."""
    return (word for word in words(text) if word not in _JOINING[language])


class Stemmer:
    """Takes the endings off words."""

    def __init__(self, language: Language) -> None:
        self._stem: Callable[[str], str] = snowballstemmer.stemmer(_ALGORITHMS[language]).stemWord
        self._dutch = language == "nl"

    def __call__(self, word: str) -> str:
        for _ in range(_STEMMINGS):
            shorter = self._stem(word)
            if shorter == word:
                break
            word = shorter
        return _VOWEL_S.sub("", word) if self._dutch else word
