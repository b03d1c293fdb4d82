"""A version of the content that is published."""

from bot.library.files import Files
from bot.records.content import ChangeContent, Edition, Entry, State
from tests.support.storage.stored import NOW

ENTRY = Entry(NOW, "Piet", "published", 1, ("a", "b"), "why")


def publication(state: State, files: Files) -> ChangeContent:
    edition = Edition(files, "digest", "Piet", "why")
    return ChangeContent(token=state.token, entry=ENTRY, version=edition, shipped=files)
