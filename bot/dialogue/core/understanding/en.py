"""The English lexicon. What names an answer of one question stands with that answer, in questions.yaml."""

from bot.dialogue.core.understanding.amounts import Rhythms
from bot.dialogue.core.understanding.en_ladder import SIGNALS
from bot.dialogue.core.understanding.lexicon import Lexicon, words

_MANY = 1_000.0

NUMBERS = {
    **{word: (float(number), float(number)) for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        1)},
    "once": (1, 1), "twice": (2, 2), "thrice": (3, 3), "a few": (2, 4), "few": (2, 4), "a couple of": (2, 3),
    "couple of": (2, 3),
    "a couple": (2, 3), "several": (2, _MANY), "many": (5, _MANY), "multiple": (2, _MANY),
    "once or twice": (1, 2), "a handful": (3, 6), "a handful of": (3, 6), "half": (0.5, 0.5),
    **{word: (float(number), float(number)) for number, word in enumerate(
        ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"), 13)},
    "thirty": (30, 30), "fifty": (50, 50), "half a dozen": (6, 6), "a dozen": (12, 12), "dozen": (12, 12),
    "two or three": (2, 3), "three or four": (3, 4), "some": (2, 4),
}  # fmt: skip

_EVERY = r"(?:every|each)"
_PER = r"(?:per|a|an|in a|every|each|in the)"
_SENT = (
    r"(?:mail\w*|email\w*|message\w*|newsletter\w*|post\w*|photo\w*|text\w*|blog\w*|tweet\w*"
    r"|days|videos?|stor\w*|articles?|recipes?|tips?|pieces?)"
)
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"

RHYTHMS = Rhythms(
    periods={
        r"(?:day|days|morning|evening)": 365, r"(?:workday|working day|weekday)s?": 250,
        r"(?:week|weeks|weekend)": 52, _DAYS: 52,
        r"fortnight": 26, r"months?": 12, r"(?:quarter|quarters|season|seasons)": 4, r"half (?:a )?year": 2,
        r"years?": 1,
    },
    adverbs={
        "daily": (250, 365), "weekly": (52, 52), "monthly": (12, 12), "quarterly": (4, 4), "yearly": (1, 1),
        "annually": (1, 1),
        "fortnightly": (26, 26), "biweekly": (26, 104), "bimonthly": (6, 24), "twice yearly": (2, 2),
        "most days": (180, 365),
        "per week": (52, 52), "per month": (12, 12), "per quarter": (4, 4), "per year": (1, 1),
        "per day": (365, 365),
    },
    patterns=(
        rf"{_EVERY} \w+ \w+ of (?:the|each|every) {{p}}",
        rf"(?:{_EVERY}|per) {{p}} {{n}}(?: (?:to|or) {{m}})? (?:x|times)",
        rf"{{n}}(?: (?:to|or) {{m}})?(?: (?:x|times?))? {_PER} {{k}} {{p}}",
        rf"{{n}}(?: (?:to|or) {{m}})?(?: (?:x|times?))? {_PER} {{p}}",
        r"{n}(?: (?:to|or) {m})? (?:x|times) {p}",
        rf"{{n}}(?: (?:to|or) {{m}})? {_SENT} {_PER} {{p}}",
        rf"{_EVERY} {{k}} {{p}}", r"(?P<other>every other|each other|every second) {p}", rf"{_EVERY} {{p}}",
        r"all {p}",
        r"once in {k} {p}", r"on {p}",
    ),
    events=r"(?:at |for )?(?:christmas|easter|mothers day|fathers day|valentines?(?: day)?|new year"
        r"|black friday|halloween)",
    amount=r"(?:x|times?)",
    less=r"less (?:often )?than|not even",
    most=r"at most|maximum|max|no more than|not more than|up to",
    more=r"more (?:often )?than|over",
    least=r"at least|minimum",
    almost=r"almost|nearly",
    deny=r"not|never",
    per="per ",
    about="about|around|roughly",
    figures=r"\w+(?:teen|ty)|dozens?|hundreds?",
)  # fmt: skip

LEXICON = Lexicon(
    separators=words("but", "because", "(?<!or )so(?! long)", "although", "while"),
    joiners=frozenset({"and", "or", "plus", "with", "also"}),
    fillers=words(
        "thank you", "thanks", "please", "^i think", "i think$", "i guess", "i suppose", "actually", "really",
        "just",
        "well", "honestly", "to be honest",
        "haha+", "lol", "in fact", "for us", "basically", "oh", "hm+", "dear", "mate", "sir", "madam",
        "though", "or so", "probably",
        "to be fair", "here", "then", "love",
    ),
    light=frozenset(
        ["the", "a", "an", "my", "our", "us", "i", "we", "you", "it", "its", "they", "them", "that", "this",
        "these", "those", "me", "very", "really", "just", "also", "too", "is", "are", "im", "weve", "ive",
        "of", "have", "got", "do", "with", "for", "does", "did", "so", "then", "we", "sell", "actually",
        "think", "mainly", "mostly", "some"]
    ),
    negators=frozenset(["not", "no", "never", "without", "except", "dont", "doesnt", "nothing", "neither",
    "isnt", "havent", "arent", "wont", "nor", "but"]) - {"but"},
    forward=frozenset({"no", "without", "except", "dont", "doesnt", "havent", "neither", "nor", "isnt"}),
    excepting=frozenset({"except", "without"}),
    ending=frozenset({"gone", "lost", "dropped", "deleted", "ditched",
    "stopped", "quit", "closed", "formerly", "had", "used", "before"}),
    turning=frozenset({"only", "now", "do", "yes", "instead", "rather"}),
    not_only=words(r"\w+ (?:isnt|is not) (?:the|my|our) (?:problem|issue)",
    "(?:nothing|no|none) (?:else|others?)", "not (?:the rest|the others?|anything else)",
    "the (?:rest|others?) (?:not|no|i dont|we dont)", "not only", "nothing but", "no other than"),
    either=frozenset({"or", "nor", "no", "not"}),
    numbers=NUMBERS,
    ordinals={
        "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
        "5th": 5, "sixth": 6,
        "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "last": -1, "bottom": -1,
        "top": 1,
    },
    beside_ordinals=frozenset(["the", "number", "no", "option", "answer", "choice", "one", "ones", "please",
    "i", "choose", "pick", "take", "yes", "that", "is", "its", "would", "be"]),
    heads=frozenset(
        ["shop", "shops", "store", "stores", "dealer", "man", "maker", "shed", "centre", "center", "food",
        "feed", "page", "account", "profile", "group", "app", "repair", "repairs", "seller", "supplies",
        "wear", "ware", "accessories", "items", "stuff"]
    ),
    whole=frozenset(["food", "drinks", "care", "home", "computer", "something", "sports", "sport", "shop",
    "app", "transport", "export", "carpet", "answer", "time"]),
    signals=SIGNALS,
    doubts=words(
        r"forget\w*", "busy", "exaggerated", "difficult", "hard", "hassle", "would", "should", "must",
        r"find\w*", "customers", "people",
        "others", r"competitors?", r"receiv\w*", r"gets?", "getting", "about", "too", "annoying", r"think\w*",
        r"consider\w*", "asked",
        "want",
    ),
    doubts_timed=words(
        "would", "should", "must", r"gets?", "getting", r"receiv\w*", r"think\w*", "want", "hope", "try",
        "^customers", "^people", "^others",
        r"suppliers?", "hassle", r"forget\w*", r"read\w*", "enough", "own", "private", "was", "were",
        "ideally", "preferably", "planned",
    ),
    yes=words("yes+", "yeah", "yep", "yup", "sure(?: do| thing)?", "of course", "certainly", "definitely",
    "absolutely", "indeed", "we do",
              "i do", "i think so", "right", "correct"),
    weak_yes=words("we have", "i have", "some"),
    no=words("no", "nope", "nah", "not", "never", "dont", "doesnt", "didnt", "cant", "wont", "havent",
    "hasnt", "isnt", "arent", "nothing",
             "none", "nobody", "neither", "wouldnt", "couldnt", "without"),
    leading_no=words("no+", "nope", "nah", "never"),
    interjection=words("nope", "nah", "^no(?= (?:we|i|its|it|that|they|just|only|not|dont|never)(?!\\w))",
    "no$", "and no"),
    plain_yes=words("yes+", "yeah", "yep"),
    later=words("(?:nearly|almost) (?:done|ready|finished)", "being built", r"thinking (?:of|about)",
        "considering", "under construction", "in the works", "follows",
    "coming(?: soon| later)?", "on its way", "to follow", "will (?:come|follow|be)",
    "getting one", "soon", "next \\w+", "planning", "plan to",
    "plans", "not yet", "want(?: to| a| an)?",
    "going to",
    "some ?day", "later", "would like"),
    partly=words("most of the time",
    "sometimes", "mostly", "usually", "not always", "not everyone", "not all", "now and then",
    "occasionally", "partly",
                 "some of them", "once in a while", "almost always", "often", "regularly", "in part"),
    rarely=words("hardly(?: ever)?", "rarely", "seldom", "almost never", "not often", "not much", "barely"),
    everything=words("everything", "all of (?:them|it|that|those|the above)", "all", "the lot",
    "all of the above"),
    beside_everything=frozenset(["use", "using", "have", "do", "does", "that", "on", "at", "once", "yes",
    "tick", "choose"]),
    not_everything=words("(?:a bit|a little|some) of everything", "not (?:all|everything)", "none of .*",
    "that ?s all", "thats all"),
    nothing=words("nothing(?: at all| at the moment| right now| for now| currently"
        "| yet| of this| of that)?", "none(?: of .*| at all| yet)?", "no",
    "not any(?: of .*)?", "never",
                  "(?:i|we) (?:dont|do not) (?:use|have|do) any(?: of .*|thing.*)?",
                  "no(?:t)? any of (?:that|these|those|them)", "zero"),
    verbs={
        "skip": words("(?:i |we )?(?:really )?(?:dont|do not) know(?: yet| that| for sure)?",
        "(?:i (?:have )?)?no (?:idea|clue)", "not sure", "skip(?: this| that| it)?"
                      "(?: one| question)?", "next(?: one| question)?", "pass", "not applicable",
                      "rather not say", "none of your business", "mind your own business",
                      "no (?:answer|comment|opinion)", "prefer not to say", "i couldnt say"),
        "back": words("(?:go |one )?back", "(?:the )?previous(?: one| question)?", "go back one"),
        "done": words("(?:i ?m |we ?re |that ?s all |thats it |all |im )?(?:done|finished|ready)",
        "that ?s (?:all|it)", "thats (?:all|it)(?: done)?"),
        "help": words("help", "explain(?: this| that| it)?", "(?:more )?explanation",
        "(?:i )?(?:dont|do not) (?:understand|get (?:it|this|that))(?: .*)?",
                      "(?:not|un)\\s?clear", "huh", "pardon"),
    },
    stops=words(
        r"(?:(?:i|we|id|can|could|want|would|like|to|please|will|lets) ){0,5}"
        r"(?:stop|quit|end|leave|abort) (?:(?:with|doing|answering) )?(?:(?:the|this|these|your|all) ){0,2}"
        r"(?:questionnaire|questions|test|survey|quiz|list|interview)(?: now| please)?",
    ),
    asks_help=words(r"what ?(?:s|is|are) (?:this|that|it|a|an|sms|x|twitter|social media|the"
        r" difference)(?: .*)?", r"what do you mean(?: .*)?", r"which (?:one )?do you mean.*",
    r"is (?:this|that|it) (?:\w+ )?(?:required|compulsory|mandatory|necessary).*",
                    r"what does (?:this|that|it) mean(?: .*)?", r"what counts(?: .*)?", r"meaning",
                    r"can you explain(?: .*)?"),
    question=words("how", "what", "why", "where", "which", "who", "can i", "may i", "should i", "must i",
    "do i", "is it", "is there",
                   "are there", "do you", "are you", "could you", "can you", "does it", "would it", "is this",
                   "are we"),
    question_marked=words("when", "is", "are", "do", "does", "can", "could", "should", "must", "may", "will",
    "would", "have", "has"),
    common=frozenset(
        ["selling", "sell", "buying", "people", "customers", "customer", "shop", "shops", "store", "stores",
        "children", "women", "men", "ladies", "things", "stuff", "years", "weeks", "months", "other", "small",
        "large", "great", "lovely", "local", "fresh", "village", "town", "street", "living", "really",
        "always", "usually", "never", "maybe", "sorts", "kinds", "various", "making", "taking", "giving",
        "getting", "sending", "posting", "working", "looking", "reading", "asking", "keeping"]
    ),
    person=words(
        r"(?:can|could|will|would|may|might) (?:you|someone|somebody|anyone) (?:\w+ ){0,3}(?:call|phone"
        r"|ring|visit)(?: \w+){0,3}",
        r"(?:talk|speak|chat) (?:to|with) (?:\w+ ){0,3}(?:someone|somebody|person|human|people|anyone"
        r"|employee|you)", r"real (?:person|human)",
        r"help ?desk", r"customer (?:service|support)",
        r"is there (?:a|any) (?:\w+ )?(?:human|person|body|one)", r"(?:call|phone|ring) me(?: .*)?",
        r"(?:your|a|the) (?:phone|telephone)(?: number)?",
        r"(?:how|where) (?:do|can|could) (?:i|we) (?:contact|reach|call|phone)(?: .*)?",
        r"who can (?:help|i call|i talk|i contact|i ask)(?: .*)?", r"contact (?:you|details|someone)",
        r"a human",
    ),
    spelling=frozenset(
        ["regularly", "sometimes", "occasionally", "weekly", "monthly", "quarterly", "yearly", "every",
        "never", "rarely", "stopped", "planning", "possibilities", "interest", "maybe", "perhaps", "always",
        "everything", "nothing"]
    ),
    phrases=(
        (words(r"between (\d{1,3}|[a-z]+) and (\d{1,3}|[a-z]+)(?= (?:times|x))"), r"\1 to \2"),
        (words("p w", "pw"), "per week"), (words("p m"), "per month"), (words("p a", "p y"), "per year"),
        (words("(?:is|are|went|was|been|taken|took it) (?:shut )?(?:down|offline)", "shut(?: it)?(?: down)?",
               "got rid of(?: it)?"), "stopped"),
        (words("e mails?"), "email"), (words("e mailing"), "emailing"), (words("whats app"), "whatsapp"),
        (words("web ?site", "webiste"), "website"),
        (words("web ?shop", "web store"), "webshop"), (words("tik tok"), "tiktok"), (words("you tube"),
        "youtube"), (words("do not"), "dont"),
        (words("does not"), "doesnt"), (words("can not", "cannot"), "cant"), (words("did not"), "didnt"),
        (words("don t"), "dont"),
    ),
)  # fmt: skip
