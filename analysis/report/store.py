"""The report of a case in the making: its texts, sharing the draft, assent for each organisation, and the frozen final.

A final report holds its exact bytes; nothing here changes one, and what is written later belongs to a next edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col, select

from analysis.models import Assent, Report, ReportSection
from analysis.report.as_json import sealed, to_json
from analysis.report.document import ReportDocument
from timeline import history
from timeline.columns import now
from timeline.errors import N_, UserError
from timeline.models import Case, Organisation, Participant, Phase
from timeline.text import clean_text

DRAFT, FINAL = "draft", "final"
AGREE, DISSENT = "agree", "dissent"


class NotShared(UserError):
    """The draft is not shared yet."""

    def __init__(self) -> None:
        super().__init__(N_("Het concept is nog niet gedeeld. De procesbegeleider laat weten wanneer je kunt lezen."))


class TextChanged(UserError):
    """The report changed while somebody was reading it to agree with it."""

    def __init__(self) -> None:
        super().__init__(
            N_("Het verslag is veranderd terwijl je las. Lees het nog een keer; wat je schreef staat er nog.")
        )


class ViewMissing(UserError):
    """An own view without a text."""

    def __init__(self) -> None:
        super().__init__(N_("Schrijf op hoe jullie het zien. Dat komt bij het verslag te staan."))


def draft_of(db: Session, case: Case) -> Report:
    """The draft of the next edition; not stored yet when nobody wrote anything in it."""
    found = db.exec(select(Report).where(Report.case_id == case.id, Report.state == DRAFT)).first()
    if found is not None:
        return found
    return Report(case_id=case.id, edition=len(finals_of(db, case.id)) + 1)


def finals_of(db: Session, case_id: str) -> Sequence[Report]:
    """The agreed editions, the newest first."""
    query = select(Report).where(Report.case_id == case_id, Report.state == FINAL)
    return db.exec(query.order_by(col(Report.edition).desc())).all()


def sections_of(db: Session, report: Report) -> dict[str, ReportSection]:
    """The facilitator's texts by section; a new edition begins with those of the one before."""
    query = select(ReportSection).where(
        ReportSection.case_id == report.case_id, ReportSection.report_id == _with_texts(db, report)
    )
    return {section.key: section for section in db.exec(query)}


def write_section(db: Session, case: Case, key: str, body: str, *, based_on: int, by: Participant) -> ReportSection:
    """Write the facilitator's text of one section; writing the same text again changes nothing.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    report = _stored_draft(db, case, by)
    text = clean_text(body).strip()
    section = sections_of(db, report).get(key)
    if section is None:
        history.check_version(ReportSection(case_id=case.id, report_id=report.id, key=key, version=0), based_on)
        section = ReportSection(case_id=case.id, report_id=report.id, key=key, body=text)
        history.record(db, case, section, "add", by=by)
        return section
    if section.body == text:
        return section
    history.check_version(section, based_on)
    section.body = text
    section.version += 1
    history.record(db, case, section, "change", by=by)
    return section


def share(db: Session, case: Case, *, by: Participant) -> Report:
    """Let the organisations read the draft; a second time changes nothing."""
    report = _stored_draft(db, case, by)
    if report.shared_at is None:
        report.shared_at = now()
        report.version += 1
        history.record(db, case, report, "share", by=by)
    return report


def assents_of(db: Session, report: Report) -> dict[str, Assent]:
    """What each organisation said of this edition, by organisation."""
    query = select(Assent).where(Assent.case_id == report.case_id, Assent.report_id == report.id)
    return {assent.organisation_id: assent for assent in db.exec(query)}


def give_assent(
    db: Session,
    case: Case,
    organisation: Organisation,
    verdict: str,
    view: str,
    *,
    checksum: str,
    current: str,
    by: Participant,
) -> Assent:
    """Record that an organisation agrees, or its own view, with what it read (`checksum`).

    Raises:
        NotShared: there is no draft to agree with.
        TextChanged: the report is no longer what was read; `current` is its checksum now.
        ViewMissing: an own view without a text.
    """
    history.hold(db, case)
    report = draft_of(db, case)
    if report.shared_at is None:
        raise NotShared
    text = clean_text(view).strip()
    if verdict != AGREE and not text:
        raise ViewMissing
    if checksum != current:
        raise TextChanged
    assent = assents_of(db, report).get(organisation.id)
    if assent is None:
        assent = Assent(case_id=case.id, report_id=report.id, organisation_id=organisation.id, verdict="", version=0)
    assent.verdict = AGREE if verdict == AGREE else DISSENT
    assent.view, assent.checksum = text, checksum
    assent.participant_id, assent.at = by.id, now()
    assent.version += 1
    history.record(db, case, assent, "add" if assent.version == 1 else "change", by=by)
    return assent


def freeze(db: Session, case: Case, document: ReportDocument, *, by: Participant) -> Report:
    """Make the draft final: its bytes and their checksum are kept and the case is agreed.

    Raises:
        Conflict: it was frozen in the meantime.
    """
    history.hold(db, case)
    if case.phase != Phase.WRITING:
        raise history.Conflict(case)
    report = _stored_draft(db, case, by)
    final = sealed(replace(document, head=replace(document.head, status="final")))
    report.content, report.checksum = to_json(final), str(final.head.checksum)
    report.state, report.frozen_at = FINAL, now()
    report.version += 1
    case.phase = Phase.AGREED
    case.version += 1
    history.record(db, case, case, "phase", by=by)
    revision = report.model_copy(update={"content": None})
    history.record_snapshot(db, case, report, "freeze", history.snapshot(revision), by=by)
    return report


def _stored_draft(db: Session, case: Case, by: Participant) -> Report:
    history.hold(db, case)
    report = draft_of(db, case)
    if report not in db:
        texts = sections_of(db, report)
        history.record(db, case, report, "add", by=by)
        for section in texts.values():
            copy = ReportSection(case_id=case.id, report_id=report.id, key=section.key, body=section.body)
            history.record(db, case, copy, "add", by=by)
    return report


def _with_texts(db: Session, report: Report) -> str:
    """The edition whose texts count: the report itself, or the final before a draft that nobody wrote in yet."""
    if report in db:
        return report.id
    return next((final.id for final in finals_of(db, report.case_id)), report.id)
