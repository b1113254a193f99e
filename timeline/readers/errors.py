"""Why a file can't be read, in words that say what to do next."""

from __future__ import annotations

from timeline.errors import N_, UserError
from timeline.readers import limits


class FileNotReadable(UserError):
    """The file gives no events; the message says why and what to do."""


class FileEmpty(FileNotReadable):
    """There is nothing in the file."""

    def __init__(self) -> None:
        super().__init__(
            N_("Dit bestand is leeg (0 bytes). Kijk of het goed is opgeslagen en kies het bestand opnieuw.")
        )


class FileTooLarge(FileNotReadable):
    """The file is larger than what is accepted."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit bestand is groter dan %(most)s MB. Haal foto's en andere bijlagen eruit, "
                "of bewaar alleen de tijdlijn in een nieuw bestand."
            ),
            most=limits.MAX_FILE_BYTES // (1024 * 1024),
        )


class FileTooFull(FileNotReadable):
    """The file holds more, or unpacks to more, than a timeline can be."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "In dit bestand staat te veel voor een tijdlijn (hooguit %(rows)s regels en %(columns)s kolommen). "
                "Kopieer alleen de tabel met gebeurtenissen naar een nieuw bestand."
            ),
            rows=limits.MAX_ROWS,
            columns=limits.MAX_COLUMNS,
        )


class FileOfAnotherSort(FileNotReadable):
    """The file is no Excel, CSV or Word file, whatever its name says."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit soort bestand kunnen we niet lezen, ook als de naam op Excel of Word lijkt. "
                "Kies een Excel-bestand (.xlsx), een CSV-bestand (.csv) of een Word-bestand (.docx)."
            )
        )


class FileOfAnOlderSort(FileNotReadable):
    """The file was made by an office program in a form that is not read: .xls, .doc, .ods, .odt, .xlsb, .rtf."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Deze vorm van een Excel- of Word-bestand kunnen we niet lezen. Open het bestand, "
                "kies Opslaan als en dan Excel-werkmap (.xlsx) of Word-document (.docx)."
            )
        )


class FileLocked(FileNotReadable):
    """The file is protected with a password."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Op dit bestand zit een wachtwoord. Open het, haal het wachtwoord eraf "
                "(Bestand, Info, Beveiligen) en kies het bestand opnieuw."
            )
        )


class FileDamaged(FileNotReadable):
    """The file says what it is, but its inside is broken."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit bestand is beschadigd of niet helemaal opgeslagen. Open het in Excel of Word, "
                "sla het opnieuw op en probeer het nog eens."
            )
        )


class FileUnsafe(FileNotReadable):
    """The file holds instructions that a case file never needs."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "In dit bestand staan opdrachten die we uit veiligheid niet lezen. Open het in Excel of Word "
                "en sla het op als een nieuw bestand."
            )
        )


class NoEventsInFile(FileNotReadable):
    """The file can be read but holds no table with events."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "We vinden in dit bestand geen gebeurtenissen. Zet ze in een tabel, met boven de kolommen "
                "bijvoorbeeld Datum, Wat, Wie en Organisatie."
            )
        )


class ReadingTookTooLong(FileNotReadable):
    """The file kept the reader busy for too long, or asked too much of it."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Het lezen van dit bestand lukt niet: het vraagt te veel van de computer. "
                "Kopieer alleen de tabel met gebeurtenissen naar een nieuw bestand."
            )
        )


ALL = {
    error.__name__: error
    for error in (
        *(FileEmpty, FileTooLarge, FileTooFull, FileOfAnotherSort, FileOfAnOlderSort),
        *(FileLocked, FileDamaged, FileUnsafe, NoEventsInFile, ReadingTookTooLong),
    )
}
"""Every error by its name: how the process that reads tells the one that asked."""
