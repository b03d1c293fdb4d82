"""Pages that are about many files: each is shown, however many there are."""

import asyncio

from tests.support.content.changed import PACKAGED
from tests.support.town.admins import Hall, admin

SHEETS = [f"en/{name}.yaml" for name in ("messages", "questions", "terms")]
FILES = [*[path for path in PACKAGED if path.startswith("en/advice/")][:7], *SHEETS]


def saved_in_many_files() -> Hall:
    """Give a hall in whose log the last lines are about a file each."""
    hall = Hall()
    for path in FILES:
        _, revision = asyncio.run(hall.editorial.file(path))
        made = f"{PACKAGED[path]}\n"
        asyncio.run(hall.editorial.save(path, made, revision, "Truus", "unknown"))
    return hall


def test_a_log_of_many_files_is_shown() -> None:
    piet = admin(saved_in_many_files())
    piet.tap_code("adm:0:log")
    assert piet.text.count("bewaard in concept") == 10


def test_words_are_searched_from_a_page_about_many_files() -> None:
    piet = admin(saved_in_many_files())
    for page in ("log", "draft"):
        piet.tap_code(f"adm:0:{page}")
        for words in ("uw winkel", "toch niet", "een klant"):
            piet.type(words)
            assert words in piet.text
            assert "10. " in piet.text
