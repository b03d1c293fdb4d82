"""A shopkeeper's side of the conversation on the chat page, with the mouse and with the keyboard."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.support.dialogue.talk import bare

# Enough to walk from one end of the page to the other.
_STEPS = 80

_ANSWERABLE = ".message.bot.has-keyboard:not(.with-photo)"


@dataclass
class Clicking:
    """Press buttons with the mouse or a finger; type in the field."""

    page: Page

    @property
    def message(self) -> Locator:
        """The newest message with buttons for the bot; a picture has only one to share it."""
        return self.page.locator(_ANSWERABLE).last

    @property
    def text(self) -> str:
        return self.message.locator(".text").inner_text()

    def press(self, label: str) -> None:
        before = self._state()
        self._press(self.key(label))
        self._wait_for_another(before)

    def key(self, label: str) -> Locator:
        """Find a button by its words, with or without the number before them and the tick behind."""
        keys = self.message.locator(".key")
        (found,) = (i for i, shown in enumerate(keys.all_inner_texts()) if label in (shown, bare(shown)))
        return keys.nth(found)

    def type(self, text: str) -> None:
        typed = self.page.locator(".message.user")
        count = typed.count()
        self._write(text)
        # After what was typed comes the answer, and before or after that perhaps a picture.
        below = typed.nth(count).locator("xpath=following-sibling::*")
        expect(below.and_(self.page.locator(_ANSWERABLE)).first).to_be_visible()

    def _press(self, key: Locator) -> None:
        key.click()

    def _write(self, text: str) -> None:
        self.page.locator("#input").fill(text)
        self.page.locator(".send").click()

    def _state(self) -> str:
        return self.message.evaluate("node => node.innerText")  # type: ignore[no-any-return]

    def _wait_for_another(self, before: str) -> None:
        newest = f"[...document.querySelectorAll('{_ANSWERABLE}')].at(-1)"
        self.page.wait_for_function(f"before => {newest}?.innerText !== before", arg=before)


class Keyboard(Clicking):
    """Reach everything with Tab, and press it with Enter."""

    def _press(self, key: Locator) -> None:
        self.reach(key, "Shift+Tab")
        self.page.keyboard.press("Enter")

    def _write(self, text: str) -> None:
        self.reach(self.page.locator("#input"), "Tab")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def reach(self, goal: Locator, step: str) -> None:
        for _ in range(_STEPS):
            if goal.evaluate("node => node === document.activeElement"):
                return
            self.page.keyboard.press(step)
        raise AssertionError(f"{step} does not come to {goal}")
