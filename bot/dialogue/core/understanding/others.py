"""Whose doing a text tells of, and to how many: another's, or for one or some customers, is no answer yet."""

from dataclasses import dataclass
from re import Pattern

from bot.dialogue.core.understanding.lexicon import words
from bot.library.schema.content import Language


@dataclass(frozen=True, eq=False)
class Others:
    """A language's words for who does something and for whom, in clauses in normal form."""

    own: Pattern[str]
    """The shop itself, and those who do things for it."""
    does: tuple[Pattern[str], ...]
    """A third person that does something; the group `who` is the word before the verb."""
    nobody: frozenset[str]
    """Words before a verb that name no one."""
    kin: Pattern[str]
    """What those around one have or like, which is not the shop's."""
    some: Pattern[str]
    """One customer, or some of them."""


_NL_DOES = (
    r"(?:e?mailt|twittert|blogt|smst|appt|whatsappt|plaatst|deelt|filmt|facebookt|adverteert|stuurt|verstuurt"
    r"|schrijft|vraagt|noteert|bewaart|publiceert|doet (?:dat|het|dit|ook|er|zoiets)|deed (?:dat|het|dit|ook)"
    r"|gebruikt (?:het|dat|x|twitter|facebook|instagram|sms|mail)|verkoopt|repareert)"
)
_NL_NOW = (
    r"(?:elke|elk|iedere|ieder|dagelijks|wekelijks|maandelijks|vaak|regelmatig|geregeld|soms|weleens|altijd"
    r"|alles|veel|constant|continu|de hele|af en toe|wel eens|\d+|een keer)"
)
_NL_ROLE = (
    r"(?:medewerk\w+|collega\w*|personeel|team|eigenaar|eigenares|baas|chef|vennoot|compagnon|bedrijfsleider"
    r"|filiaalhouder|\w*hulp|verkoopster|verkoper|vrijwilliger\w*|stagiair\w*|marketeer|bureau|\w*bureau"
    r"|franchise\w*|formule|hoofdkantoor|vereniging|\w*vereniging|meisje|iemand|partner|echtgeno\w+|schoon\w+)"
)
_NL_KIN = (
    r"(?:dochter|zoon|vrouw|man|nicht(?:je)?|neef(?:je)?|broer|zus(?:je)?|kleindochter|kleinzoon|vriendin"
    r"|vriend|moeder|vader|kinderen|kind)"
)
_EN_DOES = (
    r"(?:tweets|posts|e?mails|texts|sends|blogs|writes|shares|messages|asks|does (?:that|it|this)"
    r"|uses (?:it|that|x|twitter|facebook|instagram))"
)
_EN_ROLE = (
    r"(?:staff|team|employees?|colleagues?|owner|boss|manager|partner|assistant|agency|franchise|headquarters"
    r"|head office|association|intern|volunteers?|someone|somebody|daughter|son|wife|husband|brother|sister"
    r"|niece|nephew|mother|father|friend|kids?)"
)

NL = Others(
    own=words(
        "ik", "we", "wij", r"\w*(?:winkel|zaak|shop|bedrijf)(?:tje)?", _NL_ROLE,
        rf"(?:mijn|mn|m n|onze) (?:\w+ )?{_NL_KIN}",
    ),
    does=(
        words(rf"(?P<who>\w+) {_NL_DOES}"),
        words(rf"{_NL_DOES} (?:de|hun|die|mijn|onze) \w+ \w+"),
        words(rf"^(?:\w+ ){{0,2}}(?P<who>\w+) (?:post|tweet) {_NL_NOW}"),
    ),
    nobody=frozenset(
        ["er", "dat", "het", "dit", "ook", "nu", "soms", "vaak", "week", "maand", "dag", "jaar", "kwartaal",
        "keer", "en", "of", "dagelijks", "wekelijks", "maandelijks", "wel", "eens", "weleens", "altijd",
        "nooit", "zelf", "dan", "wie", "men", "u", "je", "een", "de", "elke", "iedere", "deze", "facebook",
        "insta", "instagram", "twitter", "x", "linkedin", "tiktok", "sociale", "social", "media", "ongeveer"]
    ),
    kin=words(
        r"(?:mijn|mn|m n|onze) (?!(?:\w+ )?\w*(?:winkel|zaak|shop|bedrijf|site|pagina|account))(?:\w+ ){1,2}"
        r"(?:heeft|hebben|had|zit|zitten|gebruikt|gebruiken|kijkt|kijken|verkoopt|verkopen|werkt|werken|runt"
        r"|is dol|zijn dol|houdt van|houden van)",
        # Who does something for the shop is meant by these verbs alone.
        rf"(?:mijn|mn|m n) (?:\w+ )?{_NL_KIN} (?!(?:doet|regelt|beheert|onderhoudt|verzorgt|maakt|helpt|houdt"
        r"|plaatst|schrijft|stuurt|bouwt|vult|post|reageert|antwoordt|beantwoordt|filmt|fotografeert|zet|let|niet|met|dat|het|wilt?|gaat|appt|mailt)(?!\w))\w{2,}t",
    ),
    some=words(
        r"(?:een|1|n|die|deze|dezelfde|bepaalde) (?:\w+ )?klant",
        r"(?:sommigen?|enkele|(?:een )?paar|bepaalde|een (?:klein )?(?:aantal|deel)(?: van (?:de|mijn|onze))?"
        r"|een handje ?vol|slechts \w+|\d{1,2}|twee"
        r"|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf)"
        r" (?:(?:vaste|trouwe|goede|oude|van (?:de|mijn|onze)) )*"
        r"(?:klanten|mensen|adressen)",
        r"sommigen?(?= (?:elke|iedere|wel|mailen|krijgen))",
        r"terug ?(?:e?mail|app|sms|schrijf|stuur)\w*",
        r"(?:e?mail|app|sms|schrijf|schrijv|stuur|stur)\w* (?:\w+ ){0,5}terug",
    ),
)  # fmt: skip

EN = Others(
    own=words("i", "we", "our", "us", r"\w*(?:shop|store|business|company)", _EN_ROLE),
    does=(words(
        rf"(?:^|\w+ )(?P<who>\w+) {_EN_DOES} (?:every|each|too|daily|weekly|monthly|all|a lot|lots|often"
        r"|regularly|sometimes|once|twice|\d+|on|something|stuff|an?|it|about|constantly|photos|out|always|them)",
    ),),
    nobody=frozenset(
        ["a", "the", "few", "some", "many", "several", "daily", "weekly", "monthly", "regular", "and", "or",
        "of", "for", "send", "sending", "write", "one", "two", "three", "four", "five", "six", "more", "most",
        "no", "new", "short", "blog", "facebook", "instagram", "twitter", "x", "social", "media", "video",
        "photo", "text", "news", "marketing", "these", "all", "with", "by", "it", "that", "this"]
    ),
    kin=words(
        r"my (?!(?:\w+ )?\w*(?:shop|store|business|company|site|page|account))(?:\w+ ){1,2}"
        r"(?:has|have|had|is on|are on|is always on|loves?|likes?|runs?|owns?|uses?|sells?|works?|repairs?"
        r"|watch(?:es)?)(?! (?:our|it|the (?:shop|site|website)))",
    ),
    some=words(
        r"(?:a|one|the|that|single|1) (?:\w+ )?customer(?! (?:list|base|file|card|e?mails?|newsletter))",
        r"(?:some|a few|few|certain|a couple of|a handful of|\d{1,2}"
        r"|two|three|four|five|six|seven|eight|nine|ten) (?:(?:of|my|our|the|regular|good"
        r"|loyal) )*(?:customers|people|addresses)",
        r"(?:e?mail|text|write|message|tweet)\w* (?:\w+ ){0,4}back", r"repl(?:y|ies|ying)(?: to)?",
    ),
)  # fmt: skip

OTHERS: dict[Language, Others] = {"nl": NL, "en": EN}


def anothers(clauses: tuple[str, ...], language: Language) -> bool:
    """Tell whether it is somebody outside the shop who does it: "trump twittert elke dag"."""
    said = OTHERS[language]
    return any(_does(clause, said) for clause in clauses) and not any(map(said.own.search, clauses))


def _does(clause: str, said: Others) -> bool:
    """Tell whether a third person does something in a clause."""
    return any(
        (who := found.groupdict().get("who")) is None or not (who in said.nobody or who.isdecimal())
        for pattern in said.does
        for found in pattern.finditer(clause)
    )


def has_another(whole: str, language: Language) -> bool:
    """Tell whether it is somebody around one who has it or likes it: "mijn zoon heeft een webshop"."""
    return OTHERS[language].kin.search(whole) is not None


def for_some(whole: str, language: Language) -> bool:
    """Tell whether it is done for one customer, or only for some of them."""
    return OTHERS[language].some.search(whole) is not None
