"""The properties of an office file: they tell the report's title and language, and nobody's name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from analysis.report.document import ReportDocument

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
_NAMES = ("author", "last_modified_by", "comments", "keywords", "subject", "category", "content_status")


def neutralise(properties: Any, relations: Any, document: ReportDocument) -> None:
    """Fill the properties of a new file; the templates of the libraries carry names, dates and a thumbnail.

    Args:
        properties: the core properties of the file.
        relations: the relations of its package, which lead to the thumbnail.
        document: the report that the file tells.
    """
    for name in _NAMES:
        setattr(properties, name, "")
    properties.title = (document.head.title or document.word("report"))[:255]
    properties.language = LANGUAGES[document.head.language]
    properties.revision = 1
    try:
        day = date.fromisoformat(document.head.date)
    except ValueError:
        day = date(2000, 1, 1)  # a day that tells nothing; the libraries would write the moment of making
    properties.created = properties.modified = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            relations.pop(key)
