"""Files in: choose, see what was read and what is in doubt, accept, and undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile

from app.days import today
from app.forms import PageForm
from app.here import Here, allowed_here, here
from app.i18n import gettext, in_reader_words
from app.messages import go
from app.side_by_side import side_by_side
from timeline.errors import N_, UserError
from timeline.history import NotThere, load
from timeline.importing import AlreadyDecided, accept, drop, imports_of, lanes_in, preview, undo_import
from timeline.models import Import, Organisation
from timeline.readers import ReadFile, read_file
from timeline.store import organisations_of

router = APIRouter(prefix="/cases/{case_id}/import")
AtImports = Annotated[Here, Depends(here("import.do"))]
MAX_FILES = 12


class NoFileChosen(UserError):
    """The form came without a file."""

    def __init__(self) -> None:
        super().__init__(N_("Kies eerst een bestand van je computer."))


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
def files(place: AtImports) -> Response:
    """The files of the case, and a form for new ones."""
    return _files_page(place)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What came out of the files that were sent: those that could be read, those that could not, or a problem."""

    read: tuple[ReadFile, ...] = ()
    refused: tuple[Refused, ...] = ()
    problem: UserError | None = None


def uploaded(
    allowed: Annotated[None, Depends(allowed_here("import.do"))],
    chosen: Annotated[list[UploadFile] | None, File(alias="files")] = None,
) -> Uploaded:
    """Read the files before the transaction begins: reading may take seconds, and others must be able to write."""
    uploads = [upload for upload in chosen or [] if upload.filename]
    if not uploads:
        return Uploaded(problem=NoFileChosen())
    if len(uploads) > MAX_FILES:
        return Uploaded(problem=TooManyFiles())
    results = side_by_side(_read, uploads)
    return Uploaded(
        tuple(one for one in results if isinstance(one, ReadFile)),
        tuple(one for one in results if isinstance(one, Refused)),
    )


def _read(upload: UploadFile) -> ReadFile | Refused:
    name = upload.filename or ""
    try:
        return read_file(name, upload.file.read(), today=today())
    except UserError as error:
        return Refused(name, in_reader_words(error))


@router.post("")
def read_files(
    sent: Annotated[Uploaded, Depends(uploaded)],
    place: AtImports,
    organisation_id: Annotated[str, Form(max_length=26)],
) -> Response:
    """Keep each file as a preview; one that can't be read says why, and the others go on."""
    organisation = load(place.db, Organisation, organisation_id, viewer=place.viewer)
    if sent.problem is not None:
        return _files_page(place, status=400, problem=in_reader_words(sent.problem), chosen=organisation.id)
    previews = []
    for read in sent.read:
        made = preview(place.db, place.case, organisation, read, by=place.participant)
        place.log("import.preview", made.id)
        previews.append(made)
    if sent.refused:
        return _files_page(place, status=400, refused=sent.refused, others=len(previews), chosen=organisation.id)
    if len(previews) == 1:
        return go(f"/cases/{place.case.id}/import/{previews[0].id}")
    return go(f"/cases/{place.case.id}/import")


@router.get("/{import_id}")
def look(place: AtImports, import_id: str) -> Response:
    """What was read from a file: how the columns were understood, what is in doubt and why, and every row."""
    imported = load(place.db, Import, import_id, viewer=place.viewer)
    if imported.state == "dropped":
        return go(f"/cases/{place.case.id}/import", "import_dropped")
    if not imported.reading:
        raise NotThere  # it came along with a case from elsewhere, without what was read from it
    reading = ReadFile.from_json(imported.reading)
    organisations = organisations_of(place.db, place.case.id)
    return place.page(
        "imports/preview.html",
        imported=imported,
        organisation=next(o for o in organisations if o.id == imported.organisation_id),
        reading=reading,
        doubtful=[row for row in reading.rows if row.doubts],
        lanes=lanes_in(reading, organisations),
        remarks=[_said(remark.message, remark.params) for remark in reading.remarks],
        said=_said,
    )


@router.post("/{import_id}/accept")
def accept_file(place: AtImports, import_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Put the file on the timeline."""
    imported = load(place.db, Import, import_id, viewer=place.viewer)
    try:
        outcome = accept(place.db, place.case, imported, by=place.participant)
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
        undo_import(place.db, place.case, imported, by=place.participant)
    except AlreadyDecided as error:
        return _files_page(place, status=409, problem=in_reader_words(error))
    place.log("import.undo", imported.id)
    return go(f"/cases/{place.case.id}/import", "import_undone")


def _files_page(
    place: Here,
    *,
    status: int = 200,
    problem: str = "",
    refused: tuple[Refused, ...] = (),
    others: int = 0,
    chosen: str = "",
) -> Response:
    organisations = organisations_of(place.db, place.case.id)
    names = {organisation.id: organisation.name for organisation in organisations}
    return place.page(
        "imports/index.html",
        status=status,
        tellers=[(o.id, o.name) for o in organisations if o.takes_part],
        names=names,
        imports=imports_of(place.db, place.case.id),
        rows_in=_rows_in,
        problem=problem,
        refused=refused,
        others=others,
        chosen=chosen,
    )


def _rows_in(imported: Import) -> int:
    return len(imported.reading.get("rows", []))


def _said(message: str, params: dict[str, str]) -> str:
    words = gettext(message)
    return words % params if params else words
