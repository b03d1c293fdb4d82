"""A shop's conversation, as far as each name says."""

from tests.support.dialogue.shop_chat import A_WHOLE_SHOP
from tests.support.dialogue.talk import Talk


def begun(*labels: str) -> Talk:
    talk = Talk()
    talk.command("start")
    talk.taps("Begin", *labels)
    return talk


def finished() -> Talk:
    return begun(*A_WHOLE_SHOP)


def planned() -> Talk:
    talk = finished()
    talk.tap("Mijn drie stappen")
    talk.type("1")
    talk.tap("Zet in mijn plan")
    return talk


def reminded() -> Talk:
    talk = planned()
    talk.taps("Naar mijn plan", "Ja, herinner mij")
    return talk
