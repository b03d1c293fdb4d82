"""The Dutch lexicon. What names an answer of one question stands with that answer, in questions.yaml."""

from bot.dialogue.core.understanding.lexicon import Lexicon, words
from bot.dialogue.core.understanding.nl_amounts import NUMBERS
from bot.dialogue.core.understanding.nl_ladder import SIGNALS

LEXICON = Lexicon(
    separators=words("maar", "want", "omdat", "dus", "terwijl", "hoewel"),
    joiners=frozenset({"en", "of", "plus", "met", "ook"}),
    fillers=words(
        "dank u wel", "dank je wel", "dank u", "dank je", "bedankt", "hoor", "graag", "eigenlijk",
        "denk ik(?! er| aan| over| na)",
        "geloof ik", "gewoon", "toch", "even", "nou", "tja", "ach", "och", "a u b", "aub", "svp",
        "alsjeblieft",
        "alstublieft", "precies", "trouwens", "volgens mij", "haha+", "hihi", "lol", "zo(?! nu| af)", "echt",
        "zeg maar",
        "moet ik zeggen", "wat mij betreft", "eerlijk gezegd", "bij ons", "hier", "mij lijkt",
        "(?<!nu en )(?<!minder )(?<!meer )(?<!vaker )(?<!vaak )dan", "meneer",
        "mevrouw", "oh", "nja", "hm+", "ha", "helaas", "voor ons",
    ),
    light=frozenset(
        ["de", "het", "een", "mijn", "onze", "ons", "er", "mij", "me", "mn", "je", "u", "ik", "wij", "we",
        "ze", "zij", "hun", "heel", "erg", "gewoon", "ook", "nog", "toch", "dat", "die", "dit", "van",
        "eigenlijk", "hoor", "zon", "zn", "denk", "echt", "bij", "zich"]
    ),
    negators=frozenset({"niet", "nee", "neen", "geen", "nooit", "niks", "niets", "zonder", "behalve", "noch",
    "uitgezonderd"}),
    forward=frozenset({"geen", "zonder", "behalve", "noch", "uitgezonderd", "niks", "niets"}),
    excepting=frozenset({"behalve", "uitgezonderd", "zonder"}),
    ending=frozenset(["gesloten", "weggedaan", "weg", "kwijt", "verdwenen", "verwijderd",
    "afgeschaft", "gestopt", "opgeheven", "vroeger", "had", "hadden", "deden", "verkochten",
    "opgehouden", "stoppen", "eerst", "was", "waren"]),
    turning=frozenset({"wel", "alleen", "nu", "tegenwoordig", "vooral", "juist", "enkel"}),
    not_only=words(r"(?:de |het )?\w+ is (?:het|niet het) (?:probleem|punt)(?: niet)?",
    "(?:verder|anders|(?:voor )?de rest|meer) (?:\\w+ )?(?:niks|niets|niet|geen)(?: meer)?",
    "niet alleen",
    "niet alleen maar", "niet enkel", "niets anders dan", "niks anders dan",
                   "^nee", "niet zo zeer"),
    either=frozenset({"of", "noch", "geen", "niet"}),
    numbers=NUMBERS,
    ordinals={
        "eerste": 1, "1e": 1, "1ste": 1, "tweede": 2, "2e": 2, "2de": 2, "derde": 3, "3e": 3, "3de": 3,
        "vierde": 4, "4e": 4, "4de": 4, "vijfde": 5, "5e": 5, "5de": 5, "zesde": 6, "6e": 6, "zevende": 7,
        "achtste": 8, "negende": 9, "tiende": 10, "elfde": 11, "laatste": -1, "onderste": -1, "bovenste": 1,
    },
    beside_ordinals=frozenset(
        ["de", "het", "die", "dat", "nummer", "nr", "optie", "antwoord", "keuze", "mogelijkheid", "knop",
        "en", "doe", "maar", "dan", "ik", "kies", "neem", "ja", "is", "wordt"]
    ),
    heads=frozenset(
        ["winkel", "winkels", "winkeltje", "zaak", "zaakje", "handel", "boer", "man", "vrouw", "speciaalzaak",
        "shop", "wereld", "huis", "centrum", "voer", "voeder", "artikel", "artikelen", "accessoires", "markt",
        "hal", "studio", "atelier", "makerij", "maker", "boetiek", "outlet", "groep", "pagina", "account",
        "profiel", "kanaal", "app", "verkoop", "verkoper", "specialist", "spullen", "toko", "kraam",
        "branche", "product", "producten", "waren", "onderdelen", "onderdeel",
        "reparatie", "reparateur", "materiaal", "benodigdheden"]
    ),
    whole=frozenset(
        ["eten", "et", "drinken", "app", "apen", "vergeten", "weten", "transport", "export", "import",
        "commode", "meten", "gezelligheid", "anders", "verzorging", "advies", "antwoord", "tijd", "druk",
        "acties", "fantastisch", "rekening", "huis", "spel", "spellen", "bar", "hart", "kunst", "gas", "geld",
        "hout"]
    ),
    signals=SIGNALS,
    doubts=words(
        r"vergeet\w*", r"vergeten", "druk", "overdreven", "moeilijk", "lastig", "gedoe", r"zou\w*",
        r"moet\w*", r"vind\w*",
        r"krijg\w*", "klanten", "mensen", "anderen", r"concurrent\w*", r"ontvang\w*", r"jammer", r"ziek",
        r"twijfel\w*",
        r"denk\w*", r"bedenk\w*", r"overweeg\w*", "te", "vervelend", r"erger\w*", r"hoor", "gevraagd",
        "vragen",
    ),
    doubts_timed=words(
        r"zou\w*", r"moet\w*", r"denk\w*", "liefst", "gedoe", "voornemen",
        "voor genomen", "ons voor", "me voor",
        "mij voor", r"leverancier\w*", "wil", "willen", "hoop", "hopen", "proberen", "probeer", "^klanten",
        "^mensen", "^anderen", r"vergeet\w*",
        r"lees\w*", "lezen", "genoeg", "eigen", "prive", r"collega.?s", "was", "waren", "hadden", "gepland",
        "streven", "eens",
    ),
    yes=words(
        "ja+", "jawel", "jazeker", "zeker", "zeker wel", "zeker weten", "tuurlijk", "natuurlijk", "uiteraard",
        "yes",
        "jep", "yep", "jup", "jaja", "joh ja", "doen (?:we|wij)(?: wel)?", "doe ik(?: wel)?", "klopt",
        "inderdaad", "absoluut", "denk het wel", "ik denk van wel", "vast wel", "ja+zeker",
    ),
    weak_yes=words("wel", "best wel", "hebben we", "heb ik", "een deel wel"),
    no=words(
        "nee+", "neen", "nope", "nee+hoor", "niet", "geen", "nooit", "niks", "niets", "nergens", "niemand",
        "zonder",
        "noppes", "nada",
    ),
    leading_no=words("nee+", "neen", "nope", "nooit"),
    interjection=words("nee+", "neen", "nope"),
    plain_yes=words("ja+", "jawel", "jazeker"),
    later=words("bijna (?:klaar|af)", r"bouwt", "wordt gebouwd", r"denk\w* (?:\w+ )?over", r"overweeg\w*",
        "in aanbouw", r"volg(?:t|en)(?: \w+)*",
                "kom(?:t|en) (?:er )?(?:nog|eraan|aan|later|binnenkort)", "komt er",
                "binnenkort", "volgend \\w+", "komend \\w+", "komende \\w+", "van plan", "plannen", "ooit",
                "straks", "nog niet", "willen", "gaan beginnen", "mee bezig", "laten maken", "laten bouwen",
                "gaan doen", "in de maak", "later", "wil",
                "zou(?:den)?", "hoop", "hopen", "ooit een"),
    partly=words(
        "soms", "af en toe", "meestal", "niet altijd", "niet iedereen", "niet aan iedereen",
        "niet bij iedereen",
        "niet elke keer", "niet overal", "nu en dan", "weleens", "wel eens", "heel soms", "een enkele keer",
        "bijna altijd", "vaak", "regelmatig", "vaak wel", "de ene keer wel de andere keer niet", "deels",
        "gedeeltelijk", "een deel", "sommigen?", "een enkele", "een paar", "niet allemaal",
    ),
    rarely=words("(?:bijna|haast|vrijwel) (?:nooit|niet|niemand|geen)", "zelden", "nauwelijks", "amper",
    "niet vaak",
                 "niet veel", "niet zo vaak", "weinig"),
    everything=words("alles", "allemaal", "alle", "allen", "alle opties", "het hele rijtje", "de hele lijst"),
    beside_everything=frozenset(
        ["gebruik", "gebruiken", "gebruikt", "hebben", "heb", "doen", "doe", "doet", "wel", "zijn", "zitten",
        "zit", "op", "tegelijk", "bijna", "nagenoeg", "samen", "vrijwel", "hier", "wat", "staat", "kan",
        "kies", "aan", "vink"]
    ) - {"bijna", "nagenoeg", "vrijwel"},
    not_everything=words(
        "van alles", "niet alles", "niet allemaal", "niks van", "niets van", "geen van", "allerlei",
    ),
    nothing=words(
        "niks", "niets", "geen", "helemaal (?:niks|niets)", "nog (?:helemaal )?(?:niks|niets|geen)",
        "geen (?:van )?(?:allen|alle|allemaal|deze|die|dit|dat|een|ene)",
        "(?:niks|niets|geen) (?:van (?:dit|dat|deze)"
        "(?: alles| allemaal)?)",
        "(?:gebruik\\w*|hebben|heb|doen|doe) (?:\\w+ ){0,3}(?:niks|niets|geen|allemaal niet)"
        "(?: van (?:dit|dat|deze|die)(?: \\w+)?)?",
        "(?:wij|we|ik) (?:gebruik\\w*|hebben|heb|doen|doe) (?:\\w+ ){0,3}(?:niks|niets|geen|allemaal"
        " niet|niet allemaal)(?: van (?:dit|dat|deze|die)(?: \\w+)?)?",
        "nee(?: niks| niets| geen)?", "nooit", "nul",
    ),
    verbs={
        "skip": words(
            "(?:dat |ik )?(?:weet|weten) (?:ik |wij |we |het |dat |nog |zo |eigenlijk |hier |even"
            " )*niet(?: meer)?"
            "(?: waarom| zeker| zo| uit mijn hoofd)?",
            "(?:ik heb )?(?:echt |nog )?geen (?:flauw )?(?:idee|benul)",
            "(?:ik )?zou (?:ik )?(?:het )?niet weten", "(?:ik )?twijfel", "geen antwoord",
            "sla(?: deze| dit| die)?"
            "(?: vraag)?(?: maar| gerust)? over", "(?:deze |dit |vraag )*overslaan",
            "(?:naar de )?volgende(?: vraag)?",
            "nvt", "niet van toepassing", "(?:dat )?gaat (?:je|u|jullie) (?:niks|niets) aan",
            "(?:dat )?zeg ik niet",
            "(?:dat )?wil ik niet zeggen", "liever niet zeggen", "gaat niemand wat aan", "geen mening",
            "dat houd ik voor mij",
        ),
        "back": words("(?:ga |een |naar de |naar )?(?:vraag )?terug", "(?:naar de |een )?vorige(?: vraag)?",
                      "terug naar de vorige(?: vraag)?"),
        "done": words("(?:ik )?(?:ben |is )?klaar(?: met kiezen)?", "(?:dat )?(?:was|is) (?:het|alles)",
                      "(?:dit )?was alles", "verder", "dat was t"),
        "help": words(
            "(?:wat is |geef |graag )?(?:meer )?uitleg(?: nodig)?", "help", "leg(?: het| dit| dat)? uit",
            "(?:ik |dat )?(?:snap|begrijp) (?:ik |het |dat |dit |deze |de |vraag )*niet", "ik volg het niet",
            "geen idee wat (?:u|je|jullie) bedoel\\w*", "onduidelijk(?:e vraag)?", "huh", "he", "wablief",
        ),
    },
    stops=words(
        r"(?:(?:ik|we|wij|kan|kunnen|wil|willen|ga|gaan|mag|zou|nu|graag|hier) ){0,4}"
        r"(?:stop|stoppen|ophouden|kappen|afbreken|hou op|houd op) (?:(?:nu|maar|graag) )?(?:met )?"
        r"(?:(?:de|het|deze|dit|die|dat|jullie|uw|al) ){0,2}"
        r"(?:vragenlijst|vragen|test|enquete|lijst|onderzoek|gevraag)(?: stoppen)?",
        r"(?:ik wil |wij willen )?(?:de|deze|dit|die) (?:vragenlijst|vragen|test|enquete|onderzoek)"
        r" (?:stoppen|afbreken)",
    ),
    asks_help=words(
        r"wat (?:is|zijn) (?:dat|dit|een |sms|twitter|x$|sociale media|social media|het verschil).*",
        r"wat (?:bedoel\w*|beteken\w*|houdt|valt|vallen|verstaat|moet ik (?:hier|me)(?!\w)|wordt).*",
        r"(?:hoezo|hoe bedoel\w*|hoe bedoelt).*", r"(?:ik )?(?:snap|begrijp) .*niet.*",
        r"kunt u (?:dat|dit|het) uitleggen.*",
        r"welke bedoel\w*.*", r"is (?:dat|dit|het) (?:\w+ )?(?:verplicht|nodig).*",
        r"wat (?:telt|tellen|hoort|horen) .*", r"waar gaat (?:dit|dat|het) over", "wat dan",
    ),
    question=words(
        "hoe", "wat", "waarom", "waar", "welke", "welk", "wie", "waarmee", "waarvoor", "mag ik",
        "mogen we", "kunt u", "kun je", "kunnen jullie", "is er",
        "zijn er", "hebt u", "heeft u", "heb je", "hebben jullie", "bent u", "ben je", "zijn jullie",
        "doet u", "wilt u",
        "weet u", "weet jij", "wil je",
    ),
    question_marked=words("wanneer", "is", "helpt", "werkt", "kost", "mag", "moet", "moeten", "heb", "heeft",
    "kan", "kunnen", "zal", "zou", "doe", "doen"),
    common=frozenset(
        ["bieden", "kopen", "verkopen", "verkoop", "vinden", "maken", "staan", "zitten", "werken", "werkt",
        "zetten", "leren", "lezen", "kijken", "geven", "nemen", "komen", "houden", "denken", "vragen",
        "zeggen", "willen", "moeten", "kunnen", "mogen", "worden", "hebben", "gaan", "doen", "laten",
        "brengen", "halen", "sturen", "krijgen", "mensen", "klanten", "klant", "winkel", "kinderen",
        "vrouwen", "mannen", "heren", "dames", "winkels", "spullen", "dingen", "zaken", "jaren", "weken",
        "maanden", "andere", "eigen", "grote", "kleine", "goede", "nieuwe", "oude", "beste", "meeste",
        "vooral", "soort", "soorten", "allerlei", "verschillende", "lokale", "lekkere", "mooie", "leuke",
        "verse", "heerlijke", "handgemaakte", "dorp", "stad", "straat", "wonen", "woon", "woont", "binnen",
        "buiten", "samen", "alleen", "enkel", "vandaag", "morgen", "straks", "later", "vroeger", "eerder",
        "altijd", "meestal", "namelijk", "inderdaad", "misschien", "absoluut"]
    ),
    person=words(
        r"(?:kunt|kan|kun|wil|wilt|kunnen|mag|zou) (?:\w+ ){0,4}(?:mij|me|ons|iemand|ik|u|jullie|je)"
        r" (?:\w+ ){0,6}"
        r"(?:bellen|opbellen|terugbellen|spreken|praten|langskomen|bereiken|aan de lijn)(?: \w+)?",
        r"(?:kan|kunt|wil|is|kom\w*) (?:\w+ ){0,3}iemand (?:\w+ ){0,4}(?:langs\w*|bellen|helpen|spreken"
        r"|bereikbaar)",
        r"(?:kunt|kan|kun|wil|wilt) (?:u|je|jij|jullie|iemand) (?:mij|me|ons) (?:\w+ ){0,3}(?:bellen|helpen)",
        r"(?:ik |wij )?(?:wil|willen|zou|liever) (?:\w+ ){0,4}(?:spreken|praten|bellen)(?: met)? (?:\w+"
        r" ){0,2}"
        r"(?:mens|persoon|iemand|medewerker)",
        r"(?:ik |wij )?(?:wil|willen|zou) (?:\w+ ){0,3}(?:iemand|een mens|een persoon|jullie)"
        r" (?:\w+ ){0,2}(?:spreken|bellen|aan de lijn)", "helpdesk", "klantenservice", "klantendienst",
        r"is er (?:ook )?(?:een|iemand) (?:\w+ )?(?:mens|persoon|medewerker|iemand)?",
        r"(?:echt|echte|levend|levende) (?:persoon|mens)", r"(?:telefoon|06 ?)nummer van (?:jullie|u)",
        r"(?:wat is |hebben |heeft |geef )(?:jullie|u|uw|het|een|ik)(?: \w+)? ?(?:telefoonnummer|nummer"
        r"|mailadres|emailadres)",
        r"bel (?:me|mij|ons)(?: \w+){0,4}",
        r"(?:praat|spreek) (?:ik )?liever met (?:een )?(?:mens|iemand|persoon).*",
        r"hoe (?:bereik|bel|kan|kom) (?:\w+ ){0,3}(?:jullie|u|iemand|contact)(?: \w+){0,4}", r"medewerker",
        r"(?:met )?wie kan (?:mij|me|ik) .*(?:helpen|contact|bellen|spreken|opnemen).*",
        r"contact (?:opnemen|met jullie|met u)",
        r"met een mens", r"spreek ik (?:\w+ )?met een (?:mens|computer|robot)",
    ),
    spelling=frozenset(
        ["regelmatig", "soms", "weleens", "dagelijks", "wekelijks", "maandelijks", "jaarlijks", "kwartaal",
        "binnenkort", "gestopt", "nooit", "zelden", "mogelijkheden", "plannen", "interesse", "behoefte",
        "vroeger", "misschien", "altijd", "meestal", "gestopte", "tuurlijk", "natuurlijk", "iedere", "maand",
        "volgend", "bijna", "allemaal", "beginnen", "overslaan", "vorige"]
    ),
    phrases=(
        (words(r"tussen (?:de )?(\d{1,3}|[a-z]+) en (?:de )?(\d{1,3}|[a-z]+)(?= (?:keer|x|maal))"),
        r"\1 tot \2"),
        (words(r"(?:een )?(?:keer|keertje) of (\d{1,3}|[a-z]+)(?: keer)?"
               r"(?= (?:per|in|het|de|elk\w*)(?!\w)|$)"),
         r"\1 keer"),
        (words(r"(?:een )?stuk of (\d{1,3}|(?!wat|een)[a-z]+)(?= per)"), r"\1"),
        (words(r"(?:uit de lucht|(?:er)?uit ?gegooid|(?:ligt|is) (?:er|eruit|eraf)(?: uit| af)?$"
               r"|eruit gehaald|weg gedaan|weggehaald|van de hand gedaan)"), "opgeheven"),
        (words("(?:is|zijn|gaat|ging) (?:stuk|weg|kapot)$"), "gesloten"),
        (words("dicht (?:gegaan|gedaan|gemaakt)", "dichtgegaan", "dichtgedaan", "(?<=is )dicht$", "dicht$"),
         "gesloten"),
        (words("p w", "pw"), "per week"), (words("p m", "pm", "p mnd"), "per maand"),
        (words("p j", "pj"), "per jaar"),
        (words("kga"), "ik ga"), (words("allebij"), "allebei"), (words("feesboek", "feestboek"), "facebook"),
        (words("er mee"), "ermee"), (words("er aan"), "eraan"), (words("e mails?"), "email"),
        (words("e mailen"), "mailen"),
        (words("whats app"), "whatsapp"), (words("web ?site"), "website"), (words("web shop"), "webshop"),
        (words("web winkel"), "webwinkel"), (words("tik tok"), "tiktok"), (words("you tube"), "youtube"),
        (words("sms je", "sms jes", "smsjes", "smsje"), "sms"), (words("ie?der[e]? keer"), "elke keer"),
        (words("wk"), "week"), (words("mnd"), "maand"), (words("mss", "msch"), "misschien"),
        (words("nwsbrief", "nieuws brief"), "nieuwsbrief"),
    ),
)  # fmt: skip
