"""The parts of the report in Word: real headings, tables with a header row, and links between lessons and moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from analysis.report.document import Account, AnswerLink, Event, Insight, ReportDocument
from analysis.report.prose import Run, blocks
from analysis.report.word_pictures import add_picture, turn_page

_SUBTLE, _ACCENT = RGBColor(0x56, 0x60, 0x67), RGBColor(0x24, 0x59, 0x5B)


class Writer:
    """Writes parts of one report at the end of one Word document; `drawings` are those of the chapters, by number."""

    def __init__(self, word: Any, report: ReportDocument, drawings: Mapping[int, bytes]) -> None:
        self.word = word
        self.report = report
        self.drawings = drawings
        self._moments = report.events_by_number() if report.shows("timeline") else {}
        self._mentions = report.mentions()
        self._bookmarks: set[str] = set()

    # ---- paragraphs ----

    def heading(self, text: str, level: int, anchor: str, *, new_page: bool = False) -> None:
        """A heading that the navigation pane shows and that links can point to."""
        paragraph = self.word.add_heading(text, level)
        paragraph.paragraph_format.page_break_before = new_page
        self._bookmark(paragraph, anchor)

    def plain_heading(self, text: str) -> None:
        """A heading for the eye only, above the contents."""
        run = self.word.add_paragraph().add_run(text)
        run.bold, run.font.size = True, Pt(14)

    def small(self, text: str, paragraph: Any = None) -> Any:
        """A line of side information."""
        paragraph = paragraph if paragraph is not None else self.word.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(9), _SUBTLE
        return paragraph

    def prose(self, text: str, *, into: Any = None) -> None:
        """A text of people: paragraphs, bullets, bold and italic."""
        place = into if into is not None else self.word
        for block in blocks(text):
            for line in block.lines:
                style = "List Bullet" if block.kind == "bullets" else "Normal"
                self._runs(place.add_paragraph(style=style), line)

    def labelled(self, title: str, text: str, *, into: Any = None) -> None:
        """A text under a small title; nothing when there is no text."""
        if text.strip():
            place = into if into is not None else self.word
            paragraph = self.small(title, place.add_paragraph())
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(0)
            self.prose(text, into=into)

    def link(self, paragraph: Any, anchor: str, text: str) -> None:
        """A link to a place in this document."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _bookmark_name(anchor))
        link.set(qn("w:history"), "1")
        run = paragraph.add_run(text)
        run.font.color.rgb, run.underline = _ACCENT, True
        link.append(run._r)
        paragraph._p.append(link)

    def evidence(
        self,
        numbers: Sequence[int],
        labels: Iterable[str] = (),
        answers: Sequence[AnswerLink] = (),
        *,
        title: str = "evidence",
    ) -> None:
        """The moments and answers that something rests on, each with a link to where it is told."""
        if not numbers and not labels and not answers:
            return
        paragraph = self.small(self.report.word(title), self.word.add_paragraph())
        paragraph.paragraph_format.keep_with_next = True
        for number in numbers:
            line = self.word.add_paragraph(style="List Bullet")
            event = self._moments.get(number)
            if event is None:
                line.add_run(str(number))
            else:
                self.link(line, f"gebeurtenis-{number}", f"{self.report.word('event')} {number}")
                line.add_run(f" {event.title}")
                self.small(f" · {event.date_words}", line)
        for answer in answers:
            line = self.word.add_paragraph(style="List Bullet")
            if self.report.links_to_answer(answer.number):
                self.link(line, f"leervraag-{answer.number}", answer.question or answer.whose)
            else:
                line.add_run(answer.question or answer.whose)
            if answer.question and answer.whose:
                self.small(f" · {answer.whose}", line)
        for label in labels:
            self.word.add_paragraph(label, style="List Bullet")

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
        """A table whose header row comes back on every page and whose rows stay whole; widths in millimetres."""
        table = self.word.add_table(rows=1, cols=len(titles), style="Table Grid")
        table.autofit = False
        header = table.rows[0]
        made = [(header, titles), *((table.add_row(), row) for row in rows)]
        for index, (line, texts) in enumerate(made):
            marks = ("w:cantSplit", "w:tblHeader") if index == 0 else ("w:cantSplit",)
            for mark in marks:
                line._tr.get_or_add_trPr().append(OxmlElement(mark))
            for cell, text, width in zip(line.cells, texts, widths, strict=True):
                cell.width = Mm(width)
                run = cell.paragraphs[0].add_run(text)
                run.font.size, run.bold = Pt(9.5), index == 0
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        self.word.add_paragraph()

    def _runs(self, paragraph: Any, line: Sequence[Run]) -> None:
        for each in line:
            run = paragraph.add_run(each.text)
            run.bold, run.italic = each.bold or None, each.italic or None

    def _bookmark(self, paragraph: Any, anchor: str) -> None:
        if anchor in self._bookmarks:
            return
        self._bookmarks.add(anchor)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(len(self._bookmarks)))
        start.set(qn("w:name"), _bookmark_name(anchor))
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(end)

    # ---- parts of the report ----

    def section(self, key: str) -> None:
        """What was composed for this section, below the facilitator's own text."""
        write = {
            "short": self._short,
            "approach": self._approach,
            "family": self._family,
            "timeline": self._timeline,
            "turning_points": self._turning_points,
            "answers": self._answers,
            "patterns": lambda: self._insights(self.report.patterns, "patroon", "pattern"),
            "worked": lambda: self._insights(self.report.worked, "werkte", "worked"),
            "lessons": self._lessons,
            "advice": self._advice,
            "agreements": self._agreements,
            "must_know": self._must_know,
            "assent": self._assent,
            "events": self._appendix,
        }.get(key)
        if write:
            write()

    def _words(self, *keys: str) -> list[str]:
        return [self.report.word(key) for key in keys]

    def _short(self) -> None:
        for lesson in self.report.lessons:
            number = self.word.add_paragraph()
            number.paragraph_format.keep_with_next = True
            self.link(number, f"les-{lesson.number}", f"{self.report.word('lesson')} {lesson.number}")
            self.prose(lesson.text)
            line = self.small(self.report.word(f"scope_{lesson.scope}"), self.word.add_paragraph())
            for audience in lesson.audiences:
                self.small(f" · {audience}", line)
            for moment in lesson.evidence:
                line.add_run("  ")
                if moment in self._moments:
                    self.link(line, f"gebeurtenis-{moment}", str(moment))
                else:
                    line.add_run(str(moment))
        for agreement in self.report.agreements:
            parts = (agreement.what, agreement.who, agreement.by_when)
            self.word.add_paragraph(" · ".join(part for part in parts if part), style="List Bullet")

    def _approach(self) -> None:
        if self.report.took_part:
            rows = ((each.organisation, ", ".join(each.roles)) for each in self.report.took_part)
            self.table(self._words("organisation", "role"), rows, (80, 80))

    def _family(self) -> None:
        if self.report.family:
            rows = ((each.code_name, each.role, each.about) for each in self.report.family)
            self.table(self._words("code_name", "role", "about"), rows, (40, 40, 80))

    def _timeline(self) -> None:
        for index, chapter in enumerate(self.report.chapters, 1):
            drawn = chapter.picture is not None and index in self.drawings
            if drawn:
                turn_page(self.word, landscape=True)
            if chapter.name:
                self.heading(chapter.name, 2, f"periode-{index}")
                if chapter.period_words:
                    self.small(chapter.period_words)
            if drawn and chapter.picture:
                add_picture(self, chapter.picture, self.drawings[index])
                turn_page(self.word, landscape=False)
            self.prose(chapter.summary)
            for event in chapter.events:
                self._event(event)
        if self.report.undated:
            self.heading(self.report.word("undated"), 2, "zonder-datum")
            for event in self.report.undated:
                self._event(event)

    def _event(self, event: Event) -> None:
        self.heading(f"{event.number}. {event.title}", 3, f"gebeurtenis-{event.number}")
        parts = [part for part in (event.date_words, event.organisation, event.kind) if part]
        line = self.small(" · ".join(parts))
        if self.report.links_to_turning_point(event.turning_point):
            self.small(" · ", line)
            self.link(
                line,
                f"kantelmoment-{event.turning_point}",
                f"{self.report.word('turning_point')} {event.turning_point}",
            )
        self.prose(event.description)
        self._accounts(event.accounts)
        mentions = self._mentions.get(event.number, ())
        if mentions:
            line = self.small(f"{self.report.word('mentioned_in')}: ")
            for index, mention in enumerate(mentions):
                self.small(", " if index else "", line)
                self.link(line, mention.anchor, mention.label)

    def _accounts(self, accounts: Sequence[Account]) -> None:
        """Accounts beside each other, at most three in a row; the table is for the eye, so it has no header."""
        for start in range(0, len(accounts), 3):
            row = accounts[start : start + 3]
            table = self.word.add_table(rows=1, cols=len(row), style="Table Grid")
            for cell, account in zip(table.rows[0].cells, row, strict=True):
                first = cell.paragraphs[0]
                first.add_run(account.organisation).bold = True
                if account.date_words:
                    self.small(f" · {account.date_words}", first)
                self.prose(account.words, into=cell)
                self.labelled(self.report.word("felt"), account.felt, into=cell)
                self.labelled(self.report.word("known_then"), account.known_then, into=cell)
                self.labelled(self.report.word("known_now"), account.known_now, into=cell)
            self.word.add_paragraph()

    def _turning_points(self) -> None:
        for turn in self.report.turning_points:
            self.heading(
                f"{self.report.word('turning_point')} {turn.number} · {turn.title}", 2, f"kantelmoment-{turn.number}"
            )
            self.evidence(turn.event_numbers, title="moments")
            self.labelled(self.report.word("facts"), turn.facts)
            self._accounts(turn.accounts)
            self.labelled(self.report.word("known_then"), turn.known_then)
            self.labelled(self.report.word("known_now"), turn.known_now)
            self.labelled(self.report.word("seen_now"), turn.seen_now)

    def _answers(self) -> None:
        for index, answer in enumerate(self.report.answers, 1):
            self.heading(f"{index}. {answer.question}", 2, f"leervraag-{index}")
            if answer.asked_by:
                self.small(f"{self.report.word('asked_by')} {answer.asked_by}")
            if answer.stays_open:
                self.word.add_paragraph().add_run(self.report.word("stays_open")).bold = True
            self.prose(answer.answer)
            for view in answer.views:
                self.labelled(view.organisation, view.text)
            self.evidence(answer.evidence)

    def _insights(self, insights: Sequence[Insight], anchor: str, word: str) -> None:
        for index, insight in enumerate(insights, 1):
            title = insight.title or f"{self.report.word(word)} {index}"
            self.heading(title, 2, f"{anchor}-{index}")
            self.prose(insight.text)
            self.evidence(insight.evidence)

    def _lessons(self) -> None:
        for lesson in self.report.lessons:
            self.heading(f"{self.report.word('lesson')} {lesson.number}", 2, f"les-{lesson.number}")
            self.prose(lesson.text)
            line = self.small(f"{self.report.word('scope')}: {self.report.word(f'scope_{lesson.scope}').lower()}")
            if lesson.audiences:
                self.small(f" · {self.report.word('audiences')}: {', '.join(lesson.audiences)}", line)
            self.evidence(lesson.evidence, lesson.evidence_labels, lesson.answers)

    def _advice(self) -> None:
        for index, advice in enumerate(self.report.advice, 1):
            to = f"{self.report.word('advice_to')} {advice.addressee}" if advice.addressee else ""
            self.heading(to or f"{self.report.word('advice')} {index}", 2, f"advies-{index}")
            self.prose(advice.text)
            self.evidence(advice.evidence)

    def _agreements(self) -> None:
        if self.report.agreements:
            rows = ((each.what, each.who, each.by_when) for each in self.report.agreements)
            self.table(self._words("what", "who", "by_when"), rows, (80, 45, 35))

    def _must_know(self) -> None:
        if self.report.must_know:
            rows = ((each.who, each.what) for each in self.report.must_know)
            self.table(self._words("who", "what"), rows, (60, 100))

    def _assent(self) -> None:
        if self.report.assent:
            rows = ((a.organisation, self.report.says(a), a.date_words, _flat(a.own_view)) for a in self.report.assent)
            self.table(self._words("organisation", "verdict", "date", "own_view"), rows, (40, 25, 25, 70))

    def _appendix(self) -> None:
        events = list(self.report.all_events())
        if events:
            rows = ((str(e.number), e.date_words, _joined(e.title, e.source), e.kind, e.organisation) for e in events)
            self.table(self._words("number", "when", "event", "kind", "organisation"), rows, (11, 30, 58, 29, 32))
        if self.report.sources:
            self.heading(self.report.word("sources"), 2, "bronnen")
            rows_of_sources = ((each.name, each.organisation, each.about) for each in self.report.sources)
            self.table(self._words("name", "organisation", "about"), rows_of_sources, (60, 50, 50))


def _bookmark_name(anchor: str) -> str:
    """Word takes letters, digits and underscores only."""
    return anchor.replace("-", "_")[:40]


def _flat(text: str) -> str:
    """A text of people without its marks, for a cell of a table."""
    return "\n".join("".join(run.text for run in line) for block in blocks(text) for line in block.lines)


def _joined(title: str, source: str) -> str:
    return f"{title}\n({source})" if source else title
