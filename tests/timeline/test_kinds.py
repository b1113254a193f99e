"""The kinds of event: distinct on the drawing, named in both languages, found from the words of a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.kinds import guess_kind, kinds


def test_every_kind_of_the_field_is_there():
    assert set(kinds()) == {
        *("intervention", "mdo", "court_step", "report_of_concern", "decision", "handover"),
        *("incident", "family_event", "contact", "waiting", "other"),
    }


def test_no_two_kinds_look_alike_and_the_diamond_stays_free_for_turning_points():
    shapes = [kind.shape for kind in kinds().values()]
    assert len(set(shapes)) == len(shapes)
    assert not any("diamond" in shape for shape in shapes)
    icons = [kind.icon for kind in kinds().values()]
    assert len(set(icons)) == len(icons)


def test_every_kind_has_a_word_in_both_languages():
    for kind in kinds().values():
        assert (kind.word("nl") and kind.word("en") and kind.word("nl") != kind.word("en")) or kind.key == "incident"
        assert kind.word("fr") == kind.word("nl")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Kinderrechter spreekt de OTS uit", "court_step"),
        ("MUHP voor drie maanden", "court_step"),
        ("Zitting bij het gerechtshof", "court_step"),
        ("Telefoon met vader over rooster", "contact"),
        ("VT-melding door de huisarts", "report_of_concern"),
        ("RvdK: onderzoek door de Raad gestart", "report_of_concern"),
        ("MDO over de melding bij Veilig Thuis", "mdo"),
        ("Rondetafelgesprek met het netwerk", "mdo"),
        ("Intake bij de kindertherapeut", "intervention"),
        ("Wachtlijst voor EMDR", "waiting"),
        ("Nieuwe gezinsvoogd", "handover"),
        ("Crisisplaatsing", "incident"),
        ("Vader verhuist naar een andere stad", "family_event"),
        ("Huisbezoek bij moeder", "contact"),
        ("Casus gesloten", "decision"),
        ("Zomaar iets", "other"),
        ("", "other"),
    ],
)
def test_the_words_of_a_title_point_to_the_kind(title, kind):
    assert guess_kind(title) == kind


def test_the_files_own_word_for_the_sort_counts_before_the_title():
    assert guess_kind("Bericht: OTS uitgesproken", sort_word="bericht") == "contact"
    assert guess_kind("OTS uitgesproken", sort_word="MDO") == "mdo"


def test_the_description_counts_when_the_title_says_nothing():
    assert guess_kind("Donderdag", "Kort geding over de omgang") == "court_step"


def test_whose_event_it_is_counts_last():
    assert guess_kind("Samen naar voetbal", lane="Gezin") == "family_event"
    assert guess_kind("Samen naar voetbal", lane="De Linde") == "other"


@pytest.mark.parametrize(
    ("title", "lane", "kind"),
    [
        ("Beschikking afgegeven", "Gemeente Rietdorp", "decision"),
        ("Beschikking afgegeven", "Wijkteam Oost", "decision"),
        ("Beschikking jeugdhulp gemeente", "", "decision"),
        ("Beschikking jeugdhulp", "", "decision"),
        ("Gemeente geeft beschikking af", "", "decision"),
        ("Beschikking afgegeven", "", "court_step"),
        ("Beschikking afgegeven", "Rechtbank", "court_step"),
        ("Beschikking kinderrechter: OTS", "Gemeente Rietdorp", "court_step"),
        ("Beschikking rechtbank, gemeente is erbij", "", "court_step"),
    ],
)
def test_a_decree_of_a_municipality_is_a_decision_and_one_of_a_court_is_not(title, lane, kind):
    assert guess_kind(title, lane=lane) == kind


def test_a_word_inside_another_word_does_not_count():
    assert guess_kind("Botsing op het plein") == "other"  # holds "ots"


@given(st.text(), st.text(), st.text(max_size=20), st.text(max_size=20))
def test_any_text_has_a_kind(title, description, sort_word, lane):
    assert guess_kind(title, description, sort_word, lane) in kinds()
