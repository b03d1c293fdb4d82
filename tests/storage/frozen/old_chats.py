"""Chats of shops, each left where its kind says."""

from bot.dialogue.core.events import Membership
from tests.storage.frozen.old_talk import (
    ALL_ASKED,
    CARD,
    CHANNELS,
    LADDER,
    PLATFORMS,
    REASONS,
    TODAY,
    begin,
    finished,
    some,
)
from tests.storage.frozen.old_town import OldTown, Person


def questions(town: OldTown) -> None:
    """Leave chats at each question, in both languages, some ticked, explained or being changed."""
    questionnaire = town.library.context().content.questionnaire
    for language in ("nl", "en"):
        for question in questionnaire.questions:
            asked = town.started(f"asked {question.id}, {language}", language)
            begin(asked, ALL_ASKED, question.id)
            if language == "en" and question.id in ("email", "data_asks"):
                asked.press(f"help:{asked.run}:{question.id}")
    for name, options in (
        ("today", TODAY[:3]),
        ("platforms", PLATFORMS[1:3]),
        ("data_reasons", REASONS[2:4]),
    ):
        ticking = town.started(f"ticking {name}", "nl")
        begin(ticking, ALL_ASKED, name)
        for option in options:
            ticking.press(f"tick:{ticking.run}:{name}:{option}:1")
        if name == "today":
            ticking.press(f"help:{ticking.run}:{name}")
    for name in ("shop_type", "today", "email", "data_file", "goal"):
        changing = town.started(f"changing {name}", "nl")
        begin(changing, ALL_ASKED)
        changing.press(f"change:{changing.run}:{name}")
    overview = town.started("at the overview")
    begin(overview, ALL_ASKED)
    back = town.started("went back")
    begin(back, ALL_ASKED, "sms")
    back.press(f"back:{back.run}:sms")
    for page in ("privacy", "taal"):
        aside = town.started(f"beside the questions, {page}")
        begin(aside, ALL_ASKED, "email")
        aside.command(page)
    pausing = town.started("paused, at the welcome")
    begin(pausing, ALL_ASKED, "blog")
    pausing.command("start")
    early = town.started("saw the result early, and goes on")
    begin(early, ALL_ASKED, "twitter")
    early.press(f"result:{early.run}")
    early.go(f"go_on:{early.run}")
    town.started("at the first welcome")
    town.started("at the first welcome, en", "en")


def results(town: OldTown) -> None:
    """Leave chats with results of all kinds."""
    for language in ("nl", "en"):
        for name in LADDER:
            finished(town, f"all {name}, {language}", some(3, **dict.fromkeys(CHANNELS, name)), language)
        finished(town, f"two topics skipped, {language}", some(11, email=None, twitter=None), language)
        finished(town, f"data skipped, {language}", some(12, data_asks=None, data_file=None), language)
        finished(
            town,
            f"no score, {language}",
            some(13, social=None, email=None, data_asks=None, sms=None),
            language,
        )
        finished(town, f"nothing answered, {language}", {}, language)
        finished(
            town, f"webshop, {language}", some(14, shop_type="web", goal="visit", today=("google",)), language
        )
        finished(town, f"shop type skipped, {language}", some(15, shop_type=None), language)
        for reason in REASONS:
            finished(
                town,
                f"objects: {reason}, {language}",
                some(16, data_asks="no", data_consider="no", data_reasons=(reason,)),
                language,
            )
    changed = finished(town, "changed an answer after the result", some(17))
    changed.go(f"overview:{changed.run}")
    changed.press(f"change:{changed.run}:email")
    changed.press(f"answer:{changed.run}:email:regular")
    changed.press(f"result:{changed.run}")
    leaving = finished(town, "changed an answer, not shown yet", some(18))
    leaving.go(f"overview:{leaving.run}")
    leaving.press(f"change:{leaving.run}:sms")
    leaving.press(f"answer:{leaving.run}:sms:regular")


def places(town: OldTown) -> None:
    """Leave chats on all pages that a shop can be on."""
    pages = [
        "result",
        "topics",
        "advice",
        "steps",
        "positions",
        "sources",
        "topic/email",
        "topic/data",
        "card/sms_urgent_only",
    ]
    pages += ["card/today_use_google", "group/email", "group/today"]
    for number, page in enumerate(pages):
        shop = finished(town, f"reads {page}", some(200 + number), ("nl", "en")[number % 2])
        shop.go(f"page:{shop.run}:{page}")
    trying = finished(town, "what if, one ticked", some(221, email="planned"))
    trying.go(f"what_if:{trying.run}")
    trying.press(next(code for code in trying.keyboard if code.startswith("what_if_tick:")))
    drawn = finished(town, "what if, all ticked, with picture and report", some(222))
    drawn.go(f"what_if:{drawn.run}")
    for place in range(len([code for code in drawn.keyboard if code.startswith("what_if_tick:")])):
        drawn.press([code for code in drawn.keyboard if code.startswith("what_if_tick:")][place])
    for verb in ("what_if_picture", "picture", "report"):
        drawn.go(f"{verb}:{drawn.run}")
    naming = finished(town, "asked the shop's name", some(223))
    naming.go(f"name:{naming.run}:{CARD}")
    named = finished(town, "named, en", some(224), "en")
    named.go(f"name:{named.run}:{CARD}")
    named.type("Bloemen & <b>Planten</b>")
    renaming = finished(town, "asked the shop's name, which it gave before", some(230))
    for _ in range(2):
        renaming.go(f"name:{renaming.run}:{CARD}")
        if not renaming.session.shop_name:
            renaming.type("Bakkerij Jansen")
    seeking = finished(town, "found cards", some(225))
    seeking.type("hoe stuur ik een nieuwsbrief")
    early = town.started("found cards before the test")
    early.type("hoe krijg ik reviews op Google")
    for kind, command in (
        ("my data", "mijngegevens"),
        ("asked whether to erase", "vergeet"),
        ("help", "help"),
    ):
        finished(town, kind, some(226)).command(command)
    finished(town, "shares nothing, no link", some(227)).command("delen")
    finished(town, "an empty plan", some(228)).command("plan")


def left(town: OldTown) -> None:
    """Leave a chat that blocked the bot."""
    blocked = finished(town, "blocked the bot", some(229))
    blocked.happen(Membership(now=blocked.now, language_code="nl", blocked=True))


def invitable(town: OldTown) -> None:
    """Let shops agree to be asked again, three months before the database is frozen."""
    for language in ("nl", "en"):
        shop = finished(town, f"invited for a new round, {language}", some(256), language)
        shop.go(f"again_later:{shop.run}")


def plans(town: OldTown) -> None:
    """Leave chats with plans, reminders and invitations."""
    for number, language in enumerate(("nl", "en")):
        planner = finished(town, f"a plan with dates and one done, {language}", some(240 + number), language)
        result = planner.session.finished
        assert result
        cards = [one.id for one in result.result.next_steps]
        for card in (*cards, "today_use_google", "sms_urgent_only"):
            planner.go(f"plan_add:{planner.run}:{card}")
        planner.go(f"plan_when:{planner.run}:{cards[0]}:week")
        planner.go(f"plan_when:{planner.run}:{cards[-1]}:month")
        planner.go(f"plan_done:{planner.run}:{cards[0]}:1")
        planner.go(f"remind:{planner.run}:1")
        planner.go(f"again_later:{planner.run}")
    at_item = finished(town, "at a step of the plan", some(242))
    at_item.go(f"plan_add:{at_item.run}:{CARD}")
    at_item.go(f"plan_when:{at_item.run}:{CARD}:month")


def reminded(town: OldTown) -> list[Person]:
    """Let shops agree to a reminder, which comes before the database is frozen."""
    people: list[Person] = []
    for kind in ("reminded", "reminded, in a question", "reminded, en"):
        shop = finished(town, kind, some(250 + len(people)), "en" if kind.endswith("en") else "nl")
        shop.go(f"plan_add:{shop.run}:{CARD}")
        shop.go(f"plan_when:{shop.run}:{CARD}:week")
        shop.go(f"plan_item:{shop.run}:")
        shop.press(f"remind:{shop.run}:1")
        if "question" in kind:
            shop.command("start")
            begin(shop, some(9), "email")
        people.append(shop)
    return people
