"""Chats of shops, each left where its kind says."""

from collections.abc import Iterator

from tests.support.frozen.people import (
    ALL_ASKED,
    Person,
    Town,
    again,
    answer,
    begin,
    finish,
    finished,
    share,
    some,
)

CARD = "email_monthly"
TO_COPY = "social_first_post"
"""Its text to copy has blanks for the shop's name and for what it calls itself."""
PAGES = (
    *("topics", "advice", "steps", "positions", "sources", "topic/email", "topic/data"),
    *("card/sms_urgent_only", f"card/{TO_COPY}", "card/today_use_google", "group/email", "group/today"),
)


def in_summer(town: Town) -> list[Person]:
    """Let shops take the test that come again, and agree to be asked once more."""
    shops: list[Person] = []
    for kind, language in (("asked to take the test again", "nl"), ("asked to take it again, en", "en")):
        shop = finished(town, kind, some(len(shops)), language)
        shop.press("again_later")
        shops.append(shop)
    third = finished(town, "three rounds", some(41, data_asks="no", email="known"))
    again(third, some(42, email="planned"))
    finished(town, "in a second round", some(43))
    return [*shops, third]


def in_autumn(town: Town, *kinds: str) -> list[Person]:
    """Let shops agree to a reminder, which comes a week later."""
    shops: list[Person] = []
    for kind in kinds:
        shop = finished(town, kind, some(250 + len(shops)), "en" if kind.endswith("en") else "nl")
        shop.go("plan_add", CARD)
        shop.go("plan_when", CARD, "week")
        shop.go("plan_item", "")
        shop.press("remind", "1")
        if "question" in kind:
            shop.command("start")
            begin(shop, stop_at="email")
        shops.append(shop)
    return shops


def questions(town: Town) -> None:
    """Leave chats at each question; some ticked, explained or being changed."""
    names = [question.id for question in town.house.library.context().content.questionnaire.questions]
    for number, name in enumerate(names):
        asked = town.started(f"asked {name}", ("nl", "en")[number % 2])
        begin(asked, stop_at=name)
        assert asked.place["question"] == name
        if name in ("email", "data_asks", "today"):
            asked.press("help", name)
    for name in ("today", "platforms", "data_reasons"):
        ticking = town.started(f"ticks {name}")
        begin(ticking, stop_at=name)
        given = ALL_ASKED[name]
        assert isinstance(given, tuple)
        for option in given:
            ticking.press("tick", name, option, "1")
    changing = town.started("changes an answer")
    begin(changing)
    changing.press("change", "email")
    unclear = town.started("is asked back")
    begin(unclear, stop_at="email")
    unclear.types("misschien")
    begin(town.started("at the overview, en", "en"))
    keeping = finished(town, "was offered the answer of before", some(44))
    keeping.command("start")
    keeping.press("begin")
    for page in ("privacy", "taal"):
        aside = town.started(f"beside the questions: {page}")
        begin(aside, stop_at="email")
        aside.command(page)
    paused = town.started("paused, at the welcome")
    begin(paused, stop_at="blog")
    paused.command("start")
    early = town.started("saw the result early")
    begin(early, stop_at="twitter")
    early.press("result")
    town.started("at the first welcome")
    town.started("at the first welcome, en", "en")
    found = town.started("found cards before the test")
    found.types("hoe krijg ik reviews op Google")


def results(town: Town) -> None:
    """Leave chats with results of all kinds, and on all pages of one."""
    finished(town, "at the result", some(3))
    finished(town, "all regular, en", some(3, **dict.fromkeys(("social", "email", "sms"), "regular")), "en")
    finished(town, "two topics skipped", some(11, email=None, twitter=None))
    finished(town, "no score", some(13, social=None, email=None, data_asks=None, sms=None))
    finished(town, "nothing answered, en", {}, "en")
    finished(town, "a webshop alone", some(14, shop_type="web", today=("reviews",)))
    objecting = some(16, data_asks="no", data_consider="no", data_reasons=("trust",))
    finished(town, "objects to asking for data", objecting)
    for number, page in enumerate(PAGES):
        shop = finished(town, f"reads {page}", some(200 + number), ("nl", "en")[number % 2])
        shop.go("page", page)
    leaving = finished(town, "changed an answer, not shown yet", some(18))
    leaving.press("overview")
    leaving.press("change", "sms")
    leaving.press("answer", "sms", "regular" if leaving.session["given"]["sms"] != "regular" else "known")


def beside(town: Town) -> None:
    """Leave chats at all that follows on a result: what if, plan, name and word, data and privacy."""
    trying = finished(town, "what if, one ticked", some(221, email="planned"))
    trying.press("what_if")
    trying.press("what_if_tick")
    for number, language in enumerate(("nl", "en")):
        planner = finished(town, f"a plan, {language}", some(240 + number), language)
        steps = [one["id"] for one in planner.session["finished"]["result"]["next_steps"]]
        for card in (*steps, CARD):
            planner.go("plan_add", card)
        planner.go("plan_when", steps[0], "week")
        planner.go("plan_when", steps[-1], "month")
        planner.go("plan_done", steps[0], "1")
        planner.go("plan_item", "")
        if number:
            planner.press("remind", "1")
    item = finished(town, "at a step of the plan", some(242))
    item.go("plan_add", CARD)
    item.go("plan_when", CARD, "month")
    finished(town, "an empty plan", some(228)).command("plan")
    for verb, typed in (("name", "Bloemen & <b>Planten</b>"), ("trade", "viskraam")):
        asked = finished(town, f"asked for the shop’s {verb}", some(223, branch="food"))
        asked.go(verb, TO_COPY)
        told = finished(town, f"told the shop’s {verb}, and is asked again", some(224, branch="food"))
        told.go(verb, TO_COPY)
        told.types(typed)
        told.go(verb, TO_COPY)
    seeking = finished(town, "found cards", some(225))
    seeking.types("hoe stuur ik een nieuwsbrief")
    for command in ("mijngegevens", "vergeet", "help", "delen", "privacy"):
        finished(town, f"typed /{command}", some(226)).command(command)
    for subject in _subjects(town):
        reader = finished(town, f"reads about privacy: {subject}", some(227), "en")
        reader.command("privacy")
        reader.press("aside", "privacy", subject)
    objector = finished(town, "objected", some(228))
    objector.go("object", "research", "0")
    objector.go("object", "peers", "0")
    finished(town, "blocked the bot", some(229)).blocks()


def _subjects(town: Town) -> Iterator[str]:
    reader = finished(town, "reads about privacy", some(226))
    reader.command("privacy")
    for code in reader.standing[reader.screen]:
        if code.startswith("aside:"):
            yield code.rpartition(":")[2]


def with_organisations(town: Town, payload: str, advisor: Person) -> None:
    """Leave chats that share, are offered to, try it out, and write."""
    finished(town, "is offered to share", some(270), "en", payload)
    share(finished(town, "shares the result", some(260), "nl", payload), "result")
    share(finished(town, "shares all", some(261), "nl", payload), "answers", "contact")
    giver = finished(town, "gave contact details before", some(269), "nl", payload)
    share(giver, "contact")
    giver.command("privacy")
    giver.press("aside", "privacy", "objection")
    giving = finished(town, "is asked for contact details", some(271), "nl", payload)
    giving.command("delen")
    giving.press("share")
    giving.press("share_set", str(giving.session["campaign"]["organisation"]), "contact")
    finished(town, "at what it shares", some(272), "nl", payload).command("delen")
    finished(town, "writes to an advisor", some(273), "nl", payload).command("vraag")
    for kind in ("asked an advisor", "ended the conversation"):
        asks = finished(town, kind, some(274), "nl", payload)
        asks.command("vraag")
        asks.types("Hoe <b>begin</b> ik met mail?")
        if kind.startswith("ended"):
            asks.command("antwoord")
            asks.press("end_thread")
    answered = finished(town, "was answered by an advisor, and sent a picture", some(280), "nl", payload)
    answered.command("vraag")
    answered.types("Mag ik mailen?")
    advisor.press("reply")
    advisor.types("Begin klein.")
    answered.press("reply")
    answered.photo("photo-1", "Zo?")
    replying = finished(town, "writes back", some(281), "nl", payload)
    replying.command("vraag")
    replying.types("Wat kost dit?")
    replying.command("antwoord")
    running = town.started("runs through a link", "nl", payload)
    begin(running, stop_at="sms")
    demo = payload.replace("c-", "d-")
    finish(town.started("tried it out", "nl", demo), some(275))
    trying = town.started("tries it out, halfway", "en", demo)
    begin(trying, stop_at="blog")
    trying.command("start")
    town.started("opened a link, en", "en", payload)
    earlier = finished(town, "had a result before the link", some(276))
    earlier.command("start", payload)


def with_two_organisations(town: Town, payload: str, other: str) -> None:
    """Leave a chat that may give another organisation the contact details that it gave before."""
    shop = finished(town, "gave one organisation its contact details", some(277), "nl", payload)
    share(shop, "contact")
    shop.command("start", other)
    shop.command("delen")
    organisation = str(shop.session["campaign"]["organisation"])
    shop.go("share", organisation)
    shop.press("share_set", organisation, "contact")


def unsent(town: Town, payload: str) -> None:
    """Leave chats whose last replies were not sent, of each kind that shops get."""
    for language in ("nl", "en"):
        waiting = finished(town, f"waits for replies, {language}", some(320), language, payload)
        town.unsent.add(waiting.id)
        waiting.command("resultaat")
        waiting.press("picture")
        if language == "nl":
            waiting.press("report")
            waiting.command("mijngegevens")


def in_second_round(town: Town) -> None:
    shop = next(one for one in town.people.values() if one.kind == "in a second round")
    shop.command("start")
    shop.press("begin")
    answer(shop, some(45), "email")
