"""Dutch words for how many and how often."""

from bot.dialogue.core.understanding.amounts import Rhythms

_MANY = 1_000.0

NUMBERS = {
    **{word: (float(number), float(number)) for number, word in enumerate(
        ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
        1)},
    "een paar": (2, 4), "paar": (2, 4), "enkele": (2, 4), "wat": (2, 4), "een stuk of": (2, 6),
    "meerdere": (2, _MANY), "verschillende": (2, _MANY), "diverse": (2, _MANY), "veel": (5, _MANY),
    "heel veel": (5, _MANY), "tig": (5, _MANY), "een of twee": (1, 2), "twee of drie": (2, 3),
    **{word: (float(number), float(number)) for number, word in enumerate(
        ("dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig"), 13)},
    "dertig": (30, 30), "veertig": (40, 40), "vijftig": (50, 50),
    "drie of vier": (3, 4), "vier of vijf": (4, 5), "anderhalf": (1.5, 1.5),
}  # fmt: skip

_EVERY = r"(?:elke|elk|iedere|ieder|alle)"
_PER = r"(?:per|in de|in het|in een|de|het|p|elke|elk|iedere|ieder|binnen een)"
_TIMES = r"(?:x|keer|keren|maal)"
_SENT = (
    r"(?:mail\w*|bericht\w*|nieuwsbrie\w*|post\w*|foto\w*|sms\w*|blog\w*|verha\w*|tweet\w*|dagen|stuks"
    r"|film\w*|stuk\w*|recept\w*|tip\w*|artikel\w*|reel\w*|stor\w*)"
)

RHYTHMS = Rhythms(
    periods={
        r"(?:dag|dagen|ochtend|avond|middag)": 365, r"werkdag(?:en)?": 250, r"(?:week|weken|weekend)": 52,
        r"(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:en)?": 52,
        r"(?:maand|maanden)": 12, r"(?:kwartaal|kwartalen|seizoen|seizoenen)": 4,
        r"half ?jaar": 2, r"(?:jaar|jaren)": 1,
    },
    adverbs={
        "dagelijks": (250, 365), "daags": (250, 365), "wekelijks": (52, 52), "maandelijks": (12, 12),
        "tweewekelijks": (26, 26), "2 wekelijks": (26, 26), "veertiendaags": (26, 26),
        "tweemaandelijks": (6, 6), "driemaandelijks": (4, 4), "halfjaarlijks": (2, 2), "jaarlijks": (1, 1),
        "per kwartaal": (4, 4), "per week": (52, 52), "per maand": (12, 12), "per jaar": (1, 1),
        "per dag": (365, 365), "per seizoen": (4, 4), "kwartaalmail": (4, 4), "maandmail": (12, 12),
        "weekmail": (52, 52), "maandbrief": (12, 12), "weekbrief": (52, 52),
    },
    patterns=(
        rf"{_EVERY} \w+ \w+ (?:van|in) (?:de|het|elke|iedere) {{p}}",
        rf"(?:{_EVERY}|per) {{p}} (?:wel )?{{n}}(?: (?:a|tot|of) {{m}})? {_TIMES}",
        rf"{{n}}(?: (?:a|tot|of) {{m}})? ?{_TIMES} {_PER} {{k}} {{p}}",
        rf"{{n}}(?: (?:a|tot|of) {{m}})? ?{_TIMES} (?:{_PER} )?{{p}}",
        rf"{{n}}(?: (?:a|tot|of) {{m}})? {_SENT} {_PER} {{p}}",
        rf"eens {_PER} {{k}} {{p}}", rf"eens {_PER} {{p}}", rf"{_EVERY} {{k}} {{p}}",
        r"om de {k} {p}", r"(?P<other>om de|om het|elke andere|iedere andere) {p}", rf"{_EVERY} {{p}}",
        rf"(?:{_TIMES} )?per {{k}} {{p}}", r"{n} per {p}",
    ),
    per="per ",
    about="ongeveer|zo|gemiddeld",
    events=r"(?:met )?(?:de )?(?:kerst(?:mis)?|pasen|sinterklaas|moederdag|vaderdag|valentijn\w*"
        r"|nieuwjaar|koningsdag"
    r"|black friday)",
    amount=r"(?:x|keer|keren|maal)",
    less=r"minder (?:vaak )?dan|nog geen|niet eens",
    most=r"hooguit|hoogstens|maximaal|max|niet meer dan|niet vaker dan",
    more=r"meer dan|vaker dan|ruim",
    least=r"minstens|minimaal|min|zeker|op zijn minst",
    almost=r"bijna|haast|vrijwel",
    deny=r"niet|nooit",
    figures=r"\w+(?:tig|tien|honderd|duizend)|tientallen|tig",
)  # fmt: skip
