"""Texts in the files of a draft: one replaced, a card copied, and what differs text by text."""

from collections.abc import Iterator

from bot.editorial.working import Working
from bot.library.files import Files
from bot.library.parsing.fields import BODY, NotReplaceable, add_field, field, fields, replace_field
from bot.records.content import TextChange


def card_copy(files: Files, card: str, new: str, title: str) -> Files:
    """Give the files of a copy of a card. Raises NotReplaceable."""
    return {
        f"{path.removesuffix(f'{card}.md')}{new}.md": replace_field(path, text, "title", title)
        for path, text in files.items()
        if path.endswith(f"/{card}.md")
    }


def with_text(files: Files, path: str, name: str, text: str) -> Files:
    """Give the files with a text in one of them. Raises NotReplaceable."""
    if path not in files:
        raise NotReplaceable(path)
    if field(path, files[path], name):
        return {**files, path: replace_field(path, files[path], name, text)}
    terms = f"{path.partition('/')[0]}/terms.yaml"
    copied = field(terms, files.get(terms, ""), "sections.copy")
    fenced = copied is not None and name == f"{BODY}.{copied.value}"
    return {**files, path: add_field(path, files[path], name, text, fenced=fenced)}


def last_changer(working: Working, path: str, name: str) -> str:
    """Tell who changed a text last in the draft; the file may have been changed elsewhere since."""
    who, before = "", _value(path, working.base.files.get(path), name)
    for edit in working.draft.edits:
        if edit.path == path and (value := _value(path, edit.text, name)) != before:
            who, before = edit.who, value
    return who


def _value(path: str, text: str | None, name: str) -> str | None:
    found = field(path, text or "", name)
    return found.value if found else None


def pieces_of(working: Working) -> Iterator[TextChange]:
    """List what a draft changes, text by text where that can be told."""
    for change in working.changes:
        before = {one.name: one.value for one in fields(change.path, change.before or "")}
        after = {one.name: one.value for one in fields(change.path, change.after or "")}
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if change.kind != "changed" or not names:
            yield TextChange(change.path, "", change.before, change.after)
        for name in names if change.kind == "changed" else ():
            yield TextChange(change.path, name, before.get(name), after.get(name))
