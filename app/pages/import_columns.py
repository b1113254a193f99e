"""What the columns of a file and the names in it mean, corrected by a person in the preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Form as FormOf
from pydantic import Field as Checked

from app.database import Database
from app.days import today
from app.forms import PageForm
from app.here import SignedIn, stand_here
from app.i18n import gettext, in_reader_words
from app.import_view import FAMILY, Preview
from app.messages import go
from app.pages.import_preview import FIELD_NAMES, AtImports, TheImport, preview_page, the_import
from timeline.errors import N_, UserError
from timeline.history import Conflict, load
from timeline.importing import AlreadyDecided, in_preview, reading_context
from timeline.models import Organisation
from timeline.previewing import NoSuchChoice, say_columns, say_lane
from timeline.readers import ReadFile, pack, reread
from timeline.readers.header_words import plain_header
from timeline.readings import kept

router = APIRouter(prefix="/cases/{case_id}/import")


class LaneForm(PageForm):
    """Which lane a name in the file means; empty is a lane of its own."""

    version: int = 0
    name: str = Checked(max_length=32_000)
    lane: str = Checked(default="", max_length=200)


class ColumnsForm(PageForm):
    """What each column means, in their order; empty is not used."""

    version: int = 0
    column: list[str] = Checked(default_factory=list, max_length=500)


@router.post("/{import_id}/lanes")
def lane(place: AtImports, imported: TheImport, form: Annotated[LaneForm, FormOf()]) -> Response:
    """Say in which lane all rows with a name come."""
    preview = Preview(place, imported)
    lanes = {gettext(FAMILY), *preview.names.values()}
    if form.lane and form.lane not in lanes:
        raise NoSuchChoice
    try:
        say_lane(place.db, imported, form.name, form.lane or None, based_on=form.version, by=place.participant)
    except (AlreadyDecided, Conflict) as error:
        return preview_page(preview, problem=in_reader_words(error), status=409)
    place.log("import.change", imported.id)
    return go(f"/cases/{place.case.id}/import/{imported.id}#lanes", "saved")


class NoEventsSo(UserError):
    """With these columns nothing in the file would be an event."""

    def __init__(self) -> None:
        super().__init__(
            N_("Zo vinden we geen gebeurtenissen. Kies een kolom die zegt wanneer, en een die zegt wat er gebeurde.")
        )


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as it is with corrected columns, and what was corrected; or why it can't be read so."""

    before: ReadFile
    file: ReadFile | None
    corrected: dict[str, str]
    problem: UserError | None = None


def understood(
    request: Request, actor: SignedIn, case_id: str, import_id: str, form: Annotated[ColumnsForm, FormOf()]
) -> Understood:
    """Understand the file anew before the transaction begins: with many rows that takes a second."""
    database: Database = request.app.state.database
    with database.reading() as db:
        place = stand_here(request, db, actor, case_id, "import.do")
        imported = the_import(place, import_id)
        before = kept(db, imported).opened()
        organisation = load(db, Organisation, imported.organisation_id, viewer=place.viewer)
        context = reading_context(db, organisation, today=today())
    if len(form.column) != len(before.columns):
        return Understood(before, None, {}, NoSuchChoice())
    chosen: dict[Any, Any] = {}
    corrected = {}
    for column, field in zip(before.columns, form.column, strict=True):
        if field == (column.field or ""):
            continue
        if field and field not in FIELD_NAMES:
            return Understood(before, None, {}, NoSuchChoice())
        # by its name it counts in every table of the file
        chosen[column.header or column.at] = field or None
        if plain := plain_header(column.header):
            corrected[plain] = field
    anew = reread(before, chosen, context=context) if chosen else before
    if not anew.rows:
        return Understood(before, None, {}, NoEventsSo())
    return Understood(before, anew, corrected)


understood.action = "import.do"  # type: ignore[attr-defined]  # as `app.here.here` does


@router.post("/{import_id}/columns")
def columns(
    anew: Annotated[Understood, Depends(understood)],
    place: AtImports,
    import_id: str,
    form: Annotated[ColumnsForm, FormOf()],
) -> Response:
    """Correct what columns mean: the file is understood anew, and that is remembered for this organisation."""
    imported = the_import(place, import_id)
    base = f"/cases/{place.case.id}/import/{imported.id}"
    if anew.file is None:
        problem = anew.problem or NoSuchChoice()
        return preview_page(Preview(place, imported), problem=in_reader_words(problem), status=400)
    if anew.file == anew.before:
        return go(f"{base}#columns")
    try:
        in_preview(place.db, imported, by=place.participant)
        say_columns(place.db, imported, pack(anew.file), anew.corrected, based_on=form.version, by=place.participant)
    except (AlreadyDecided, Conflict) as error:
        return preview_page(Preview(place, imported), problem=in_reader_words(error), status=409)
    place.log("import.change", imported.id)
    return go(f"{base}#columns", "columns_known")
