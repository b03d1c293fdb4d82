"""What makes an answer doubtful, whatever it is: former days, another's doings, a wish, two negatives."""

from dataclasses import dataclass
from re import Pattern

from bot.dialogue.understanding.lexicon import words
from content.schema import Language


@dataclass(frozen=True, eq=False)
class Cautions:
    """A language's patterns for texts that must not be taken by their words alone."""

    past: Pattern[str]
    """A frame of former days around what is said: "until last year"."""
    ended: Pattern[str]
    """Says that what there was is gone."""
    outsider: Pattern[str]
    """Another shop's doing, or what is private."""
    received: Pattern[str]
    """What comes in, where it is asked what goes out."""
    unreal: Pattern[str]
    """Would be done if things were not as they are."""
    occasion: Pattern[str]
    """Only when something happens, which is neither a plan nor a yes."""
    ought: Pattern[str]
    """Should be done, which tells nothing of what is done."""
    only: Pattern[str]
    joined: Pattern[str]
    """Begins a clause that adds to what was said."""
    generic: Pattern[str]
    """Says "something else" without telling what."""
    judged: Pattern[str]
    """A reason for which something will not be begun."""
    turned: Pattern[str]
    """Begins the clause that tells how it is now."""
    before: Pattern[str]
    """Begins the clause that tells how it was first."""
    site: Pattern[str]
    no_site: Pattern[str]
    order: Pattern[str]
    condition: Pattern[str]
    """A condition, up to what is said under it."""
    no_objection: Pattern[str]
    never_missed: Pattern[str]
    """Two negatives that together say always."""
    omitted: Pattern[str]
    """Leaving out, which denied says the opposite."""
    idiom: Pattern[str]
    """Two negatives that together are still one, in the way people talk."""
    enough: Pattern[str]
    """One of the two that are asked for is said to be asked."""
    stale: Pattern[str]
    """Tells what became of a thing, in words that need not be known."""
    litotes: Pattern[str]
    """A "not" that makes less of a no, or of an "only"."""
    clueless: Pattern[str]
    unless: Pattern[str]
    still: Pattern[str]
    """Denies one thing and says yes to another."""
    yet: Pattern[str]
    """Not now, which is no refusal."""
    less: Pattern[str]
    """Wishes less of what is named."""
    others: Pattern[str]
    """Somebody else's, of a thing one may have."""


_NL_PERSON = r"(?:ik|we|wij|ons|mij)"
_NL_NEAR = (
    r"(?:kinderen|kleinkinderen|kids|vrienden|vriendinnen|vriendin|familie|gezin|man|vrouw|zus|moeder|vader"
    r"|dochter|zoon)"
)
_EN_NEAR = r"(?:kids|children|grandchildren|friends?|family|husband|wife|mum|mother|daughter|son|sister)"

NL = Cautions(
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
    ended=words(
        "kwijt", "verloren", "weg", "weggegooid", "weggedaan", "opgeheven", "gestopt", "gewist", "verwijderd",
        "hadden", "had", "stuk", "verdwenen", "crashte", "gecrasht", "gesloten", "oude",
        r"stond(?:en)?",
    ),
    outsider=words(
        r"\w*concurrent\w*", r"(?:buurman|buurvrouw|buren)", "hiernaast", r"groothandel\w*",
        r"leverancier\w*",
        r"fabrikant\w*", "bol(?: com)?", r"andere (?:winkels?|zaken|ondernemers)", r"(?:mijn|de) bank",
        "prive",
        rf"(?<!samen )(?:met|naar|aan) (?:(?:mijn|mn|m n|de|onze) )?{_NL_NEAR}",
    ),
    received=words(
        rf"(?:krijg(?:en|t)?|ontvang(?:en|t)?) {_NL_PERSON}", r"(?:ik|we|wij) (?:krijg|ontvang)(?:en)?",
        r"(?:stuurt|sturen|mailt|mailen|smst|appt) (?:mij|me|ons)", "spam",
        "van anderen", r"scroll\w*", r"vragen (?:\w+ )?of", r"(?:be)?antwoord\w*", r"(?:per|met de) post",
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
    omitted=words(r"vergeet\w*", "vergeten", "overslaan", r"sla(?:an)? .*over",
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
    others=words(rf"van (?:mijn|mn|onze|de) (?:{_NL_NEAR}|broer|buren|ouders|collega|verhuurder)",
                 r"(?:is|zijn) (?:meer |iets )?voor \w+", r"google (?:ik|we)", r"(?:op ?te ?zoeken|opzoeken)",
                 r"van (?:\w+ )?\w+ naar", "ipv", "in plaats van", r"liever(?! niet)", "tegenover",
                 r"naast (?:de|het|een)"),
)  # fmt: skip

EN = Cautions(
    past=words(
        r"(?:until|untill|till|til|up to) (?:last|covid|corona|the (?:\w+ )?"
        r"(?:pandemic|law|gdpr|summer|spring|end)|recently|my|our|we|i|he"
        r"|she|they|(?:19|20)\d\d|\w+ years? ago|christmas|a)",
        r"(?:back |only )?in (?:19|20)\d\d", r"(?:during|in) (?:covid|corona|the pandemic|lockdown)",
        "back then",
        r"until (?!now|today)\w+",
        r"when (?:\w+ ){1,4}(?:was|were|had|did|worked|lived|still|used)",
        r"(?:before|pre) (?:covid|corona|the pandemic|gdpr)",
        r"(?:years?|months?|while) (?:ago|back)",
    ),
    ended=words(
        "lost", "gone", "stopped", "deleted", "closed", "threw", "thrown away", r"got rid", "had", "used to",
        "crashed", "vanished", "binned", "old", r"(?:was|were) (?:in|on)",
    ),
    outsider=words(
        r"competitors?", r"competition", r"neighbou?rs?", "next door", r"suppliers?", r"wholesalers?", "bol",
        "amazon", r"other (?:shops|stores|businesses)", r"(?:my|the) bank", r"manufacturers?",
        r"private(?:ly)?", "personally",
        rf"(?:with|to) (?:my|the|our) {_EN_NEAR}", rf"(?:text|mail|email|message|tweet) my {_EN_NEAR}",
    ),
    received=words(r"(?:i|we|im) (?:\w+ )?(?:get|receive|getting|receiving)", "spam", r"scroll\w*",
        r"ask(?:ing|ed)? (?:\w+ )?(?:if|whether)", r"answer\w*", "by post", r"letters?", r"orders?",
        r"appointments?",
                   r"(?:texts?|sends?|e?mails?|messages?) (?:me|us)"),
    unreal=words(
        r"(?:was|were) (?:\w+ )?(?:going|planning) to", r"(?:had|have) (?:planned|meant) to",
        r"if (?:\w+ ){0,6}?(?:had|could|was|were|knew|would|wasnt|werent|didnt)",
        r"(?:wish|if only) .*",
        r"would (?:\w+ )?have",
    ),
    occasion=words(r"only (?:if|when)"),
    ought=words(
        r"in (?:the season|january|february|march|april|may|june|july|august|september|october|november"
        r"|december)",
        "in theory", r"promis\w*", "meant to", "thought about", "considered",
        r"should(?:nt)?", r"ought(?: to)?", "supposed to", r"need to (?:start|begin)",
    ),
    only=words(r"(?<!not )(?:only|solely|just)"),
    joined=words(r"^(?:and|also|plus|with)", "also", "too", "as well"),
    generic=words("something else", "other", "others", "not listed", "none of these"),
    judged=words("too expensive", r"old ?fashioned", "nonsense", r"waste of", "rubbish", "outdated"),
    turned=words(r"^(?:now|these days|nowadays|lately|currently)"),
    before=words(r"^(?:until|till|first|at first|in the beginning|formerly|used to|previously)"),
    site=words(r"(?:web)?sites?", r"web ?pages?", "homepage"),
    no_site=words(
        r"(?:no|without|not|dont have|havent) (?:\w+ ){0,2}(?:web)?site",
        r"(?:web)?site (?:\w+ )?(?:not|no)"
    ),
    order=words(r"order\w*", r"buy\w*", "basket", "checkout", r"purchas\w+", r"sell\w*", "sales"),
    condition=words(
        r"(?:(?:but|only|except|yes) )?(?:if(?! (?:you ask|im honest|i am honest|its up to me"
        r"|it was up))|as long as|so long as|provided(?: that)?|unless|once|when)"
        r" .*?(?= (?:then|yes|sure|ok|okay|maybe|perhaps|fine|id|no|not$"
        r"|i (?:would|might|could|wont|dont|will|do)|its (?:nonsense|fine|ok))(?!\w)|$)"
    ),
    no_objection=words(
        r"(?:not|no|dont|wouldnt|doesnt|never|cant|havent|isnt) (?:\w+ ){0,2}(?:mind|objections?|object"
        r"|problems?|bother(?: me| us)|opposed|against|an? issue|issues?)",
        r"nothing (?:\w+ )?against",
    ),
    never_missed=words(
        r"never (?:\w+ )?(?:forget|forgotten|forgot|skip|skipped|miss|missed|fail)",
        r"(?:dont|wont) ever (?:forget|skip|miss)",
    ),
    omitted=words(r"forget\w*", r"skip\w*", r"miss\w*", r"fail\w*", "leave out"),
    idiom=words(r"(?:dont|doesnt|not|never|aint|havent|didnt) (?:\w+ ){0,3}(?:no|none|nothing|nobody)"),
    enough=words(
        r"(?:do|does|yes) (?:\w+ ){0,4}(?:e?mails?|address\w*|numbers?|mobile|phone)",
        r"but (?:\w+ ){0,2}(?:a |their |the )?(?:mobile|phone)(?: numbers?)?",
    ),
    stale=words(
        r"(?:is|are|was|were|has|have|got|been) (?:\w+ ){0,3}(?!used|need|open)"
        r"(?:\w{2,}(?:ed|own|ead|oken)|over)$",
        r"died", r"under \w+$", "hacked", "scrapped", "burn(?:t|ed) down", "dead", "bust",
    ),
    litotes=words(
        r"no (?:idea|clue)", "dont know", "not sure", r"nothing (?:but|else)", r"not (?:required|obliged)",
        r"say no", "(?<!sure )why not", r"not (?:necessarily|right away|as such|exactly)",
        r"not (?:im|un|in(?!ter|to))\w{4,}", r"not (?:only|just|without)", r"(?:only|just) not",
        r"(?:cant|dont|not|no) (?:\w+ ){0,3}(?:harm|why not|wrong)",
    ),
    clueless=words("know", "idea", "clue"),
    unless=words("unless"),
    still=words(r"(?:not|no) .* (?:do|yes)$"),
    yet=words("not (?:now|yet|right now|at the moment|for now)"),
    less=words("less", "fewer", "too many", "too much", "enough"),
    others=words(rf"(?:of|is) my (?:{_EN_NEAR}|brother|sister|parents)s?",
        r"(?:is|are) (?:more )?for \w+", r"i google", r"look(?:ing)? (?:\w+ )?up",
                 r"from (?:a )?\w+ to", r"instead(?: of)?", "rather", "next to", "opposite", "behind"),
)  # fmt: skip

CAUTIONS: dict[Language, Cautions] = {"nl": NL, "en": EN}
