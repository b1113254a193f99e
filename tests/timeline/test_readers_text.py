"""Pasted and plain text: notes, lists, letters and copied tables become events, and nothing is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.readers import FileNotReadable, ReadFile, SourceRow, read_here, read_pasted
from timeline.readers.errors import FileEmpty, NoEventsInFile
from timeline.readers.sentences import TITLE_CHARS, sentences, shortened, told


def read(text: str) -> ReadFile:
    return read_here("geplakt", text.encode(), form="text")


def rows(text: str) -> tuple[SourceRow, ...]:
    return read(text).rows


def dated(text: str) -> list[tuple[str, str]]:
    """The date and the title of every event in a text."""
    return [(row.date.edtf if row.date else "", row.title) for row in rows(text)]


def codes(row: SourceRow) -> set[str]:
    return {doubt.code for doubt in row.doubts}


# A line or a paragraph an event


@pytest.mark.parametrize(
    "line",
    [
        "14-3-2021 Huisbezoek bij moeder",
        "14-3-2021: Huisbezoek bij moeder",
        "14/03/2021 – Huisbezoek bij moeder",
        "14 maart 2021 - Huisbezoek bij moeder.",
        "14 maart 2021, huisbezoek bij moeder",
        "14 mrt. 2021: huisbezoek bij moeder",
        "zo 14 maart 2021 Huisbezoek bij moeder",
        "- 14 maart 2021: Huisbezoek bij moeder",
        "• 14 maart 2021 Huisbezoek bij moeder",
        "3. 14-03-2021 Huisbezoek bij moeder",
        "**14 maart 2021** Huisbezoek bij moeder",
        "[14-03-2021] Huisbezoek bij moeder",
        "Datum: 14 maart 2021 - Huisbezoek bij moeder",
        "Op 14 maart 2021 huisbezoek bij moeder.",
        "Huisbezoek bij moeder (14 maart 2021)",
        "Huisbezoek bij moeder, 14-3-2021",
        "Huisbezoek bij moeder op 14 maart 2021",
    ],
)
def test_a_date_in_a_line_is_taken_out_of_its_title(line):
    assert dated(line) == [("2021-03-14", "Huisbezoek bij moeder")]


def test_every_line_with_a_date_is_an_event_and_says_where_it_stands():
    first, second = rows("14-3-2021 Huisbezoek\n20-3-2021 Telefoontje met school")
    assert [(first.title, first.place), (second.title, second.place)] == [
        ("Huisbezoek", "regel 1"),
        ("Telefoontje met school", "regel 2"),
    ]


def test_what_follows_without_a_date_tells_more_about_the_event_above():
    first, second = rows("14-3-2021 Huisbezoek. Vader was er niet.\nMoeder wil hulp.\n\n20-3-2021 Brief")
    assert (first.title, first.description) == ("Huisbezoek", "Vader was er niet.\nMoeder wil hulp.")
    assert (second.title, second.description) == ("Brief", "")


def test_a_date_on_a_line_of_its_own_dates_the_text_below_it():
    text = "14 maart 2021\nHuisbezoek bij moeder. Vader kwam niet.\n\n2022\nOuders uit elkaar\n\nmei 2023\nOTS gestart"
    assert dated(text) == [
        ("2021-03-14", "Huisbezoek bij moeder"),
        ("2022", "Ouders uit elkaar"),
        ("2023-05", "OTS gestart"),
    ]


def test_a_date_in_the_text_of_an_event_is_no_event_of_its_own():
    (row, other) = rows("14-3-2021 MDO\nNieuwe afspraak op 20 maart 2021 om tien uur.\n3-5-2021 Brief")
    assert (row.title, row.description) == ("MDO", "Nieuwe afspraak op 20 maart 2021 om tien uur.")
    assert other.title == "Brief"


def test_what_stands_above_the_first_event_is_skipped_with_the_reason():
    found = read("Overzicht Korenbloem\nGemaakt door het wijkteam\n\n14-3-2021 Huisbezoek")
    assert [(row.place, row.cells) for row in found.skipped] == [
        ("regel 1", ("Overzicht Korenbloem",)),
        ("regel 2", ("Gemaakt door het wijkteam",)),
    ]
    assert all(row.message.endswith(".") for row in found.skipped)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("14-3-2021 t/m 20-5-2021: Traject", "2021-03-14/2021-05-20"),
        ("maart 2021 – juni 2021 Traject", "2021-03/2021-06"),
        ("2019-2020: Traject", "2019/2020"),
        ("sinds april 2021: Traject", "2021-04/.."),
        ("± mei 2021 Traject", "2021-05~"),
        ("eind 2021 Traject", "[2021-09..2021-12]"),
        ("zomer 2021: Traject", "2021-22"),
        ("onbekend: Traject", "XXXX"),
    ],
)
def test_dates_of_every_sort_may_begin_a_line(written, edtf):
    assert dated(f"1-1-2018 Begin\n{written}\n1-1-2024 Slot")[1] == (edtf, "Traject")


def test_a_time_belongs_to_the_date():
    (row,) = rows("ma 5 juli 2021 14:30 - 15:30 evaluatie met ouders")
    assert (row.title, row.date.edtf, row.date.time.isoformat()) == ("Evaluatie met ouders", "2021-07-05", "14:30:00")


# Headings and lists


def test_a_heading_gives_the_year_to_dates_that_lack_it():
    text = (
        "2019\n- 14 maart: aanmelding\n- mei: intake\n- 12/10: zitting\n2020\n- 3 t/m 7 februari: crisis\n- zomer: rust"
    )
    assert dated(text) == [
        ("2019-03-14", "Aanmelding"),
        ("2019-05", "Intake"),
        ("2019-10-12", "Zitting"),
        ("2020-02-03/2020-02-07", "Crisis"),
        ("2020-22", "Rust"),
    ]
    assert all(not row.doubts for row in rows(text))


def test_a_month_as_heading_gives_its_year_and_month():
    text = "Maart 2021\n14: huisbezoek\nde 20e: telefoontje\n3 april: gesprek met school"
    assert [edtf for edtf, _ in dated(text)] == ["2021-03-14", "2021-03-20", "2021-04-03"]


def test_headings_of_markdown_count_and_a_new_heading_ends_the_year():
    text = "# Tijdlijn\n\n## 2019\n**14 maart** – aanmelding\n\n## Conclusie\nHet liep niet goed."
    found = read(text)
    assert [(row.date.edtf, row.title) for row in found.rows] == [("2019-03-14", "Aanmelding")]
    assert [row.cells[0] for row in found.skipped] == ["Tijdlijn", "2019", "Conclusie", "Het liep niet goed."]


def test_an_item_without_a_date_below_a_year_happened_in_that_year():
    assert dated("2019\n- Ouders uit elkaar\n- Verhuizing naar Rietdorp\n2020\n- OTS") == [
        ("2019", "Ouders uit elkaar"),
        ("2019", "Verhuizing naar Rietdorp"),
        ("2020", "OTS"),
    ]


def test_an_item_without_a_date_among_dated_ones_is_kept_with_a_doubt():
    first, second = rows("- 3 mei 2021: OTS uitgesproken\n- Opa biedt hulp aan")
    assert (first.title, second.title, codes(second)) == ("OTS uitgesproken", "Opa biedt hulp aan", {"date_missing"})


def test_items_below_a_dated_line_tell_about_it():
    first, second = rows("14-3-2021 MDO\n  - plan besproken\n  - nieuw gesprek volgt\n20-3-2021 Brief")
    assert (first.title, first.description) == ("MDO", "plan besproken\nnieuw gesprek volgt")
    assert second.title == "Brief"


def test_a_year_that_is_not_written_is_taken_from_the_event_above_and_doubted():
    first, later, over = rows("14 november 2021: intake\n3 december: huisbezoek\n12 januari: MDO")
    assert codes(first) == set()
    assert [(row.date.edtf, codes(row)) for row in (later, over)] == [
        ("2021-12-03", {"year_assumed"}),
        ("2022-01-12", {"year_assumed"}),
    ]
    assert [choice.value for choice in over.doubts[0].choices] == ["2022-01-12", "2021-01-12"]


def test_without_any_year_a_date_stays_without_one():
    row, _ = rows("14 november: intake\n3 december: huisbezoek")
    assert row.date is None or row.date.is_unknown
    assert row.date_text == "14 november"
    assert row.doubts


def test_a_name_that_is_also_a_month_is_no_date():
    found = read("14 maart 2021: intake door\nJan Jansen\nMei Li was erbij")
    assert [row.description for row in found.rows] == ["Jan Jansen\nMei Li was erbij"]


# Dates that are none


@pytest.mark.parametrize("wrong", ["31-02-2021", "30 februari 2021", "14-13-2021", "0-0-0000", "99/99/2020"])
def test_a_date_that_does_not_exist_keeps_its_words_and_its_event(wrong):
    before, row, after = rows(f"1-2-2021 Intake\n{wrong}: Gesprek met vader\n3-4-2021 Brief")
    assert (before.title, row.title, after.title) == ("Intake", "Gesprek met vader", "Brief")
    assert (row.date, row.date_text, codes(row)) == (None, wrong, {"date_not_understood"})


def test_a_number_at_the_beginning_of_a_line_is_no_year():
    (row,) = rows("14-3-2021 Toeslag aangevraagd\n2000 euro per jaar\n3 kinderen in het gezin\n06-12345678")
    assert row.description == "2000 euro per jaar\n3 kinderen in het gezin\n06-12345678"


def test_a_period_that_ends_before_it_begins_is_kept_and_doubted():
    (row, _) = rows("3-6-2020 t/m 1-5-2020: Traject\n1-7-2020 Brief")
    assert row.title
    assert codes(row)


# Letters and messages

LETTER = """Rietdorp, 3 mei 2024

Beste collega,

Hierbij de stukken, zoals besproken op 1 mei 2024.

In maart 2021 meldde de school zich bij het wijkteam. Merel was veel afwezig. Op 14 april 2021 was er een huisbezoek \
bij moeder. Dat gesprek verliep stroef.

Het ging niet goed met Specht. De OTS is op 3 augustus 2021 uitgesproken. Daarna kwam er rust. Het eindverslag (12 \
december 2022) is besproken met beide ouders.

Met vriendelijke groet,
Jan Jansen
Wijkteam Rietdorp
"""


def test_in_a_letter_every_sentence_with_a_date_is_an_event():
    assert dated(LETTER) == [
        ("2021-03", "De school meldde zich bij het wijkteam"),
        ("2021-04-14", "Huisbezoek bij moeder"),
        ("2021-08-03", "De OTS is uitgesproken"),
        ("2022-12-12", "Het eindverslag is besproken met beide ouders"),
    ]


def test_in_a_letter_the_sentences_around_a_date_are_its_description():
    assert [row.description for row in rows(LETTER)] == [
        "In maart 2021 meldde de school zich bij het wijkteam.\nMerel was veel afwezig.",
        "Op 14 april 2021 was er een huisbezoek bij moeder.\nDat gesprek verliep stroef.",
        "Het ging niet goed met Specht.\nDaarna kwam er rust.",
        "",
    ]


def test_several_events_of_one_line_each_have_a_place_of_their_own():
    places = [row.place for row in rows(LETTER)]
    assert places[:2] == ["regel 7", "regel 7, zin 3"]
    assert len(set(places)) == len(places)


def test_the_head_the_greeting_and_the_signature_of_a_letter_are_no_events():
    assert [row.cells[0] for row in read(LETTER).skipped] == [
        *("Rietdorp, 3 mei 2024", "Beste collega,", "Hierbij de stukken, zoals besproken op 1 mei 2024."),
        *("Met vriendelijke groet,", "Jan Jansen", "Wijkteam Rietdorp"),
    ]


def test_the_moment_at_which_a_message_was_sent_is_no_event():
    text = "Van: wijkteam\nVerzonden: maandag 3 mei 2021 10:00\n\n* 14 maart 2021 – intake\n\nGroet,\nAn"
    assert dated(text) == [("2021-03-14", "Intake")]


def test_in_a_story_below_a_year_each_sentence_with_a_month_is_an_event():
    text = "2019\nIn maart meldde de school zich. In juni startte de hulp.\n\n2020\nEind mei stopte de hulp."
    assert [edtf for edtf, _ in dated(text)] == ["2019-03", "2019-06", "[2020-05-21..2020-05-31]"]


def test_a_sentence_does_not_end_at_a_shortened_word():
    assert sentences("Gesprek met dhr. Bakker en mw. de Wit d.d. 14 mrt. 2021. Vader kwam niet! Daarna rust.") == [
        "Gesprek met dhr. Bakker en mw. de Wit d.d. 14 mrt. 2021.",
        "Vader kwam niet!",
        "Daarna rust.",
    ]


# Who was there, and the rest that a text may say


@pytest.mark.parametrize(
    "text",
    [
        "14-3-2021 MDO (aanwezig: moeder, school en Curess)",
        "14-3-2021 MDO. Aanwezig: moeder, school en Curess.",
        "14-3-2021 MDO\nErbij: moeder, school en Curess",
        "14-3-2021 MDO\nWie was erbij: moeder, school en Curess",
    ],
)
def test_who_was_there_is_told_apart_when_the_text_says_so(text):
    (row,) = rows(text)
    assert (row.title, row.who, row.description) == ("MDO", ("moeder", "school", "Curess"), "")


def test_source_and_organisation_are_told_apart_when_the_text_says_so():
    first, second = rows("14-3-2021 MDO\nBron: dossier 12\nOrganisatie: Wijkteam\n20-3-2021 Brief")
    assert (first.source, first.organisation, first.description) == ("dossier 12", "Wijkteam", "")
    assert second.source == ""


@given(st.text(min_size=1, max_size=400))
def test_a_title_is_short_and_no_word_of_a_text_is_lost(text):
    event = told([text])
    assert len(event.title) <= TITLE_CHARS + 1
    whole = "".join((event.title, event.description, event.who, event.organisation, event.source)).casefold()
    labels = {"aanwezig", "aanwezigen", "erbij", "wie", "bron"}
    words = [word for word in text.casefold().split() if word.isalpha() and word not in labels]
    assert all(word in whole for word in words)


def test_a_long_sentence_is_cut_at_a_clause_and_stays_whole_in_the_description():
    long = "De jeugdbeschermer besprak met beide ouders het plan van aanpak, " + "en dat duurde heel lang " * 6
    assert shortened(long).endswith("…")
    assert told([long]).description == long.strip()


# Tables that were pasted


@pytest.mark.parametrize(
    "text",
    [
        "Datum\tWat\tWie\n14-3-2021\tHuisbezoek\tmoeder\n20-3-2021\tBrief\tschool",
        "Datum;Wat;Wie\n14-3-2021;Huisbezoek;moeder\n20-3-2021;Brief;school",
        "Datum,Wat,Wie\n14-3-2021,Huisbezoek,moeder\n20-3-2021,Brief,school",
        "Datum | Wat | Wie\n14-3-2021 | Huisbezoek | moeder\n20-3-2021 | Brief | school",
        "| Datum | Wat | Wie |\n|:--|--|--|\n| 14-3-2021 | Huisbezoek | moeder |\n| 20-3-2021 | Brief | school |",
    ],
)
def test_a_pasted_table_is_read_as_a_table(text):
    found = read(text)
    assert found.form == "text"
    assert [(row.date.edtf, row.title, row.who) for row in found.rows] == [
        ("2021-03-14", "Huisbezoek", ("moeder",)),
        ("2021-03-20", "Brief", ("school",)),
    ]


def test_commas_in_sentences_make_no_columns():
    text = "14-3-2021, huisbezoek bij moeder, vader afwezig\n20-3-2021, brief\n3-4-2021, MDO, school, Curess, moeder"
    assert dated(text) == [
        ("2021-03-14", "Huisbezoek bij moeder, vader afwezig"),
        ("2021-03-20", "Brief"),
        ("2021-04-03", "MDO, school, Curess, moeder"),
    ]


def test_a_text_file_is_told_from_a_csv_file_by_its_content():
    assert read_here("x.csv", b"14-3-2021 Huisbezoek, met school\n20-3-2021 Brief").form == "text"
    assert read_here("x.txt", b"Datum;Wat\n14-3-2021;Huisbezoek").form == "csv"


# The way in


def test_a_pasted_text_is_read_in_a_process_of_its_own_and_named_in_plain_words():
    found = read_pasted("14 maart 2021\nHuisbezoek\n\n3 mei 2021\nMDO").opened()
    assert (found.name, found.form, [row.title for row in found.rows]) == (
        "Geplakte tekst",
        "text",
        ["Huisbezoek", "MDO"],
    )


@pytest.mark.parametrize(("text", "refusal"), [("", FileEmpty), (" \n\t", FileEmpty), ("Hallo daar", NoEventsInFile)])
def test_a_pasted_text_without_events_says_so(text, refusal):
    with pytest.raises(refusal):
        read_pasted(text)


def test_half_a_character_in_a_pasted_text_breaks_nothing():
    assert [row.title for row in read_pasted("14-3-2021 Bezoek \ud83d").opened().rows] == ["Bezoek ?"]


# Laws

lines = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)


@given(st.lists(lines, max_size=12))
def test_no_line_of_a_text_is_dropped(written):
    text = "\n".join(("1-1-2020 Begin", *written, "1-2-2020 Slot"))
    try:
        found = read(text)
    except FileNotReadable:
        return
    if found.columns[0].header:  # it was a table after all
        return
    told_of = "".join(
        text
        for row in (*found.rows, *found.skipped)
        for text in (*row.cells, *([row.title, row.description] if isinstance(row, SourceRow) else []))
    ).casefold()
    words = [word for line in written for word in line.casefold().split() if word.isalpha() and len(word) > 7]
    assert all(word in told_of for word in words)


# What unseen files showed to be missing


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("8/1 start bemiddeling", "2018-01-08"),
        ("8 jan start bemiddeling", "2018-01-08"),
        ("half febr verhuizing", "[2018-02-10..2018-02-20]"),
        ("febr. verhuizing", "2018-02"),
        ("rond Pasen: logeert bij vader", "[2018-04-01~..2018-04-02~]"),
        ("Pasen: logeren", "[2018-04-01..2018-04-02]"),
        ("Q3: onderzoek", "2018-35"),
        ("3e kwartaal onderzoek", "2018-35"),
        ("wk 10 intake", "[2018-03-05..2018-03-11]"),
        ("wk. 10 intake", "[2018-03-05..2018-03-11]"),
    ],
)
def test_a_note_below_a_year_takes_its_own_date_and_not_the_whole_year(line, edtf):
    read = read_here("n.txt", f"2018\n- {line}\n- 3 mei: gesprek\n".encode())
    assert [row.date.edtf for row in read.rows] == [edtf, "2018-05-03"]


def test_sentences_above_a_dated_list_that_tell_what_happened_before_are_events():
    text = "Ouders zijn gehuwd op 9 mei 2012.\n\n02-07-2019: verzoek ontvangen\n05-07-2019: startbrief\n"
    read = read_here("r.txt", text.encode())
    assert [row.date.edtf for row in read.rows] == ["2012-05-09", "2019-07-02", "2019-07-05"]


@pytest.mark.parametrize(
    "line",
    ["Dit overzicht is gemaakt op 3 mei 2021.", "Rapportdatum 24 september 2019", "(gesprek met moeder 10/3/22)"],
)
def test_what_a_list_says_of_itself_is_no_event(line):
    read = read_here("r.txt", f"{line}\n\n02-07-2019: verzoek ontvangen\n05-07-2019: startbrief\n".encode())
    assert [row.date.edtf for row in read.rows] == ["2019-07-02", "2019-07-05"]


@pytest.mark.parametrize("heading", ["Schooljaar 2017-2018", "schooljaar 17/18"])
def test_below_a_school_year_the_second_half_is_in_its_second_year(heading):
    read = read_here("s.txt", f"{heading}\n8 december: Vader in de klas.\n16 jan: Tienminutengesprek.\n".encode())
    assert [(row.date.edtf, row.doubts) for row in read.rows] == [("2017-12-08", ()), ("2018-01-16", ())]


def test_below_two_calendar_years_the_year_is_asked():
    read = read_here("s.txt", b"2017-2018\n8 december: Vader in de klas.\n16 jan: Gesprek.\n")
    assert [[choice.value for choice in row.doubts[0].choices] for row in read.rows] == [
        ["2017-12-08", "2018-12-08"],
        ["2017-01-16", "2018-01-16"],
    ]


@pytest.mark.parametrize(
    ("line", "title", "edtf"),
    [
        ("12, 13 en 14 november: Leerling ziek gemeld.", "Leerling ziek gemeld", "{2018-11-12,2018-11-13,2018-11-14}"),
        ("vlak voor kerst: Moeder belt.", "Moeder belt", None),
        ("22 juli - 5 aug: Vakantie bij vader.", "Vakantie bij vader", "2018-07-22/2018-08-05"),
    ],
)
def test_a_line_that_begins_as_the_dated_ones_do_is_an_event_whatever_its_date(line, title, edtf):
    read = read_here("l.txt", f"2018\n5 oktober: Gesprek.\n{line}\n8 december: Vader in de klas.\n".encode())
    assert [row.title.rstrip(".") for row in read.rows] == ["Gesprek", title, "Vader in de klas"]
    assert (read.rows[1].date.edtf if read.rows[1].date else None) == edtf
    assert bool(read.rows[1].doubts) == (edtf is None)


def test_a_note_around_a_feast_takes_the_feast():
    read = read_here("p.txt", b"2022\n- 8/2: oudergesprekken\n- rond pasen overdracht mislukt\n")
    assert [(row.title, row.date.edtf) for row in read.rows] == [
        ("Oudergesprekken", "2022-02-08"),
        ("Overdracht mislukt", "[2022-04-17~..2022-04-18~]"),
    ]


@pytest.mark.parametrize(
    "written", ["15 mei – 20 augustus", "15 mei - 20 aug", "15-5 t/m 20-8", "15/5 – 20/8", "15 mei t/m 20 augustus"]
)
def test_the_day_at_the_end_of_a_period_is_no_year(written):
    read = read_here("p.txt", f"2018\n- {written}: onderzoek\n- 3 september: gesprek\n".encode())
    assert [(row.title, row.date.edtf) for row in read.rows] == [
        ("Onderzoek", "2018-05-15/2018-08-20"),
        ("Gesprek", "2018-09-03"),
    ]


def test_the_date_of_a_letter_is_no_event():
    letter = "Datum: 21 maart 2024\nBetreft: verloop\nGeachte mevrouw,\nOp uw verzoek geven wij het verloop weer.\n"
    read = read_here("b.txt", f"{letter}Op 6 juni 2017 ontving Veilig Thuis een melding.\n".encode())
    assert [row.date.edtf for row in read.rows] == ["2017-06-06"]


def test_a_period_over_new_year_ends_in_the_year_after_the_heading():
    read = read_here("n.txt", b"2020\n3 maart: gesprek\n20 december - 5 januari: kerst bij vader\n")
    assert read.rows[1].date.edtf == "2020-12-20/2021-01-05"


@pytest.mark.parametrize("line", ["Julia zegt: ik wil niet", "Janneke (school): het gaat beter", "Jan: ik kom morgen"])
def test_what_somebody_with_the_name_of_a_month_says_belongs_to_the_event_above(line):
    read = read_here("j.txt", f"3 maart 2020: gesprek op school\n{line}\n5 maart 2020: MDO\n".encode())
    assert [row.description for row in read.rows] == [line, ""]


def test_the_c_of_a_consult_behind_a_date_does_not_make_it_about():
    read = read_here("h.txt", b"11-02-19  C  HvD\n12-03-19  V  HvD\n")
    assert [row.date.edtf for row in read.rows] == ["2019-02-11", "2019-03-12"]
