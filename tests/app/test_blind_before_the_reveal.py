"""Before the reveal nothing that one organisation writes changes a single byte of what anybody else can fetch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from fastapi.routing import APIRoute
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.models import Question
from analysis.perspectives import Own, annotate, confirm, correct, own_by_event, reveal, say_ready
from analysis.questions.store import add_question, answer, own_answers
from analysis.ratings import own_ratings, rate
from app.pages import all_routers
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.chapters import ChapterFacts, add_chapter
from timeline.dates import parse_date
from timeline.models import Chapter, Event, Organisation
from timeline.scope import viewer_of
from timeline.store import EventFacts, add_event, events_in_order, remove_event

OBSERVERS = ("facilitator", "gemeente", "school", "beamer")
# files that hold the moment at which they were made, and a stream that never ends
WITH_A_CLOCK = re.compile(r"/(export|report)\b.*")
ENDLESS = re.compile(r"/live$")

text = st.text(alphabet=st.sampled_from("abc é\n<&%_"), max_size=30)
act = st.one_of(
    st.tuples(st.just("add"), text),
    st.tuples(st.just("confirm"), st.booleans()),
    st.tuples(st.just("correct"), text),
    st.tuples(st.just("annotate"), text),
    st.tuples(st.just("answer"), text),
    st.tuples(st.just("rate"), st.none() | st.integers(1, 5)),
    st.tuples(st.just("remove own"), text),
)


@pytest.fixture
def observers(world: World) -> Iterator[dict[str, Browser]]:
    browsers = {name: browser_for(world, name) for name in OBSERVERS}
    yield browsers
    for browser in browsers.values():
        browser.close()


@pytest.fixture
def shared(world: World) -> dict[str, str]:
    """What is there for everybody: an event, a question and a chapter; by the name of the parameter in an address."""
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        question = add_question(db, case, text="Wat werkte er?").id
        chapter = add_chapter(db, case, ChapterFacts("Het begin", date(2020, 1, 1), date(2021, 12, 31)), by=by).id
    event = world.event("MDO over de omgang")
    return {"event_id": event, "question_id": question, "chapter_id": chapter, "case_id": world.case_id}


def addresses(ids: dict[str, str]) -> list[str]:
    """Every page, file and piece of data of the case that can be asked for."""
    paths = [
        route.path
        for router in all_routers()
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods and route.path.startswith("/cases/{case_id}")
    ]
    known = [path.format(**ids) for path in paths if set(re.findall(r"{(\w+)}", path)) <= ids.keys()]
    assert len(known) > 10
    return [address for address in known if not ENDLESS.search(address)]


def everything(observers: dict[str, Browser], ids: dict[str, str]) -> dict[tuple[str, str], object]:
    """All that each observer can fetch, with its status and headers."""
    seen: dict[tuple[str, str], object] = {}
    for name, browser in observers.items():
        for address in ["/", *addresses(ids)]:
            got = browser.get(address)
            timed = WITH_A_CLOCK.search(address) and "text/html" not in got.headers.get("content-type", "")
            headers = {
                key: words for key, words in got.headers.items() if not (timed and key in {"etag", "content-length"})
            }
            seen[name, address] = (got.status_code, headers, None if timed else got.content)
    return seen


def write(world: World, ids: dict[str, str], kind: str, words: object) -> None:
    """Let the care organisation do one act."""
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "zorg")
        event = db.get(Event, ids["event_id"])
        own = own_by_event(db, viewer_of(by)).get(event.id, Own())
        given_answer = own_answers(db, viewer_of(by)).get(ids["question_id"])
        chapter = db.get(Chapter, ids["chapter_id"])
        rated = own_ratings(db, viewer_of(by)).get(chapter.id)
        acts: dict[str, Callable[[], object]] = {
            "add": lambda: add_event(
                db, case, EventFacts(title=f"Eigen {words}", when=parse_date("maart 2020")), by=by
            ),
            "confirm": lambda: confirm(db, case, event, by=by, based_on=own.version, ours=bool(words)),
            "correct": lambda: correct(
                db, case, event, by=by, based_on=own.version, title="Anders", reading=str(words)
            ),
            "annotate": lambda: annotate(db, case, event, by=by, based_on=own.annotation_version, feelings=str(words)),
            "answer": lambda: answer(
                db,
                case,
                db.get(Question, ids["question_id"]),
                text=str(words),
                based_on=given_answer.version if given_answer else 0,
                by=by,
            ),
            "rate": lambda: rate(
                db, case, by.organisation_id, chapter, words, by=by, based_on=rated.version if rated else 0
            ),
            "remove own": lambda: [
                remove_event(db, case, one, based_on=one.version, by=by)
                for one in events_in_order(db, viewer_of(by))
                if one.private_to == by.organisation_id
            ],
        }
        acts[kind]()


@pytest.fixture
def untouched(observers: dict[str, Browser], shared: dict[str, str]) -> dict[tuple[str, str], object]:
    """All that each observer can fetch while nobody has written anything."""
    return everything(observers, shared)


@settings(max_examples=settings().max_examples // 10)
@given(script=st.lists(act, min_size=1, max_size=6))
def test_others_get_the_same_bytes_whatever_an_organisation_writes(
    script: list[tuple[str, object]],
    world: World,
    observers: dict[str, Browser],
    shared: dict[str, str],
    untouched: dict[tuple[str, str], object],
) -> None:
    """Each script goes on where the one before stopped, and all that time nobody else sees a difference."""
    for kind, words in script:
        write(world, shared, kind, words)
    assert everything(observers, shared) == untouched


@pytest.mark.any_database
def test_the_same_pages_without_any_writing_are_the_same(observers: dict[str, Browser], shared: dict[str, str]) -> None:
    """Otherwise the comparison above would say nothing."""
    assert everything(observers, shared) == everything(observers, shared)


def test_after_the_reveal_everybody_does_see_it(
    world: World, observers: dict[str, Browser], shared: dict[str, str]
) -> None:
    write(world, shared, "annotate", "Wij voelden ons machteloos.")
    page = f"/cases/{world.case_id}/prepare/events/{shared['event_id']}"
    assert "machteloos" not in observers["gemeente"].get(page).text
    with world.database.writing() as db:
        reveal(db, world.case(db), by=world.participant(db, "facilitator"))
    assert "machteloos" in observers["gemeente"].get(page).text


def test_after_the_reveal_everybody_sees_how_calm_each_organisation_saw_a_chapter(
    world: World, observers: dict[str, Browser], shared: dict[str, str]
) -> None:
    write(world, shared, "rate", 5)
    page = f"/cases/{world.case_id}/prepare/calm/{shared['chapter_id']}"
    assert "Zo zag elke organisatie het" not in observers["gemeente"].get(page).text
    with world.database.writing() as db:
        reveal(db, world.case(db), by=world.participant(db, "facilitator"))
    said = observers["gemeente"].get(page).text.partition("Zo zag elke organisatie het")[2]
    assert re.search(r"De Veerboot</span></span>: Veel strijd", said)


def test_saying_ready_tells_the_facilitator_that_and_nothing_else(
    world: World, observers: dict[str, Browser], shared: dict[str, str]
) -> None:
    """With much, little or nothing written, the facilitator sees the same."""
    with world.database.writing() as db:
        organisation = db.get(Organisation, world.organisations["zorg"])
        say_ready(db, world.case(db), organisation, by=world.participant(db, "zorg"))
    with_nothing = everything({"facilitator": observers["facilitator"]}, shared)
    write(world, shared, "annotate", "Veel")
    write(world, shared, "answer", "Nog meer")
    assert everything({"facilitator": observers["facilitator"]}, shared) == with_nothing
