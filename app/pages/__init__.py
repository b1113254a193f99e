"""The screens, one file each; `all_routers` lists them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from fastapi import APIRouter

SCREENS = (
    "timeline",  # routes are tried in this order, and this is the page at which people wait for milliseconds
    "signing_in",
    "home",
    "new_case",
    "cases",
    "case_editing",
    "family",
    "organisations",
    "chapters",
    "course",
    "people",
    "administration",
    "templates_to_send",  # before the imports: its address would be that of a file
    "same_events",  # this one too
    "imports",
    "import_preview",
    "import_columns",
    "saved_views",
    "timeline_table",
    "poster",
    "presenting",
    "timeline_file",
    "quick_entry",
    "bulk",
    "events",
    "chains",
    "moving",
    "perspectives",
    "questions",
    "prepare",
    "prepare_calm",
    "drafts",
    "session",
    "outcomes",
    "report",
    "reading",
    "exports",
)


def all_routers() -> Sequence[APIRouter]:
    """The routers of all screens."""
    return [import_module(f"app.pages.{name}").router for name in SCREENS]
