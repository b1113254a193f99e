"""What every form has in common: unknown fields are refused, so that nobody can post what the page did not ask."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class PageForm(BaseModel):
    """A form of a page. `csrf_token` is checked before the page function runs."""

    model_config = ConfigDict(extra="forbid")

    csrf_token: str = ""
