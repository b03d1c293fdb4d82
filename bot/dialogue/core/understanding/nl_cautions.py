"""What makes a Dutch answer doubtful."""

from bot.dialogue.core.understanding.caution import Cautions
from bot.dialogue.core.understanding.lexicon import words

_NL_PERSON = r"(?:ik|we|wij|ons|mij)"
_NL_NEAR = (
    r"(?:kinderen|kleinkinderen|kids|vrienden|vriendinnen|vriendin|familie|gezin|man|vrouw|zus|moeder|vader"
    r"|dochter|zoon)"
)
CAUTIONS = Cautions(
    past=words(
        r"tot (?:aan |en met |ongeveer |zo n )?(?:vorige?|afgelopen|verleden|voor kort|kort geleden"
        r"|corona|covid"
        r"|de (?!helft)\w+|het (?:begin|eind\w*|vorige|najaar|voorjaar)"
        r"|mijn|onze|(?:19|20)\d\d|een (?:jaar|paar)"
        r"|\w+ (?:jaar|maanden|weken) (?:geleden|terug))",
        "toen",
        r"ooit(?! (?:wel|misschien|nog))",
        "geweest",
        r"voor (?:corona|covid|de avg)", r"in (?:19|20)\d\d", r"(?<!sinds )(?:corona|lockdown)\w*",
        r"tijdens covid",
        r"(?:jaar|jaren|maanden|tijd(?:je)?) (?:geleden|terug)",
    ),
    formerly=words(r"(?:e?mail|twitter|blog|plaats|stuur|verstuur|deel)[dt]en?", "tweette", "postten?",
                   "sms ?ten?", "appten?", "schreef", "schreven"),
    coming=words(
        r"(?:ga|gaan|zal|zullen) (?:\w+ ){0,6}(?:\w+en|doen|smsen)", r"(?:vanaf|met ingang van) (?!nu)\w+",
        r"per (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)",
    ),
    ordered=words(r"\w*bestel[dlt]\w*", r"reparatie\w*", r"(?:iets|wat) (?:laten )?repareren"),
    ended=words(
        "gestolen", "gejat", "kapot", "verbrand", "gehackt", "failliet", "defect", "leeg", "overleden",
        "gewist",
        "kwijt", "verloren", "weg", "weggegooid", "weggedaan", "opgeheven", "gestopt", "verwijderd",
        "hadden", "had", "stuk", "verdwenen", "crashte", "gecrasht", "gesloten", "oude",
        r"stond(?:en)?",
    ),
    outsider=words(
        r"\w*concurrent\w*", r"(?:buurman|buurvrouw|buren)", "hiernaast", r"groothandel\w*",
        r"leverancier\w*",
        r"fabrikant\w*", "bol(?: com)?", r"andere (?:winkels?|zaken|ondernemers)", r"(?:mijn|de) bank",
        "prive", r"van (?:(?:de|hier|aan de) )?(?:overkant|verderop|om de hoek)",
        rf"(?<!samen )(?:met|naar|aan) (?:(?:mijn|mn|m n|de|onze) )?{_NL_NEAR}",
    ),
    received=words(
        rf"(?:krijg(?:en|t)?|ontvang(?:en|t)?) {_NL_PERSON}", r"(?:ik|we|wij) (?:krijg|ontvang)(?:en)?",
        r"(?:stuurt|sturen|mailt|mailen|smst|appt) (?:mij|me|ons)", "spam",
        "van anderen", r"^van (?:de|het|een|mijn|onze) (?!week|maand|zomer|winter|winkel|zaak)\w+",
        r"scroll\w*", r"vragen (?:\w+ )?of", r"(?:be)?antwoord\w*", r"(?:per|met de) post",
        r"(?:een )?brief", r"appjes?", r"bestelling\w*", r"afspra\w+",
    ),
    unreal=words(
        r"(?:was|waren) (?:\w+ ){0,2}van plan", r"had(?:den)? (?:\w+ ){0,3}willen",
        r"als (?:\w+ ){0,6}?(?:had|hadden|kon|konden|was|waren|wist|wisten|zou|zouden|mocht|hielp|bestond)",
        r"(?:had|hadden) (?:ik|we|wij) (?:maar|wat|meer|de|genoeg|een)",
        r"(?:zou|zouden) (?:\w+ ){0,3}(?:wel|best|graag) (?:\w+ ){0,2}willen",
    ),
    occasion=words(r"(?:alleen|enkel|uitsluitend) (?:als|wanneer)"),
    ought=words(
        r"in (?:het seizoen|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober"
        r"|november|december)",
        "in theorie", "theoretisch", r"beloof\w*", "voornemen", "streven", r"(?:over|aan) (?:na)?ge?dacht",
        "overwogen",
        r"(?:zou|zouden|moet|moeten) (?:\w+ ){0,4}moeten", r"(?:zou|zouden) (?:\w+ ){0,2}horen",
    ),
    only=words(r"(?<!niet )(?:alleen|enkel|uitsluitend)"),
    joined=words(r"^(?:en|ook|plus|met|maar ook)", "ook", "daarnaast", "erbij"),
    generic=words("anders", r"overige?", "staat er niet bij", "staat er niet tussen", "diversen"),
    judged=words("te duur", "ouderwets", "onzin", r"zonde van", "uit de tijd", "flauwekul"),
    turned=words(r"^(?:nu|tegenwoordig|inmiddels|sinds kort)"),
    before=words(r"^(?:eerste?|vroeger|voorheen|in het begin|tot)"),
    site=words(r"(?:web)?sites?", r"webpagina\w*", "homepage"),
    no_site=words(r"(?:geen|zonder|niet) (?:\w+ ){0,2}(?:web)?site",
                  r"(?:web)?site (?:\w+ ){0,2}(?:niet|geen)"),
    order=words(r"\w*bestel\w*", r"koop\w*", r"kopen", r"gekocht", "winkelmandje",
                r"afreken\w*", r"verko\w+"),
    condition=words(
        r"(?:(?:maar|alleen|mits|behalve|ja|pas) )?(?<!net )(?:als(?! (?:je|u|jullie) het mij"
        r"| ik eerlijk| het aan mij)|zolang|mits|indien|tenzij|zodra|wanneer)"
        r" .*?(?= (?:dan|wel|graag|best|prima|misschien|ja|nee|liever|niet$"
        r"|(?:zou|wil|doe|vind|begin|ga|hoef|heb|kan|moet|is|sla|geef)\w* (?:ik|we|wij|het))(?!\w)|$)"
    ),
    no_objection=words(
        r"(?:niet|geen|nooit) (?:\w+ ){0,2}(?:erg|bezwaar|bezwaren|bezwaarlijk|problee?m|problemen|moeite mee"
        r"|op tegen|ertegen|tegen)",
        r"(?:niks|niets) (?:\w+ )?(?:op |er)?tegen",
    ),
    never_missed=words(
        r"(?:vergeet|vergeten|missen|mis) (?:(?:ik|we|wij|dat|het|ze|dit) ){0,3}(?:echt )?nooit",
        r"(?:nog )?nooit (?:vergeten|overgeslagen|gemist)",
        r"sla(?:an)? (?:\w+ ){0,3}nooit over",
    ),
    omitted=words(r"vergeet\w*", "vergeten", r"schiet (?:\w+ ){0,2}bij in", "overgeslagen", "overslaan",
                  r"sla(?:an)? .*over",
                  "missen", "nalaten", "weglaten"),
    idiom=words(
        r"(?:nooit|niet|niks|niets) (?:\w+ ){0,3}(?:geen|niks|niets)", r"nooit (?:\w+ ){0,3}niet",
    ),
    enough=words(
        r"wel (?:\w+ ){0,3}(?:e?mail\w*|adres\w*|\w*nummers?|06\w*|mobiel\w*|telefoon\w*)",
    ),
    stale=words(
        r"(?:is|zijn|hebben|heb|werd|wordt|was|ligt|staat|ging) (?:\w+ ){0,4}"
        r"(?!gebruikt|gebleven|geopend|gevestigd)(?:ge\w{3,}|ver\w{3,}|af\w{3,}|op\w{4,}|uit\w{3,}"
        r"|in \w+|dood|stuk|plat|failliet|over)$",
        "geschrapt", "gehackt", "failliet", "afgebrand", "opgedoekt", "stilgelegd",
    ),
    litotes=words(
        "waarom niet", r"geen (?:\w+ )?(?:idee|benul)", r"weet (?:\w+ )?niet",
        r"(?:doe|doen) (?:\w+ )?niets? anders", r"niet verplicht", r"verplicht (?:\w+ ){0,3}niet",
        r"niet (?:per se|perse|direct|meteen)", r"nee (?:zeg|zeggen) (?:\w+ ){0,2}niet",
        r"(?:zeg|zeggen) (?:\w+ ){0,2}(?:geen|niet|nooit) nee",
        r"niet (?:\w+ )?on(?!line|s)\w{4,}", r"niet (?:alleen|enkel|uitsluitend|zonder)",
        r"(?:alleen|enkel) niet",
        r"(?:bezwaar|probleem|kwaad|gevaar|nadeel) (?:\w+ ){0,2}niet",
        r"(?:geen|niks|niets) (?:\w+ )?(?:kwaad|gevaar|nadeel|mis mee|verkeerds)",
    ),
    clueless=words("idee", "benul", "weet", "weten"),
    unless=words("tenzij"),
    still=words(r"(?:geen|niet) .* wel(?! eens)"),
    yet=words(r"nu (?:nog |even )?niet", "nog niet", "even niet", "voorlopig niet"),
    less=words("minder", "teveel", "te veel", "genoeg"),
    maybe=words("misschien", "eventueel", "wellicht", "mogelijk", "waarschijnlijk", "wie weet"),
    others=words(rf"van (?:mijn|mn|onze|de) (?:{_NL_NEAR}|broer|buren|ouders|collega|verhuurder)",
                 r"(?:is|zijn) (?:meer |iets )?voor \w+", r"google (?:ik|we)", r"(?:op ?te ?zoeken|opzoeken)",
                 r"van (?:\w+ )?\w+ naar", "ipv", "in plaats van", r"liever(?! niet)", "tegenover",
                 r"naast (?:de|het|een)"),
)  # fmt: skip
