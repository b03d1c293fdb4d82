"""What makes an English answer doubtful."""

from bot.dialogue.core.understanding.caution import Cautions
from bot.dialogue.core.understanding.lexicon import words

_EN_NEAR = r"(?:kids|children|grandchildren|friends?|family|husband|wife|mum|mother|daughter|son|sister)"

CAUTIONS = Cautions(
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
    formerly=words("posted", "tweeted", r"e?mailed", "texted", "blogged", "wrote", "sent"),
    coming=words(
        r"(?:will|well|ill|going to|gonna) (?:\w+ ){0,3}(?:post|e?mail|send|write|tweet|text|do|start"
        r"|blog|begin)",
        r"(?:from|as of) (?:next|january|february|march|april|may|june|july|august|september|october|november"
        r"|december|the)",
    ),
    ordered=words(r"order\w*", r"repairs?"),
    ended=words(
        "stolen", "broken", "burnt", "burned", "wiped", "hacked", "corrupted", "dead", "expired",
        "lost", "gone", "stopped", "deleted", "closed", "threw", "thrown away", r"got rid", "had", "used to",
        "crashed", "vanished", "binned", "old", r"(?:was|were) (?:in|on)",
    ),
    outsider=words(
        r"competitors?", r"competition", r"neighbou?rs?", "next door", r"suppliers?", r"wholesalers?", "bol",
        "amazon", r"other (?:shops|stores|businesses)", r"(?:my|the) bank", r"manufacturers?",
        r"private(?:ly)?", "personally",
        r"(?:across|down) the (?:street|road)", "round the corner",
        rf"(?:with|to) (?:my|the|our) {_EN_NEAR}", rf"(?:text|mail|email|message|tweet) my {_EN_NEAR}",
    ),
    received=words(r"(?:i|we|im) (?:\w+ )?(?:get|receive|getting|receiving)", "spam",
        r"^from (?:the|my|our|a) (?!start|begin)\w+", r"scroll\w*",
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
    maybe=words("maybe", "perhaps", "possibly", "might", "probably"),
    others=words(rf"(?:of|is) my (?:{_EN_NEAR}|brother|sister|parents)s?",
        r"(?:is|are) (?:more )?for \w+", r"i google", r"look(?:ing)? (?:\w+ )?up",
                 r"from (?:a )?\w+ to", r"instead(?: of)?", "rather", "next to", "opposite", "behind"),
)  # fmt: skip
