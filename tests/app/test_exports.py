"""Downloads: only for the facilitator, never shown as a page, and with a name that tells nothing."""

from __future__ import annotations

import pytest

from app.pages.exports import MEDIA_TYPES
from tests.factories import World
from tests.http import Browser, browser_for


@pytest.mark.any_database
@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_each_form_is_a_download_with_a_name_that_tells_nothing(
    facilitator: Browser, world: World, format_: str
) -> None:
    world.event("=1+1")
    answer = facilitator.get(f"{facilitator.case}/export/{format_}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[format_]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "Zonnebloem" not in answer.headers["content-disposition"]
    assert "no-store" in answer.headers["cache-control"]


def test_a_form_that_does_not_exist_is_not_there(facilitator: Browser) -> None:
    assert facilitator.get(f"{facilitator.case}/export/exe").status_code == 404


def test_what_an_organisation_keeps_to_itself_is_in_no_download(facilitator: Browser, world: World) -> None:
    before = {format_: facilitator.get(f"{facilitator.case}/export/{format_}").content for format_ in MEDIA_TYPES}
    world.event("Geheim gesprek", by="gemeente")
    for format_, content in before.items():
        after = facilitator.get(f"{facilitator.case}/export/{format_}").content
        assert b"Geheim" not in after
        assert after == content, format_


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["gemeente", "colleague", "reader", "beamer", "administrator"])
def test_nobody_else_takes_a_case_along(world: World, name: str) -> None:
    with browser_for(world, name) as browser:
        assert {browser.get(f"{browser.case}/export/{form}").status_code for form in MEDIA_TYPES} <= {403, 404}
