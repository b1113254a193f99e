"""What every form has in common: unknown fields are refused, so that nobody can post what the page did not ask."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator


class PageForm(BaseModel):
    """A form of a page. `csrf_token` is checked before the page function runs."""

    model_config = ConfigDict(extra="forbid")

    csrf_token: str = ""

    @field_validator("*", mode="before")
    @classmethod
    def _without_nul(cls, value: Any) -> Any:
        """A NUL never stands in a text, and one of the databases refuses it."""
        if isinstance(value, list):
            return [cls._without_nul(part) for part in value]
        return value.replace("\x00", "") if isinstance(value, str) else value
