"""What is kept for a while, and pages that are kept."""

import gzip
import re
from dataclasses import replace

import pytest
from fastapi import Request
from fastapi.responses import HTMLResponse
from hypothesis import given
from hypothesis import strategies as st

from app.csrf import TOKEN_LENGTH
from app.kept import Kept
from app.kept_pages import PLACE_OF_TOKEN, KeptPage, KeptPages, kept_page
from app.messages import COOKIE
from tests.factories import World, erased_and_imported
from tests.http import Browser
from timeline.models import Event
from timeline.store import change_event, facts_of


def test_what_was_made_is_not_made_again() -> None:
    kept: Kept[str] = Kept(len, most=100)
    assert kept.of("key", lambda: "first") == "first"
    assert kept.of("key", lambda: "second") == "first"
    assert kept.of("other key", lambda: "second") == "second"


def test_what_was_used_longest_ago_goes_first_when_there_is_no_room() -> None:
    kept: Kept[str] = Kept(len, most=10)
    for word in ("one", "two", "six"):
        kept.of(word, lambda word=word: word)  # type: ignore[misc]
    kept.of("one", lambda: "made anew")
    kept.of("four", lambda: "four")
    assert kept.of("one", lambda: "made anew") == "one"
    assert kept.of("two", lambda: "made anew") == "made anew"


def test_what_is_larger_than_all_room_is_kept_only_where_that_is_asked() -> None:
    for always, again in ((0, "2"), (1, "1")):
        kept: Kept[str] = Kept(lambda _: 100, most=10, always=always)
        kept.of("key", lambda: "1")
        assert kept.of("key", lambda: "2") == again
        assert len(kept) == always


def test_a_maker_that_fails_leaves_nothing() -> None:
    kept: Kept[str] = Kept(len, most=10)
    with pytest.raises(ZeroDivisionError):
        kept.of("key", lambda: str(1 / 0))
    assert kept.of("key", lambda: "well") == "well"


WRITTEN = st.text() | st.text("ab<>0\0", max_size=200)


@given(st.lists(WRITTEN, min_size=1, max_size=6), st.text("0123456789abcdef", min_size=96, max_size=96))
def test_a_page_in_pieces_is_one_stream_of_gzip_with_its_token_in_every_place(pieces: list[str], token: str) -> None:
    kept = KeptPage.of(PLACE_OF_TOKEN.join(pieces))
    assert kept.plain(token).decode() == token.join(pieces).replace("\0", "\ufffd")
    assert gzip.decompress(kept.gzipped(token)) == kept.plain(token)


def tokens(page: str) -> set[str]:
    return set(re.findall(r'name="csrf_token" value="([^"]+)"', page))


def timeline(browser: Browser) -> str:
    return browser.get(f"{browser.case}/timeline").text


def test_a_kept_page_has_a_token_of_its_own_each_time_and_that_token_works(
    facilitator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the nonce that the other tests share
    world.event("Zitting")
    first, second = timeline(facilitator), timeline(facilitator)
    (one,), (two,) = tokens(first), tokens(second)
    assert one != two
    assert len(one) == TOKEN_LENGTH
    assert first.replace(one, "") == second.replace(two, "")
    del facilitator.headers["sec-fetch-site"]
    for token, status in ((two, 303), (PLACE_OF_TOKEN, 403)):
        assert facilitator.post("/language", data={"language": "en", "csrf_token": token}).status_code == status


def two_with_the_same_eyes(world: World) -> tuple[Browser, Browser]:
    """Two people of one organisation, who see the same of the case, on one application that checks nothing itself."""
    one = Browser(world, "gemeente")
    one.app.state.pages = KeptPages()  # type: ignore[attr-defined]
    two = one, Browser(world, "colleague", one.app)
    for browser in two:
        browser.cookies.delete(COOKIE)  # a page with a message is not kept
    return two


def who(page: str) -> str:
    return re.findall(r'class="tb-who"><strong>([^<]+)<', page)[0]


def test_two_who_see_the_same_each_get_a_page_with_their_own_name_and_their_own_views(world: World) -> None:
    world.event("Zitting")
    browsers = two_with_the_same_eyes(world)
    for _ in range(2):  # made, and handed out again
        assert [who(timeline(browser)) for browser in browsers] == ["Deelnemer gemeente", "Deelnemer colleague"]
    names = "Alles van de rechter", "Alleen de zorg"
    for browser, name in zip(browsers, names, strict=True):
        browser.post(f"{browser.case}/timeline/views", data={"name": name, "query": "kind=mdo"})
        browser.cookies.delete(COOKIE)
    for _ in range(2):
        pages = [timeline(browser) for browser in browsers]
        assert [[name in page for name in names] for page in pages] == [[True, False], [False, True]]
        assert [who(page) for page in pages] == ["Deelnemer gemeente", "Deelnemer colleague"]


def test_who_asks_is_never_left_out_of_what_a_kept_page_follows_from(world: World) -> None:
    browsers = two_with_the_same_eyes(world)

    @browsers[0].app.get("/a-page-of-a-test")  # type: ignore[attr-defined]
    def a_page(request: Request) -> HTMLResponse:
        nothing = {"code": 200, "text": "", "number": "", "fragment": False}
        return kept_page(request, "error.html", "all the same", lambda: nothing)

    answers = [browser.get("/a-page-of-a-test") for browser in browsers]
    assert [answer.status_code for answer in answers] == [200, 200]
    pages = [answer.text for answer in answers]
    assert [who(page) for page in pages] == ["Deelnemer gemeente", "Deelnemer colleague"]


def test_what_changes_around_the_drawing_is_seen_at_once(facilitator: Browser, world: World) -> None:
    world.event("Zitting")
    before = timeline(facilitator)
    facilitator.post(f"{facilitator.case}/timeline/views", data={"name": "Alles van de rechter", "query": "kind=mdo"})
    facilitator.cookies.delete("terugblik-message")
    assert "Alles van de rechter" not in before
    assert "Alles van de rechter" in timeline(facilitator)
    world.event("Nieuw gesprek")
    assert "Nieuw gesprek" in timeline(facilitator)


def test_a_case_that_was_erased_and_imported_again_is_never_shown_as_it_was(facilitator: Browser, world: World) -> None:
    event_id = world.event("De eerste naam")
    places = [f"{facilitator.case}/timeline{end}" for end in ("", "/columns", "/drawing", "/table")]
    for place in places:
        assert "De eerste naam" in facilitator.get(place).text
    with world.database.writing() as db:
        before, event = world.case(db).revision, db.get(Event, event_id)
        facts = replace(facts_of(event), title="De tweede naam")
        change_event(db, world.case(db), event, facts, based_on=1, by=world.participant(db, "facilitator"))
    erased_and_imported(world)
    with world.database.reading() as db:
        assert world.case(db).revision == before  # so that it tells nothing apart
    for place in places:
        page = facilitator.get(place).text
        assert "De tweede naam" in page
        assert "De eerste naam" not in page


def test_the_other_language_is_another_page(facilitator: Browser, world: World) -> None:
    world.event("Zitting")
    dutch = timeline(facilitator)
    facilitator.post("/language", data={"language": "en", "back": "/"})
    english = timeline(facilitator)
    assert "Hele casus" in dutch
    assert "Hele casus" not in english
