"""Draw the pictures of docs/screenshots from a demonstration that is running.

liant up --demo, then: python scripts/screenshots.py THE-SIGN-IN-LINK [page …]
"""

import re
import shutil
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
SLUG = "trois-fournils"
HOUSE = f"/o/{SLUG}"
PAGES = {
    "today": f"{HOUSE}/",
    "inbox": f"{HOUSE}/inbox/",
    "conversation": f"{HOUSE}/inbox/search/?q={quote('Karima')}",
    "listening": f"{HOUSE}/listening/",
    "channels": f"{HOUSE}/channels/",
    "waits": f"{HOUSE}/waits/",
    "thanks": f"{HOUSE}/thanks/",
    "welcome": "/welcome/",
    "gallery": "/gallery/",
}
IN_EVERY_DRESS = ("inbox", "today")
HEIGHTS = {1280: 900, 390: 844}


def main(link: str, *wanted: str) -> int:
    address = "{0.scheme}://{0.netloc}".format(urlsplit(link))
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(base_url=address, locale="fr-FR", reduced_motion="reduce")
        page = context.new_page()
        page.goto(link)
        page.click("main button[type=submit]")
        for name in wanted or PAGES:
            for language, theme in dresses(name):
                dress(context, page, language, theme)
                for width in HEIGHTS:
                    draw(page, name, width, language, theme)
        dress(context, page, "fr", "light")
        browser.close()
    return 0


def dresses(name: str) -> list[tuple[str, str]]:
    """French by day for all; the pages one sees most in English and by night too."""
    return [("fr", "light"), *([("en", "light"), ("fr", "dark")] if name in IN_EVERY_DRESS else [])]


def dress(context: BrowserContext, page: Page, language: str, theme: str) -> None:
    page.goto("/gallery/")
    if page.get_attribute("html", "lang") != language:
        page.locator(f"button[name=language][value={language}]").first.evaluate(
            "button => button.form.requestSubmit(button)"
        )
        page.wait_for_selector(f"html[lang={language}]")
    context.add_cookies(
        [{"name": "liant_theme", "value": theme, "domain": urlsplit(page.url).hostname or "", "path": "/"}]
    )


def draw(page: Page, name: str, width: int, language: str, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    # a wide inbox shows a conversation too
    page.goto(PAGES["conversation" if name == "inbox" and width == max(HEIGHTS) else name])
    if page.url.endswith(PAGES["conversation"]):
        page.goto(open_first(page))
    page.evaluate("document.fonts.ready")
    ending = ("-en" if language == "en" else "") + ("-dark" if theme == "dark" else "")
    path = FOLDER / f"{name}-{width}{ending}.png"
    page.screenshot(path=path, animations="disabled", caret="hide")
    print(path.name, path.stat().st_size // 1024, "KB")


def open_first(page: Page) -> str:
    """The address of the first conversation of the list."""
    rows = page.locator("a[data-row][href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return next(href for href in rows if re.search(r"/inbox/\d+/", href))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
