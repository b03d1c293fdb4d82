"""What Dutch words say at a ladder, in the order in which they are looked for; each takes its words away."""

from re import Pattern

from bot.dialogue.core.understanding.lexicon import Signal, words

_DO = r"(?:ik|we|wij|het|dat|er|ook|dan|daar|ermee|nog|wel|graag|een|eens|mijn|onze|zelf|echt|gaan|mee|zeker)"
_NOT = r"(?:niet|nooit|niks|niets|geen)"

_UNKNOWN = words(
    rf"(?:{_NOT}|idee|benul) (?:\w+ ){{0,3}}wat (?:\w+ ){{0,4}}(?:kan|kun|kunt|kunnen|mogelijk is"
        rf"|mogelijkheden zijn|inhoudt"
    r"|te bieden heeft)(?: doen)?(?: met \w+| ermee| daarmee)?$",
    rf"(?:{_NOT}|idee|benul) (?:\w+ ){{0,2}}wat (?:(?:een|dat|dit|het|x|twitter|sms|die) ){{1,2}}(?:\w+"
        rf" )?(?:is|zijn)$",
    rf"{_NOT} (?:\w+ ){{0,2}}hoe dat werkt of wat het kan",
    rf"{_NOT} (?:\w+ ){{0,2}}(?:wat|welke) (?:\w+ ){{0,3}}(?:mogelijk is|mogelijkheden (?:\w+ )?(?:zijn"
        rf"|heeft|er zijn))",
    rf"(?:ken|kennen) (?:\w+ ){{0,5}}mogelijkheden (?:\w+ ){{0,3}}{_NOT}",
    rf"mogelijkheden (?:\w+ ){{0,2}}(?:ken|kennen) (?:\w+ ){{0,2}}{_NOT}(?: zo| echt| goed)?",
    rf"mogelijkheden {_NOT} (?:ken|kennen|bekend)", r"(?:niet|on)\s?bekend met (?:\w+ ){0,2}mogelijkheden",
    r"geen (?:\w+ )?mogelijkheden (?:ken|kennen)", r"ken (?:ik )?geen mogelijkheden",
    r"(?:idee|benul) hoe (?:dat|het|zoiets|dit) (?:allemaal )?werkt$",
    r"nooit geweten(?: dat \w+ (?:kon|kan))?",
    r"(?:nog )?nooit van gehoord(?: dat dat kan)?", r"nog nooit (?:\w+ )?gehoord", r"nooit gehoord",
    r"(?:ken|kennen) (?:(?:ik|we|wij|het|dat|dit|x|twitter|eigenlijk|helemaal) ){0,3}niet$",
    r"wist(?:en)? (?:\w+ )?niet (?:eens )?dat (?:dat|het|dit) (?:\w+ )?(?:kon|kan|bestond|mogelijk was)",
    r"zegt (?:me|mij|ons) (?:niks|niets)", r"(?:is |was )?(?:me |mij |ons )?(?:volkomen |totaal )?onbekend",
)  # fmt: skip

_KNOWN_FIRST = words(
    rf"nut (?:\w+ ){{0,5}}{_NOT}(?: \w+)?(?: in)?",
    rf"(?:zie|zien|heeft|heb|hebben) (?:\w+ ){{0,4}}{_NOT} (?:\w+ )?"
    r"(?:nut|zin|meerwaarde|belang|heil)(?: \w+)?(?: in)?",
    rf"{_NOT} (?:\w+ )?(?:van plan|plannen|interesse|behoefte|zin|belangstelling|trek|animo|nut"
        rf"|meerwaarde|nodig|ambitie"
    r"|geinteresseerd)(?: \w+)?", r"(?:niet|nooit) (?:\w+ ){0,3}(?:van plan|willen beginnen)",
    r"(?:wil|willen|ga|gaan|zal|zullen|hoef|hoeven|begin|beginnen|zou|zouden) (?:(?!weten)\w+"
        r" ){0,4}(?:niet|nooit|niks|niets)"
    r"(?: mee| aan| aan beginnen| willen| doen| beginnen| meer| te maken hebben| mee te maken hebben)*$",
    rf"(?:plan|plannen) (?:\w+ ){{0,3}}{_NOT}$", r"(?:heb|hebben) (?:\w+ ){0,2}(?:niks|niets) mee",
    r"moet (?:ik |wij )?(?:er )?(?:niks|niets) van hebben", r"(?:niks|niets) voor (?:mij|ons|mijn \w+)",
    r"(?:zie|zien) (?:\w+ ){0,3}niet zitten", r"interesseert (?:me|mij|ons) (?:\w+ )?(?:niet|niks)",
    r"(?:ken|kennen|weet|weten) (?:(?:ik|we|wij|het|dat|x|twitter) ){0,3}wel(?: wat het is)?",
    r"geen fan(?: van)?",
    r"bewust niet",
)  # fmt: skip

_STOPPED = words(
    r"(?:wil|willen|ga|gaan|doe|doen|hoef|hoeft) (?:\w+ ){0,3}niet meer",
    r"gestopt",
    r"opgehouden",
    r"opgezegd",
    r"opgeheven",
    r"weggedaan",
    r"afgeschaft",
    r"mee gekapt",
    r"niet meer(?! dan)",
    r"nooit meer",
    r"geen \w+ meer",
    r"(?:account|pagina) (?:verwijderd|weg|gesloten)",
    r"voltooid verleden tijd",
)

_PLANNED = words(
    r"(?:wel )?van plan", r"binnenkort",
    r"volgende? (?:jaar|maand|week|voorjaar|seizoen|zomer|najaar|winter|kwartaal)",
    r"komende? (?:jaar|maand|week|voorjaar|seizoen|zomer|najaar|winter|kwartaal|tijd)", r"nog (?:even )?niet",
    r"(?:staat|komt) (?:\w+ ){0,3}op (?:de|mijn|onze) (?:\w+ )?(?:lijst|lijstje|planning|agenda|rol)",
    r"in (?:de planning|voorbereiding|de maak)", r"plannen(?: voor| om)?(?: \w+)?", r"gepland", r"op termijn",
    r"later(?: misschien| wel)?", r"straks", r"dit jaar nog", r"van de zomer", r"in de toekomst", r"ooit wel",
    r"kom(?:t|en) (?:er )?(?:nog|eraan)$", r"na (?:de|het) (?:zomer|winter|voorjaar|vakantie|verbouwing)",
    r"(?:wil|willen|zou|zouden|ga|gaan|gaat|hoop|hopen) (?:\w+ ){0,5}(?:beginnen|starten|opzetten"
        r"|opstarten|proberen"
    r"|oppakken|aanmaken|gaan doen|gaan proberen|willen|leren)", rf"gaan? (?:{_DO} ){{1,4}}doen",
    rf"(?:wil|willen|zou|zouden) (?:{_DO} ?){{1,5}}(?:willen|doen|gaan doen)?",
    rf"(?:begin|beginnen|start|starten) (?:{_DO} ?){{0,4}}(?:mee|aan)",
    r"(?:als|zodra|wanneer) (?:\w+ ){1,5}(?:klaar|af|online) is",
    r"moet(?:en)? (?:\w+ ){0,2}nog(?: \w+){0,3}", r"nog te (?:doen|beginnen)", r"nog niet aan toegekomen",
    r"er nog niet van gekomen", r"wordt aan gewerkt",
)  # fmt: skip

_SOMETIMES = words(
    r"(?:bijna|haast|vrijwel|praktisch|eigenlijk) (?:nooit|niet)(?: meer)?", r"zelden(?: of nooit)?",
    r"nauwelijks", r"amper",
    r"niet (?:meer )?(?:zo |heel |erg |echt |al te |bepaald |super ){0,2}(?:vaak|veel|regelmatig"
        r"|dikwijls|altijd|geregeld"
    r"|actief|trouw)", r"(?:vaak|regelmatig|altijd) (?:is het |doen we het |doen we dat )?niet",
    r"(?:veel |heel )?te weinig",
    r"(?:heel |erg |maar )?weinig", r"minder vaak", r"sporadisch", r"mondjesmaat",
    r"(?:eens )?in de zoveel tijd",
    r"(?:heel )?(?:soms|somtijds)", r"(?:heel |zo )?af en toe", r"(?:zo )?nu en dan", r"weleens",
    r"(?:nog )?wel eens(?: een)?",
    r"een enkel(?:e keer| keertje)", r"incidenteel", r"onregelmatig", r"bij vlagen", r"een keertje",
    r"eens een keer",
    r"te hooi en te gras",
    r"(?:heel )?af n toe", r"heel soms", r"zo af en toe",
)  # fmt: skip

SIGNALS: tuple[tuple[Signal, Pattern[str]], ...] = (
    ("drop", words("vroeger (?:nog )?(?:niet|nooit)", "(?:niet|nooit) (?:mee )?gestopt", "zeg nooit nooit",
    "(?:als|dan) (?:vroeger|eerst)",
                   "niet gestopt", "stoppen (?:\\w+ )?niet", "geen idee waarom")),
    ("unknown", _UNKNOWN),
    ("sometimes", words(r"niet meer (?:zo |heel |erg )?(?:vaak|veel|regelmatig|elke \w+|iedere \w+)",
                        r"(?:bijna|haast|vrijwel) (?:nooit|niet)(?: meer)?")),
    ("planned", words(r"nog wel eens (?:gaan )?(?:doen|proberen|beginnen|willen)",
    r"(?:wil|ga) ik nog wel eens (?:gaan )?\w+")),
    ("does", words(r"(?:\w+ )*(?:stoppen|ophouden)(?: \w+)*")),
    ("does", words(r"(?:\w+ )*vaker(?! dan)(?: \w+)*")),
    ("does", words(r"(?:wil|willen|ga|gaan) (?:\w+ ){0,3}(?:mee )?stoppen",
    r"meer (?:\w+ )?(?:willen|doen)")),
    ("past",
    words(r"(?:vroeger|voorheen|destijds|(?:tot )?vorige? (?:jaar|maand|zomer|winter|seizoen))(?:"
        r" (?!nu\b|tegenwoordig\b)\w+)*",
    r"(?:hebben|heb) (?:ik|we|wij) (?:\w+ )?gehad",
    r"(?:een tijd(?:je)?|ooit) (?:\w+ )?(?:gedaan|gehad|geprobeerd)")),
    ("known", _STOPPED),
    ("known", _KNOWN_FIRST),
    ("skill", words(
        r"(?:weet|weten) (?:\w+ ){0,2}niet (?:goed )?(?:hoe|wat|waar|of|welke).*",
        r"geen (?:\w+ )?verstand(?: van)?",
        r"(?:kan|kunnen) (?:\w+ ){0,3}niet(?: \w+)?", r"lukt (?:\w+ ){0,2}niet",
        r"te (?:oud|ingewikkeld|moeilijk|lastig)(?: voor)?",
        r"niet handig(?: mee| in)?", r"geen (?:\w+ )?(?:idee|kennis|ervaring)(?: \w+){0,4}", r"digibeet",
        r"niet (?:\w+ )?bekend(?: mee)?",
        r"snap(?:pen)? (?:\w+ ){0,3}(?:niks|niets|niet)(?: van)?", r"(?:zou|weet) .*niet weten.*")),
    ("busy", words(r"(?:er|hier|daar)?mee bezig", r"bezig (?:met|mee|ermee|om).*", r"net begonnen",
    r"pas begonnen", r"(?:wel eens )?geprobeerd")),
    ("look", words(r"(?:kijk|kijken|lees|lezen|volg|volgen)(?: \w+){0,5}", r"alleen (?:prive|kijken|lezen)",
    r"prive")),
    ("sometimes", _SOMETIMES),
    ("planned", _PLANNED),
    ("occasion", words(r"elke keer(?: als| dat)?(?: \w+)*",
    r"(?:alleen |wel )?(?:als|wanneer|zodra|bij) (?:er|we|wij|ik|hun|het|de|ze|iets|iemand|nodig)"
                       r"(?: \w+)*",
                       r"(?:met|in|voor|tijdens) de (?:opruiming|uitverkoop|actie|acties|feestdagen"
                       r"|vakantie|zomer|winter)",
                       r"alleen (?:met|bij|voor) (?:\w+ ?){1,4}", r"afhankelijk van.*", r"ligt er ?aan.*",
                       r"wisselt", r"verschilt.*",
                       r"zo vaak mogelijk", r"zoveel mogelijk")),
    ("regular",
    words(r"(?:heel |erg |zeer |best |vrij |redelijk |behoorlijk |super |meestal )*(?:vaak|regelmatig"
        r"|geregeld|dikwijls)",
                      "altijd", "constant", "continu", "heel veel", "de hele dag door", "non stop",
                      "doorlopend")),
    ("other", words(
        r"mijn (?:\w+ )?(?:dochter|zoon|vrouw|man|collega|nichtje|nicht|neef|neefje|broer|zus|zusje"
        r"|kleindochter|kleinzoon"
        r"|schoonzoon|schoondochter|vriendin|vriend|partner|medewerkster|medewerker|stagiaire?"
        r"|compagnon|moeder|vader|kinderen)",
        "onze (?:dochter|zoon|medewerkster|medewerker|stagiaire?|marketeer|formule|franchise)", "personeel",
        "het meisje", "een bureau",
        "reclamebureau", "marketingbureau", "franchise", "formule", "hoofdkantoor", "iemand anders",
        "een ander", r"laten (?:\w+ ){0,4}doen",
        "uitbesteed", "besteed uit", r"\w*leverancier", r"(?:regelt|verzorgt|beheert)", "de vereniging",
        "winkeliersvereniging", "stagiaire?")),
    ("reason", words("te duur", "liever niet", "(?:te )?ouderwets", "geen tijd(?: voor)?", "te druk",
    "kost (?:te ?)?veel (?:tijd|werk|geld)", "zonde van .*",
                     "onzin", "niet aan begonnen", "uit de tijd", "te veel (?:werk|gedoe)",
                     "teveel (?:werk|gedoe)", "werkt (?:\\w+ )?niet",
                     "onze klanten (?:\\w+ ){0,4}niet", "levert (?:\\w+ )?niks op")),
    ("maybe", words("misschien", "wie weet", "eventueel", "zou kunnen", "twijfel")),
    ("was", words("deden", "deed", "hadden", "had", "zaten", "zat", "mailden", "stuurden", "gebruikten",
    "plaatsten", "ooit", "gehad")),
    ("does",
    words(r"(?:doe|doen|hebben|heb|zit|zitten|gebruik|gebruiken|stuur|sturen|plaats|plaatsen) (?:ik|we"
        r"|wij|het|dat|dit|hem|ze)"
                   r"(?: wel)?", r"(?:dat|dit) (?:doe|doen|hebben|heb) (?:ik|we|wij)(?: wel)?", "veel",
                   "te vaak", "best veel")),
    ("yes", words(r"ja+", "jawel", "ja+zeker", "zeker(?: wel| weten)?", "tuurlijk", "natuurlijk", "uiteraard",
    "jep", "yep", "jup", "yes",
                  "klopt", "inderdaad", "joh ja")),
)  # fmt: skip
