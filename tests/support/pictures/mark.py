"""The bot's picture: `python -m tests.support.pictures.mark` draws it from the mark of the chat page.

Telegram takes a JPEG and cuts a circle out of it, so the mark stands inside that, on its own ground.
"""

from playwright.sync_api import sync_playwright

from tests.support.paths import ROOT
from tests.support.sandbox.browsing import ARGUMENTS, CHROMIUM

MARK = ROOT / "bot" / "sandbox" / "page" / "mark.svg"
PICTURE = ROOT / "bot" / "pictures" / "mark.jpg"
SIDE = 640


def main() -> None:
    shape = MARK.read_text(encoding="utf-8").replace('rx="18"', "")
    page_of = f"<body style='margin:0'><div style='width:{SIDE}px;height:{SIDE}px'>{shape}</div></body>"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
        page.set_content(page_of)
        page.screenshot(path=PICTURE, type="jpeg", quality=92)
        browser.close()


if __name__ == "__main__":
    main()
