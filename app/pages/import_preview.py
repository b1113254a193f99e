"""The preview of a file: look every row over, settle doubts, change, and see what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi import Form as FormOf
from pydantic import Field as Checked

from app.forms import PageForm
from app.here import Here, here
from app.i18n import gettext, in_reader_words
from app.import_row_form import RowForm, row_form
from app.import_view import Preview, said
from app.messages import go
from app.rendering import kind_name
from timeline.dates import DateNotUnderstood
from timeline.errors import N_, UserError
from timeline.history import Conflict, NotThere, load
from timeline.importing import AlreadyDecided, foresee
from timeline.kinds import kinds
from timeline.looking_over import APART, SKIP, TAKE, Looked, settled, taken_back
from timeline.models import Import
from timeline.previewing import NoSuchChoice, change_row, row_in

router = APIRouter(prefix="/cases/{case_id}/import")
AtImports = Annotated[Here, Depends(here("import.do"))]
Only = Literal["", "doubt", "other"]
CHANGED_MEANWHILE = N_("Iemand anders heeft dit intussen veranderd. Je ziet het nu zoals het is. Kies opnieuw.")
MOST_JOINS = 200
AT_ONCE = 500
"""Up to so many events it is looked anew after each change what will happen; with more, somebody asks for it."""


def the_import(place: AtImports, import_id: str) -> Import:
    """The file in the address, if there is still something to look at."""
    imported = load(place.db, Import, import_id, viewer=place.viewer)
    if imported.state != "dropped" and not imported.reading:
        raise NotThere  # it came along with a case from elsewhere, without what was read from it
    return imported


TheImport = Annotated[Import, Depends(the_import)]


class ChoiceForm(PageForm):
    """One click on a row: `choice` is skip, take, or `code|field=value` for a doubt; `back` takes a field back."""

    version: int = 0
    only: Only = ""
    choice: str = Checked(default="", max_length=4000)
    back: str = Checked(default="", max_length=60)


class ApartForm(PageForm):
    """Whether a row is another event than the one it looks like."""

    version: int = 0
    key: str = Checked(max_length=40)
    apart: Literal["", "1"] = ""


@router.get("/{import_id}")
def look(
    place: AtImports,
    imported: TheImport,
    *,
    only: Only = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    row: Annotated[str, Query(max_length=40)] = "",
    edit: bool = False,
) -> Response:
    """What was read from a file, a page of rows at a time, the doubts first."""
    if imported.state == "dropped":
        return go(f"/cases/{place.case.id}/import", "import_dropped")
    preview = Preview(place, imported)
    return preview_page(preview, only=only, number=number, row=row, editing=row if edit else "")


@router.get("/{import_id}/rows/{key}")
def row(place: AtImports, imported: TheImport, key: str, only: Only = "", edit: bool = False) -> Response:
    """One row, to look at or to change."""
    preview = Preview(place, imported)
    looked = row_in(place.db, imported, key)
    if edit and imported.state == "preview":
        return _row_form(preview, looked, row_form(looked, preview), only=only)
    return _row(preview, looked, only=only)


@router.post("/{import_id}/rows/{key}")
def change(
    place: AtImports, imported: TheImport, key: str, form: Annotated[RowForm, FormOf()], only: Only = ""
) -> Response:
    """Change what a row becomes; a conflict shows both texts, and so does a file that was decided about meanwhile."""
    if imported.state != "preview":
        return _too_late(place, imported, key, form)
    preview = Preview(place, imported)
    looked = row_in(place.db, imported, key)
    try:
        fields = form.edit(looked, preview)
        changed = change_row(place.db, imported, key, fields, based_on=form.version, by=place.participant)
    except AlreadyDecided:
        return _too_late(place, imported, key, form)
    except Conflict as conflict:
        theirs = row_form(looked, preview)
        mine = form.model_copy(update={"version": conflict.current.version})
        return _row_form(preview, looked, mine, only=only, theirs=theirs, status=409)
    except DateNotUnderstood as error:
        return _row_form(preview, looked, form, only=only, error=in_reader_words(error), status=400)
    place.log("import.change", changed.id)
    return _answer(place, changed, key, only)


@router.post("/{import_id}/rows/{key}/choose")
def choose(place: AtImports, imported: TheImport, key: str, form: Annotated[ChoiceForm, FormOf()]) -> Response:
    """Settle a doubt, leave a row out, take one in, or take a change back: one click."""
    looked = row_in(place.db, imported, key)
    fields = taken_back(looked, form.back) if form.back else _chosen(looked, form.choice)
    try:
        changed = change_row(place.db, imported, key, fields, based_on=form.version, by=place.participant)
    except AlreadyDecided as error:
        return _decided(Preview(place, imported), error)
    except Conflict:
        return _row(Preview(place, imported), looked, only=form.only, problem=gettext(CHANGED_MEANWHILE), status=409)
    place.log("import.change", changed.id)
    return _answer(place, changed, key, form.only)


def _chosen(looked: Looked, choice: str) -> dict[str, str]:
    """The whole edit of the row after this click."""
    fields = dict(looked.edit.fields)
    if choice == "skip":
        fields.pop(TAKE, None)
        return fields if looked.reason else fields | {SKIP: "1"}
    if choice == "take":
        fields.pop(SKIP, None)
        return fields | {TAKE: "1"} if looked.reason else fields
    code, _, rest = choice.partition("|")
    field, _, value = rest.partition("=")
    if code not in {doubt.code for doubt in looked.read.doubts}:
        raise NoSuchChoice
    offered = {(one.field, one.value) for doubt in looked.read.doubts for one in doubt.choices}
    if field and (field, value) not in offered:
        raise NoSuchChoice
    return settled(looked, code, field, value)


@router.get("/{import_id}/same")
def same(place: AtImports, imported: TheImport) -> Response:
    """Which rows tell something that is on the timeline already."""
    return _same(place, imported)


@router.post("/{import_id}/same")
def say_apart(place: AtImports, imported: TheImport, form: Annotated[ApartForm, FormOf()]) -> Response:
    """Say that a row is another event than the one it looks like, or take that back."""
    looked = row_in(place.db, imported, form.key)
    fields = {field: words for field, words in looked.edit.fields.items() if field != APART}
    if form.apart:
        fields[APART] = "1"
    try:
        change_row(place.db, imported, form.key, fields, based_on=form.version, by=place.participant)
    except AlreadyDecided as error:
        return _decided(Preview(place, imported), error)
    except Conflict:
        return _same(place, imported, problem=gettext(CHANGED_MEANWHILE), status=409)
    place.log("import.change", imported.id)
    # looked up anew in a request of its own: while it is compared nobody waits to write
    return go(f"/cases/{place.case.id}/import/{imported.id}/same")


def _same(place: Here, imported: Import, *, problem: str = "", status: int = 200) -> Response:
    preview = Preview(place, imported)
    foreseen = foresee(place.db, place.case, imported, by=place.participant, find=place.merged_before.find_same)
    return place.page(
        "imports/_same.html" if _is_part(place) else "imports/known.html",
        status=status,
        foreseen=foreseen,
        most=MOST_JOINS,
        problem=problem,
        **preview.context(),
    )


def preview_page(
    preview: Preview,
    *,
    only: Only = "",
    number: int = 1,
    row: str = "",
    editing: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    """The page of a file that was read; `row` is the one that somebody is at, `editing` the one whose form is open."""
    place, imported = preview.place, preview.imported
    part = preview.part(only, number, row)
    form = lists = None
    if editing and imported.state == "preview":
        looked = row_in(place.db, imported, editing)
        form, lists = row_form(looked, preview), _lists(preview, looked)
    reading = imported.reading
    return place.page(
        "imports/preview.html",
        status=status,
        part=part,
        only=part.only,
        editing=editing,
        form=form,
        lists=lists,
        theirs=None,
        error="",
        problem=problem,
        columns=reading["columns"],
        field_names={key: gettext(name) for key, name in FIELD_NAMES.items()},
        unknown_names=preview.unknown_names() if imported.state == "preview" else {},
        lane_names=preview.lane_names(),
        read_before=preview.read_before(),
        remarks=[said(remark["message"], remark["params"]) for remark in reading["remarks"]],
        said=said,
        **preview.context(),
    )


def _row(preview: Preview, looked: Looked, *, only: Only, problem: str = "", status: int = 200) -> Response:
    place, base = preview.place, f"/cases/{preview.place.case.id}/import/{preview.imported.id}"
    if not _is_part(place):
        if problem:
            return preview_page(preview, row=looked.key, problem=problem, status=status)
        return go(f"{base}?row={looked.key}#{looked.key}")
    return _as_part(
        place.page(
            "imports/_row_answer.html",
            status=status,
            shown=preview.row(looked),
            only=only,
            problem=problem,
            renews=len(preview.overview.events) <= AT_ONCE,
            **preview.context(),
        )
    )


def _answer(place: Here, imported: Import, key: str, only: Only) -> Response:
    """The row as it now is, or the page with it."""
    return _row(Preview(place, imported), row_in(place.db, imported, key), only=only)


def _row_form(
    preview: Preview,
    looked: Looked,
    form: RowForm,
    *,
    only: Only,
    theirs: RowForm | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    place = preview.place
    context: dict[str, Any] = {
        "shown": preview.row(looked),
        "form": form,
        "lists": _lists(preview, looked),
        "theirs": theirs,
        "error": error,
        "only": only,
    }
    template = "imports/_row_form_answer.html" if _is_part(place) else "imports/row_form.html"
    return _as_part(place.page(template, status=status, **context, **preview.context()))


@dataclass(frozen=True, slots=True)
class Lists:
    """What can be chosen in the form of a row."""

    kinds: list[tuple[str, str]]
    lanes: list[tuple[str, str]]

    def in_lines(self, form: RowForm) -> str:
        """Everything in the form as lines to compare, without what is empty."""
        kind = dict(self.kinds).get(form.kind, form.kind)
        lines = (form.title, form.date, kind, form.lane, form.description, form.who, form.source)
        return "\n".join(line for line in lines if line)


def _lists(preview: Preview, looked: Looked) -> Lists:
    return Lists(_kinds(), preview.lanes(looked))


def _kinds() -> list[tuple[str, str]]:
    return [(key, kind_name(key)) for key in kinds()]


LATE = {
    "accepted": N_("Iemand heeft dit bestand in de tijdlijn gezet terwijl jij schreef."),
    "undone": N_("Iemand heeft dit bestand weer uit de tijdlijn gehaald terwijl jij schreef."),
    "dropped": N_("Iemand heeft besloten dit bestand niet over te nemen terwijl jij schreef."),
}


def _too_late(place: Here, imported: Import, key: str, form: RowForm) -> Response:
    """The file was decided about while somebody changed a row: what was typed is shown beside what the row became."""
    place.db.refresh(imported)
    lists = Lists(_kinds(), [])
    became = row_form(row_in(place.db, imported, key), Preview(place, imported)) if imported.reading else None
    is_on_timeline = imported.state == "accepted"
    case = f"/cases/{place.case.id}"
    response = place.page(
        "imports/_row_late.html" if _is_part(place) else "imports/row_late.html",
        status=409,
        imported=imported,
        key=key,
        why=gettext(LATE[imported.state]),
        mine=lists.in_lines(form),
        theirs=None if became is None else lists.in_lines(became),
        onward=f"{case}/timeline" if is_on_timeline else f"{case}/import",
        onward_words=gettext(N_("Naar de tijdlijn") if is_on_timeline else N_("Terug naar de bestanden")),
    )
    return _as_part(response)


def _decided(preview: Preview, error: UserError) -> Response:
    """It is decided meanwhile: the page shows how it stands."""
    if _is_part(preview.place):
        return Response(status_code=409, headers={"hx-refresh": "true"})
    return preview_page(preview, problem=in_reader_words(error), status=409)


def _is_part(place: Here) -> bool:
    return "hx-request" in place.request.headers


def _as_part(response: Response) -> Response:
    """Say that this is a part of the preview, so that the page never puts an error page in its table."""
    response.headers["x-import-part"] = "1"
    return response


FIELD_NAMES = {
    "date": N_("wanneer"),
    "end": N_("tot wanneer"),
    "title": N_("wat er gebeurde"),
    "description": N_("toelichting"),
    "kind": N_("soort"),
    "organisation": N_("organisatie of gezin"),
    "who": N_("wie erbij was"),
    "present": N_("wie aan tafel zat"),
    "missing": N_("wie niet aan tafel zat"),
    "ground": N_("grond van het besluit"),
    "source": N_("bron"),
    "tags": N_("labels"),
}
