"""Which cell styles of an Excel file show a number as a day, a month, a year or a time of day.

Source of the numbers of built-in formats: ECMA-376, part 1, 18.8.30 (numFmt).
"""

from __future__ import annotations

import re

from timeline.readers.package import Package
from timeline.readers.spreadsheet import whole

_BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 22, *range(27, 32), 36, *range(50, 59)), "day"),
    17: "month",
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 47), "time"),
}
# Quoted words, colours, locales and escaped signs are not part of the date.
_NO_DATE = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.|\*.|general|standaard|am/pm|a/p", re.IGNORECASE)


def shown_by_style(package: Package) -> dict[str, str]:
    """For each style that shows a number as a date or a time: "day", "month", "year" or "time"."""
    if "xl/styles.xml" not in package.names:
        return {}
    styles = package.tree("xl/styles.xml")
    custom = {
        whole(each.get("numFmtId"), -1): each.get("formatCode", "") for each in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    shown = {}
    for index, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        at = whole(style.get("numFmtId"))
        if found := shown_as(custom[at]) if at in custom else _BUILT_IN.get(at, ""):
            shown[str(index)] = found
    return shown


def shown_as(code: str) -> str:
    """What a format code shows of a moment; an empty string for a number. Dutch Excel writes years with a j."""
    if re.search(r"\[[hms]+\]", code, re.IGNORECASE):
        return ""  # a number of hours, not a time of day
    letters = set(_NO_DATE.sub("", code.split(";", maxsplit=1)[0].lower()))
    if letters & set("#0?@%"):
        return ""
    if letters & set("yj"):
        return "day" if letters & set("dhs") else "month" if "m" in letters else "year"
    if "d" in letters:
        return "day"
    if letters & set("hu"):
        return "time"
    return "month" if "m" in letters else ""
