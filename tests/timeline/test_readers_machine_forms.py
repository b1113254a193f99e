"""What programs wrote is read as they mean it: timelines, calendars and exported cases; odd values break nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.readers.case_json import read_case_json
from timeline.readers.csv import read_csv
from timeline.readers.errors import ExportDamaged, FileNotReadable
from timeline.readers.grid import Tables
from timeline.readers.ics import read_ics
from timeline.readers.limits import MAX_CELL_CHARS, MAX_ROWS
from timeline.readers.plain_html import plain_text
from timeline.readers.rows import Read, read_tables
from timeline.readers.timelinejs import read_timelinejs
from timeline.readers.timesketch import read_timesketch
from timeline.writers import EXPORTS

READERS = (read_timelinejs, read_timesketch, read_ics, read_case_json)


def rows_of(tables: Tables) -> Read:
    return read_tables(tables.tables)


def timelinejs(*events: Any, **more: Any) -> Read:
    return rows_of(read_timelinejs(json.dumps({"events": list(events), **more}).encode()))


def calendar(*lines: str) -> Tables:
    return read_ics("\r\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", "")).encode())


def appointment(*lines: str) -> Any:
    (row,) = rows_of(calendar("BEGIN:VEVENT", "SUMMARY:Gesprek", *lines, "END:VEVENT")).rows
    return row


# TimelineJS


def test_a_slide_of_timelinejs_is_an_event_with_its_place_in_the_file() -> None:
    read = timelinejs(
        {
            "start_date": {"year": "2021", "month": 3, "day": "14", "hour": 14, "minute": "30"},
            "text": {
                "headline": "MDO <b>school</b>",
                "text": "<p>Over de <i>overstap</i>.</p><p>Tweede &amp; laatste</p>",
            },
            "group": "Wijkteam",
            "media": {"url": "https://example.org/verslag.pdf", "caption": "Verslag", "credit": "wijkteam"},
        },
        title={"text": {"headline": "Onze casus"}},
        eras=[
            {
                "start_date": {"year": 2019},
                "end_date": {"year": 2020, "month": 6},
                "text": {"headline": "Eerste periode"},
            }
        ],
    )
    first, era = read.rows
    assert (first.place, era.place) == ("events[0]", "eras[0]")
    assert (first.title, first.description) == ("MDO school", "Over de overstap.\nTweede & laatste\nVerslag")
    assert first.date is not None
    assert (first.date.edtf, first.date.time, first.date_text) == ("2021-03-14", time(14, 30), "14-3-2021 14:30")
    assert (first.organisation, first.kind, first.source) == (
        "Wijkteam",
        "mdo",
        "https://example.org/verslag.pdf, wijkteam",
    )
    assert era.date is not None
    assert era.date.edtf == "2019/2020-06"
    assert era.organisation is None
    assert [row.place for row in read.skipped] == ["title"]


@pytest.mark.parametrize(
    ("shown", "edtf"),
    [
        ("zomer 2019", "2019-22"),
        ("ca. juni 2019", "2019-06~"),
        ("MDO 3", "2019-06-01"),
        ("maart 1998", "2019-06-01"),
        ("", "2019-06-01"),
    ],
)
def test_words_that_mean_a_date_near_the_numbers_say_more_than_the_numbers(shown: str, edtf: str) -> None:
    (row,) = timelinejs(
        {"start_date": {"year": 2019, "month": 6, "day": 1}, "display_date": shown, "text": {"headline": "x"}}
    ).rows
    assert row.date is not None
    assert row.date.edtf == edtf
    assert row.date_text == (shown or "1-6-2019")


def test_an_odd_date_of_timelinejs_is_doubted_with_its_words() -> None:
    odd = ({"year": 2021, "month": 13}, {"year": "MMXXI"}, {"year": -44}, {"year": None}, "gisteren", {"year": [1]}, 7)
    read = timelinejs(*({"start_date": date, "text": {"headline": "x"}} for date in odd))
    assert len(read.rows) == len(odd)
    assert all(row.doubts for row in read.rows)
    assert all(row.date is None for row in read.rows[1:])
    assert [row.date_text for row in read.rows][:3] == ["13-2021", "MMXXI", "-44"]


def test_the_older_form_of_timelinejs_is_read_too() -> None:
    older = {
        "timeline": {
            "headline": "Titel",
            "date": [
                {
                    "startDate": "2012,1,26",
                    "endDate": "2012,1,27",
                    "headline": "Overdracht",
                    "text": "<p>Tekst</p>",
                    "tag": "Gezin",
                },
                {"startDate": "2012", "headline": "Jaar", "asset": {"media": "https://example.org/a"}},
                {"startDate": "1/26/2012", "endDate": "", "headline": "Met strepen"},
            ],
        }
    }
    read = rows_of(read_timelinejs(json.dumps(older).encode()))
    assert [row.date.edtf if row.date else None for row in read.rows] == ["2012-01-26/2012-01-27", "2012", "2012-01-26"]
    assert [row.organisation for row in read.rows] == ["Gezin", None, None]
    assert read.rows[0].place == "timeline.date[0]"
    assert read.rows[1].source == "https://example.org/a"


def test_the_spreadsheet_of_timelinejs_is_known_by_its_columns() -> None:
    sheet = (
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,"
        "Display Date,Headline,Text,Media,Media Credit,Type,Group\n"
        ",,,,,,,,,De casus,,,,title,\n"
        "2021,3,14,14:30,,,,,,MDO <b>1</b>,Over school,,,,Wijkteam\n"
        "2019,6,,,2020,,,,,Oudergesprekken,,,,,Gezin\n"
    )
    read = rows_of(read_csv(sheet.encode()))
    assert [(row.title, row.date.edtf, row.organisation) for row in read.rows if row.date] == [
        ("MDO 1", "2021-03-14", "Wijkteam"),
        ("Oudergesprekken", "2019-06/2020", "Gezin"),
    ]
    assert any(row.place == "regel 2" for row in read.skipped)


def test_what_somebody_changed_in_an_exported_timelinejs_counts() -> None:
    event = {
        "id": "a" * 26,
        "title": "MDO",
        "kind": "mdo",
        "date_edtf": "2021-03",
        "date_text": "mrt 2021",
        "people": ["a, b"],
    }
    exported = json.loads(EXPORTS["timelinejs"]({"events": [event]}))
    exported["events"][0]["text"]["headline"] = "MDO 2"
    exported["events"][0]["start_date"] = {"year": 2020}
    exported["events"][0]["display_date"] = "2020"
    (row,) = rows_of(read_timelinejs(json.dumps(exported).encode())).rows
    assert (row.title, row.date and row.date.edtf, row.who, row.kind) == ("MDO 2", "2020", ("a, b",), "mdo")


# HTML


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<script>alert(1)</script>Na", "Na"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("&lt;b&gt; blijft", "<b> blijft"),
        ("5 < 6 en 7 > 2 & meer", "5 < 6 en 7 > 2 & meer"),
        ("<p onclick=x>een</p><style>p{}</style><p>twee", "een\ntwee"),
        ("<a href='javascript:x'>link</a>", "link"),
        ("<ul><li>een</li><li>twee</li></ul>", "een\ntwee"),
    ],
)
def test_of_html_only_what_one_reads_is_left(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.text(alphabet="<>/&;abp=\"'! -[]?", max_size=200))
def test_no_html_breaks_the_reader_and_no_script_comes_through(html: str) -> None:
    plain_text(html)
    assert "alert" not in plain_text(f"<p>{html.replace('<', '&lt;')}</p><script>alert(1)</script>")


# Timesketch


def test_timesketch_csv_keeps_every_column_and_shows_the_dutch_clock() -> None:
    content = (
        "message,timestamp,datetime,timestamp_desc,wie,leeg\n"
        "Gesprek met vader,1615728600000000,2021-03-14T13:30:00+00:00,Contactmoment,vader,\n"
        "Alleen een getal,1615728600000000,,Melding,,\n"
        "Dag,,2021-03-14,Notitie,,\n"
        "Kapot,,2021-13-45,Notitie,,\n"
    )
    first, second, third, fourth = rows_of(read_timesketch(content.encode())).rows
    assert first.date is not None
    assert (first.date.edtf, first.date.time, first.date_text) == ("2021-03-14", time(14, 30), "14-3-2021 14:30")
    assert (first.title, first.description, first.place) == (
        "Gesprek met vader",
        "Contactmoment\nwie: vader",
        "regel 2",
    )
    assert second.date is not None
    assert second.date.time == time(14, 30)
    assert (third.date and third.date.edtf, third.date and third.date.time) == ("2021-03-14", None)
    assert (fourth.date, fourth.date_text) == (None, "2021-13-45")
    assert "date_not_understood" in {doubt.code for doubt in fourth.doubts}


def test_timesketch_json_lines_are_read_one_by_one_and_a_broken_one_is_named() -> None:
    lines = (
        {"message": "Eerste", "datetime": "2021-07-01T23:30:00Z", "timestamp_desc": "x", "more": {"a": [1, 2]}},
        "{kapot",
        {"message": "m" * 400, "timestamp": 1615728600000000, "timestamp_desc": ""},
    )
    content = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    read = rows_of(read_timesketch(content.encode()))
    assert [row.place for row in read.rows] == ["regel 1", "regel 3"]
    assert [row.place for row in read.skipped] == ["regel 2"]
    assert read.rows[0].date is not None
    assert read.rows[0].date.edtf == "2021-07-02"
    assert 'more: {"a": [1, 2]}' in read.rows[0].description
    assert len(read.rows[1].title) == 300
    assert read.rows[1].description == "m" * 400


# calendars


def test_an_appointment_has_its_time_by_the_dutch_clock_and_who_was_asked() -> None:
    row = appointment(
        "DTSTART;TZID=Europe/Amsterdam:20210314T143000",
        "DTEND;TZID=Europe/Amsterdam:20210314T153000",
        'ATTENDEE;CN="Begeleider A, team 2":mailto:a@example.org',
        "ATTENDEE;CN=moeder:mailto:b@example.org",
        "ATTENDEE:mailto:iemand@example.org",
        "LOCATION:De Meent\\, lokaal 3",
        "DESCRIPTION:Regel 1\\nRegel 2",
    )
    assert (row.date.edtf, row.date.time) == ("2021-03-14", time(14, 30))
    assert row.date_text == "14-3-2021 14:30 – 15:30"
    assert row.who == ("Begeleider A, team 2", "moeder")
    assert row.description == "Regel 1\nRegel 2\nPlaats: De Meent, lokaal 3"
    assert row.organisation is None


@pytest.mark.parametrize(
    ("lines", "edtf", "at"),
    [
        (("DTSTART;VALUE=DATE:20210701", "DTEND;VALUE=DATE:20210715"), "2021-07-01/2021-07-14", None),
        (("DTSTART;VALUE=DATE:20210701", "DTEND;VALUE=DATE:20210702"), "2021-07-01", None),
        (("DTSTART;VALUE=DATE:20210701",), "2021-07-01", None),
        (("DTSTART:20210701T230000Z", "DURATION:PT1H"), "2021-07-02", time(1, 0)),
        (("DTSTART:20210701T090000",), "2021-07-01", time(9, 0)),
        (("DTSTART:20210701T220000", "DTEND:20210702T000000"), "2021-07-01", time(22, 0)),
        (("DTSTART:20210701T220000", "DTEND:20210703T100000"), "2021-07-01/2021-07-03", None),
        (("DTSTART;TZID=W. Europe Standard Time:20210701T090000",), "2021-07-01", time(9, 0)),
        (("DTSTART;TZID=Bestaat/Niet:20210701T090000",), "2021-07-01", time(9, 0)),
    ],
)
def test_the_end_of_a_whole_day_is_not_in_it_and_zones_are_understood(
    lines: tuple[str, ...], edtf: str, at: time | None
) -> None:
    row = appointment(*lines)
    assert (row.date.edtf, row.date.time) == (edtf, at)


@pytest.mark.parametrize(
    "line",
    [
        *("DTSTART:20211345", "DTSTART:morgen", "DTSTART;VALUE=PERIOD:20210101T000000Z/PT1H", "DTSTART:00010101"),
        *("DTSTART:99991231T235959Z", "DTSTART;TZID=:x", "DTSTART:", "DTSTART;=;:;"),
    ],
)
def test_an_odd_date_in_a_calendar_is_doubted_or_read_but_breaks_nothing(line: str) -> None:
    row = appointment(line)
    assert row.date is not None or row.doubts


def test_an_end_before_the_begin_is_doubted() -> None:
    row = appointment("DTSTART;VALUE=DATE:20210701", "DTEND;VALUE=DATE:20210601")
    assert [doubt.code for doubt in row.doubts] == ["end_before_begin"]


def test_what_is_cancelled_or_a_task_is_shown_apart_and_repeating_is_remarked() -> None:
    tables = calendar(
        *("BEGIN:VEVENT", "SUMMARY:Elke week", "DTSTART:20210101", "RRULE:FREQ=SECONDLY", "END:VEVENT"),
        *("BEGIN:VEVENT", "SUMMARY:Afgezegd", "DTSTART:20210101", "STATUS:CANCELLED", "END:VEVENT"),
        *("BEGIN:VTODO", "SUMMARY:Bellen", "END:VTODO"),
    )
    read = rows_of(tables)
    assert [row.title for row in read.rows] == ["Elke week"]
    assert [row.place for row in read.skipped] == ["VEVENT 2", "VTODO 1"]
    assert [remark.params for remark in tables.remarks] == [{"count": "1"}]


def test_a_calendar_that_breaks_off_or_is_wrong_somewhere_gives_the_rest() -> None:
    content = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Een\n onderbroken regel\nDTSTART:20210101\n"
        "BEGIN:VALARM\nSUMMARY:nee\nEND:VALARM\n"
        'END:VEVENT\nonzin zonder dubbele punt\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Twee\nDTSTART;X="open:20210102\n'
        "BEGIN:VEVENT\nSUMMARY:Drie\nDTSTART:20210103"
    )
    tables = read_ics(content.encode())
    assert [row.title for row in rows_of(tables).rows] == ["Eenonderbroken regel", "Twee", "Drie"]
    assert any("houdt ineens op" in remark.message for remark in tables.remarks)


# exported cases


def test_the_events_of_an_exported_case_come_with_who_was_at_the_table() -> None:
    event = {
        "id": "x",
        "title": "MDO",
        "kind": "mdo",
        "start": "2021-03-14T14:30:00",
        "end": None,
        "organisations": [
            {"name": "Wijkteam", "role": "owner"},
            {"name": "School, De Meent", "role": "present"},
            {"name": "Politie", "role": "missing"},
        ],
        "people": ["moeder"],
        "ground": "court",
        "unknown": {"to": "us"},
    }
    value = {"format": "terugblik-case", "version": 1, "events": [event], "questions": []}
    (row,) = rows_of(read_case_json(json.dumps(value).encode())).rows
    assert (row.place, row.title, row.kind, row.ground) == ("events[0]", "MDO", "mdo", "court")
    assert (row.organisation, row.present, row.missing) == ("Wijkteam", ("School, De Meent",), ("Politie",))
    assert row.date is not None
    assert (row.date.edtf, row.date.time) == ("2021-03-14", time(14, 30))


@pytest.mark.parametrize(
    ("event", "is_event"),
    [
        ({"title": "x", "date_edtf": "2021-02-31"}, True),
        ({"title": "x", "organisations": "y"}, True),
        ({"title": "x", "people": 3, "date_text": "mei 2021"}, True),
        ({"title": {"a": 1}}, False),
        (["lijst"], False),
        (None, False),
        ({}, False),
    ],
)
def test_an_event_with_odd_parts_is_doubted_or_shown_apart(event: Any, is_event: bool) -> None:
    good = {"title": "Goed", "date_edtf": "2021"}
    value = {"format": "terugblik-case", "version": 1, "events": [event, good]}
    read = rows_of(read_case_json(json.dumps(value).encode()))
    assert [row.place for row in read.skipped] == ([] if is_event else ["events[0]"])
    assert read.rows[-1].title == "Goed"
    assert all(row.doubts or row.date for row in read.rows)


# whatever comes


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"null",
        b'{"events": 3}',
        b'{"format": "terugblik-case"}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b"1e999",
        b"x" * 10_000,
    ],
)
def test_what_is_no_such_file_says_so(read: Any, content: bytes) -> None:
    with suppress(FileNotReadable):
        assert read_tables(read(content).tables).rows == ()


NAMES = (
    *(
        "title",
        "text",
        "headline",
        "start_date",
        "end_date",
        "year",
        "month",
        "day",
        "hour",
        "display_date",
        "group",
        "media",
    ),
    *("url", "events", "eras", "date_edtf", "date_text", "time", "organisations", "name", "role", "people", "kind"),
    *("terugblik", "undated", "message", "datetime", "timestamp", "tag"),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=25,
)


@given(events=st.lists(json_values, max_size=4), own=json_values)
def test_no_json_breaks_a_reader(events: list[Any], own: Any) -> None:
    for value in (
        {"events": events, "eras": own, "title": own, "terugblik": {"undated": events}},
        {"timeline": {"date": events, "era": own, "headline": own}},
        {"format": "terugblik-case", "version": 1, "events": events},
    ):
        content = json.dumps(value).encode()
        for read in (read_timelinejs, read_case_json):
            try:
                read_tables(read(content).tables)
            except ExportDamaged:
                continue
    read_tables(read_timesketch(("{}\n" + "\n".join(map(json.dumps, events))).encode()).tables)


lines = st.sampled_from(
    (
        *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "BEGIN:VTODO", "END:VTODO", "END:VCALENDAR"),
        *("DTSTART:20210101", "DTEND:20200101", "DTSTART;TZID=Europe/Amsterdam:20210328T023000", "DURATION:-P1D"),
        *(
            "DURATION:P99999999D",
            "DTEND:99991231",
            "DTSTART:00010101T000000Z",
            "SUMMARY:\\",
            " vervolg",
            "\t",
            "ATTENDEE;CN=:x",
        ),
        *("X-TERUGBLIK-EVENT:{}", 'X-TERUGBLIK-EVENT:{"title": "x"\\, "date_edtf": "2021"}', "CATEGORIES:mdo"),
    )
) | st.text(max_size=30)


@given(st.lists(lines, max_size=25))
def test_no_calendar_breaks_the_reader(content: list[str]) -> None:
    read_tables(read_ics("\n".join(("BEGIN:VCALENDAR", *content)).encode("utf-8", "replace")).tables)


def test_more_than_a_timeline_can_hold_is_refused_and_a_huge_text_is_cut() -> None:
    with pytest.raises(FileNotReadable):
        read_ics(b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * (MAX_ROWS + 1))
    with pytest.raises(FileNotReadable):
        timelinejs(*[{}] * (MAX_ROWS + 1))
    (row,) = timelinejs({"start_date": {"year": 2021}, "text": {"headline": "x", "text": "y" * 200_000}}).rows
    assert len(row.description) == MAX_CELL_CHARS
    row = appointment("DTSTART:20210101", "DESCRIPTION:" + "y" * 2_000_000)
    assert len(row.description) == MAX_CELL_CHARS
