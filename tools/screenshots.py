"""Takes the pictures of the screens that the documentation shows, from the demonstration case.

`python tools/screenshots.py` starts the demonstration on a free port with data of its own, walks through it as the
people in it, and writes docs/images. Nobody's own data is touched. With names (`timeline report`) it takes only those.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from sqlmodel import select

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from analysis.models import SessionState, TurningPoint  # noqa: E402 (found through the line above)
from analysis.session.agenda import parts_of  # noqa: E402
from analysis.session.live import show  # noqa: E402
from app.database import Database  # noqa: E402
from bench.product import Product, free_port  # noqa: E402
from timeline.columns import now  # noqa: E402
from timeline.models import Case  # noqa: E402
from tools.chromium import FLAGS, find_chromium  # noqa: E402

FOLDER = ROOT / "docs" / "images"
MOST_BYTES = 250_000
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}


class Visit:
    """The demonstration with a browser for each person, and the case as the facilitator last left it."""

    def __init__(self, product: Product, browser: Browser) -> None:
        self.product = product
        self.browser = browser
        with self.at_desk("facilitator") as page:
            self.case = page.locator("a[href^='/cases/']:not([href$='/new'])").first.get_attribute("href") or ""

    @contextmanager
    def at_desk(self, who: str, size: Mapping[str, int] = DESK, *, sharp: int = 1) -> Iterator[Page]:
        """A browser in which this person came in: a role, or the name of an organisation."""
        links = self.product.links
        link = links[who] if who in links else links["participants"][who]
        context = self.browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            device_scale_factor=sharp,
            locale="nl-NL",
            reduced_motion="reduce",
            color_scheme="light",
        )
        page = context.new_page()
        page.goto(link)
        page.locator("form[action$='/enter'] button").click()
        page.wait_for_load_state()
        yield page
        context.close()

    def to(self, page: Page, path: str) -> None:
        """Go to a page of the case, and wait until it has come to rest."""
        page.goto(self.product.address + self.case + path)
        page.evaluate("document.fonts.ready")

    def put_back(self, phase: str, reason: str) -> None:
        """Put the case back until it is in this phase, as the facilitator does."""
        with self.at_desk("facilitator") as page:
            for _ in range(3):
                self.to(page, "/phase")
                back = page.locator("form[action$='/phase/back']")
                if back.locator("input[name=expected]").get_attribute("value") == phase:
                    return
                back.locator("[name=reason]").fill(reason)
                back.locator("button").click()
                page.wait_for_load_state()

    def in_the_room(self) -> None:
        """Put the case in the session as if it were today, twelve minutes into the turning points."""
        self.put_back("session", "Een moment nog eens samen bekijken")
        database = Database(f"sqlite:///{self.product.data_dir / 'terugblik.db'}")
        case_id = self.case.rsplit("/", 1)[-1]
        with database.writing() as db:
            parts = parts_of(db, case_id)
            at = next(number for number, part in enumerate(parts) if part.key == "moments")
            began = moment = now() - timedelta(minutes=sum(part.minutes for part in parts[:at]) + 12)
            for number, part in enumerate(parts):
                ends = moment + timedelta(minutes=part.minutes)
                part.spent_seconds = 0
                part.started_at = moment if number <= at else None
                part.ended_at = ends if number < at else None
                moment = ends
            state = db.exec(select(SessionState).where(SessionState.case_id == case_id)).one()
            state.part_id, state.started_at, state.ends_at, state.ended_at = parts[at].id, began, moment, None
            turn = db.exec(select(TurningPoint).where(TurningPoint.case_id == case_id, TurningPoint.number == 1)).one()
            show(db, db.get_one(Case, case_id), "event", event_id=turn.event_id)
        database.close()


def overview(visit: Visit) -> bytes:
    """What the facilitator sees of a case: how far everyone is, and what comes next."""
    with visit.at_desk("facilitator", {"width": 1280, "height": 1180}) as page:
        visit.to(page, "")
        return page.screenshot()


def timeline(visit: Visit) -> bytes:
    """The whole case on one drawing."""
    with visit.at_desk("facilitator", {"width": 1440, "height": 1000}) as page:
        visit.to(page, "/timeline")
        wait_for_drawing(page)
        page.wait_for_timeout(500)  # the labels settle
        return page.locator("#timeline").screenshot()


def moment(visit: Visit) -> bytes:
    """A moment that three organisations tell, in the panel beside the drawing."""
    with visit.at_desk("facilitator") as page:
        visit.to(page, "/timeline/table")
        told_most = page.locator("tr[data-timeline-row]").filter(
            has=page.locator('td[data-number="3"]:last-child, td[data-number="3"]:nth-last-child(2)')
        )
        address = told_most.locator("a").first.get_attribute("href") or ""
        page.goto(visit.product.address + address)
        wait_for_drawing(page)
        page.wait_for_timeout(500)
        return page.screenshot()


def files(visit: Visit) -> bytes:
    """What was read from a file, before it goes into the timeline."""
    with visit.at_desk("facilitator") as page:
        visit.to(page, "/import")
        page.get_by_role("link", name="Bekijk wat er gelezen is").first.click()
        page.wait_for_load_state()
        page.locator("#rows-title").evaluate("title => title.scrollIntoView({block: 'start', behavior: 'instant'})")
        return page.screenshot()


def report(visit: Visit) -> bytes:
    """The draft of the report, at the turning points."""
    with visit.at_desk("facilitator") as page:
        visit.to(page, "/report/preview")
        page.locator("h2", has_text="Kantelmomenten").first.evaluate("heading => heading.scrollIntoView()")
        return page.screenshot()


def session(visit: Visit) -> bytes:
    """The facilitator's screen during the three hours."""
    visit.in_the_room()
    with visit.at_desk("facilitator") as page:
        visit.to(page, "/session")
        return page.screenshot()


def beamer(visit: Visit) -> bytes:
    """What the room sees on the wall."""
    visit.in_the_room()
    with visit.at_desk("facilitator") as page:
        visit.to(page, "/session/beamer")
        page.wait_for_timeout(500)
        return page.screenshot()


def phone(visit: Visit) -> bytes:
    """Taking part on a phone: a note that everyone in the room sees at once."""
    visit.in_the_room()
    with visit.at_desk("De Meent", PHONE, sharp=2) as page:
        visit.to(page, "/session")
        return page.screenshot()


def prepare(visit: Visit) -> bytes:
    """A participant prepares: one learning question, with the moments that belong to it beside it."""
    visit.put_back("annotating", "De voorbereiding nog eens bekijken")
    with visit.at_desk("De Meent") as page:
        visit.to(page, "/prepare/questions")
        page.locator("a[href*='/prepare/questions/']").first.click()
        page.wait_for_load_state()
        return page.screenshot()


PICTURES: dict[str, Callable[[Visit], bytes]] = {
    "overview": overview,
    "timeline": timeline,
    "moment": moment,
    "files": files,
    "report": report,
    # from here on the case goes back through its phases
    "session": session,
    "beamer": beamer,
    "phone": phone,
    "prepare": prepare,
}


def wait_for_drawing(page: Page) -> None:
    """Wait until the timeline says that everything in view is drawn."""
    # asked for again and again: waiting inside the page needs eval, which the page does not allow
    for _ in range(200):
        if page.evaluate("performance.getEntriesByName('timeline-ready').length"):
            return
        page.wait_for_timeout(50)
    raise RuntimeError("the timeline did not say that it was ready")


def small(picture: bytes) -> bytes:
    """The same picture in as few bytes as it takes, every colour kept: organisations are told apart by theirs."""
    made = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()


def main() -> int:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help=f"some of: {', '.join(PICTURES)} (all when none is named)")
    wanted = parser.parse_args().names or list(PICTURES)
    if unknown := set(wanted) - PICTURES.keys():
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    chromium = find_chromium()
    if chromium is None:
        print("screenshots: no Chromium; run `make browser` first.", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="terugblik-") as place, sync_playwright() as playwright:
        product = Product(Path(place, "data"), free_port())
        product.data_dir.mkdir()
        with product.serving("demo") as process:
            product.wait_for_links(process)
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            visit = Visit(product, browser)
            for name, take in PICTURES.items():
                if name in wanted:
                    picture = small(take(visit))
                    (FOLDER / f"{name}.png").write_bytes(picture)
                    print(f"docs/images/{name}.png {len(picture) / 1000:.0f} kB")
                    if len(picture) > MOST_BYTES:
                        print(f"screenshots: {name} is larger than {MOST_BYTES / 1000:.0f} kB", file=sys.stderr)
                        return 1
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
