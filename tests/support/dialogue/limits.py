"""What Telegram takes of a reply."""

from bot.dialogue.core.callbacks import LIMIT
from bot.dialogue.core.replies import Edit, Keyboard, Menu, Message, Passed, Picture, Reply, Retire, Toast
from bot.library.button_labels import fits
from bot.sandbox.formatting import parse_html


def within_limits(reply: Reply) -> None:
    """Hold a reply against the documented limits, with the parser of the sandbox's Bot API."""
    if isinstance(reply, Toast | Menu):
        return
    worded = isinstance(reply, Message | Edit | Retire)
    text, _ = parse_html(reply.html if isinstance(reply, Message | Edit | Retire) else reply.caption)
    assert 1 <= len(text.encode("utf-16-le")) // 2 <= (4096 if worded else 1024)
    keyboard: Keyboard = reply.keyboard if isinstance(reply, Message | Edit | Picture | Passed) else ()
    buttons = [button for row in keyboard for button in row]
    assert len(buttons) <= 100
    for button in buttons:
        assert 1 <= len(button.label) <= 60
        assert [button.code, button.url, button.copy_text].count(None) == 2
        assert len(button.copy_text or "x") <= 256
        assert len((button.code or "x").encode()) <= LIMIT
    assert all(fits(button.label, len(row)) for row in keyboard for button in row)
    assert len({button.label for button in buttons}) == len(buttons)
