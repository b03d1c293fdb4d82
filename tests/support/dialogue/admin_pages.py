"""An administrator at work on the pages of texts."""

from tests.support.town.town import Neighbour

CARD, STEP = "card/nl/c-email_monthly", "Eerste stap"
NEW = "Kies **één dag** en zet hem in uw agenda."


def opened(person: Neighbour, page: str) -> None:
    person.tap_code(f"adm:0:{page}")


def change(person: Neighbour, text: str, page: str = CARD, label: str = STEP) -> None:
    """Type another text for a part of a page, and save it."""
    opened(person, page)
    person.taps(label, "Andere tekst")
    person.type(text)
    if "Bewaar in het concept" in person.last.labels:
        person.tap("Bewaar in het concept")


def publish(person: Neighbour, why: str = "Korter") -> None:
    opened(person, "draft")
    person.tap("Publiceren")
    person.type(why)
    person.tap("Ja, publiceer dit")
