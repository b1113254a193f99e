"""Views of the timeline with a name, and what somebody has seen: over HTTP, as each role."""

from __future__ import annotations

import logging
import re
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from analysis.models import QUERY_LENGTH, SavedView, Visit
from analysis.visits import last_visit
from app.audit import AuditLine
from app.drawings import Choice
from app.timeline_address import FAMILY, KEPT, in_address, normalised
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.drawing import Window
from timeline.kinds import kinds

LANE = "b" * 26
SECRET = "Kanarie-Zeldzaamwoord"


def kept(world: World) -> list[SavedView]:
    with world.database.reading() as db:
        found = list(db.exec(select(SavedView)))
        db.expunge_all()
    return found


# What a view holds


def test_a_view_holds_known_keys_and_values_in_one_order() -> None:
    query = f"?to=2021-01-01&organisation={LANE}&kind=mdo&from=2020-01-01&organisation=family&kind=mdo"
    wanted = f"kind=mdo&organisation={LANE}&organisation=family&from=2020-01-01&to=2021-01-01"
    assert normalised(query) == wanted


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "event=aaaa&undo=bbbb&search=Merel",
        "kind=verzonnen",
        "organisation=De+Veerboot",
        "from=gisteren&to=2020-01-01",
        "from=2020-01-01",
        "from=2021-01-01&to=2020-01-01",
        "kind=%00&kind=%FF",
        "=&&;=",
    ],
)
def test_what_is_not_known_is_left_out(query: str) -> None:
    assert normalised(query) == ""


anything = st.text() | st.lists(
    st.tuples(
        st.sampled_from([*KEPT, "event", "search"]),
        st.sampled_from(["mdo", FAMILY, LANE, "2020-01-01", "2021-06-01", "x"]) | st.text(max_size=9),
    )
).map(urlencode)


@given(query=anything)
def test_a_view_is_short_and_stays_as_it_is_when_it_is_kept_again(query: str) -> None:
    once = normalised(query)
    assert normalised(once) == normalised(f"?{once}") == once
    assert len(once) <= QUERY_LENGTH
    assert all(KEPT[key](value) == value for key, value in parse_qsl(once))


def test_a_view_of_very_much_is_cut_between_its_parts() -> None:
    many = urlencode([("organisation", letter * 26) for letter in "abcdefghijklmnopqrstuvwxyz"] * 3)
    lanes = urlencode([("organisation", f"{letter}{other}" * 13) for letter in "abcdefgh" for other in "ijklmnop"])
    for query in (many, lanes):
        assert len(normalised(query)) <= QUERY_LENGTH
        assert all(len(value) == 26 for _, value in parse_qsl(normalised(query)))


@given(
    some=st.frozensets(st.sampled_from(sorted(kinds()))),
    lanes=st.frozensets(st.sampled_from([FAMILY, LANE])),
    window=st.none() | st.just(Window.from_address("2020-01-01", "2021-01-01")),
)
def test_what_the_address_of_the_page_says_is_kept_whole(
    some: frozenset[str], lanes: frozenset[str], window: Window | None
) -> None:
    address = in_address(Choice(kinds=some, organisations=lanes, window=window))
    assert sorted(parse_qsl(normalised(address))) == sorted(parse_qsl(address.removeprefix("?")))


# Keeping one


def test_a_view_is_kept_under_a_name_and_the_page_shows_it_again(contact: Browser, world: World) -> None:
    answer = contact.post(f"{contact.case}/timeline/views", data={"name": SECRET, "query": "kind=mdo&event=x"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{contact.case}/timeline?kind=mdo"
    (view,) = kept(world)
    assert (view.name, view.query, view.shared) == (SECRET, "kind=mdo", False)
    assert view.participant_id == world.participants["gemeente"]


def test_only_the_facilitator_shares(contact: Browser, facilitator: Browser, world: World) -> None:
    wanted = {"name": "In de zaal", "query": "", "share": "true"}
    assert contact.post(f"{contact.case}/timeline/views", data=wanted).status_code == 403
    assert kept(world) == []
    assert facilitator.post(f"{facilitator.case}/timeline/views", data=wanted).status_code == 303
    assert [view.shared for view in kept(world)] == [True]


def test_a_name_that_is_missing_or_taken_comes_back_with_what_was_typed(facilitator: Browser) -> None:
    address = f"{facilitator.case}/timeline/views"
    page = facilitator.post(address, data={"name": " ", "query": "kind=mdo", "share": "true"})
    assert page.status_code == 400
    assert "Vul een naam in." in page.text
    assert 'name="query" value="kind=mdo"' in page.text
    assert re.search(r'name="share" value="true" checked', page.text)
    facilitator.post(address, data={"name": "Overleggen", "query": ""})
    page = facilitator.post(address, data={"name": "overleggen", "query": ""})
    assert page.status_code == 400
    assert 'value="overleggen"' in page.text
    assert page.text.count("<h1") == 1


def test_the_list_holds_ones_own_views_and_shared_ones_with_acts_on_ones_own_only(
    contact: Browser, facilitator: Browser, world: World
) -> None:
    facilitator.post(f"{facilitator.case}/timeline/views", data={"name": "In de zaal", "query": "", "share": "true"})
    facilitator.post(f"{facilitator.case}/timeline/views", data={"name": SECRET, "query": ""})
    contact.post(f"{contact.case}/timeline/views", data={"name": "Onze bril", "query": "kind=mdo"})
    page = contact.post(f"{contact.case}/timeline/views", data={"name": "", "query": "kind=mdo"}).text
    assert SECRET not in page
    assert f'<a href="{contact.case}/timeline">In de zaal</a>' in page
    assert f'<a href="{contact.case}/timeline?kind=mdo" aria-current="true">Onze bril</a>' in page
    assert page.count("/rename") == page.count("/remove") == 1
    assert 'name="share"' not in page


def test_an_own_view_gets_another_name_or_goes(contact: Browser, world: World) -> None:
    contact.post(f"{contact.case}/timeline/views", data={"name": "Bril", "query": "kind=mdo"})
    address = f"{contact.case}/timeline/views/{kept(world)[0].id}"
    answer = contact.post(f"{address}/rename", data={"name": "Onze bril", "version": 1, "query": "kind=decision"})
    assert answer.headers["location"] == f"{contact.case}/timeline?kind=decision"
    assert [(view.name, view.query) for view in kept(world)] == [("Onze bril", "kind=mdo")]
    page = contact.post(f"{address}/rename", data={"name": "Te laat", "version": 1})
    assert page.status_code == 409
    assert 'value="Te laat"' in page.text
    assert 'name="version" value="2"' in page.text
    with browser_for(world, "colleague") as colleague:
        assert colleague.post(f"{address}/rename", data={"name": "x", "version": 2}).status_code == 404
        assert colleague.post(f"{address}/remove").status_code == 404
    assert contact.post(f"{address}/remove").status_code == 303
    assert kept(world) == []


def test_a_name_stands_in_no_log_and_no_address(
    contact: Browser, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for name in (SECRET, f"{SECRET} nog eens", ""):
            answer = contact.post(f"{contact.case}/timeline/views", data={"name": name, "query": SECRET})
            assert SECRET not in repr(answer.headers)
        contact.post(f"{contact.case}/timeline/views/{kept(world)[0].id}/remove")
    assert SECRET not in caplog.text
    with world.database.reading() as db:
        lines = db.exec(select(AuditLine)).all()
        assert {"view.keep", "view.remove"} <= {line.action for line in lines}
        assert SECRET not in repr([line.model_dump() for line in lines])


# Having seen


def test_the_page_says_that_it_was_seen_and_nobody_else_notices(contact: Browser, world: World) -> None:
    with browser_for(world, "facilitator") as facilitator:
        before = facilitator.get(f"{facilitator.case}/timeline/columns").headers["etag"]
        for _ in range(2):
            answer = contact.post(f"{contact.case}/timeline/seen")
            assert (answer.status_code, answer.content) == (204, b"")
        assert facilitator.get(f"{facilitator.case}/timeline/columns").headers["etag"] == before
    with world.database.reading() as db:
        assert [visit.participant_id for visit in db.exec(select(Visit))] == [world.participants["gemeente"]]
        assert last_visit(db, world.participant(db, "gemeente")) is None
