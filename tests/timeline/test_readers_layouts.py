"""Tables as organisations hand them in: matrices, headings, dates in parts, and what a person said of a column."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.timeline.files import xlsx
from timeline.readers import FileNotReadable, ReadContext, ReadFile, pack, read_file, read_here, reread
from timeline.readers.result import Choice

CASE = ReadContext(organisations=("Gemeente Rietdorp", "De Veerboot", "Raad voor de Kinderbescherming"))


def read_csv(*rows: str, context: ReadContext = ReadContext()) -> ReadFile:
    return read_here("rijen.csv", ("\r\n".join(rows) + "\r\n").encode(), context=context)


def told(read: ReadFile) -> list[tuple[str, str | None]]:
    return [(row.title, row.date.edtf if row.date else None) for row in read.rows]


def reasons(read: ReadFile) -> list[str]:
    return [row.message for row in read.skipped]


def codes(row) -> set[str]:
    return {doubt.code for doubt in row.doubts}


# Headings


@pytest.mark.parametrize(
    ("heading", "written", "edtf"),
    [
        ("2019", "14 maart", "2019-03-14"),
        ("Jaar 2019", "14-3", "2019-03-14"),
        ("— 2019 —", "14 mrt", "2019-03-14"),
        ("maart 2019", "14", "2019-03-14"),
        ("Periode 1: 2019", "14 maart", "2019-03-14"),
        ("Eerste jaar (2019)", "maart", "2019-03"),
        ("schooljaar 2018-2019", "14 maart", "2019-03-14"),
        ("schooljaar 2018-2019", "14 november", "2018-11-14"),
    ],
)
def test_a_heading_gives_its_year_to_the_dates_below(heading, written, edtf):
    read = read_csv("Datum;Wat;Wie", f"{heading};;", f"{written};Gesprek;moeder")
    assert told(read) == [("Gesprek", edtf)]
    assert read.rows[0].date_text == written
    assert codes(read.rows[0]) == set()
    assert reasons(read)[-1] == "Een kopje boven de regels eronder."


def test_a_full_date_below_a_heading_keeps_its_own_year():
    assert told(read_csv("Datum;Wat;Wie", "2019;;", "14-3-2020;Gesprek;moeder")) == [("Gesprek", "2020-03-14")]


def test_a_date_that_the_heading_leaves_open_offers_each_year():
    (row,) = read_csv("Datum;Wat;Wie", "Periode: 2018-2019;;", "14 maart;Gesprek;moeder").rows
    assert row.date is None or row.date.is_unknown
    (doubt,) = [doubt for doubt in row.doubts if doubt.choices]
    assert {choice.value for choice in doubt.choices} == {"2018-03-14", "2019-03-14"}


def test_a_day_above_rows_without_a_date_is_their_day():
    read = read_csv("Datum;Wat;Wie", "14 maart 2021;;", ";Huisbezoek;moeder", ";Brief;vader")
    assert told(read) == [("Huisbezoek", "2021-03-14"), ("Brief", "2021-03-14")]


def test_a_day_alone_above_a_dated_row_is_an_event_without_words():
    read = read_csv("Datum;Wat;Wie", "14 maart 2021;;", "15 maart 2021;Huisbezoek;moeder")
    assert [codes(row) for row in read.rows] == [{"title_missing"}, set()]


def test_a_title_that_holds_a_year_is_no_heading():
    assert (
        told(read_csv("Datum;Wat;Wie", ";MDO (2019) voorbereid;", "14-3-2021;Gesprek;moeder"))[0][0]
        == "MDO (2019) voorbereid"
    )


def test_a_year_in_a_column_of_its_own_completes_the_date():
    assert told(read_csv("Jaar;Datum;Wat", "2019;14 maart;Gesprek", "2020;3-5;Brief")) == [
        *(("Gesprek", "2019-03-14"), ("Brief", "2020-05-03")),
    ]


# Rows without a date


def test_a_row_that_goes_on_with_the_one_above_is_added_to_it():
    read = read_csv("Datum;Wat;Toelichting;Wie", "14-3-2021;Gesprek;Het ging goed.;moeder", ";;Later niet meer.;")
    assert [row.description for row in read.rows] == ["Het ging goed.\nLater niet meer."]
    assert read.skipped[-1].params == {"place": "regel 2"}


def test_a_row_without_a_date_offers_that_of_the_row_above():
    _, row = read_csv(
        "Datum;Wat;Wie", "14-3-2021;Gesprek;moeder", ";Opa biedt hulp aan;opa", *["1-4-2021;X;y"] * 6
    ).rows[:2]
    (doubt,) = row.doubts
    assert (row.date, doubt.code, doubt.choices) == (None, "date_missing", (Choice("date", "2021-03-14"),))


def test_a_day_that_stands_once_beside_its_rows_counts_for_each_with_a_doubt():
    read = read_csv("Datum;Wat;Wie", "14-3-2021;Gesprek;moeder", ";Brief;vader", "1-4-2021;MDO;allen")
    assert told(read)[1] == ("Brief", "2021-03-14")
    assert codes(read.rows[1]) == {"date_from_above"}


@pytest.mark.parametrize("mark", ['""""', "idem", "dito"])
def test_a_ditto_mark_is_the_day_above(mark):
    assert told(read_csv("Datum;Wat", "14-3-2021;Gesprek", f"{mark};Brief"))[1] == ("Brief", "2021-03-14")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("pagina 1 van 2;;", "Een paginanummer."),
        ("Opgesteld door begeleider A;;", "Zegt wie de lijst maakte, of dat de lijst hier eindigt."),
        ("Subtotaal 2021;;3", "Een regel met een totaal."),
        (";Aantal contacten;12", "Een regel met een totaal."),
    ],
)
def test_a_line_that_is_no_event_is_told_with_its_reason(line, reason):
    read = read_csv("Datum;Wat;Uren", "14-3-2021;Gesprek;2", line)
    assert told(read) == [("Gesprek", "2021-03-14")]
    assert reasons(read)[-1] == reason


def test_what_was_drawn_up_in_the_middle_of_a_list_is_an_event():
    read = read_csv("Datum;Wat", "14-3-2021;Gesprek", ";Opgesteld: veiligheidsplan", "1-4-2021;MDO")
    assert len(read.rows) == 3


# Matrices


def test_organisations_side_by_side_give_an_event_for_each_filled_cell_with_its_place():
    rows = [
        ("Datum", "Gemeente Rietdorp", "De Veerboot", "Raad"),
        (dt.date(2021, 3, 14), "Huisbezoek", None, "Onderzoek start"),
        (dt.date(2021, 4, 1), None, "Intake\nMoeder kwam alleen", None),
    ]
    read = read_here("m.xlsx", xlsx(rows), context=CASE)
    assert [(row.place, row.organisation, row.title, row.date.edtf) for row in read.rows] == [
        ("Tijdlijn!B2", "Gemeente Rietdorp", "Huisbezoek", "2021-03-14"),
        ("Tijdlijn!D2", "Raad", "Onderzoek start", "2021-03-14"),
        ("Tijdlijn!C3", "De Veerboot", "Intake", "2021-04-01"),
    ]
    assert read.rows[2].description == "Moeder kwam alleen"
    assert [column.header for column in read.columns] == ["Datum", "Gemeente Rietdorp", "De Veerboot", "Raad"]


def test_a_list_with_what_happened_is_no_matrix_although_a_column_is_called_school():
    read = read_csv("Datum;Wat;School;Gemeente", "14-3-2021;Gesprek;ja;nee")
    assert told(read) == [("Gesprek", "2021-03-14")]


# Columns


@pytest.mark.parametrize(
    ("header", "row", "edtf"),
    [
        ("Dag;Maand;Jaar;Wat", "14;3;2021;Gesprek", "2021-03-14"),
        ("Jaar;Maand;Dag;Wat", "2021;maart;14;Gesprek", "2021-03-14"),
        ("Jaar;Maand;Dag;Wat", "2021;3;;Gesprek", "2021-03"),
        ("Year;Month;Day;End Year;End Month;End Day;Headline", "2021;3;14;2021;5;1;Gesprek", "2021-03-14/2021-05-01"),
        ("Datum;Tijd;Wat", "14-3-2021;14:30;Gesprek", "2021-03-14"),
    ],
)
def test_a_date_in_several_columns_is_one_date(header, row, edtf):
    read = read_csv(header, row)
    assert told(read) == [("Gesprek", edtf)]
    assert read.columns[0].field == "date"


def test_names_of_columns_on_two_rows_count_together():
    read = read_csv("Periode;;Wat", "van;tot;", "14-3-2021;1-5-2021;Hulp")
    assert told(read) == [("Hulp", "2021-03-14/2021-05-01")]
    assert reasons(read) == ["De namen van de kolommen."] * 2


def test_of_two_columns_that_may_be_the_date_the_one_with_dates_counts():
    read = read_csv("Periode;Datum;Wat", "fase een;14-3-2021;Gesprek", "fase een;15-3-2021;Brief")
    assert [column.field for column in read.columns] == [None, "date", "title"]


def test_a_column_with_an_unknown_name_is_told_by_what_is_in_it():
    rows = [f"1{n}-3-2021;Gesprek over thuis {n};moeder;De Veerboot" for n in range(4)]
    read = read_csv("Datum;Hetgeen voorviel;Actoren;Kant", *rows, context=CASE)
    assert [column.field for column in read.columns] == ["date", "title", "who", "organisation"]
    assert read.columns[3].why == "Herkend aan wat er in de kolom staat."


def test_what_a_person_corrected_before_wins_over_the_name():
    known = ReadContext(known_columns={"kleur": "kind", "wie": ""})
    read = read_file("k.csv", b"Datum;Wat;Wie;Kleur\r\n14-3-2021;Gesprek;moeder;MDO\r\n", context=known)
    assert [column.field for column in read.columns] == ["date", "title", None, "kind"]
    assert read.columns[3].why == "Zo heb je deze kolom eerder gelezen."
    assert (read.rows[0].kind, read.rows[0].who) == ("mdo", ())


def test_a_sheet_named_after_an_organisation_or_a_year_says_so_of_its_rows():
    def add(workbook) -> None:
        workbook.active.title = "De Veerboot"
        workbook.create_sheet("2019").append(("Datum", "Wat"))
        workbook["2019"].append(("14 maart", "Brief"))

    read = read_here("s.xlsx", xlsx([("Datum", "Wat"), ("1-5-2020", "Gesprek")], add), context=CASE)
    assert [(row.organisation, row.date.edtf) for row in read.rows] == [
        ("De Veerboot", "2020-05-01"),
        (None, "2019-03-14"),
    ]


# Doubts with a way out


def test_a_name_that_is_almost_one_of_the_case_is_asked_about():
    row, other = read_csv("Datum;Wat;Organisatie", "14-3-2021;X;De Veerbot", "14-3-2021;Y;De Zwaan", context=CASE).rows
    assert [doubt.choices for doubt in row.doubts] == [
        (Choice("organisation", "De Veerboot"), Choice("organisation", "De Veerbot")),
    ]
    assert codes(other) == set()


def test_a_period_that_ends_before_it_begins_offers_it_turned_around():
    (row,) = read_csv("Begin;Eind;Wat", "3-6-2020;1-5-2020;Traject").rows
    assert row.doubts[0].choices[0] == Choice("date", "2020-05-01/2020-06-03")


@pytest.mark.parametrize("words", ["5-5-2021 t/m 1-5-2021", "5 mei 2021 tot 1 mei 2021", "5-5-2021 – 1-5-2021"])
def test_such_a_period_in_one_cell_offers_the_same_as_in_two(words):
    (one,) = read_csv("Wanneer;Wat", f"{words};Intake").rows
    (two,) = read_csv("Begin;Eind;Wat", "5-5-2021;1-5-2021;Intake").rows
    assert one.doubts == two.doubts
    assert [choice.value for choice in one.doubts[0].choices] == ["2021-05-01/2021-05-05", "2021-05-05", "2021-05-01"]


def test_a_row_wider_than_its_header_loses_nothing():
    (row,) = read_csv("Datum,Wat", "14-3-2021,Gesprek, met moeder").rows
    assert (row.title, row.description, codes(row)) == ("Gesprek", "met moeder", {"ragged"})


# Understanding a file anew


def test_a_corrected_column_gives_the_same_as_when_it_had_been_known_at_once():
    rows = ("Datum;Wat;Kleur;Wie", "Totaal;;;", "14-3-2021;Gesprek;MDO;moeder", ";;;", "2019;;;", "3 mei;Brief;x;vader")
    read = read_csv(*rows)
    by_name, by_place = reread(read, {"Kleur": "kind"}), reread(read, {2: "kind"})
    known = read_csv(*rows, context=ReadContext(known_columns={"kleur": "kind"}))
    assert by_name == by_place
    assert (by_name.rows, by_name.skipped) == (known.rows, known.skipped)
    assert by_name.columns[2].why == "Dit heb je zelf gekozen."


def test_a_column_that_is_not_used_any_more_stays_with_the_row():
    read = reread(read_csv("Datum;Wat;Wie", "14-3-2021;Gesprek;moeder"), {"Wie": None})
    assert (read.rows[0].who, read.rows[0].cells) == ((), ("14-3-2021", "Gesprek", "moeder"))


def test_understanding_anew_without_a_correction_changes_nothing():
    def hide(workbook) -> None:
        workbook.active.row_dimensions[3].hidden = True
        workbook.active.column_dimensions["C"].hidden = True
        workbook.create_sheet("Leeg").append(("niets hiervan",))

    rows = [("Datum", "Wat", "Wie"), (dt.date(2020, 5, 1), "Gesprek", "moeder"), ("2-5-2020", "Verborgen", "vader")]
    read = pack(read_here("h.xlsx", xlsx(rows, hide))).opened()
    assert reread(read, {}) == read


def test_two_sheets_are_corrected_by_the_name_of_the_column():
    def add(workbook) -> None:
        more = workbook.create_sheet("Tweede")
        more.append(("Zaak", "Datum"))
        more.append(("Brief", "1-5-2021"))

    read = read_here("s.xlsx", xlsx([("Datum", "Zaak"), ("1-5-2020", "Gesprek")], add))
    assert told(reread(read, {"Zaak": "title"})) == [("Gesprek", "2020-05-01"), ("Brief", "2021-05-01")]


def test_a_row_of_names_below_an_ordinary_header_is_no_header_of_a_matrix():
    rows = (
        "Datum;Wat;Wie;Organisatie",
        "1-2-2021;Intake;moeder;",
        ";Telefoontje van school;juf;De Meent",
        "3-4-2021;Gesprek;;",
    )
    read = read_here("a.csv", "\n".join(rows).encode(), context=CASE)
    assert [row.title for row in read.rows] == ["Intake", "Telefoontje van school", "Gesprek"]


def test_dates_across_the_top_give_an_event_for_each_filled_cell_below_them_with_its_place():
    rows = [
        ("Tijdlijn van de casus", None, None, None),
        (None, dt.date(2021, 3, 14), "april 2021", "2-5-2021"),
        ("Gemeente Rietdorp", "Huisbezoek", None, "MDO"),
        ("De Veerboot", None, "Intake", None),
    ]
    read = read_here("liggend.xlsx", xlsx(rows), context=CASE)
    assert [(row.place, row.organisation, row.title, row.date.edtf) for row in read.rows] == [
        ("Tijdlijn!B3", "Gemeente Rietdorp", "Huisbezoek", "2021-03-14"),
        ("Tijdlijn!C4", "De Veerboot", "Intake", "2021-04"),
        ("Tijdlijn!D3", "Gemeente Rietdorp", "MDO", "2021-05-02"),
    ]
    assert reasons(read) == ["Staat boven de tabel.", "De namen van de kolommen."]


def test_months_across_the_top_take_the_year_that_stands_above_them():
    rows = [
        (None, 2019, None, 2020, None),
        (None, "nov", "dec", "jan", "feb"),
        ("Gemeente Rietdorp", "Aanmelding", None, "MDO", None),
        ("De Veerboot", None, "Intake", None, "Start"),
    ]
    read = read_here("maanden.xlsx", xlsx(rows), context=CASE)
    assert told(read) == [("Aanmelding", "2019-11"), ("Intake", "2019-12"), ("MDO", "2020-01"), ("Start", "2020-02")]


def test_dates_across_the_top_of_an_ordinary_list_turn_it():
    rows = [
        ("Datum", "14-3-2019", "3-5-2019", "7-7-2019"),
        ("Wat", "Aanmelding", "Intake", "MDO"),
        ("Wie", "moeder", "", "vader"),
    ]
    read = read_here("liggend.xlsx", xlsx(rows))
    assert told(read) == [("Aanmelding", "2019-03-14"), ("Intake", "2019-05-03"), ("MDO", "2019-07-07")]
    assert [row.who for row in read.rows] == [("moeder",), (), ("vader",)]
    assert pack(reread(read, {})).opened() == read


@pytest.mark.parametrize("cells", [("12", "13", "14"), ("€ 4", "€ 5,5", "€ 1.200")])
def test_numbers_below_dates_are_no_events(cells):
    rows = [(None, "jan 2019", "feb 2019", "mrt 2019"), ("Gemeente Rietdorp", *cells), ("De Veerboot", *cells)]
    with pytest.raises(FileNotReadable):
        read_here("uren.xlsx", xlsx(rows), context=CASE)


def test_the_lines_of_a_cell_that_begin_with_a_date_are_events_of_their_own():
    rows = [
        ("Jaar", "Gemeente Rietdorp", "De Veerboot"),
        (2019, "14 maart aanmelding\nmoeder belt zelf\n3 mei 2019: huisbezoek", "2019 was een moeilijk jaar"),
        (2020, None, "5-1-2021 afsluiting"),
    ]
    read = read_here("cellen.xlsx", xlsx(rows), context=CASE)
    assert [(row.organisation, row.title, row.description, row.date.edtf) for row in read.rows] == [
        ("Gemeente Rietdorp", "aanmelding", "moeder belt zelf", "2019-03-14"),
        ("Gemeente Rietdorp", "huisbezoek", "", "2019-05-03"),
        ("De Veerboot", "2019 was een moeilijk jaar", "", "2019"),
        ("De Veerboot", "afsluiting", "", "2021-01-05"),
    ]
    (doubt,) = read.rows[-1].doubts
    assert (doubt.code, [choice.value for choice in doubt.choices]) == ("date_beside", ["2021-01-05", "2020"])


def test_organisations_side_by_side_need_no_column_of_dates_when_each_cell_begins_with_its_own():
    rows = [
        ("Gemeente Rietdorp", "De Veerboot"),
        ("14-3-2019 aanmelding", "begin 2020 start traject"),
        ("5 juni 2020: MDO", None),
    ]
    read = read_here("cellen.xlsx", xlsx(rows), context=CASE)
    assert told(read) == [
        ("aanmelding", "2019-03-14"),
        ("start traject", "[2020-01..2020-04]"),
        ("MDO", "2020-06-05"),
    ]


# What unseen files showed to be missing


def test_notes_below_each_other_in_one_column_of_a_spreadsheet_are_read_as_notes():
    rows = [
        ("Alles onder elkaar", None),
        ("12-9-2017 moeder meldt zich", None),
        ("26-9-2017: gesprek", None),
        ("ze was erg verdrietig", None),
        ("3 november 2017 school belt", None),
    ]
    read = read_here("notities.xlsx", xlsx(rows))
    assert [(row.title, row.description, row.date.edtf, row.place) for row in read.rows] == [
        ("Moeder meldt zich", "", "2017-09-12", "Tijdlijn!A2"),
        ("Gesprek", "ze was erg verdrietig", "2017-09-26", "Tijdlijn!A3"),
        ("School belt", "", "2017-11-03", "Tijdlijn!A5"),
    ]
    assert pack(reread(read, {})).opened() == read


def test_organisations_side_by_side_beside_a_year_and_a_month_have_both():
    rows = [
        ("Jaar", "Maand", "Gemeente Rietdorp", "De Veerboot"),
        (2018, "januari", None, "Start"),
        (None, "maart", "MDO", None),
    ]
    assert told(read_here("m.xlsx", xlsx(rows), context=CASE)) == [("Start", "2018-01"), ("MDO", "2018-03")]


def test_a_year_that_is_written_once_counts_for_the_months_below_it():
    rows = [("Jaar", "Maand", "Wat"), (2018, "januari", "Start"), (None, "maart", "MDO"), (2019, "mei", "Slot")]
    assert told(read_here("j.xlsx", xlsx(rows))) == [("Start", "2018-01"), ("MDO", "2018-03"), ("Slot", "2019-05")]


@pytest.mark.parametrize(
    ("rows", "edtf"),
    [
        ((("Jaar", "Week", "Wat"), (2018, 36, "Start")), "[2018-09-03..2018-09-09]"),
        ((("Schooljaar 2018-2019 (groep 2)", None, None), ("Week", "Wat", "Wie"), (2, "Start", "IB")),
         "[2019-01-07..2019-01-13]"),
        ((("Schooljaar 2018-2019", None, None), ("Week", "Wat", "Wie"), ("45-46", "Start", "IB")),
         "2018-11-05/2018-11-18"),
    ],
)  # fmt: skip
def test_a_column_of_weeks_is_a_date_with_the_year_beside_or_above_it(rows, edtf):
    assert told(read_here("w.xlsx", xlsx(list(rows)))) == [("Start", edtf)]


def test_a_heading_between_weeks_gives_its_school_year_to_the_weeks_below_it():
    rows = [
        ("Schooljaar 2018-2019", None, None),
        ("Week", "Wat", "Wie"),
        (36, "Gesprek", "IB"),
        ("Schooljaar 2019-2020 (groep 3)", None, None),
        (36, "MDO", "IB"),
    ]
    read = read_here("w.xlsx", xlsx(rows))
    assert told(read) == [("Gesprek", "[2018-09-03..2018-09-09]"), ("MDO", "[2019-09-02..2019-09-08]")]


def test_columns_of_times_say_at_what_time_it_was_and_no_end():
    read = read_csv(
        "datum;van;tot;met;verslag",
        "24-9-2018;09:00;10:00;moeder;Startgesprek",
        ";13:00;13:30;IB;Gebeld",
        "1-10-2018;09:00;10:00;vader;Gesprek",
    )
    assert [(row.title, row.who, row.date.edtf) for row in read.rows] == [
        ("Startgesprek", ("moeder",), "2018-09-24"),
        ("Gebeld", ("IB",), "2018-09-24"),
        ("Gesprek", ("vader",), "2018-10-01"),
    ]
    assert read.rows[0].date.time == dt.time(9)


def test_lines_in_the_title_of_a_coarse_row_that_begin_with_a_date_are_events_of_their_own():
    rows = [
        ("Periode", "Wat"),
        ("Oktober 2017", "02-10 aanmelding\n16-10 wachtlijst"),
        ("mei 2018", "Start\nmet moeder"),
    ]
    read = read_here("p.xlsx", xlsx(rows))
    assert told(read) == [("aanmelding", "2017-10-02"), ("wachtlijst", "2017-10-16"), ("Start", "2018-05")]


def test_what_stands_apart_under_a_table_is_no_event():
    rows = [("Datum", "Wat", "Wie"), ("1-2-2020", "Gesprek", "moeder"), (), ("VT = Veilig Thuis", None, None)]
    read = read_here("u.xlsx", xlsx(rows))
    assert told(read) == [("Gesprek", "2020-02-01")]
    assert reasons(read)[-1] == "Staat onder de tabel."


def test_a_result_is_told_in_the_description():
    read = read_csv("Datum;Actie;Door wie;Resultaat", "1-2-2020;Bellen;wijkteam;Geen gehoor")
    assert [(row.title, row.description) for row in read.rows] == [("Bellen", "Geen gehoor")]


def test_a_month_that_is_written_once_counts_for_the_days_below_it():
    rows = [("Dag", "Maand", "Gebeurtenis"), (4, "mrt", "Verzoek"), (18, None, "Wachtlijst"), (9, "mei", "Gesprek")]
    read = read_here("r.xlsx", xlsx(rows, lambda book: setattr(book.active, "title", "2016")))
    assert told(read) == [("Verzoek", "2016-03-04"), ("Wachtlijst", "2016-03-18"), ("Gesprek", "2016-05-09")]


def test_the_times_beside_a_beginning_and_an_end_are_no_dates():
    read = read_csv(
        "Pleegdatum van;Pleegtijd van;Pleegdatum tot;Pleegtijd tot;Korte omschrijving",
        "20170318;1930;;;Ruzie",
        "20170415;1930;20170417;2015;Kind niet teruggebracht",
    )
    assert told(read) == [("Ruzie", "2017-03-18"), ("Kind niet teruggebracht", "2017-04-15/2017-04-17")]


def test_a_month_has_no_time_of_day():
    read = read_csv("Datum;Tijd;Wat", "juni 2019;13.15u;Gesprek", "3-7-2019;10.00;MDO")
    assert told(read) == [("Gesprek", "2019-06"), ("MDO", "2019-07-03")]


def test_a_date_without_year_between_dated_rows_offers_their_year():
    read = read_csv("Datum;Wat", "16-4-2019;MDO", "23 april;Gesprek", "20-5-2019;Slot")
    (doubt,) = read.rows[1].doubts
    assert [choice.value for choice in doubt.choices] == ["2019-04-23"]


def test_an_end_that_still_goes_on_is_open():
    assert told(read_csv("Begindatum;Einddatum;Wat", "13-1-2020;loopt nog;OTS")) == [("OTS", "2020-01-13/..")]


# What is hidden stays out, and nothing that is shown is lost


def test_a_hidden_row_below_dates_across_the_top_is_not_read():
    rows = [
        (None, "jan 2020", "feb 2020", "mrt 2020"),
        ("Wat", "Gesprek", "MDO", "Slot"),
        ("Toelichting", "GEHEIM a", "GEHEIM b", "GEHEIM c"),
    ]
    read = read_here("v.xlsx", xlsx(rows, lambda book: setattr(book.active.row_dimensions[3], "hidden", True)))
    assert [(row.title, row.description) for row in read.rows] == [("Gesprek", ""), ("MDO", ""), ("Slot", "")]
    assert "Deze regel is verborgen in het bestand. Maak hem zichtbaar als hij mee moet." in reasons(read)


def test_a_hidden_line_between_notes_in_one_column_is_not_read():
    rows = [("1-2-2020 gesprek", None), ("2-2-2020 GEHEIM", None), ("3-2-2020 MDO", None)]
    read = read_here("v.xlsx", xlsx(rows, lambda book: setattr(book.active.row_dimensions[2], "hidden", True)))
    assert told(read) == [("Gesprek", "2020-02-01"), ("MDO", "2020-02-03")]
    assert [row.message[:25] for row in read.skipped] == ["Deze regel is verborgen i"]


def test_a_hidden_column_of_notes_is_not_read():
    rows = [("1-2-2020 gesprek",), ("2-2-2020 GEHEIM",), ("3-2-2020 MDO",)]
    with pytest.raises(FileNotReadable):
        read_here("v.xlsx", xlsx(rows, lambda book: setattr(book.active.column_dimensions["A"], "hidden", True)))


def test_a_table_is_not_turned_when_something_would_be_left_out():
    rows = [
        (None, "jan 2020", "feb 2020", "mrt 2020", "apr 2020", "later"),
        ("Gemeente Rietdorp", "MDO", "", "Slot", "", "verhuisd"),
        ("De Veerboot", "", "Intake", "", "Start", "uit huis"),
    ]
    try:
        read = read_here("l.xlsx", xlsx(rows, None), context=CASE)
    except FileNotReadable:
        return  # it says so, and what to do
    whole = " ".join(text for row in (*read.rows, *read.skipped) for text in row.cells)
    assert "verhuisd" in whole


def test_understanding_a_turned_table_anew_keeps_its_events():
    rows = [
        ("Tijdlijn",),
        ("Casus Linde",),
        ("", ""),
        ("Datum", "14-3-2019", "3-5-2019", "7-7-2019"),
        ("Wat", "Aanmelding", "Intake", "MDO"),
        ("Wie", "moeder", "vader", "school"),
    ]
    read = read_here("t.xlsx", xlsx(rows))
    assert [row.title for row in reread(read, {2: "source"}).rows] == ["Aanmelding", "Intake", "MDO"]


@pytest.mark.parametrize("name", ["Tijdstip", "Tijd"])
def test_dates_below_a_name_for_times_are_dates(name):
    assert told(read_csv(f"{name};Wat", "12-03-2020 10:00;Gesprek", "13-03-2020 11:00;MDO")) == [
        ("Gesprek", "2020-03-12"),
        ("MDO", "2020-03-13"),
    ]


def test_days_and_months_with_a_point_are_no_times():
    read = read_csv("2019;", "Datum;Wat", "12.03;Gesprek", "13.04;MDO", "28.11;Slot")
    assert told(read) == [("Gesprek", "2019-03-12"), ("MDO", "2019-04-13"), ("Slot", "2019-11-28")]


def test_a_month_is_not_carried_into_another_year():
    rows = [("Jaar", "Maand", "Dag", "Wat"), (2019, "maart", 3, "Gesprek"), (2020, None, 5, "MDO")]
    assert told(read_here("j.xlsx", xlsx(rows)))[1] != ("MDO", "2020-03-05")


def test_a_date_at_the_end_of_time_spoils_no_other():
    rows = [("Datum", "Wat"), (dt.date(9999, 12, 31), "OTS"), ("14 maart", "Gesprek"), ("1-2-2020", "MDO")]
    assert ("MDO", "2020-02-01") in told(read_here("e.xlsx", xlsx(rows)))


def test_a_year_that_is_written_once_counts_for_the_periods_below_it():
    read = read_csv(
        "Jaar;Periode;Wat",
        "2018;voorjaar;Verwijzing",
        ";mei t/m aug;Wachtlijst",
        ";eind okt;Inzage gevraagd",
        "2019;15 jan;Adviesgesprek",
        ";week 20;Toestemming",
        ";zomer;Pauze",
    )
    assert told(read) == [
        ("Verwijzing", "2018-21"),
        ("Wachtlijst", "2018-05/2018-08"),
        ("Inzage gevraagd", "[2018-10-21..2018-10-31]"),
        ("Adviesgesprek", "2019-01-15"),
        ("Toestemming", "[2019-05-13..2019-05-19]"),
        ("Pauze", "2019-22"),
    ]
