"""Reading a frozen report back, and whether it is still exactly what was agreed."""

from __future__ import annotations

from analysis.models import Report
from analysis.report.as_json import ReportNotReadable, from_json, is_intact, to_json
from analysis.report.document import ReportDocument


def frozen_document(report: Report) -> ReportDocument:
    """The agreed report, read from its own bytes.

    Raises:
        ReportNotReadable: the bytes are not there or are not a report.
    """
    return from_json(report.content or b"")


def is_the_frozen_report(report: Report) -> bool:
    """Whether not one letter changed since the report was frozen."""
    try:
        document = frozen_document(report)
    except ReportNotReadable:
        return False
    return is_intact(document) and document.head.checksum == report.checksum and to_json(document) == report.content
