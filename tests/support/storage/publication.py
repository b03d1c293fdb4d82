"""A version of the content that is published."""

from bot.library.files import Files
from bot.records.content import Entry
from bot.storage.content.records import ContentChange, Edition, State
from tests.support.storage.stored import NOW

ENTRY = Entry(NOW, "Piet", "published", 1, ("a", "b"), "why")


def publication(state: State, files: Files) -> ContentChange:
    edition = Edition(files, "digest", "Piet", "why")
    return ContentChange(token=state.token, entry=ENTRY, version=edition, shipped=files)
