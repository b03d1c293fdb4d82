"""What English words say at a ladder, in the order in which they are looked for; each takes its words"
" away."""

from re import Pattern

from bot.dialogue.core.understanding.lexicon import Signal, words

_NOT = r"(?:not|never|dont|doesnt|didnt|wont|cant|no)"
_I = r"(?:i|we|it|that|this|me|us|to|really|just|do|also|them|with)"

_UNKNOWN = words(
    rf"(?:{_NOT} know|no (?:idea|clue)|not sure|clueless) (?:\w+ ){{0,2}}what (?:\w+ ){{0,4}}(?:can do"
        rf"|could do|do with (?:it|x|that)|possible|offers?|possibilities are)"
    r"(?: with (?:it|x|that|one))?$",
    rf"(?:{_NOT} know|no (?:idea|clue)) (?:\w+ )?what (?:(?:a|an|that|it|this|x|twitter|blog|sms)"
        rf" ?){{1,3}}(?:is|does|means)$",
    r"dont know (?:all )?(?:the|its|about the) (?:possibilities|options)",
    r"(?:the )?possibilities i dont know",
    r"(?:idea|clue) how (?:any of )?(?:that|it|this) works$",
    r"never heard (?:of|about)(?: \w+)?",
    r"didnt (?:even )?know (?:\w+ )?(?:that |it |this )?(?:was|is|that) (?:\w+ )?(?:possible|existed)",
    r"didnt know (?:you|one|we) could(?: \w+)*", r"dont know it at all", r"means nothing to (?:me|us)",
    r"unfamiliar(?: with \w+)?",
)  # fmt: skip

_KNOWN_FIRST = words(
    rf"(?:{_NOT}|zero) (?:\w+ )?(?:plan|plans|planning|interest|interested|intention|point|desire)(?:"
        rf" \w+)?(?: to| in)?",
    r"(?:dont|do not|wont|will not|never) (?:\w+ )?(?:want|intend|need|plan|care|bother|see the point"
        r"|going to|believe)(?: .*)?",
    r"not (?:\w+ )?(?:going to|for (?:me|us)|my thing|our thing|interested|planning)(?: .*)?",
    r"want nothing to do with(?: .*)?",
    r"waste of (?:time|money|effort)", r"(?:i|we) know (?:it|of it|about it)", r"know it", r"no fan(?: of)?",
    r"no (?:point|use|need)(?: in| for)?(?: it)?", r"useless",
)  # fmt: skip

_STOPPED = words(
    r"(?:have |has |ve )?(?:stopped|quit|given up|gave up|gave it up)(?: on| with| doing)?(?: \w+)?",
    r"(?:not|no|dont) (?:\w+ ){0,4}any ?(?:more|longer)",
    r"no longer", r"left (?:when|after|it).*", r"(?:deleted|closed|cancelled) (?:\w+ )?(?:account|page)",
    r"never again",
)  # fmt: skip

_PLANNED = words(
    r"not yet", r"plan(?:ning|ned|s)?(?: to| for| on)?", r"soon",
    r"next (?:year|month|week|spring|summer|autumn|fall|winter|season)",
    r"later(?: on)?(?: this year| maybe)?", r"in (?:the )?(?:future|preparation|due course)",
    rf"(?:would|d|id|wed) (?:{_I} )?(?:like|love)(?: to)?(?: \w+)?",
    r"want(?: to)?(?: start| begin| try| do| learn)?", r"going to(?: start| begin| try| do)?",
    r"hope to(?: start| begin)?", r"on (?:the|my|our) list",
    r"intend to", r"thinking (?:of|about)(?: \w+)?", r"about to(?: start| begin)?",
    r"(?:when|once|as soon as) (?:\w+ ){1,5}(?:ready|finished|done|up|live|online|running)",
    r"will (?:start|begin)", r"this year still", r"one day", r"some ?day",
)  # fmt: skip

_SOMETIMES = words(
    r"(?:hardly|barely|scarcely|almost never|nearly never|practically never)(?: ever)?", r"rarely", r"seldom",
    r"not (?:\w+ )?(?:\w+ )?(?:often|much|regularly|frequently|always|a lot)",
    r"(?:dont|doesnt) (?:\w+ ){0,4}(?:often|much|a lot|regularly)",
    r"(?:far |much |way )?too little", r"less often", r"sporadically", r"sometimes",
    r"(?:every )?(?:now and (?:then|again)|once in a while)",
    r"occasional(?:ly)?", r"from time to time", r"at times", r"irregularly", r"on and off", r"off and on",
    r"the odd (?:time|one|post|mail|email)",
)  # fmt: skip

SIGNALS: tuple[tuple[Signal, Pattern[str]], ...] = (
    ("drop", words("(?:havent|never|not|didnt) (?:\\w+ )?(?:stopped|quit)", "never say never",
    "before we didnt")),
    ("unknown", _UNKNOWN),
    ("does", words(r"(?:\w+ )*(?:to|will|may) (?:stop|quit)(?: \w+)*")),
    ("sometimes", words(r"not (?:so|as|very) (?:often|much|regularly)(?: any ?more)?(?: as (?:i|we) \w+)?",
    r"once in a blue moon",
    r"(?:hardly|almost never|barely) (?:ever )?any ?more")),
    ("past", words(r"(?:we |i )?used to(?: (?!now\b)\w+)*",
    r"(?:until |till )?last (?:year|month|summer|winter)(?: (?!now\b)\w+)*", r"in the past(?: (?!now\b)\w+)*",
    r"formerly(?: \w+)*")),
    ("known", _STOPPED),
    ("known", _KNOWN_FIRST),
    ("does", words(r"(?:want|going|plan|planning) to (?:stop|quit)",
    r"(?:would like|want) to (?:\w+ )?more(?: often)?")),
    ("skill", words(r"(?:dont|do not|doesnt) (?:\w+ )?(?:know|understand)(?: .*)?",
    r"(?:cant|cannot|can not|couldnt)(?: .*)?", r"not (?:able|good|handy)(?: .*)?",
                    r"too (?:old|difficult|complicated|hard)(?: for .*)?",
                    r"no (?:idea|clue|knowledge|experience)(?: .*)?", r"not familiar(?: .*)?")),
    ("busy", words(r"working on (?:it|that)", r"just (?:started|begun)", r"tried(?: .*)?",
    r"busy (?:with|setting)(?: .*)?")),
    ("look", words(r"(?:only )?(?:look|read|follow|watch)(?:ing)?(?: \w+){0,4}", r"private(?:ly)?")),
    ("sometimes", _SOMETIMES),
    ("planned", _PLANNED),
    ("occasion", words(r"(?:only )?(?:when|if|whenever|each time|every time|as soon as)(?: \w+)+",
    r"(?:only )?(?:for|with|during|at) (?:the )?(?:sales?|holidays?|events?)",
                       r"(?:it )?depends?(?: on.*)?", r"it varies",
                       r"as (?:often|much) as (?:possible|i can|we can)", r"most (?:days|weeks|months)")),
    ("regular", words(r"(?:very |quite |pretty |fairly |really )?(?:often|regularly|frequently)", "always",
    "constantly", "all the time", "non stop", "a lot of the time")),
    ("other",
    words(r"(?:my|our) (?:\w+ )?(?:daughter|son|wife|husband|colleague|niece|nephew|brother|sister"
        r"|granddaughter|grandson|girlfriend|boyfriend|partner|employee"
                    r"|assistant|intern|friend|mother|father|kids|staff)", "(?:an|our|the) agency",
                    "head ?office", "franchise", "someone else", "somebody else",
                    "outsourced", "supplier")),
    ("reason", words("(?:id )?rather not", "too expensive", "old ?fashioned", "no time(?: for it)?",
    "too busy", "takes too (?:much|long)(?: time)?", "too much (?:work|hassle)", "nonsense",
                     "outdated", "doesnt work")),
    ("maybe", words("maybe", "perhaps", "might", "possibly", "who knows")),
    ("was", words("did", "had", "once", "were")),
    ("does", words("(?:i|we) (?:do|have|use|send|post|write|are|got)(?: it| that| this| one| them)?", "a lot",
    "too often")),
    ("yes", words("yes+", "yeah", "yep", "yup", "sure", "of course", "certainly", "definitely", "absolutely",
    "indeed", "aye")),
)  # fmt: skip
