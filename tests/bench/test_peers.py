"""What of the comparison with other tools needs no browser: the events, the pages, the packages and the ratios."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import math
import re
import tarfile
from dataclasses import replace

import pytest
from sqlmodel import col, select

from analysis.shown import shown
from app.database import Database
from app.demo.build import FACILITATOR_ID
from app.identity.models import User
from bench.drawing.page import LANES
from bench.peers import packages
from bench.peers.case import fill_case
from bench.peers.compare import LIMIT, SIZES, TURNS, US, VIS_NAME, Seen, against
from bench.peers.desk import PAGES, Peer, page
from bench.peers.events import PERIODS, as_columns, as_drawn, made_up
from bench.peers.looking import Look, Weight, as_packed, percentile
from bench.peers.packages import VIS, NotFetched, Package, fetch
from bench.product import Product
from timeline.layout import layout
from timeline.models import Case, Event, Participant
from timeline.scope import viewer_of

CANVAS = Peer(LIMIT, "canvas.js", max(SIZES))


# The events


@pytest.mark.parametrize("count", [1, 60, 600])
def test_the_same_events_are_made_up_each_time(count):
    assert made_up(count) == made_up(count)
    assert len(made_up(count)) == count


def test_they_stand_in_all_eight_lanes_as_periods_and_moments():
    events = made_up(60)
    assert {event.lane for event in events} == set(range(8)) == set(range(len(LANES)))
    assert {event.end is not None for event in events} == {True, False}
    assert all((event.end is not None) == (event.kind in PERIODS) for event in events)


def test_they_come_in_order_of_time_and_end_after_they_begin():
    events = made_up(600)
    assert [event.start for event in events] == sorted(event.start for event in events)
    assert all(event.end > event.start for event in events if event.end)


def test_every_tool_is_given_the_same_events():
    events = made_up(60)
    told = json.loads(as_columns(events))
    drawn = as_drawn(events)
    assert told["title"] == [event.title for event in events] == [event.title for event in drawn]
    assert [told["kinds"][kind] for kind in told["kind"]] == [event.kind for event in drawn]
    assert [LANES[lane].id for lane in told["lane"]] == [event.lane for event in drawn]
    assert [right > 0 for right in told["right"]] == [event.end is not None for event in events]
    days = [(event.date.earliest, event.date.latest) for event in drawn]
    assert days == [(event.start, event.end or event.start) for event in events]


def test_the_layout_of_the_product_places_them_all():
    placed = layout(as_drawn(made_up(600)), LANES)
    assert len(placed.bars) + len(placed.marks) == 600


def test_the_product_holds_the_same_events_as_the_peers_are_given(tmp_path):
    product = Product(tmp_path, 0)
    database = Database(f"sqlite:///{tmp_path / 'terugblik.db'}")
    database.migrate()
    with database.writing() as db:
        db.add(User(id=FACILITATOR_ID, name="Dewi", role="facilitator"))
    case_id = fill_case(product, 60)
    with database.reading() as db:
        stored = db.exec(select(Event).where(col(Event.case_id) == case_id)).all()
        told = sorted((event.earliest, event.kind, event.title) for event in stored)
        who = db.exec(select(Participant).where(col(Participant.case_id) == case_id)).one()
        seen = shown(db, db.get(Case, case_id), viewer_of(who))
    database.close()
    assert told == sorted((event.start, event.kind, event.title) for event in made_up(60))
    assert len(seen.lanes) == 8
    assert {lane.name for lane in seen.lanes} == {lane.name for lane in LANES}
    counted = {lane.name: sum(event.lane == lane.id for event in seen.events) for lane in seen.lanes}
    assert counted == {lane.name: sum(event.lane == at for event in made_up(60)) for at, lane in enumerate(LANES)}


# The pages of the peers


def test_a_page_holds_the_events_and_a_box_for_each_kind():
    written = page(CANVAS, 60)
    told = json.loads(re.search(r'id="told">(.*?)</script>', written).group(1))
    assert len(told["left"]) == 60
    assert re.findall(r'name="kind" value="(\w+)"', written) == told["kinds"]


def test_a_page_asks_for_nothing_from_elsewhere():
    for peer in (CANVAS, Peer(VIS_NAME, "vis.js", 60, {"library.js": b"", "library.css": b""})):
        assert not re.search(r'(?:src|href)="(?!/files/|data:)', page(peer, 60))
    assert all("://" not in script.read_text(encoding="utf-8") for script in PAGES.iterdir())


# Their packages


@pytest.fixture
def packed(tmp_path) -> Package:
    body = b"library"
    with tarfile.open(tmp_path / "some-thing-1.0.0.tgz", "w:gz") as parts:
        part = tarfile.TarInfo("package/dist/thing.js")
        part.size = len(body)
        parts.addfile(part, io.BytesIO(body))
    integrity = base64.b64encode(hashlib.sha512((tmp_path / "some-thing-1.0.0.tgz").read_bytes()).digest()).decode()
    return Package("@some/thing", "1.0.0", integrity, ("dist/thing.js",))


def test_what_was_fetched_before_is_not_fetched_again(packed, tmp_path, monkeypatch):
    monkeypatch.setattr(packages.shutil, "which", lambda _: None)
    assert fetch(packed, tmp_path) == {"thing.js": b"library"}


def test_a_package_with_another_checksum_is_refused(packed, tmp_path):
    with pytest.raises(NotFetched, match="checksum"):
        fetch(replace(packed, integrity=VIS.integrity), tmp_path)


def test_a_package_without_the_file_is_refused(packed, tmp_path):
    with pytest.raises(NotFetched, match=r"no package/dist/other\.js"):
        fetch(replace(packed, files=("dist/other.js",)), tmp_path)


def test_without_npm_a_package_that_is_not_here_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(packages.shutil, "which", lambda _: None)
    with pytest.raises(NotFetched, match="without npm"):
        fetch(VIS, tmp_path)


# The figures


def seen(drawn: float, **more: list[float]) -> Seen:
    return Seen([Look(drawn, 2 * drawn, **more)], Weight(200_000, 20_000, 3 * 2**20))


def aims(size: int, **tools: Seen) -> dict[str, bool]:
    names = {"us": US, "limit": LIMIT, "vis": VIS_NAME}
    found = against({names[key]: each for key, each in tools.items()}, size)
    return {figure.name: figure.reached for figure in found if figure.aim is not None}


def test_the_page_is_held_against_the_limit_and_against_vis_timeline():
    reached = aims(600, us=seen(130.0), limit=seen(100.0), vis=seen(400.0))
    assert reached["navigation to drawn, 600 events"]
    assert reached["drawn faster than vis-timeline, 600 events"]
    assert not aims(600, us=seen(150.0), limit=seen(100.0), vis=seen(400.0))["navigation to drawn, 600 events"]
    assert not aims(6_000, us=seen(130.0), limit=seen(100.0), vis=seen(400.0))[
        "drawn faster than vis-timeline, 6000 events"
    ]


def test_a_filter_may_take_two_frames_more_than_the_limit():
    limit = seen(100.0, filter=[40.0])
    name = "filter settled after the limit's, 600 events"
    assert aims(600, us=seen(100.0, filter=[70.0]), limit=limit)[name]
    assert not aims(600, us=seen(100.0, filter=[80.0]), limit=limit)[name]


def test_a_peer_that_is_missing_only_takes_its_own_figures_away():
    names = set(aims(600, us=seen(130.0), limit=seen(100.0)))
    assert "navigation to drawn, 600 events" in names
    assert "drawn faster than vis-timeline, 600 events" not in names
    assert aims(600, limit=seen(100.0)) == {}


def test_every_size_has_its_turns():
    assert set(TURNS) == set(SIZES)


def test_what_a_tool_cannot_is_no_number():
    assert math.isnan(Seen([Look(100.0)]).middle("zoom"))
    assert Seen([Look(100.0, zoom=[1.0]), Look(100.0, zoom=[3.0])]).all("zoom") == [1.0, 3.0]


def test_text_counts_as_gzipped_and_what_came_from_the_cache_as_nothing():
    body = b"terugblik " * 1000
    assert as_packed(len(body) + 100, body) < 250
    assert as_packed(100, body) == 100


def test_a_percentile_is_a_value_that_was_seen():
    assert percentile([1.0, 2.0, 3.0, 100.0], 0.95) == 100.0
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert math.isnan(percentile([], 0.95))
