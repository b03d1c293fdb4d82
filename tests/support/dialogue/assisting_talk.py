"""An advisor who fills in for a shop that is present."""

from tests.support.dialogue.desk_chat import (
    on_link,
)
from tests.support.dialogue.shop_chat import A_WHOLE_SHOP
from tests.support.dialogue.talk import Talk

AGREE = "De winkelier is hier en vindt het goed"


def assisting() -> Talk:
    talk = on_link()
    talk.taps("Samen invullen", AGREE)
    return talk


def assisted() -> Talk:
    talk = assisting()
    talk.taps(*A_WHOLE_SHOP)
    return talk
