"""The question sets that come with the product: texts in both languages, copied into a case and changed there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sqlmodel import Session

from analysis.models import Question
from analysis.questions.store import ORGANISATION, add_question, questions_of
from timeline.models import Case, Participant

FOLDER = Path(__file__).parent
GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Words:
    """A text in the languages of the product."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in this language; Dutch is the source."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class Theme:
    """What a question is about; `kinds` are the kinds of event that stand beside it."""

    key: str
    name: Words
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedQuestion:
    """A question of a set; `audience` is organisation (asked beforehand) or group (answered in the session)."""

    theme: str
    audience: str
    text: Words
    hint: Words


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set of learning questions, in the order in which they are asked."""

    key: str
    name: Words
    themes: tuple[Theme, ...]
    questions: tuple[PreparedQuestion, ...]


@cache
def available() -> Mapping[str, QuestionSet]:
    """The sets to choose from, by key; the one for any case comes last."""
    read = [_read(path) for path in sorted(FOLDER.glob("*.toml"))]
    read.sort(key=lambda one: (one.key == GENERAL, one.key))
    return MappingProxyType({one.key: one for one in read})


@cache
def themes() -> Mapping[str, Theme]:
    """The themes of all sets, by key."""
    return MappingProxyType({theme.key: theme for one in reversed(list(available().values())) for theme in one.themes})


def theme_name(key: str, language: str = "nl") -> str:
    """What a theme is called; a theme that no set knows is its own name."""
    theme = themes().get(key)
    return theme.name.in_language(language) if theme else key


def copy_into(
    db: Session, case: Case, theme: str, language: str = "nl", *, by: Participant | None = None
) -> list[Question]:
    """Put the questions of the set for this theme into a case, after those that are there; gives the added ones.

    A theme without a set of its own gets the general one. A question that the case has already is not added again.
    """
    chosen = available().get(theme) or available()[GENERAL]
    present = {(question.audience, question.text) for question in questions_of(db, case.id)}
    return [
        add_question(
            db,
            case,
            text=question.text.in_language(language),
            hint=question.hint.in_language(language),
            theme=question.theme,
            audience=question.audience,
            by=by,
        )
        for question in chosen.questions
        if (question.audience, question.text.in_language(language)) not in present
    ]


def _read(path: Path) -> QuestionSet:
    with path.open("rb") as file:
        content = tomllib.load(file)
    return QuestionSet(
        key=content["key"],
        name=Words(content["nl"], content["en"]),
        themes=tuple(
            Theme(theme["key"], Words(theme["nl"], theme["en"]), tuple(theme["kinds"])) for theme in content["themes"]
        ),
        questions=tuple(
            PreparedQuestion(
                theme=question["theme"],
                audience=question.get("audience", ORGANISATION),
                text=Words(question["nl"], question["en"]),
                hint=Words(question.get("hint_nl", ""), question.get("hint_en", "")),
            )
            for question in content["questions"]
        ),
    )
