"""What a page may run: our own files, and the one script that stands in a page."""

from __future__ import annotations

import re

from app.content_policy import CONTENT_SECURITY_POLICY, FIRST_VIEW, source_hash
from tests.factories import World
from tests.http import Browser


def test_the_only_script_in_the_page_of_the_timeline_is_the_one_that_the_policy_names(
    facilitator: Browser, world: World
) -> None:
    world.event("Zitting")
    page = facilitator.get(f"{facilitator.case}/timeline").text
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    inside = [script for mark, script in scripts if "src=" not in mark and "application/json" not in mark]
    assert inside == [str(FIRST_VIEW)]
    assert f"script-src 'self' {source_hash(inside[0])};" in CONTENT_SECURITY_POLICY
    # a script that stands in a page waits for the style sheets above it
    assert page.index(inside[0]) < page.index('rel="stylesheet"')


def test_a_page_without_a_drawing_has_no_script_inside(facilitator: Browser) -> None:
    assert "<script>" not in facilitator.get("/").text
    assert "<script>" not in facilitator.get(f"{facilitator.case}/timeline").text


def test_a_source_is_named_by_its_hash_as_the_standard_has_it() -> None:
    # the example of Content Security Policy Level 3, section 8.3
    assert source_hash("doSubmit()") == "'sha256-jzgBGA4UWFFmpOBq0JpdsySukE1FrEN5bUpoK8Z29fY='"
