"""What reading and merging chronologies is measured by: how fast, with how much memory, and how well."""

from __future__ import annotations

import csv
import io
import re
import statistics
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from math import log
from pathlib import Path
from time import monotonic, perf_counter, sleep

import httpx
import openpyxl
import psutil

from bench.figures import Figure
from bench.measures import HANDED_IN_BY, SAMPLES, timeline_path
from bench.merging import VOCABULARIES, seconds_to_merge
from bench.merging import accuracy as merging_accuracy
from bench.product import PATIENCE, Form, NotMeasured, Product
from timeline.dates import EventDate, from_edtf
from timeline.merge import Telling, find_same
from timeline.readers import ReadFile, read_here

XLSX_ROWS, CSV_ROWS = 5_000, 50_000
FEW, MANY, VERY_MANY = 200, 1_000, 4_000
SEEDS = range(8)
TURNS = 3
ENOUGH = 0.98
"""The share of events, dates and pairs that must be right."""


def reading(product: Product, _chromium: str) -> Iterator[Figure]:
    """Large files from the upload until the preview stands on the page, and the memory that takes."""
    with product.serving() as server:
        product.wait_for("/healthz", server)
        with product.signed_in(product.links["facilitator"]) as client:
            address = timeline_path(product).removesuffix("timeline") + "import"
            for rows, name, content, aim in (
                (XLSX_ROWS, "groot.xlsx", _as_xlsx(_rows(XLSX_ROWS)), 2),
                (CSV_ROWS, "groot.csv", _as_csv(_rows(CSV_ROWS)), 5),
            ):
                idle = _held(server)
                with _highest(server) as highest:
                    taken = [_until_preview(client, address, name, content) for _ in range(TURNS)]
                yield Figure(
                    f"{name.rpartition('.')[2]} of {rows:,} rows, upload to preview",
                    statistics.median(taken),
                    "s",
                    f"one request after the other until the page with the preview is there, median of {TURNS}",
                    aim=aim,
                )
                yield Figure(
                    f"memory above idle, {rows:,} rows",
                    max(highest() - idle, 0.0),
                    "MB",
                    "highest of the server and the processes that it started, shared pages counted once",
                    aim=150,
                )
    per_second = _parse_date_per_second()
    if per_second is not None:
        yield Figure("dates read in a second", per_second, "", "`parse_date`, one core", aim=20_000, at_least=True)


def merging(_product: Product, _chromium: str) -> Iterator[Figure]:
    """Merging five lists, and how the time grows with their length."""
    how = f"`find_same` on five made-up lists of the same six years, median of {TURNS}"
    # each size in each turn, so that a machine that gets slower or quicker meanwhile does so for all of them
    turns = [
        {
            FEW: seconds_to_merge(FEW),
            MANY: seconds_to_merge(MANY),
            VERY_MANY: seconds_to_merge(VERY_MANY),
            "longer": seconds_to_merge(VERY_MANY, years=6 * VERY_MANY / MANY),
        }
        for _ in range(TURNS)
    ]
    for each, aim in ((FEW, None), (MANY, 2.0), (VERY_MANY, None)):
        taken = statistics.median(turn[each] for turn in turns)
        yield Figure(f"merge of 5 × {each:,} events", taken, "s", how, aim=aim)
    # the lists of a longer case lie in more years
    for name, last in (("in the same years", VERY_MANY), ("in four times the years", "longer")):
        yield Figure(
            f"growth of merging from 5 × {MANY:,} to 5 × {VERY_MANY:,}, {name}",
            statistics.median(turn[last] / turn[MANY] for turn in turns) / (_n_log_n(VERY_MANY) / _n_log_n(MANY)),
            "× n log n",
            f"1 is as fast as n log n grows, median of {TURNS}",
            aim=1.0,
        )


def accuracy(_product: Product, _chromium: str) -> Iterator[Figure]:
    """How well the samples and chronologies that nobody saw are read and merged."""
    yield from _samples()
    yield from _unseen_files()
    for vocabulary in VOCABULARIES:
        found = merging_accuracy(SEEDS, vocabulary)
        how = (
            f"{len(SEEDS)} made-up cases of five organisations, {vocabulary} vocabulary: "
            f"{found.true} true pairs, {found.asked} questions, {found.yes} answered with yes"
        )
        for name, value, aim in (
            ("joined by itself, precision", found.sure_precision, 0.99),
            ("joined by itself, recall", found.sure_recall, None),
            ("joined or asked, precision", found.precision, ENOUGH),
            ("joined or asked, recall", found.recall, ENOUGH),
        ):
            yield Figure(f"merge, {vocabulary} vocabulary: {name}", value, "", how, aim=aim, at_least=True)


def _samples() -> Iterator[Figure]:
    with (Path(__file__).parent / "samples.tsv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file, delimiter="\t"))
    tellings, truth = [], {}
    for name, (organisation, _) in HANDED_IN_BY.items():
        wanted = {int(row["row"]): row for row in expected if row["file"] == name}
        read = read_here(name, (SAMPLES / name).read_bytes())
        found = {row.number: row for row in read.rows}
        right = sum(_is_same_date(found[number].date, row["edtf"]) for number, row in wanted.items() if number in found)
        how = "against `bench/samples.tsv`"
        yield Figure(f"`{name}`: rows read", len(found.keys() & wanted.keys()), "", how, aim=len(wanted), at_least=True)
        yield Figure(f"`{name}`: rows too many", len(found.keys() - wanted.keys()), "", how, aim=0)
        yield Figure(f"`{name}`: dates right", right, "", how, aim=len(wanted), at_least=True)
        for telling in _tellings(read, organisation):
            tellings.append(telling)
            truth[telling.key] = (name, wanted.get(int(telling.key.rpartition(" ")[2]), {"event": ""})["event"])
    events = {row["event"] for row in expected}
    groups = [{truth[key][1] for key in group} for group in find_same(tellings).groups]
    whole = [group for group in groups if len(group) == 1]
    right = sum(sum(group == {event} for group in whole) == 1 for event in events)
    yield Figure(
        "samples: merged events right",
        right,
        "",
        "each event once, told by all who tell it",
        len(events),
        at_least=True,
    )


def _tellings(read: ReadFile, organisation: str) -> Iterator[Telling]:
    for row in read.rows:
        lane = {None: organisation, "Gezin": ""}.get(row.organisation, row.organisation or "")
        yield Telling(
            f"{organisation} {row.number}", organisation, row.title, row.description, row.date, row.kind, row.who, lane
        )


def _is_same_date(when: EventDate | None, edtf: str) -> bool:
    """Whether a date is the one that was written down; vague words may be taken a little wider or narrower."""
    wanted = from_edtf(edtf)
    if when is None or when.is_unknown or wanted.is_unknown:
        return wanted.is_unknown and (when is None or when.is_unknown)
    slack = 0 if wanted.precision_days == 1 else wanted.precision_days // 2
    bounds = ((when.earliest, wanted.earliest), (when.latest, wanted.latest))
    return all(
        (one is None and other is None) or (one is not None and other is not None and abs((one - other).days) <= slack)
        for one, other in bounds
    )


def _unseen_files() -> Iterator[Figure]:
    with suppress(ImportError):
        from bench import chronologies

        for layout, *shares in chronologies.accuracy():
            how = f"{chronologies.FILES} made-up files of {chronologies.EVENTS} events"
            for name, share in zip(("rows found", "rows right", "dates right"), shares, strict=True):
                yield Figure(f"{layout}: {name}", share, "", how, aim=ENOUGH, at_least=True)


def _parse_date_per_second() -> float | None:
    with suppress(ImportError):
        from bench.dates import parse_date_per_second

        return parse_date_per_second()
    return None


def _rows(count: int) -> list[Sequence[str]]:
    """Rows such as a case-management system exports them."""
    first = date(2015, 1, 5)
    what = (
        "MDO over de omgang",
        "Huisbezoek bij moeder",
        "Gesprek met vader",
        "Melding bij Veilig Thuis",
        "Zitting OTS",
    )
    days = (first + timedelta(days=number * 3_000 // count) for number in range(count))
    return [
        (
            f"{day.day}-{day.month}-{day.year}",
            f"{what[number % 5]} ({number})",
            "Zie het verslag van die dag.",
            "moeder",
        )
        for number, day in enumerate(days)
    ]


HEADER = ("Datum", "Wat", "Toelichting", "Wie")


def _as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Tijdlijn")
    for row in (HEADER, *rows):
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    target = io.StringIO()
    csv.writer(target, delimiter=";").writerows((HEADER, *rows))
    return target.getvalue().encode()


def _until_preview(client: httpx.Client, address: str, name: str, content: bytes) -> float:
    """Seconds from sending a file until its preview is on the page; it is dropped again afterwards."""
    teller = re.search(r'<option value="([0-9A-Za-z]{26})"', client.get(address).text)
    if teller is None:
        raise NotMeasured("the page for files names no organisation")
    origin = {"origin": str(client.base_url).rstrip("/")}
    began = perf_counter()
    page = client.post(address, data={"organisation_id": teller[1]}, files={"files": (name, content)}, headers=origin)
    until = monotonic() + PATIENCE
    while page.status_code == httpx.codes.OK and "/accept" not in page.text:
        if monotonic() > until:
            raise NotMeasured(f"no preview of {name} within {PATIENCE:.0f} seconds")
        sleep(0.05)  # it shows how far the reading is
        page = client.get(page.url)
    taken = perf_counter() - began
    if page.status_code != httpx.codes.OK:
        raise NotMeasured(f"{name} was answered with {page.status_code}")
    client.post(Form.in_page(page.text, "/drop").action, headers=origin)
    return taken


def _held(process: psutil.Process) -> float:
    """The memory of a process and of those that it started in MB, pages that they share counted once."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            total += one.memory_full_info().pss
    return total / 2**20


@contextmanager
def _highest(process: psutil.Process) -> Iterator[Callable[[], float]]:
    """The highest memory that a process holds while something goes on."""
    seen = [_held(process)]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            with suppress(psutil.NoSuchProcess):
                seen.append(_held(process))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield lambda: max(seen)
    finally:
        done.set()
        watcher.join()


def _n_log_n(each: int) -> float:
    return 5 * each * log(5 * each)
