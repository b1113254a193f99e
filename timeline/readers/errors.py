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
    """The file is of no form that is read, whatever its name says."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit soort bestand kunnen we niet lezen, ook als de naam op Excel of Word lijkt. "
                "Kies een Excel-bestand (.xlsx), een Word-bestand (.docx), een CSV-bestand (.csv) "
                "of gewone tekst (.txt)."
            )
        )


class FileOfAnOlderSort(FileNotReadable):
    """The file was made by an office program in a form that is not read: .xls, .doc, .odt, .xlsb, .rtf."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Deze vorm van een Excel- of Word-bestand kunnen we niet lezen. Open het bestand, "
                "kies Opslaan als en dan Excel-werkmap (.xlsx) of Word-document (.docx)."
            )
        )


class FileIsPdf(FileNotReadable):
    """The file is a PDF: pages to look at, from which rows can't be told for sure."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit is een PDF en die kunnen we niet betrouwbaar lezen. Vraag om het Word- of Excel-bestand erachter, "
                "of open de PDF, kopieer de tekst en plak die hier."
            )
        )


class FileIsPicture(FileNotReadable):
    """The file is a photo, a drawing or a film."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit is een foto of plaatje, en uit dat soort bestand kunnen we geen tekst lezen. "
                "Typ of plak de tekst, of vraag om het bestand waarvan de foto is gemaakt."
            )
        )


class FileIsArchive(FileNotReadable):
    """The file is a packed folder of other files."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit is een ingepakte map (zip). Pak hem eerst uit en kies daarna de bestanden die erin zitten; "
                "dat kunnen er meer tegelijk zijn."
            )
        )


class FileIsPage(FileNotReadable):
    """The file is a web page."""

    def __init__(self) -> None:
        super().__init__(
            N_("Dit is een webpagina. Open hem in je browser, kopieer de tekst of de tabel en plak die hier.")
        )


class FileIsMail(FileNotReadable):
    """The file is a saved e-mail message."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit is een opgeslagen e-mail. Open het bericht, kopieer de tekst en plak die hier. "
                "Zit de tijdlijn in een bijlage? Sla die dan op en kies dat bestand."
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
                "Dit bestand is beschadigd of niet helemaal opgeslagen. Open het in het programma waarin het "
                "is gemaakt (zoals Excel of Word), sla het opnieuw op en probeer het nog eens."
            )
        )


class ExportDamaged(FileNotReadable):
    """The file should be what another program wrote, and is not, or only in part."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit bestand uit een ander programma is niet heel, of het is geen tijdlijn of agenda. "
                "Exporteer het opnieuw en kies dan het nieuwe bestand."
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
    """The file or the pasted text can be read but holds no events."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "We vinden hierin geen gebeurtenissen. Begin elke gebeurtenis op een nieuwe regel met de datum, "
                "of zet ze in een tabel met boven de kolommen bijvoorbeeld Datum, Wat, Wie en Organisatie."
            )
        )


class NothingFilledIn(FileNotReadable):
    """The file has a table for events, and no event in it yet."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "In dit bestand staat wel een tabel, maar er is nog niets ingevuld. "
                "Schrijf onder de namen van de kolommen een regel voor elke gebeurtenis."
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
        *(FileIsPdf, FileIsPicture, FileIsArchive, FileIsPage, FileIsMail),
        *(FileLocked, FileDamaged, ExportDamaged, FileUnsafe, NoEventsInFile),
        *(NothingFilledIn, ReadingTookTooLong),
    )
}
"""Every error by its name: how the process that reads tells the one that asked."""
