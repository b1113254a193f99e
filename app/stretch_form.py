"""The begin and end of a stretch of days as somebody types them in words."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from app.forms import PageForm
from app.i18n import language
from timeline.dates import parse_date
from timeline.errors import UserError
from timeline.stretches import EndsBeforeItBegins, NoFirstOrLastDay, stretch


class StretchForm(PageForm):
    """A stretch of the case, with its begin and end in words."""

    begins: str = Field(default="", max_length=100)
    ends: str = Field(default="", max_length=100)

    def days(self) -> tuple[date, date]:
        """The first and the last day.

        Raises:
            NoFirstOrLastDay, EndsBeforeItBegins: the begin and end make no stretch of days.
        """
        try:
            begins, ends = (parse_date(text, language=language()) for text in (self.begins, self.ends))
        except ValueError as error:
            raise NoFirstOrLastDay from error
        return stretch(begins, ends)


def day_field(error: UserError, otherwise: str = "") -> str:
    """The field that an error is about: one of the days, or else another."""
    if isinstance(error, NoFirstOrLastDay):
        return "begins"
    return "ends" if isinstance(error, EndsBeforeItBegins) else otherwise
