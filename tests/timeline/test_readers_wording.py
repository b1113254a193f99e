"""How people word a chronology: several days at once, doubt in a question mark, and dates that lean on another."""

from __future__ import annotations

import pytest

from timeline.readers import ReadContext, ReadFile, SourceRow, read_here

CASE = ReadContext(organisations=("Gemeente Rietdorp", "De Veerboot"))


def read(text: str) -> ReadFile:
    return read_here("geplakt", text.encode(), form="text")


def rows(text: str) -> tuple[SourceRow, ...]:
    return read(text).rows


def table(*lines: str) -> tuple[SourceRow, ...]:
    return read_here("rijen.csv", "\r\n".join(lines).encode(), context=CASE).rows


def dated(found: tuple[SourceRow, ...]) -> list[tuple[str | None, str]]:
    return [(row.date.edtf if row.date else None, row.title) for row in found]


def codes(row: SourceRow) -> list[str]:
    return [doubt.code for doubt in row.doubts]


# Several days behind one text


@pytest.mark.parametrize(
    "written", ["8/2 + 15/2", "8/2 & 15/2", "8/2 en 15/2", "8-2 en 15-2", "8 feb + 15 feb", "8 en 15 februari"]
)
def test_of_several_days_none_is_lost_and_whether_they_are_one_event_is_asked(written):
    (row, _) = rows(f"2021\n{written}: gesprek met moeder\n1 maart: MDO\n")
    assert (row.title, row.date.edtf, row.date_text) == ("Gesprek met moeder", "{2021-02-08,2021-02-15}", written)
    (doubt,) = row.doubts
    assert (doubt.code, [choice.value for choice in doubt.choices]) == (
        "several_days",
        ["{2021-02-08,2021-02-15}", "2021-02-08", "2021-02-15"],
    )


def test_several_days_in_a_cell_are_asked_about_too():
    (row,) = table("Datum;Wat;Wie", "2021;;", "8/2 + 15/2;Gesprek;moeder")
    assert (row.date.edtf, codes(row)) == ("{2021-02-08,2021-02-15}", ["several_days"])


def test_a_few_days_in_a_row_are_one_event_without_a_doubt():
    (row, _) = rows("2021\n9 en 10 mei: logeren bij oma\n1 juni: MDO\n")
    assert (row.date.edtf, row.doubts) == ("{2021-05-09,2021-05-10}", ())


def test_several_days_inside_a_sentence_are_all_kept():
    text = "3-2-2021 Intake\nOp 8 en 15 maart was er een gesprek met school."
    assert rows(text)[1].date.edtf == "{2021-03-08,2021-03-15}"


# A question mark behind a date


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("eind feb?", "[2021-02-21?..2021-02-28?]"),
        ("eind feb (?)", "[2021-02-21?..2021-02-28?]"),
        ("14 maart?", "2021-03-14?"),
        ("3/5?", "2021-05-03?"),
        ("zomer?", "2021-22?"),
        ("mei 2021?", "2021-05?"),
    ],
)
@pytest.mark.parametrize("mark", [" ", ": ", " - "])
def test_a_question_mark_behind_a_date_says_that_it_is_uncertain(written, edtf, mark):
    assert dated(rows(f"2021\n{written}{mark}moeder vertrekt\n1 juni: MDO\n"))[0] == (edtf, "Moeder vertrekt")
    assert dated(table("Datum;Wat;Wie", "2021;;", f"{written};Vertrek;moeder")) == [(edtf, "Vertrek")]


def test_the_question_mark_of_a_question_says_nothing_of_its_date():
    assert "eind maart?" in rows("3-3-2020 Gesprek\nWat gebeurde er eind maart?\n4-5-2020 MDO")[0].description


# Lines that were broken off


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3-5-2019 Gesprek met moeder over de omgang en", "de school van Merel"),
        ("3-5-2019 Gesprek over het advies van de", "Raad voor de Kinderbescherming"),
        ("- 3-5-2019 Gesprek over de omgang, waarbij", "  ook oma aanwezig was"),
        ("3-5-2019 Gesprek op school over de zorgen van de leerkracht en de", "overstap naar een andere school"),
        ("3-5-2019 Ouders laten weten dat zij samen een hulpaanbod zoeken via", "de huisarts en school"),
    ],
)
def test_a_title_that_was_broken_off_goes_on_at_the_next_line(first, second):
    event, after = rows(f"{first}\n{second}\n4-6-2019 MDO\n")
    whole = f"{first} {second.strip()}".partition("2019 ")[2]
    assert (event.title, event.description, after.title) == (whole, "", "MDO")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3-5-2019 Gesprek met moeder", "ze was erg verdrietig"),
        ("3-5-2019 Moeder belt op", "vader neemt niet op"),
        ("3-5-2019 Omgang lukt niet", "Moeder is verdrietig"),
        ("3-5-2019 MDO met beide ouders, school en het wijkteam over de omgang.", "er komt een nieuw plan"),
        ("3-5-2019 Gesprek met moeder over de omgang en", "- de school van Merel"),
    ],
)
def test_a_line_that_somebody_ended_stays_a_line(first, second):
    event, _ = rows(f"{first}\n{second}\n4-6-2019 MDO\n")
    assert event.description == second.removeprefix("- ")


def test_a_line_that_ends_with_its_verb_does_not_take_the_next_one_with_a_date_in_front():
    found = rows("17 mei 2022 - Veilig Thuis vraagt informatie op\njuni-juli 2022 - Yara komt elke ochtend te laat\n")
    assert [(row.date_text, row.title) for row in found] == [
        ("17 mei 2022", "Veilig Thuis vraagt informatie op"),
        ("juni-juli 2022", "Yara komt elke ochtend te laat"),
    ]


def test_a_sentence_that_was_broken_off_before_its_date_keeps_it():
    text = "Beste collega,\n\nDe kinderen wonen bij moeder. De omgang met vader stopte op\n3 september 2019 weer.\n"
    assert dated(rows(text))[0][0] == "2019-09-03"


# Who is an organisation, and who is a person


@pytest.mark.parametrize("header", ["Wie / organisatie", "Persoon/instantie", "Organisatie"])
@pytest.mark.parametrize(
    ("cell", "organisation", "who"),
    [
        ("moeder", "", ("moeder",)),
        ("de huisarts", "", ("de huisarts",)),
        ("rechter", "", ("rechter",)),
        ("jeugdbeschermer B", "", ("jeugdbeschermer B",)),
        ("vader en stiefmoeder", "", ("vader", "stiefmoeder")),
        ("Wijkteam, moeder en school", "Wijkteam", ("moeder", "school")),
        ("Jan / De Veerboot", "De Veerboot", ("Jan",)),
        ("begeleider (De Veerboot)", "De Veerboot", ("begeleider (De Veerboot)",)),
        ("Kompaan", "Kompaan", ()),
        ("Gezin", "Gezin", ()),
    ],
)
def test_who_somebody_is_becomes_no_organisation(header, cell, organisation, who):
    (row, _) = table(f"Datum;Wat;{header}", f'14-3-2021;Gesprek;"{cell}"', "15-3-2021;MDO;De Veerboot")
    assert (row.organisation, row.who) == (organisation, who)


def test_a_role_that_is_an_organisation_of_the_case_stays_one():
    context = ReadContext(organisations=("Huisarts", "Rechtbank"))
    lines = "Datum;Wat;Organisatie\r\n1-2-2021;Consult;huisarts\r\n2-2-2021;Zitting;rechter\r\n"
    read = read_here("rijen.csv", lines.encode(), context=context)
    assert [(row.organisation, row.who) for row in read.rows] == [("huisarts", ()), ("rechter", ())]


# Organisations side by side


def test_a_column_that_names_no_known_organisation_is_proposed_as_one():
    found = table(
        "Datum;Gemeente Rietdorp;Kompaan;De Brug;Opmerkingen;Status",
        "14-3-2021;Melding;;;let op;open",
        "1-4-2021;;Start traject;;;",
        "1-5-2021;;;Intake;met tolk;",
    )
    assert [(row.organisation, row.title, row.description) for row in found] == [
        ("Gemeente Rietdorp", "Melding", "let op"),
        ("Kompaan", "Start traject", ""),
        ("De Brug", "Intake", "met tolk"),
    ]
    assert "open" in found[0].cells


@pytest.mark.parametrize("name", ["Effect op het kind", "Nr", "Status", "Leervragen", "Opmerkingen intern"])
def test_a_column_that_is_plainly_no_organisation_is_kept_with_the_row_and_named_as_unused(name):
    lines = (f"Datum;Gemeente Rietdorp;De Veerboot;{name}", "14-3-2021;Melding;;iets", "1-4-2021;;Start;anders")
    read = read_here("rijen.csv", "\r\n".join(lines).encode(), context=CASE)
    assert [(row.organisation, row.cells[-1]) for row in read.rows] == [
        ("Gemeente Rietdorp", "iets"),
        ("De Veerboot", "anders"),
    ]
    assert [(column.header, column.field) for column in read.columns][-1] == (name, None)


def test_a_table_with_an_explanation_at_each_line_is_no_matrix():
    found = table("Datum;School;Gemeente;Toelichting", "14-3-2021;ja;;Gesprek", "15-3-2021;;nee;MDO")
    assert [(row.title, row.organisation) for row in found] == [("Gesprek", None), ("MDO", None)]


def test_the_column_of_somebody_in_the_family_is_told_in_the_lane_of_the_family():
    found = table("Datum;Moeder;Gemeente;School", "14-3-2021;ziek thuis;Melding;", "15-3-2021;;;Gesprek")
    assert [(row.organisation, row.title, row.who) for row in found] == [
        ("Gezin", "ziek thuis", ("Moeder",)),
        ("Gemeente", "Melding", ()),
        ("School", "Gesprek", ()),
    ]


@pytest.mark.parametrize(
    ("beside", "told"),
    [
        ("14-3-2021", ("2021-03-14", "Zomer bij vader")),
        ("maart 2021", ("2021-03", "Zomer bij vader")),
        ("2021", ("2021-22", "bij vader")),
        ("schooljaar 2020-2021", ("2021-22", "bij vader")),
    ],
)
def test_a_season_that_begins_a_cell_is_its_date_only_when_the_date_beside_it_leaves_room(beside, told):
    found = table("Datum;Gemeente Rietdorp;De Veerboot", f"{beside};Zomer bij vader;", "1-5-2021;;Intake")
    assert (dated(found)[0], found[0].doubts) == (told, ())


def test_a_season_with_its_year_that_begins_a_cell_is_a_date():
    found = table("Datum;Gemeente Rietdorp;De Veerboot", ";Zomer 2020 bij vader;", "1-5-2021;;Intake")
    assert dated(found)[0] == ("2020-22", "bij vader")


# What closes a text, and what is still to be done

LIST = "3-5-2019: MDO over de omgang\n4-6-2019: Huisbezoek\n"
CLOSES = "Sluit de tekst af en is geen gebeurtenis."
TO_DO = "Moet nog uitgezocht of gedaan worden en is geen gebeurtenis."


@pytest.mark.parametrize(
    "sentence",
    [
        "Tot zover onze chronologie.",
        "Bij vragen kun je bellen met het wijkteam.",
        "Heb je nog vragen, laat het dan weten.",
        "Wij hopen je hiermee voldoende te hebben geïnformeerd.",
        "Graag horen wij wanneer de bijeenkomst is.",
        "Neem gerust contact op.",
    ],
)
@pytest.mark.parametrize("before", ["", "\n", "\nVader was er niet. "])
def test_a_sentence_that_closes_a_text_is_told_apart_from_the_last_event(sentence, before):
    found = read(f"{LIST}{before}{sentence}\n")
    assert [row.title for row in found.rows] == ["MDO over de omgang", "Huisbezoek"]
    assert found.rows[1].description == before.strip()
    assert [(row.message, row.cells) for row in found.skipped] == [(CLOSES, (sentence,))]


def test_after_the_greeting_at_the_end_of_a_letter_comes_who_wrote_it():
    letter = "In mei 2019 begon de hulp. Tot zover. Met vriendelijke groet, Jan Jansen, gezinsvoogd\nDe Veerboot\n"
    found = read(letter)
    assert [row.description for row in found.rows] == ["In mei 2019 begon de hulp."]
    assert [row.cells[0] for row in found.skipped] == [
        "Tot zover.",
        "Met vriendelijke groet, Jan Jansen, gezinsvoogd",
        "De Veerboot",
    ]


@pytest.mark.parametrize(
    "sentence", ["Bij vragen over de omgang kan moeder naar school bellen.", "Mocht vader niet komen, dan belt school."]
)
def test_a_sentence_about_the_case_that_sounds_like_a_closing_stays_with_its_event(sentence):
    assert rows(f"{LIST}{sentence}\n")[1].description == sentence


@pytest.mark.parametrize("heading", ["Nog uitzoeken:", "Nog te doen:", "Openstaande vragen:", "Open vragen", "To do:"])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_what_is_still_to_be_done_is_told_apart_line_by_line(heading, gap):
    found = read(f"{LIST}\n{heading}\n{gap}- wie was bij de zitting\n- wanneer startte de OTS\n\nTot zover.\n")
    assert [(row.title, row.description) for row in found.rows] == [("MDO over de omgang", ""), ("Huisbezoek", "")]
    assert [(row.message, row.cells[0]) for row in found.skipped] == [
        (TO_DO, heading),
        (TO_DO, "wie was bij de zitting"),
        (TO_DO, "wanneer startte de OTS"),
        (CLOSES, "Tot zover."),
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("- Op 12 februari was er een gesprek met Merel.", "Gesprek met Merel"),
        ("- Op 3 maart belde vader boos op. Hij riep.", "Vader belde boos op"),
        ("Einde 2020 sloten we het dossier.", "We sloten het dossier"),
        ("3-4-2020 werd de OTS uitgesproken", "De OTS werd uitgesproken"),
        ("- Op 5 mei vroeg de blije moeder van Merel hulp.", "Op 5 mei vroeg de blije moeder van Merel hulp"),
        ("- 3 april belde moeder", "Belde moeder"),  # a note: perhaps it was who writes who called
        ("- 3 april: belde moeder", "Belde moeder"),
    ],
)
def test_a_sentence_in_a_list_that_goes_on_with_its_verb_gets_a_title_that_reads_well(line, title):
    found = rows(f"2020\n- 12 januari: intake\n- 13 januari: MDO\n{line}\n- 14 mei: brief\n")
    assert title in {row.title for row in found}


@pytest.mark.parametrize("words", ["nog navragen bij school", "Nog checken of vader gezag heeft", "nog uitzoeken: wie"])
def test_what_is_still_to_be_asked_is_no_event_below_a_year(words):
    found = read(f"2020\n- 12 februari: intake\n- {words}\n- 3 april: MDO\n")
    assert [row.title for row in found.rows] == ["Intake", "MDO"]
    assert (TO_DO, words) in [(row.message, row.cells[0]) for row in found.skipped]


def test_a_list_of_what_is_to_be_done_ends_at_the_next_date():
    found = read("3-5-2019: MDO\nNog uitzoeken:\nwie belde school\n4-6-2019: Huisbezoek\nVader was boos.\n")
    assert [(row.title, row.description) for row in found.rows] == [("MDO", ""), ("Huisbezoek", "Vader was boos.")]


def test_one_line_of_what_is_to_be_done_takes_no_other_along():
    found = read("3-5-2019: MDO\nNog uitzoeken: wie belde school\nVader was boos.\n4-6-2019: Huisbezoek\n")
    assert (found.rows[0].description, len(found.skipped)) == ("Vader was boos.", 1)


# Dates that lean on the event above


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("De volgende dag", "2019-05-04"),
        ("Dezelfde dag", "2019-05-03"),
        ("Drie dagen later", "2019-05-06~"),
        ("Twee weken later", "2019-05-17~"),
        ("Ruim 2 weken daarna", "2019-05-17~"),
        ("De week erna", "2019-05-10~"),
        ("Een maand daarna", "2019-06~"),
        ("Een half jaar later", "2019-11~"),
        ("Anderhalf jaar later", "2020-11~"),
        ("Een jaar later", "2020-05~"),
        ("Een paar weken later", "[2019-05-17~..2019-06-14~]"),
    ],
)
@pytest.mark.parametrize("written", ["{} stopte de hulp.", "{}: hulp stopt", "- {}: hulp stopt"])
def test_a_date_that_leans_on_the_event_above_is_reckoned_and_doubted(words, edtf, written):
    mark = "- " if written.startswith("-") else ""
    first, row, _ = rows(f"{mark}3-5-2019: MDO\n{written.format(words)}\n{mark}1-1-2022: Slot\n")
    assert (first.description, row.date.edtf, row.date_text) == ("", edtf, words)
    (doubt,) = row.doubts
    assert (doubt.code, doubt.params, doubt.choices[0].value) == ("relative_date", {"words": words}, edtf)


def test_in_a_letter_a_sentence_that_leans_on_the_one_before_is_an_event():
    letter = "Op 3 mei 2019 begon de hulp. Vader was blij. Twee weken later stopte de hulp weer."
    assert dated(rows(f"{letter} In juli 2020 verhuisde moeder.")) == [
        ("2019-05-03", "De hulp begon"),
        ("2019-05-17~", "De hulp stopte weer"),
        ("2020-07", "Moeder verhuisde"),
    ]


def test_a_date_that_leans_on_a_reckoned_one_goes_on_from_there():
    found = rows("3-5-2019: MDO\nEen week later: gesprek\nDe volgende dag: brief\n")
    assert [row.date.edtf for row in found] == ["2019-05-03", "2019-05-10~", "2019-05-11"]


def test_a_date_that_leans_on_a_month_is_no_more_precise_than_that():
    assert rows("mei 2019: MDO\nTwee weken later: gesprek\n")[1].date.edtf == "[2019-05-15~..2019-06-14~]"


def test_a_whole_date_behind_the_leaning_words_wins():
    found = rows("3-5-2019: MDO\nEen week later, op 14 mei 2019, stopte de hulp.\n")
    assert (found[1].date.edtf, [doubt.code for doubt in found[1].doubts]) == ("2019-05-14", [])


def test_a_leaning_date_without_a_date_above_waits_with_its_words():
    row = rows("onbekend: eerste gesprek\nTwee weken later: brief\n")[1]
    assert (row.date, row.date_text, row.title) == (None, "Twee weken later", "Brief")


def test_a_cell_may_lean_on_the_row_above():
    found = table("Datum;Wat", "3-5-2019;MDO", "twee weken later;Gesprek")
    assert (found[1].date.edtf, codes(found[1])) == ("2019-05-17~", ["relative_date"])


# Titles of sentences


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Op 3 mei 2019 werd de echtscheiding uitgesproken.", "De echtscheiding werd uitgesproken"),
        ("Op 3 mei 2019 was er een MDO met school.", "MDO met school"),
        ("Op 3 mei 2019 vond een gesprek plaats met vader.", "Gesprek met vader"),
        ("Op 3 mei 2019 hebben vader en moeder afspraken gemaakt.", "Vader en moeder hebben afspraken gemaakt"),
        ("Op 3 mei 2019 ontving Veilig Thuis een melding.", "Veilig Thuis ontving een melding"),
        ("In mei 2019 is de OTS van de kinderen verlengd.", "De OTS van de kinderen is verlengd"),
        ("Op 3 mei 2019 was er geen contact.", "Er was geen contact"),
        ("Op 3 mei 2019 vond moeder een plaats in de opvang.", "Moeder vond een plaats in de opvang"),
    ],
)
def test_a_sentence_that_begins_with_its_date_has_a_title_as_a_person_would_write_it(sentence, title):
    (row,) = rows(f"Beste collega,\n\n{sentence}\n")
    assert (row.title, row.description) == (title, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Op 3 mei 2019 ontving de moeder van school een brief.",
        "Op 3 mei 2019 werd door de rechtbank een OTS uitgesproken.",
        "Op 3 mei 2019 ging het heel slecht.",
        "Op 3 mei 2019 werd bekend dat vader vertrekt.",
        "Op 3 mei 2019 werd de boze vader weggestuurd.",
    ],
)
def test_a_sentence_that_cannot_be_turned_safely_is_its_own_title(sentence):
    (row,) = rows(f"Beste collega,\n\n{sentence}\n")
    assert (row.title, row.description) == (sentence.removesuffix("."), "")  # once is enough


def test_a_title_without_a_date_may_lean_on_the_row_above():
    found = table("Datum;Wat;Wie", "3-5-2019;MDO;school", ";twee weken later stopt vader;", "1-1-2020;Slot;vader")
    assert [(row.date.edtf, row.title) for row in found][1] == ("2019-05-17~", "twee weken later stopt vader")
    assert codes(found[1]) == ["relative_date"]


def test_closings_and_open_questions_under_a_table_are_no_events():
    lines = ("Datum;Wat;Wie", "3-5-2019;MDO;school", "Nog uitzoeken:;;", "wie was erbij;;", ";wie belde er;")
    read = read_here("rijen.csv", "\r\n".join(lines).encode(), context=CASE)
    assert [row.title for row in read.rows] == ["MDO"]
    assert [row.message for row in read.skipped[1:]] == [TO_DO] * 3
    read = read_here("rijen.csv", "\r\n".join((*lines[:2], "Tot zover onze lijst.;;")).encode(), context=CASE)
    assert (len(read.rows), read.skipped[-1].message) == (1, CLOSES)


# Years and months that are written once


def test_that_a_year_was_taken_from_a_row_above_is_said_once_for_the_whole_list():
    lines = ("Jaar;Maand;Wat", "2018;januari;Start", ";maart;MDO", ";mei;Gesprek", "2019;mei;Slot")
    read = read_here("rijen.csv", "\r\n".join(lines).encode())
    assert [(remark.params, "regel erboven" in remark.message) for remark in read.remarks] == [({"count": "2"}, True)]
    assert all(not row.doubts for row in read.rows)


@pytest.mark.parametrize(
    ("lines", "choices"),
    [
        (("Jaar;Maand;Wat", "2018;maart;A", ";november;B", ";januari;C"), ["2018-01", "2019-01"]),
        (("Jaar;Maand;Dag;Wat", "2018;3;4;A", ";;28;B", ";;5;C"), ["2018-03-05", "2018-04-05"]),
    ],
)
def test_a_year_or_month_from_above_that_makes_the_list_go_back_is_doubted(lines, choices):
    *before, last = table(*lines)
    assert [row.doubts for row in before] == [(), ()]
    (doubt,) = last.doubts
    assert (doubt.code, [choice.value for choice in doubt.choices]) == ("carried_back", choices)


def test_a_list_with_the_newest_first_goes_back_without_a_doubt():
    found = table("Jaar;Maand;Wat", "2019;mei;A", ";maart;B", ";januari;C", "2018;december;D")
    assert all(not row.doubts for row in found)


def test_a_row_without_words_for_its_date_is_of_the_year_in_its_column_of_years():
    lines = ("2018;mei;MDO;school", "2018;juni;Intake;zorg", "2019;;Wachtlijst;zorg", ";;Geen overbrugging;zorg")
    found = table("Jaar;Periode;Wat;Wie", *lines)
    assert [row.date.edtf for row in found] == ["2018-05", "2018-06", "2019", "2019"]
    assert [(row.date_text, row.doubts) for row in found[2:]] == [("2019", ())] * 2


def test_where_a_date_is_written_once_for_more_rows_it_does_not_go_on_into_another_year():
    lines = ("2018;mei;MDO;school", ";;Verslag;zorg", ";;Brief;zorg", "2019;;Wachtlijst;zorg")
    assert [row.date.edtf for row in table("Jaar;Periode;Wat;Wie", *lines)] == ["2018-05"] * 3 + ["2019"]


# What the heading of a year gives to the lines below it


@pytest.mark.parametrize("first", ["Na lang wachten: start hulp", "Dit jaar ging het beter.", "Start hulp"])
def test_a_year_that_dates_the_next_line_counts_for_the_lines_after_it_too(first):
    found = rows(f"2020\n3 mei: MDO\n\n2021\n{first}\n\n9 februari: schoolarts\nNajaar: zitting\n")
    assert [row.date.edtf for row in found] == ["2020-05-03", "2021", "2021-02-09", "2021-23"]


def test_a_year_that_dates_a_text_ends_at_a_date_of_another_year():
    found = rows("2019\nVerhuisd naar Zwolle.\n\n14-5-2021\nMDO\n\n15 juni\nBezoek\n")
    assert [(row.date.edtf, codes(row)) for row in found] == [
        ("2019", []),
        ("2021-05-14", []),
        ("2021-06-15", ["year_assumed"]),
    ]


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("Begin van het jaar", "[2021-01..2021-04]"),
        ("In het midden van het jaar", "[2021-05..2021-08]"),
        ("eind van dat jaar", "[2021-09..2021-12]"),
        ("eerste maanden", "[2021-01..2021-04]"),
        ("laatste weken van het jaar", "2021-12"),
        ("In de loop van het jaar", "2021"),
        ("het hele jaar", "2021"),
        ("1e helft", "2021-40"),
        ("tweede helft van het jaar", "2021-41"),
        ("begin januari", "[2021-01-01..2021-01-10]"),
        ("Januari en februari", "2021-01/2021-02"),
        ("jan/feb", "2021-01/2021-02"),
        ("maart & april", "2021-03/2021-04"),
        ("maart, april en mei", "2021-03/2021-05"),
        ("tot de zomervakantie", "/2021-07-01~"),
        ("t/m de kerstvakantie", "/2022-01-09"),
        ("het voorjaar", "2021-21"),
    ],
)
def test_a_part_of_the_year_below_its_heading_is_the_date_of_its_line(written, edtf):
    assert dated(rows(f"2021\n{written}: start therapie\n1 december: MDO\n")) == [
        (edtf, "Start therapie"),
        ("2021-12-01", "MDO"),
    ]
    assert dated(table("Datum;Wat;Wie", "2021;;", f"{written};Start therapie;zorg"))[0] == (edtf, "Start therapie")


def test_a_year_in_front_of_a_part_of_it_is_one_date():
    found = rows("- 18-11-2019: eerste keer\n- 2020, begin januari: politie\n- 2020, zomer: logeren\n")
    assert [row.date.edtf for row in found[1:]] == ["[2020-01-01..2020-01-10]", "2020-22"]


def test_the_first_weeks_after_something_are_not_those_of_the_year():
    (row, _) = rows("2021\n3 mei: plaatsing\nDe eerste weken gingen goed.\n4 juni: MDO\n")
    assert (row.date.edtf, row.description) == ("2021-05-03", "De eerste weken gingen goed.")


def test_how_long_something_went_on_in_a_sentence_is_no_date():
    (row, _) = rows("2021\n3 mei: plaatsing\nHet hele jaar door klachten.\n4 juni: MDO\n")
    assert (row.date.edtf, row.description) == ("2021-05-03", "Het hele jaar door klachten.")


def test_how_often_something_was_in_a_letter_is_no_date():
    (row,) = rows("Geachte mevrouw,\n\n2021\n\nOp 3 mei begon de hulp. Per week 2 gesprekken met moeder.\n")
    assert (row.date.edtf, "Per week 2 gesprekken" in row.description) == ("2021-05-03", True)


def test_a_line_that_was_broken_off_before_a_season_goes_on_with_the_one_above():
    first = "3 mei: MDO met school en wijkteam, en daarna was moeder met de kinderen een tijd weg"
    (row, _) = rows(f"2021\n{first}\nin de zomer ook nog bij oma geweest\n4 juni: MDO\n")
    assert "weg in de zomer ook nog bij oma" in row.description + row.title


def test_a_month_and_a_name_that_is_also_a_month_are_not_two_months():
    assert dated(rows("2021\nMaart, Jan belt\n4 juni: MDO\n"))[0] == ("2021-03", "Jan belt")


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("In het najaar zag ik het gezin nauwelijks.", "2019-23"),
        ("In de zomer valt het contact weg.", "2019-22"),
        ("Rond 1 oktober stapte vader over naar een andere huisarts.", "2019-10-01~"),
        ("Eind oktober was er rust.", "[2019-10-21..2019-10-31]"),
        ("In januari en februari belde moeder elke week.", "2019-01/2019-02"),
    ],
)
@pytest.mark.parametrize("joint", [" ", "\n\n"])
def test_a_sentence_that_begins_with_a_part_of_the_year_is_an_event_of_its_own(sentence, edtf, joint):
    found = rows(f"Geachte mevrouw,\n\n2019\n\nOp 6 maart kwam vader langs met klachten.{joint}{sentence}\n")
    assert [row.date.edtf for row in found] == ["2019-03-06", edtf]


def test_in_a_list_a_sentence_with_a_season_is_not_the_tail_of_the_event_above():
    found = rows("2020\n\n2 mei: logeren bij tante.\n\nIn de zomer valt het contact weg.\n\n3 november: aanmelding.\n")
    assert [row.date.edtf for row in found] == ["2020-05-02", "2020-22", "2020-11-03"]


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("Van 9 tot en met 13 augustus: logeerweek", "2021-08-09/2021-08-13"),
        ("Van mei tot en met juli: logeerweek", "2021-05/2021-07"),
        ("9 tot en met 13 augustus: logeerweek", "2021-08-09/2021-08-13"),
    ],
)
def test_a_period_below_the_heading_of_a_year_may_be_written_in_full(line, edtf):
    read = read_here("notities.txt", f"2021\n3 maart: Gesprek met moeder\n{line}\n5 september: Start school\n".encode())
    assert [row.date.edtf for row in read.rows] == ["2021-03-03", edtf, "2021-09-05"]
