"""What is measured, part by part, on a product that holds the demonstration case."""

from __future__ import annotations

import csv
import json
import re
import statistics
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter

import httpx

from app.database import Database
from bench.figures import Figure, median_of, seconds
from bench.in_browser import watching
from bench.product import NotMeasured, Product, resident
from timeline.models import Case, Organisation, Participant, Role

SAMPLES = Path(__file__).resolve().parent.parent / "app/demo/samples"
HANDED_IN_BY = {
    "gemeente.xlsx": ("Gemeente Rietdorp", "municipality"),
    "zorgaanbieder.csv": ("De Veerboot", "care"),
    "jeugdbescherming.docx": ("Jeugdbescherming Zuiderlicht", "youth_protection"),
}
MANY = 600
REQUESTS = 100
FRESH_BROWSERS = 7


def start(product: Product, _chromium: str) -> Iterator[Figure]:
    """From nothing to the first page, and from a stopped server to the first page."""

    def until_first_page() -> float:
        path = httpx.URL(product.links["facilitator"]).path
        began = perf_counter()
        with product.serving() as server:
            product.wait_for(path, server)
            return perf_counter() - began

    began = perf_counter()
    with product.serving("demo") as server:
        product.wait_for_links(server)
        yield Figure(
            "demonstration from an empty folder",
            perf_counter() - began,
            "s",
            "`terugblik demo` until the first page: migrations, import, links",
        )
    yield Figure(
        "cold start", median_of(5, until_first_page), "s", "`terugblik serve` until the first page, median of 5"
    )


def import_files(product: Product, _chromium: str) -> Iterator[Figure]:
    """Reading, merging and storing the three sample files in a new case."""
    names = (f"Meting{number}" for number in count(1))

    def store_all() -> float:
        case = new_case(product, next(names))
        began = perf_counter()
        product.run("import", case, *(str(SAMPLES / file) for file in HANDED_IN_BY))
        return perf_counter() - began

    whole, bare = median_of(3, store_all), median_of(3, lambda: starting(product))
    yield Figure(
        "import of the three samples",
        max(whole - bare, 0.0),
        "s",
        "one `terugblik import` of the three files in a new case, less a bare start of the command, median of 3",
        aim=1,
    )
    yield Figure("bare start of the command", bare, "s", "`terugblik --help`, median of 3")


def make_report(product: Product, _chromium: str) -> Iterator[Figure]:
    """The report of the demonstration case as PDF, by the command and by the button."""
    target = product.data_dir.parent / "report.pdf"

    def by_command() -> float:
        taken = seconds(lambda: product.run("report", product.case, "--format", "pdf", "-o", str(target)))
        if not target.read_bytes().startswith(b"%PDF-"):
            raise NotMeasured("what `terugblik report` wrote is not a PDF")
        return taken

    whole, bare = median_of(5, by_command), median_of(3, lambda: starting(product))
    yield Figure(
        "PDF of the demonstration report",
        max(whole - bare, 0.0),
        "s",
        "`terugblik report --format pdf`, less a bare start of the command, median of 5",
        aim=1,
    )


def open_pages(product: Product, chromium: str) -> Iterator[Figure]:
    """The timeline page as the demonstration has it and with many events, on the server and in a browser; memory."""
    with product.serving() as server:
        product.wait_for("/healthz", server)
        yield Figure("memory at rest", resident(server), "MB", "resident, right after the start", aim=250)
        path = timeline_path(product)
        yield from _open_page(product, chromium, path)
        fill_up(product, MANY)
        yield from _open_page(product, chromium, path)
        yield Figure(
            "memory after all this", resident(server), "MB", "resident, server and its child processes", aim=250
        )


def _open_page(product: Product, chromium: str, path: str) -> Iterator[Figure]:
    events = number_of_events(product)
    with product.signed_in(product.links["facilitator"]) as client:
        page = client.get(path)
        yield Figure(
            f"timeline page, {events} events, server",
            1000 * _median_request(lambda: client.get(path)),
            "ms",
            f"median of {REQUESTS} requests one after the other, {len(page.content) / 1024:.0f} kB",
            aim=50,
        )
        columns = re.search(r'data-columns-url="([^"]+)"', page.text)
        if columns:
            address = columns[1].replace("&amp;", "&")
            yield Figure(
                f"data of the drawing, {events} events, server",
                1000 * _median_request(lambda: client.get(address)),
                "ms",
                f"median of {REQUESTS} requests, {len(client.get(address).content) / 1024:.0f} kB",
            )
    with watching(product, chromium) as watcher:
        looks = [watcher.look(path) for _ in range(FRESH_BROWSERS)]
    how = f"median of {FRESH_BROWSERS} fresh Chromium at 1280 px"
    yield Figure(f"first paint, {events} events", statistics.median(first for first, _ in looks), "ms", how)
    yield Figure(f"`timeline:ready`, {events} events", statistics.median(ready for _, ready in looks), "ms", how)


def _median_request(ask: Callable[[], httpx.Response]) -> float:
    for _ in range(5):
        if ask().status_code != httpx.codes.OK:
            raise NotMeasured(f"{ask().url.path} was answered with {ask().status_code}")
    return median_of(REQUESTS, lambda: seconds(ask))


def timeline_path(product: Product) -> str:
    """The address of the timeline of the demonstration case, found as the facilitator finds it: by the links."""
    with product.signed_in(product.links["facilitator"]) as client:
        home = client.get("/")
        page = home.text
        if not re.search(r'href="/cases/[^"/]+/timeline"', page):
            case = re.search(r'href="(/cases/[0-9A-Za-z]{26})"', page)
            if case is None:
                raise NotMeasured("the facilitator's first page has no case")
            page = client.get(case[1]).text
        found = re.search(r'href="(/cases/[^"/]+/timeline)"', page)
        if found is None:
            raise NotMeasured("the case has no link to its timeline")
        return found[1]


def number_of_events(product: Product) -> int:
    """How many events the demonstration case holds, by its export."""
    return len(json.loads(product.run("export", product.case, "--format", "json"))["events"])


def fill_up(product: Product, wanted: int) -> None:
    """Import made-up events until the demonstration case holds as many as wanted."""
    exported = json.loads(product.run("export", product.case, "--format", "json"))
    missing = wanted - len(exported["events"])
    name = exported["organisations"][0]["name"]
    path = product.data_dir.parent / "many.csv"
    first = date(2018, 1, 3)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Datum", "Titel", "Toelichting", "Wie"])
        for number in range(missing):
            day = first + timedelta(days=number * 2100 // max(missing, 1))
            writer.writerow(
                [day.isoformat(), f"Meetpunt {number + 1}", f"Opgevulde regel nummer {number + 1}.", "medewerker"]
            )
    product.run("import", product.case, str(path), "--organisation", name)
    if (now := number_of_events(product)) != wanted:
        raise NotMeasured(f"the case holds {now} events after filling up, not {wanted}")


def new_case(product: Product, code_name: str) -> str:
    """A case with three organisations and no events, put in the database as the pages would; gives its id."""
    database = Database(f"sqlite:///{product.data_dir / 'terugblik.db'}")
    try:
        with database.writing() as db:
            case = Case(code_name=code_name, reason="Meten.", learning_aim="Meten.")
            db.add(case)
            db.flush()
            db.add(Participant(case_id=case.id, organisation_id=None, role=Role.FACILITATOR, name="Procesbegeleider"))
            for position, (name, kind) in enumerate(HANDED_IN_BY.values()):
                db.add(Organisation(case_id=case.id, name=name, kind=kind, colour=position + 1, position=position))
            return case.id
    finally:
        database.close()


def starting(product: Product) -> float:
    """Seconds that the command takes to start and say what it can do."""
    return seconds(lambda: product.run("--help"))
