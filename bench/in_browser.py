"""How long a person waits for the drawing, from going to the page until every event is drawn, in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Playwright, StorageState, sync_playwright

from bench.product import NotMeasured, Product
from tools.chromium import FLAGS

WAIT = 60_000  # milliseconds
MARK = "performance.getEntriesByName('timeline-ready')[0]?.startTime"
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


class Watcher:
    """A person with a browser of their own; each look is in a fresh one, with nothing kept from before."""

    def __init__(self, playwright: Playwright, product: Product, chromium: str) -> None:
        self.playwright = playwright
        self.product = product
        self.chromium = chromium
        self.signed_in = self._sign_in(product.links["facilitator"])

    def _sign_in(self, link: str) -> StorageState:
        browser = self.playwright.chromium.launch(executable_path=self.chromium, args=list(FLAGS))
        try:
            page = browser.new_page()
            page.goto(link)
            page.locator("form[action*='enter'] button, form[action*='enter'] [type=submit]").first.click()
            page.wait_for_url(lambda url: "/enter" not in url, timeout=WAIT)
            return page.context.storage_state()
        finally:
            browser.close()

    def look(self, path: str) -> tuple[float, float]:
        """Milliseconds from going to the page to its first paint and to the whole drawing."""
        browser = self.playwright.chromium.launch(executable_path=self.chromium, args=list(FLAGS))
        try:
            context = browser.new_context(storage_state=self.signed_in, viewport={"width": 1280, "height": 900})
            page = context.new_page()
            wrong: list[str] = []
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(self.product.address + path)
            page.wait_for_function(f"() => {MARK} !== undefined", timeout=WAIT)
            if wrong:
                raise NotMeasured(f"the page has an error: {wrong[0][:200]}")
            return float(page.evaluate(FIRST_PAINT) or 0), float(page.evaluate(MARK))
        finally:
            browser.close()


@contextmanager
def watching(product: Product, chromium: str) -> Iterator[Watcher]:
    """A watcher of this product; it must be serving."""
    with sync_playwright() as playwright:
        yield Watcher(playwright, product, chromium)
