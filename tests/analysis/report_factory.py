"""A report as it comes out of a real session: one made-up family, six organisations, some seventy events."""

# ruff: noqa: E501 (texts of people read better whole)

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from analysis.report.as_json import sealed
from analysis.report.document import (
    Account,
    Advice,
    Agreement,
    Answer,
    AnswerLink,
    Assent,
    Chapter,
    Event,
    FamilyMember,
    Head,
    Insight,
    Lesson,
    MustKnow,
    Picture,
    ReportDocument,
    Section,
    Source,
    TookPart,
    TurningPoint,
    View,
)
from analysis.report.words import report_words

ORGANISATIONS = (
    "Gemeente Lindewaard",
    "De Overtocht",
    "Jeugdbescherming Morgenrood",
    "School De Wilg",
    "Veilig Thuis",
    "Rechtbank",
)

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

HAPPENED = (
    ("Ouders gaan uit elkaar", "Gezin", "gebeurtenis in het gezin", ""),
    ("Vader verhuist naar een flat in dezelfde wijk", "Gezin", "gebeurtenis in het gezin", "De kinderen slapen om de week bij hem."),
    ("Aanmelding bij het wijkteam", "Gemeente Lindewaard", "hulp", "Moeder belt zelf. Ze vraagt om rust voor de kinderen."),
    ("Eerste gesprek met beide ouders", "Gemeente Lindewaard", "contactmoment", "Ieder apart, op verzoek van moeder."),
    ("MDO 1: wie doet wat", "Gemeente Lindewaard", "MDO", "Aan tafel: wijkteam, school en De Overtocht. Niet aan tafel: de huisarts."),
    ("Wachttijd voor het ouderschapstraject", "De Overtocht", "wachttijd", "Vier maanden, zonder tussentijds contact."),
    ("Start ouderschapstraject", "De Overtocht", "hulp", "Acht gesprekken gepland, vijf gehouden."),
    ("Ruzie bij het ophalen, politie komt langs", "Gezin", "incident / crisis", "De kinderen waren erbij."),
    ("Melding bij Veilig Thuis", "Veilig Thuis", "(zorg)melding", ""),
    ("Wisseling van casusregisseur", "Gemeente Lindewaard", "overdracht", "De overdracht gebeurde op papier."),
    ("Zitting over de omgang", "Rechtbank", "rechtbankstap", ""),
    ("Zwaluw gaat minder naar school", "School De Wilg", "incident / crisis", "In zes weken elf dagen ziek gemeld."),
    ("Besluit om de hulp te stoppen", "De Overtocht", "besluit", "Ouders kwamen niet meer samen."),
    ("Gesprek met Zwaluw alleen", "School De Wilg", "contactmoment", "De intern begeleider vroeg wat ze zelf nodig had."),
)  # fmt: skip

LESSONS = (
    ("Spreek bij de eerste aanmelding af **wie de koers houdt**, en zeg het ook tegen de ouders.", "wider", ("iedereen in de keten", "beleid")),
    ("Vraag de kinderen vroeg wat *zij* nodig hebben, voordat het volgende aanbod start.", "wider", ("iedereen in de keten", "opleiders")),
    ("Een wachttijd zonder contact is ook hulp die iets doet: plan een belmoment om de vier weken.", "wider", ("inkoop en kwaliteit",)),
    ("Draag een casus over in een gesprek met de ouders erbij, niet alleen op papier.", "case", ("jeugdbescherming", "gemeente")),
    ("Schrijf bij zorgen over veiligheid op wat er ten minste moet veranderen:\n\n- in woorden die ouders begrijpen\n- met een datum erbij", "wider", ("iedereen in de keten",)),
    ("Nodig de school uit voor elk overleg over de kinderen.", "case", ("gemeente",)),
)  # fmt: skip

HEADINGS = (
    ("short", "De lessen op één bladzijde", ""),
    ("reason", "Aanleiding", "De hulp liep vast en niemand wist goed waardoor.\n\nDe gemeente vroeg alle betrokken organisaties om **samen terug te kijken**."),
    ("aim", "Wat we wilden leren", "Hoe houden we bij een complexe scheiding samen één koers?"),
    ("approach", "Hoe we het deden en wie meededen", "Iedere organisatie vulde vooraf de tijdlijn aan. Daarna was er een bijeenkomst van drie uur."),
    ("family", "Het gezin in het kort", "Een gezin met twee kinderen. De ouders zijn sinds 2018 uit elkaar."),
    ("timeline", "De tijdlijn", "Elke gebeurtenis heeft een nummer. De lessen verwijzen daarnaar."),
    ("turning_points", "Kantelmomenten", ""),
    ("answers", "Antwoorden op de leervragen", ""),
    ("patterns", "Patronen", ""),
    ("analysis", "Onze gedeelde analyse", "We zien drie dingen:\n\n- er kwam steeds *nieuw* aanbod\n- niemand hield de koers\n- de kinderen werden laat gehoord\n\nDat deed niemand met opzet. Ieder deed wat op dat moment nodig leek."),
    ("worked", "Wat al werkte", ""),
    ("lessons", "Lessen", ""),
    ("advice", "Advies", ""),
    ("agreements", "Afspraken", ""),
    ("must_know", "Wie dit moet weten", ""),
    ("assent", "Akkoord van de organisaties", ""),
    ("events", "Bijlage: alle gebeurtenissen", ""),
)  # fmt: skip


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def account(organisation: str, **changes: str) -> Account:
    usual = Account(
        organisation, "We waren die dag gebeld en gingen er op af. Er was weinig tijd om te overleggen.", "die week"
    )
    return replace(usual, **changes)


def event(number: int, **changes: object) -> Event:
    title, organisation, kind, description = HAPPENED[(number - 1) % len(HAPPENED)]
    accounts: tuple[Account, ...] = ()
    if number % 3 == 0:
        accounts = (
            account("Gemeente Lindewaard"),
            account(
                "De Overtocht",
                words="Wij hoorden het een week later van moeder.",
                felt="Dat maakte ons voorzichtig.",
                known_then="Dat er eerder politie was geweest, wisten we niet.",
            ),
        )
    if number % 9 == 0:
        accounts += (
            account(
                "School De Wilg",
                words="In de klas was ze die dag stil.",
                known_now="We zagen toen niet wat er thuis speelde.",
            ),
        )
    usual = Event(
        number,
        in_words(date(2018, 6, 1) + timedelta(days=27 * number)),
        title,
        description,
        kind,
        organisation,
        accounts,
        turning_point={8: 1, 23: 2, 41: 3}.get(number),
        source="dossier wijkteam" if number % 4 == 0 else "",
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def drawing(events: int) -> str:
    """A drawing with a lane for each organisation, as wide as the real one."""
    lanes = "".join(
        f'<rect x="0" y="{40 + 70 * lane}" width="1400" height="69" fill="{"#f6f7f5" if lane % 2 else "#ffffff"}"/>'
        f'<text x="12" y="{80 + 70 * lane}" font-family="Source Sans 3" font-size="15" fill="#22282c">{name}</text>'
        for lane, name in enumerate(("Gezin", *ORGANISATIONS))
    )
    marks = "".join(
        f'<circle cx="{240 + 1130 * number / events:.1f}" cy="{75 + 70 * (number % 7)}" r="7" fill="#24595b"/>'
        for number in range(1, events + 1)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1400 540" width="1400" height="540">{lanes}{marks}</svg>'
    )


def report(events: int = 71, **changes: object) -> ReportDocument:
    """The report of the made-up case, sealed as a second, final edition; `changes` replaces parts of it."""
    return sealed(replace(_usual(events), **changes)) if changes else _whole(events)  # type: ignore[arg-type]


@cache
def _whole(events: int) -> ReportDocument:
    return sealed(_usual(events))


@cache
def _usual(events: int) -> ReportDocument:
    names = ("Uit elkaar", "De eerste hulp", "Hulp en strijd", "Het gedwongen kader", "Terug naar rust")
    numbers = range(1, events)
    size = -(-len(numbers) // len(names)) or 1
    chapters = tuple(
        Chapter(
            name,
            f"{2018 + index} – {2019 + index}",
            "In deze periode zochten de ouders ieder hun eigen weg. De organisaties zagen elkaar weinig.",
            tuple(event(number) for number in numbers[index * size : (index + 1) * size]),
        )
        for index, name in enumerate(names)
    )
    return ReportDocument(
        head=Head(
            case_name="Zonnebloem",
            title="Verslag van de leersessie",
            edition=2,
            status="final",
            date="2026-05-12",
            date_words="12 mei 2026",
            theme="Complexe scheiding",
        ),
        sections=tuple(Section(*heading) for heading in HEADINGS),
        took_part=tuple(TookPart(name, ("casusregisseur", "gedragswetenschapper")[: 1 + index % 2]) for index, name in enumerate(ORGANISATIONS)),
        family=(
            FamilyMember("Zwaluw", "dochter", "geboren in 2010"),
            FamilyMember("Mus", "zoon", "geboren in 2013"),
            FamilyMember("Moeder", "moeder"),
            FamilyMember("Vader", "vader", "woont sinds 2021 met een nieuwe partner"),
        ),
        picture=Picture(drawing(events), "Tijdlijn met zeven banen van zomer 2018 tot eind 2023. De meeste gebeurtenissen staan in 2019 en 2021.", "Alle gebeurtenissen van 2018 tot en met 2023."),
        chapters=chapters,
        undated=(event(events, date_words="datum onbekend", title="Oma biedt aan om op te passen", turning_point=None),),
        turning_points=tuple(
            TurningPoint(
                number,
                title,
                moments,
                "De politie kwam langs. Daarna kwam er een melding.",
                (account("Gemeente Lindewaard"), account("Jeugdbescherming Morgenrood"), account("School De Wilg"), account("Veilig Thuis")),
                "Iedereen dacht dat de ander het gezin sprak.",
                "Niemand had het gezin in die maand gesproken.",
                "Hier ging het van *helpen* naar *bewaken*.",
            )
            for number, title, moments in ((1, "De politie aan de deur", (8, 9)), (2, "De hulp stopt", (23, 24)), (3, "Er komt één regisseur", (41,)))
        ),
        answers=(
            Answer("Wie hield de koers?", "Lange tijd **niemand**. Pas bij de derde regisseur kwam er één plan.", asked_by="Gemeente Lindewaard", evidence=(10, 24, 41)),
            Answer(
                "Was dit een complexe scheiding, en wanneer konden we dat weten?",
                "Daarover zijn we het niet eens geworden.",
                stays_open=True,
                views=(View("De Overtocht", "Al bij de aanmelding waren er drie signalen."), View("Veilig Thuis", "Pas na de tweede melding was het duidelijk.")),
                evidence=(3, 9, 22),
            ),
            Answer("Wat hadden de kinderen nodig?", "Rust, en één iemand die naar hen luisterde.", evidence=(14, 28)),
        ),
        patterns=(
            Insight("Na elk overleg kwam er nieuw aanbod; het oude werd niet afgerond.", "Steeds iets nieuws", (5, 19, 33)),
            Insight("De strijd tussen ouders kwam terug tussen organisaties.", "", (10, 38)),
        ),
        worked=(Insight("De school bleef al die jaren een vaste plek.", "", (14, 28, 42)), Insight("Het gesprek met Zwaluw alleen.", "", (14,))),
        lessons=tuple(
            Lesson(number, text, scope, audiences, ((number * 7) % 60 + 1, number * 3, 41), answers=(AnswerLink("Wie hield de koers?", "een gedeeld antwoord", 1),) if number == 1 else ())
            for number, (text, scope, audiences) in enumerate(LESSONS, 1)
        ),
        advice=(Advice("Maak afspraken over contact tijdens wachttijd in de inkoop.", "Regio, inkoop jeugdhulp", (6,)), Advice("Oefen samen het eerste gesprek.", "Teamleiders", ())),
        agreements=(
            Agreement("Belmoment tijdens wachttijd invoeren", "De Overtocht", "1 september 2026"),
            Agreement("School uitnodigen bij elk overleg over kinderen", "Gemeente Lindewaard", "per direct"),
            Agreement("Format voor een warme overdracht delen", "Jeugdbescherming Morgenrood", "1 juli 2026"),
        ),
        must_know=(MustKnow("Alle casusregisseurs", "les 1 en 4"), MustKnow("Inkopers jeugdhulp", "les 3")),
        assent=(
            Assent("Gemeente Lindewaard", "agree", "", "20 mei 2026"),
            Assent("De Overtocht", "dissent", "Wij zien de eerste melding anders: er was toen wel overleg, maar het staat in geen dossier.", "22 mei 2026"),
            Assent("School De Wilg", "agree", "", "19 mei 2026"),
            Assent("Veilig Thuis", "open"),
            Assent("Zorg Zuid", "open", "", "2 mei 2026", earlier="agree"),
        ),
        sources=(Source("tijdlijn.xlsx", "Gemeente Lindewaard", "veertig regels"), Source("overzicht.csv", "De Overtocht")),
        words=report_words(),
    )  # fmt: skip


def small(text: str, **changes: object) -> ReportDocument:
    """A report with the same text in every place where people type."""
    usual = ReportDocument(
        Head(text, text, theme=text, date_words=text),
        sections=(Section("short", text, text), *(Section(key, key, text) for key in ("timeline", "turning_points", "lessons", "assent", "events"))),
        chapters=(Chapter(text, text, text, (event(1, title=text, description=text, accounts=(account(text, words=text, felt=text),), turning_point=1),)),),
        turning_points=(TurningPoint(1, text, (1, 99), text, (account(text),) * 5, text, text, text),),
        lessons=(Lesson(1, text, audiences=(text,), evidence=(1, 99), evidence_labels=(text,), answers=(AnswerLink(text, text, 9),)),),
        assent=(Assent(text, "dissent", text),),
    )  # fmt: skip
    return replace(usual, **changes)  # type: ignore[arg-type]
