"""The twelve made-up shops of the sandbox's street: who they are, what they answer, and what they share.

Five share nothing, of which one came last: so all twelve are in the totals, which need five of those.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.library.schema.sharing import Layer

ORGANISATION = "Ondernemersvereniging De Brink"
LINK_NAME = "Winkels aan de Brink"
ADVISOR_LABEL = "Marijke"

_LADDER = ("social", "email", "sms", "blog", "twitter")
_STEPS = {"4": "regular", "3": "sometimes", "2": "planned", "1": "known", "0": "unknown"}


@dataclass(frozen=True, slots=True)
class Shop:
    """A made-up shop. What it does not answer itself, it answers as most of the street do."""

    chat_id: int
    owner: str
    name: str
    branch: str
    ladder: str
    """A digit for social media, e-mail, SMS, blog and X, from 4 (regularly) to 0 (never heard of)."""
    days_ago: float
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares: tuple[Layer, ...] = ()
    contact: str = ""
    asks: tuple[str, ...] = ()

    def answers_to(self, question: str) -> tuple[str, ...]:
        """Give the options that it chooses."""
        if question in self.answers:
            return self.answers[question]
        if question == "branch":
            return (self.branch,)
        if question in _LADDER:
            return (_STEPS[self.ladder[_LADDER.index(question)]],)
        return _USUAL[question]


_USUAL: Mapping[str, tuple[str, ...]] = {
    "shop_type": ("physical",),
    "today": ("google",),
    "platforms": ("facebook", "instagram"),
    "data_asks": ("no",),
    "data_file": ("no",),
    "data_consent": ("no",),
    "data_consider": ("yes",),
    "data_reasons": ("no_time",),
    "goal": ("return",),
}
_BOTH = ("both",)
_YES, _NO = ("yes",), ("no",)

SHOPS = (
    Shop(
        *(100_101, "Fatima", "Bakkerij De Korenaar", "food", "41010", 21),
        answers={"today": ("whatsapp", "google", "reviews"), "goal": ("visit",)},
        shares=("answers", "contact"),
        contact="06 12345678, liefst na 14 uur",
    ),
    Shop(
        *(100_102, "Henk", "Schoenhuis Van Vliet", "shoes", "22101", 20),
        answers={"data_asks": _YES, "data_file": _YES, "data_consent": _NO},
        shares=("answers",),
    ),
    Shop(
        *(100_103, "Lotte", "Bloemen van Lotte", "flowers_pets", "40010", 18),
        answers={
            "today": ("whatsapp", "whatsapp_channel", "google"),
            "platforms": ("instagram", "pinterest"),
        },
        shares=("answers",),
        asks=("Ik wil klanten vragen of ik ze mag mailen. Wat zet ik op het kaartje bij de kassa?",),
    ),
    Shop(
        *(100_104, "Kees", "IJzerhandel Smit", "diy", "10000", 17),
        answers={"today": ("leaflet",), "data_consider": _NO, "data_reasons": ("no_use", "no_time")},
    ),
    Shop(
        *(100_105, "Nadia", "Boetiek Noor", "clothing", "43011", 15),
        answers={
            "shop_type": _BOTH,
            "today": ("whatsapp", "google", "website", "reviews"),
            "platforms": ("instagram", "tiktok"),
            "data_asks": _YES,
            "data_file": _YES,
            "data_consent": _YES,
        },
        shares=("answers", "contact"),
        contact="nadia@boetieknoor.example",
    ),
    Shop(
        *(100_106, "Ruud", "Boekhandel Het Leesteken", "books_toys", "34131", 13),
        answers={
            "shop_type": _BOTH,
            "today": ("google", "website", "marketplace"),
            "data_asks": _YES,
            "data_file": _YES,
            "data_consent": _YES,
            "goal": ("visit",),
        },
        shares=("answers",),
    ),
    Shop(
        *(100_107, "Wilma", "Woonwinkel Thuis", "home", "21000", 12),
        answers={"data_asks": _YES},
    ),
    Shop(
        *(100_108, "Yusuf", "Slagerij Aydin", "food", "20100", 10),
        answers={"today": ("google", "reviews"), "goal": ("offers",)},
        shares=("answers",),
    ),
    Shop(
        *(100_109, "Petra", "Drogisterij Petra", "care", "12010", 8),
        answers={"data_asks": _YES, "data_file": _YES, "data_consent": _NO, "goal": ("help",)},
    ),
    Shop(
        *(100_110, "Bas", "Fietsen van Bas", "sports", "32110", 6),
        answers={"today": ("whatsapp", "google", "reviews", "website"), "data_asks": _YES},
        shares=("answers",),
        asks=("Kunt u een keer langskomen? Ik weet niet waar ik moet beginnen.",),
    ),
    Shop(
        *(100_111, "Sjoerd", "Speelgoedwinkel Pim", "books_toys", "42020", 3),
        answers={"shop_type": _BOTH, "today": ("google", "website"), "platforms": ("facebook", "youtube")},
    ),
    Shop(
        *(100_112, "Mei", "Toko Mei", "food", "30000", 1),
        answers={"today": ("whatsapp", "whatsapp_group", "google"), "goal": ("offers",)},
    ),
)
