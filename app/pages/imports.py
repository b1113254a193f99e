"""Files in: choose them or paste a text, accept what was read, and undo. Looking it over is in `import_preview`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from analysis.taking_back import undo_import
from app import autosave
from app.database import Database
from app.days import today
from app.forms import PageForm
from app.here import Here, SignedIn, here, stand_here
from app.i18n import gettext, in_reader_words, ngettext
from app.messages import go
from app.rendering import moment, number
from app.side_by_side import side_by_side
from timeline.comparing import ComparingTookTooLong
from timeline.errors import N_, UserError
from timeline.history import load
from timeline.importing import (
    AlreadyDecided,
    accept,
    drop,
    imports_of,
    preview,
    read_before,
    reading_context,
    told_by_imports,
)
from timeline.models import Import, Organisation
from timeline.readers import Packed, ReadContext, read_packed, read_pasted
from timeline.store import events_in_order, organisations_of
from timeline.twins import doubtful_pairs

router = APIRouter(prefix="/cases/{case_id}/import")
AtImports = Annotated[Here, Depends(here("import.do"))]
MAX_FILES = 12
AT_ONCE = 500
"""In a timeline of up to so many events it is counted at once how many of them may be told twice."""
MAX_PASTED = 500_000
"""Characters in the box for a text; more comes as a file."""


class NoFileChosen(UserError):
    """The form came without a file."""

    def __init__(self) -> None:
        super().__init__(N_("Kies eerst een bestand van je computer."))


class NothingPasted(UserError):
    """The box for a text was empty."""

    def __init__(self) -> None:
        super().__init__(N_("Plak eerst een tekst in het vak."))


class TooManyFiles(UserError):
    """More files at once than anyone can look over."""

    def __init__(self) -> None:
        super().__init__(N_("Kies hooguit %(most)s bestanden tegelijk."), most=MAX_FILES)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and what to do about it."""

    name: str
    why: str


@router.get("")
def files(place: AtImports, stayed: Annotated[int, Query(ge=0, le=100_000)] = 0) -> Response:
    """The files of the case, and a form for new ones; `stayed` is how many events outlived the file just taken back."""
    return _files_page(place, stayed=stayed)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What came out of the files that were sent: those that could be read, those that could not, or a problem."""

    read: tuple[Packed, ...] = ()
    refused: tuple[Refused, ...] = ()
    problem: UserError | None = None


def context(
    request: Request, actor: SignedIn, case_id: str, organisation_id: Annotated[str, Form(max_length=26)]
) -> ReadContext:
    """What is known before reading; the transaction ends here, so that others can write while the file is read."""
    database: Database = request.app.state.database
    with database.reading() as db:
        place = stand_here(request, db, actor, case_id, "import.do")
        organisation = load(db, Organisation, organisation_id, viewer=place.viewer)
        return reading_context(db, organisation, today=today())


context.action = "import.do"  # type: ignore[attr-defined]  # as `app.here.here` does
Known = Annotated[ReadContext, Depends(context)]


def uploaded(
    known: Known,
    chosen: Annotated[list[UploadFile] | None, File(alias="files")] = None,
) -> Uploaded:
    """Read the files before the transaction begins: reading may take seconds, and others must be able to write."""
    uploads = [upload for upload in chosen or [] if upload.filename]
    if not uploads:
        return Uploaded(problem=NoFileChosen())
    if len(uploads) > MAX_FILES:
        return Uploaded(problem=TooManyFiles())

    def read(upload: UploadFile) -> Packed | Refused:
        name = upload.filename or ""
        try:
            return read_packed(name, upload.file.read(), context=known)
        except UserError as error:
            return Refused(name, in_reader_words(error))

    return _sorted(side_by_side(read, uploads))


def pasted(known: Known, text: Annotated[str, Form(max_length=MAX_PASTED)] = "") -> Uploaded:
    """Read a pasted text, also before the transaction begins."""
    if not text.strip():
        return Uploaded(problem=NothingPasted())
    try:
        return Uploaded((read_pasted(text, context=known),))
    except UserError as error:
        return Uploaded(problem=error)


def _sorted(results: list[Packed | Refused]) -> Uploaded:
    return Uploaded(
        tuple(one for one in results if isinstance(one, Packed)),
        tuple(one for one in results if isinstance(one, Refused)),
    )


@router.post("")
def read_files(
    sent: Annotated[Uploaded, Depends(uploaded)],
    place: AtImports,
    organisation_id: Annotated[str, Form(max_length=26)],
) -> Response:
    """Keep each file as a preview; one that can't be read says why, and the others go on."""
    organisation = load(place.db, Organisation, organisation_id, viewer=place.viewer)
    if sent.problem is not None:
        return _problem(place, sent.problem, organisation)
    previews = _previews(place, organisation, sent.read)
    if autosave.is_autosave(place.request):
        return _to_script(place, previews, sent.refused)
    if sent.refused:
        return _files_page(place, status=400, refused=sent.refused, others=len(previews), chosen=organisation.id)
    if len(previews) == 1:
        return go(f"/cases/{place.case.id}/import/{previews[0].id}")
    return go(f"/cases/{place.case.id}/import")


@router.post("/paste")
def read_text(
    sent: Annotated[Uploaded, Depends(pasted)],
    place: AtImports,
    organisation_id: Annotated[str, Form(max_length=26)],
    text: Annotated[str, Form(max_length=MAX_PASTED)] = "",
) -> Response:
    """Keep a pasted text as a preview, as a file."""
    organisation = load(place.db, Organisation, organisation_id, viewer=place.viewer)
    if sent.problem is not None:
        problem = in_reader_words(sent.problem)
        return _files_page(place, status=400, paste_problem=problem, pasted=text, chosen=organisation.id)
    (made,) = _previews(place, organisation, sent.read)
    return go(f"/cases/{place.case.id}/import/{made.id}")


def _previews(place: Here, organisation: Organisation, files: tuple[Packed, ...]) -> list[Import]:
    previews = []
    for read in files:
        made = preview(place.db, place.case, organisation, read, by=place.participant)
        place.log("import.preview", made.id)
        previews.append(made)
    return previews


def _problem(place: Here, problem: UserError, organisation: Organisation) -> Response:
    words = in_reader_words(problem)
    if autosave.is_autosave(place.request):
        return JSONResponse({"message": words}, status_code=400)
    return _files_page(place, status=400, problem=words, chosen=organisation.id)


def _to_script(place: Here, previews: list[Import], refused: tuple[Refused, ...]) -> Response:
    """What the page shows under each file that its script sent."""
    read = [
        {
            "name": made.file_name,
            "said": _read_in_words(place, made),
            "href": f"/cases/{place.case.id}/import/{made.id}",
        }
        for made in previews
    ]
    return JSONResponse({"read": read, "refused": [{"name": one.name, "said": one.why} for one in refused]})


def _read_in_words(place: Here, made: Import) -> str:
    earlier = read_before(place.db, made)
    if earlier is not None:
        return gettext(N_("Dit bestand is al ingelezen op %(when)s.")) % {"when": moment(earlier)}
    count = _rows_in(made)
    return ngettext("%(num)s gebeurtenis gelezen.", "%(num)s gebeurtenissen gelezen.", count) % {"num": number(count)}


@router.post("/{import_id}/accept")
def accept_file(place: AtImports, import_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Put the file on the timeline."""
    imported = load(place.db, Import, import_id, viewer=place.viewer)
    try:
        outcome = accept(
            place.db, place.case, imported, by=place.participant, find=place.merged_before.find_same_at_last
        )
    except AlreadyDecided as error:
        return _files_page(place, status=409, problem=in_reader_words(error))
    place.log("import.accept", imported.id)
    nothing_new = outcome.added == outcome.joined == 0
    return go(f"/cases/{place.case.id}/import", "import_same" if nothing_new else "imported")


@router.post("/{import_id}/drop")
def drop_file(place: AtImports, import_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Throw the preview away."""
    imported = load(place.db, Import, import_id, viewer=place.viewer)
    try:
        drop(place.db, imported, by=place.participant)
    except AlreadyDecided as error:
        return _files_page(place, status=409, problem=in_reader_words(error))
    place.log("import.drop", imported.id)
    return go(f"/cases/{place.case.id}/import", "import_dropped")


@router.post("/{import_id}/undo")
def undo_file(place: AtImports, import_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Take an accepted file off the timeline again."""
    imported = load(place.db, Import, import_id, viewer=place.viewer)
    try:
        taken_back = undo_import(place.db, place.case, imported, by=place.participant)
    except AlreadyDecided as error:
        return _files_page(place, status=409, problem=in_reader_words(error))
    place.log("import.undo", imported.id)
    stayed = f"?stayed={taken_back.stayed}" if taken_back.stayed else ""
    return go(f"/cases/{place.case.id}/import{stayed}", "import_undone")


def _files_page(
    place: Here,
    *,
    status: int = 200,
    problem: str = "",
    refused: tuple[Refused, ...] = (),
    others: int = 0,
    chosen: str = "",
    paste_problem: str = "",
    pasted: str = "",
    stayed: int = 0,
) -> Response:
    organisations = organisations_of(place.db, place.case.id)
    names = {organisation.id: organisation.name for organisation in organisations}
    imports = imports_of(place.db, place.case.id)
    asks_about_same = place.may("event.change") and any(imported.state == "accepted" for imported in imports)
    return place.page(
        "imports/index.html",
        status=status,
        tellers=[(o.id, o.name) for o in organisations if o.takes_part],
        names=names,
        imports=imports,
        asks_about_same=asks_about_same,
        same=_questions(place) if asks_about_same else 0,
        rows_in=_rows_in,
        told_by=told_by_imports(place.db, place.viewer, imports),
        problem=problem,
        refused=refused,
        others=others,
        chosen=chosen,
        paste_problem=paste_problem,
        pasted=pasted,
        most_pasted=MAX_PASTED,
        stayed=stayed,
    )


def _questions(place: Here) -> int:
    """How often it is doubted whether two events are one; in a very long timeline nobody waits for that number."""
    if len(events_in_order(place.db, place.viewer)) > AT_ONCE:
        return 0
    try:
        return len(doubtful_pairs(place.db, place.case, place.viewer, find=place.merged_before.find_same))
    except ComparingTookTooLong:
        return 0


def _rows_in(imported: Import) -> int:
    rows: int = imported.reading.get("rows", 0)
    return rows
