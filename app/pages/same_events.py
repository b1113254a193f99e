"""Two events that may be one, side by side: the facilitator says whether they are, and takes apart what was joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Response
from pydantic import Field

from analysis import joining
from app.forms import PageForm
from app.here import Here, here
from app.i18n import gettext, in_reader_words
from app.messages import go
from timeline.comparing import ComparingTookTooLong
from timeline.errors import N_
from timeline.history import Conflict, check_version, load, revisions_of
from timeline.ids import is_id
from timeline.joining import OnlyAccount, split_account
from timeline.models import Account, Event
from timeline.store import NothingToUndo, organisations_of
from timeline.twins import (
    GoneMeanwhile,
    Told,
    Twins,
    ask_again,
    differences,
    doubtful_pairs,
    hold_both,
    joined_from_files,
    keep_apart,
    kept_apart,
)

router = APIRouter(prefix="/cases/{case_id}/import/same")
Deciding = Annotated[Here, Depends(here("event.change"))]

SPLIT_MEANWHILE = N_("Iemand anders heeft dit intussen veranderd. Er is niets uit elkaar gehaald. Kijk hoe het nu is.")


class AnswerForm(PageForm):
    """Whether two events are one, with the versions that were shown; `at` is the place in the row of questions."""

    answer: Literal["same", "two"]
    first: str = Field(max_length=26)
    second: str = Field(max_length=26)
    first_version: int
    second_version: int
    at: int = Field(default=1, ge=1, le=100_000)


class UndoForm(PageForm):
    """Which answer should be taken back: the act that joined two events, or the two that were kept apart."""

    batch: str = Field(default="", max_length=26)
    first: str = Field(default="", max_length=26)
    second: str = Field(default="", max_length=26)
    at: int = Field(default=1, ge=1, le=100_000)


class SplitForm(PageForm):
    """Which account should stand alone again, as it was shown."""

    account: str = Field(max_length=26)
    version: int


@router.get("")
def question(place: Deciding, at: int = 1, undo: str = "", first: str = "", second: str = "") -> Response:
    """One pair, both accounts side by side; below it what was joined and what was kept apart."""
    taken_back = {"batch": undo} if is_id(undo) else {}
    if is_id(first) and is_id(second):
        taken_back = {"first": first, "second": second}
    return _page(place, at, taken_back=taken_back)


@router.post("")
def answer(place: Deciding, form: Annotated[AnswerForm, Form()]) -> Response:
    """Join the two or keep them apart; not when one of them became something else in the meantime."""
    address = f"/cases/{place.case.id}/import/same?at={form.at}"
    versions = form.first_version, form.second_version
    try:
        first, second = hold_both(place.db, form.first, form.second, versions=versions, by=place.participant)
    except GoneMeanwhile as error:
        return _page(place, form.at, status=409, problem=in_reader_words(error))
    if form.answer == "two":
        keep_apart(place.db, place.case, first.id, second.id, by=place.participant)
        place.log("event.apart", first.id)
        return go(f"{address}&first={first.id}&second={second.id}", "kept_apart")
    kept = joining.join(place.db, place.case, first, second, by=place.participant)
    place.log("event.join", kept.id)
    return go(f"{address}&undo={_last_act(place, kept)}", "joined")


@router.post("/undo")
def undo(place: Deciding, form: Annotated[UndoForm, Form()]) -> Response:
    """Take an answer back; the question is asked again."""
    try:
        if form.batch:
            for event in joining.undo(place.db, place.case, form.batch, by=place.participant):
                place.log("event.undo", event.id)
        else:
            ask_again(place.db, place.case, form.first, form.second)
            place.log("event.undo", form.first)
    except NothingToUndo as error:
        return _page(place, form.at, status=409, problem=in_reader_words(error))
    return go(f"/cases/{place.case.id}/import/same?at={form.at}", "undone")


@router.post("/split")
def split(place: Deciding, form: Annotated[SplitForm, Form()]) -> Response:
    """Make an event of its own again from an account that was joined by mistake; it is not joined again."""
    account = load(place.db, Account, form.account, viewer=place.viewer, lock=True)
    try:
        check_version(account, form.version)
        made = split_account(place.db, place.case, account, by=place.participant)
    except Conflict:
        return _page(place, 1, status=409, problem=gettext(SPLIT_MEANWHILE))
    except OnlyAccount as error:
        return _page(place, 1, status=409, problem=in_reader_words(error))
    place.log("event.split", made.id)
    return go(f"/cases/{place.case.id}/import/same?undo={_last_act(place, made)}", "split")


def _page(
    place: Here, at: int, *, status: int = 200, problem: str = "", taken_back: dict[str, str] | None = None
) -> Response:
    pairs: Sequence[Twins] = ()
    compared = True
    try:
        pairs = doubtful_pairs(place.db, place.case, place.viewer, find=place.merged_before.find_same)
    except ComparingTookTooLong as error:
        compared, problem = False, problem or in_reader_words(error)
    at = max(at, 1)
    pair = pairs[at - 1] if at <= len(pairs) else None
    return place.page(
        "imports/same.html",
        status=status,
        problem=problem,
        total=len(pairs),
        compared=compared,
        at=at,
        pair=_shown(pair) if pair else None,
        taken_back=taken_back or {},
        joined=joined_from_files(place.db, place.viewer),
        apart=kept_apart(place.db, place.case, place.viewer),
        organisations={o.id: o for o in organisations_of(place.db, place.case.id)},
    )


def _shown(pair: Twins) -> dict[str, Any]:
    """What the page shows of a pair."""
    tellings: list[Account | Event] = [*_tellings(pair.first), *_tellings(pair.second)]
    return {
        "sides": (pair.first, pair.second),
        "reasons": [gettext(reason) for reason in pair.reasons],
        "differ": differences(tellings),
    }


def _tellings(told: Told) -> tuple[Account | Event, ...]:
    return told.accounts or (told.event,)


def _last_act(place: Here, event: Event) -> str:
    return revisions_of(place.db, event.id, viewer=place.viewer)[0].batch_id
